"""Documents with a fact planted in the middle, each in a format of its own, made for the journeys."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pptx

#: Sentences about nothing in particular, so that the planted fact has something to hide in.
FILLER = (
    "The committee met in the usual room and the minutes of the last meeting were read and approved.",
    "Weather during the period was changeable, and several site visits had to be moved to the following week.",
    "Members thanked the volunteers for their patience and asked that the newsletter be sent out earlier.",
    "The gardens behind the library were replanted with shrubs that need little water in summer.",
    "A longer discussion about parking ended without a decision and will be taken up again.",
    "The archive holds photographs of the old market hall, most of which have not been catalogued.",
)
PAGES = 100


def filler(number: int) -> str:
    """Return two sentences that differ from page to page."""
    first, second = FILLER[number % len(FILLER)], FILLER[(number * 5 + 2) % len(FILLER)]
    return f"Note {number}. {first} {second}"


def write_pdf(file: Path, pages: list[list[str]]) -> None:
    """Write a plain PDF of one text line after the other in Helvetica (ISO 32000-1, 7.5 and 9.4)."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        rows = []
        for line in lines:
            for start in range(0, len(line), 90):
                text = line[start : start + 90].encode("cp1252", "replace")
                rows.append(b"(" + text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") '")
        stream = b"BT /F1 11 Tf 15 TL 60 780 Td\n" + b"\n".join(rows) + b"\nET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(content),
    )
    file.write_bytes(content)


def plant_pdf(folder: Path) -> Path:
    """A hundred pages; page 57 holds a fact."""
    pages = [[filler(n), filler(n + 31), filler(n + 67)] for n in range(1, PAGES + 1)]
    pages[56].insert(1, "The access code of the Zephyr vault is 48213 and it changes every spring.")
    file = folder / "Committee papers.pdf"
    write_pdf(file, pages)
    return file


def plant_docx(folder: Path) -> Path:
    """Sixty paragraphs under headings; one names a person."""
    document = docx.Document()
    for number in range(1, 61):
        if number % 12 == 1:
            document.add_heading(f"Chapter {number // 12 + 1}", level=1)
        document.add_paragraph(filler(number))
        if number == 31:
            document.add_paragraph("The keeper of the Northgate clock is Marguerite Oduya, who winds it on Mondays.")
    file = folder / "Town chronicle.docx"
    document.save(str(file))
    return file


def plant_pptx(folder: Path) -> Path:
    """Twenty slides; the twelfth holds a figure."""
    presentation = pptx.Presentation()
    for number in range(1, 21):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Topic {number}"
        text = "The ferry to Halden carried 9,406 bicycles in 2023." if number == 12 else filler(number)
        slide.placeholders[1].text = text
    file = folder / "Harbour briefing.pptx"
    presentation.save(str(file))
    return file


def plant_xlsx(folder: Path) -> Path:
    """Eighty rows of stock; one cell is asked for."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Stock"
    sheet.append(["Item", "Shelf", "Pieces", "Supplier"])
    for number in range(1, 81):
        sheet.append([f"Part {number:03d}", f"A{number % 9}", 3 * number + 11, "Miller & Sons"])
    sheet.append(["Cobalt hinge", "C4", 7318, "Aldous Works"])
    for number in range(81, 121):
        sheet.append([f"Part {number:03d}", f"B{number % 9}", 2 * number + 5, "Miller & Sons"])
    file = folder / "Warehouse.xlsx"
    book.save(file)
    return file


def plant_chinese(folder: Path) -> Path:
    """A Chinese text; one sentence gives a number."""
    lines = [
        f"第{n}条记录：委员会按照惯例召开会议，讨论了绿化、停车和社区通讯等事项，没有形成新的决议。"
        for n in range(1, 61)
    ]
    lines.insert(34, "青松水库的最大蓄水量为四千八百万立方米，由市水务局负责日常管理，管理员是李文清。")
    file = folder / "会议记录.txt"
    file.write_text("\n".join(lines), encoding="gb18030")
    return file
