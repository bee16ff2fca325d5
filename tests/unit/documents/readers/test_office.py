"""Word, PowerPoint and Excel files: order, headings, tables, notes, and what the parsers alone would not open."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from desktop.documents import reading
from desktop.documents.chunk import chunks
from desktop.documents.readers.number_formats import number
from desktop.documents.readers.sections import SECTION
from desktop.domain.document import Block
from desktop.errors import FileHasNoText
from tests.unit.documents.readers.reading_of import blocks, read


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, change(body) if name == part else body)
    return out.getvalue()


def saved(document: object) -> bytes:
    """The bytes of a document of any of the three libraries."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


# -- Word ----------------------------------------------------------------------------------------------------------


def _word() -> object:
    document = docx.Document()
    document.core_properties.title = "On fruit"
    document.add_heading("Fruit", 1)
    document.add_paragraph("Apples are round.")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, (("Kind", "Price"), ("Apple", "2")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_heading("Pears", 2)
    document.add_paragraph("Pears are not.")
    document.sections[0].header.paragraphs[0].text = "HEADER"
    return document


def test_word(tmp_path: Path) -> None:
    document = read(tmp_path / "a.docx", saved(_word()))
    assert document.title == "On fruit"
    assert not document.paged
    assert blocks(document) == [
        ("heading1", "Fruit"),
        ("text", "Apples are round."),
        ("list", "one\ntwo"),
        ("table", "Kind | Price\nApple | 2"),
        ("heading2", "Pears"),
        ("text", "Pears are not."),
    ]


def test_word_macro_files_and_templates(tmp_path: Path) -> None:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    for suffix, other in (
        ("docm", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("dotx", b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
    ):
        data = rewritten(saved(_word()), "[Content_Types].xml", lambda body, other=other: body.replace(kind, other))  # type: ignore[misc]
        assert "Apples are round." in read(tmp_path / f"a.{suffix}", data).pages[0].text


def test_strict_word(tmp_path: Path) -> None:
    loose = b"http://schemas.openxmlformats.org/"
    strict = b"http://purl.oclc.org/ooxml/"

    def change(body: bytes) -> bytes:
        body = body.replace(loose + b"officeDocument/2006/", strict + b"officeDocument/")
        return body.replace(loose + b"wordprocessingml/2006/main", strict + b"wordprocessingml/main")

    data = saved(_word())
    for part in ("_rels/.rels", "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"):
        data = rewritten(data, part, change)
    assert blocks(read(tmp_path / "a.docx", data))[0] == ("heading1", "Fruit")


def test_word_text_in_boxes_controls_changes_and_fields(tmp_path: Path) -> None:
    def change(body: bytes) -> bytes:
        return body.replace(
            b"Apples are round.</w:t></w:r>",
            b"Apples </w:t></w:r><w:del><w:r><w:delText>deleted </w:delText></w:r></w:del>"
            b"<w:ins><w:r><w:t>are</w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:t> round.</w:t><w:tab/>"
            b"<w:instrText>PAGE</w:instrText><w:noBreakHyphen/></w:r></w:sdtContent></w:sdt>",
        )

    assert blocks(read(tmp_path / "a.docx", rewritten(saved(_word()), "word/document.xml", change)))[1] == (
        "text",
        "Apples are round. -",
    )


def test_word_merged_cells_and_bold_headings(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Prices of fruit").bold = True
    table = document.add_table(rows=3, cols=2)
    values = [["North", "1"], ["", "2"], ["South", "3"]]
    for row, texts in zip(table.rows, values, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    found = blocks(read(tmp_path / "a.docx", saved(document)))
    assert found == [("heading5", "Prices of fruit"), ("table", "North | 1\nNorth | 2\nSouth | 3")]


def test_word_layout_tables_are_text(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Inside a frame."
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    assert blocks(read(tmp_path / "a.docx", saved(document))) == [("text", "Inside a frame."), ("table", "a | b")]


def test_word_equations(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Area: ")
    math = OxmlElement("m:oMath")
    power = OxmlElement("m:sSup")
    for name, text in (("m:e", "r"), ("m:sup", "2")):
        part, run, letter = OxmlElement(name), OxmlElement("m:r"), OxmlElement("m:t")
        letter.text = text
        run.append(letter)
        part.append(run)
        power.append(part)
    math.append(power)
    paragraph._p.append(math)
    assert math.tag == qn("m:oMath")
    assert blocks(read(tmp_path / "a.docx", saved(document))) == [("text", "Area: r^2")]


def test_word_comments_are_notes(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph("Body").runs[0]
    document.add_comment(run, text="A remark", author="Somebody")
    page = read(tmp_path / "a.docx", saved(document)).pages[0]
    assert [(block.kind, block.text, block.place) for block in page.blocks] == [
        ("text", "Body", ""),
        ("note", "A remark", "comment 0"),
    ]


# -- PowerPoint ----------------------------------------------------------------------------------------------------


def _deck() -> object:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    low = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1))
    low.text_frame.text = "below"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(3), Inches(3), Inches(1)).text_frame.text = "in a group"
    slide.shapes.title.text = "The title"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(0.5)).table
    for at, text in enumerate(("Kind", "Price", "Apple", "2")):
        table.cell(at // 2, at % 2).text = text
    slide.notes_slide.notes_text_frame.text = "Say hello."
    data = CategoryChartData()
    data.categories = ["East", "West"]
    data.add_series("Sales", (1.5, 2))
    second = deck.slides.add_slide(deck.slide_layouts[6])
    second.shapes.add_chart(XL_CHART_TYPE.PIE, Inches(1), Inches(1), Inches(3), Inches(3), data)
    deck.slides.add_slide(deck.slide_layouts[6])
    return deck


def test_slides(tmp_path: Path) -> None:
    document = read(tmp_path / "a.pptx", saved(_deck()))
    assert document.paged
    assert len(document.pages) == 3
    assert [(block.kind, block.text, block.place) for block in document.pages[0].blocks] == [
        ("heading", "The title", ""),
        ("table", "Kind | Price\nApple | 2", ""),
        ("text", "in a group", ""),
        ("text", "below", ""),
        ("note", "Say hello.", "notes"),
    ]
    assert document.pages[1].text == " | Sales\nEast | 1.5\nWest | 2"
    assert document.notice == "Slide 3 holds no text, only pictures or nothing."


def test_the_label_of_a_cell_that_reaches_down_is_in_each_of_its_rows(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(4), Inches(0.5)).table
    for at, text in enumerate(("Kind", "", "Price", "Apple", "red", "1", "", "green", "2")):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    text = read(tmp_path / "a.pptx", saved(deck)).pages[0].text
    assert text == "Kind |  | Price\nApple | red | 1\nApple | green | 2"


def test_shows_open_too(tmp_path: Path) -> None:
    kind = b"presentationml.presentation.main+xml"
    data = rewritten(
        saved(_deck()), "[Content_Types].xml", lambda body: body.replace(kind, b"presentationml.slideshow.main+xml")
    )
    assert read(tmp_path / "a.ppsx", data).pages[0].text.startswith("The title")


def test_a_deck_without_text(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    with pytest.raises(FileHasNoText):
        read(tmp_path / "a.pptx", saved(deck))


# -- Excel ---------------------------------------------------------------------------------------------------------


def test_sheets_and_their_ranges(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sales"
    sheet["B2"] = "Sales of fruit"
    rows: list[tuple[str | float, ...]] = [("Kind", "Sold", "Share"), ("Apple", 1234, 0.25), ("Pear", 0.1 + 0.2, 0.75)]
    for at, row in enumerate(rows, 3):
        for column, value in zip("BCD", row, strict=True):
            sheet[f"{column}{at}"] = value
    sheet["C4"].number_format = "#,##0"
    sheet["D4"].number_format = sheet["D5"].number_format = "0%"
    sheet["B9"] = "checked"
    sheet["C9"] = datetime.datetime(2023, 7, 1)
    book.create_sheet("Empty")
    other = book.create_sheet("Formulas")
    other["A1"], other["B1"] = "sum", "=1+2"
    document = read(tmp_path / "a.xlsx", saved(book))
    assert [page.label for page in document.pages] == ["Sales", "Empty", "Formulas"]
    assert [(block.kind, block.text, block.place) for block in document.pages[0].blocks] == [
        ("heading", "Sales of fruit", "Sales!B2"),
        ("table", "Kind | Sold | Share\nApple | 1,234 | 25%\nPear | 0.3 | 75%", "Sales!B3:D5"),
        ("table", "checked | 2023-07-01", "Sales!B9:C9"),
    ]
    assert document.pages[2].text == "sum | =1+2"
    assert document.notice == "Sheet “Formulas” shows formulas in place of results that were never calculated."


def long_sheet(rows: int) -> bytes:
    """A workbook with a title, heads, so many rows below them, a second table, and a short sheet behind it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sales")
    sheet.append(["Fruit of all orchards"])
    sheet.append(["Kind", "Orchard", "Sold"])
    for row in range(rows):
        sheet.append([f"kind {row}", "an orchard in the north of the country", row])
    sheet.append([])
    sheet.append(["All", "of them", 7])
    book.create_sheet("Costs").append(["rent", 12])
    return saved(book)


def test_a_long_sheet_is_several_pages_each_with_its_heads_and_rows(tmp_path: Path) -> None:
    document = read(tmp_path / "a.xlsx", long_sheet(3000))
    *parts, costs = document.pages
    assert (costs.number, costs.label) == (len(parts) + 1, "Costs")
    assert len(parts) > 2
    assert [page.number for page in document.pages] == list(range(1, len(parts) + 2))
    assert max(len(page.text) for page in parts) < 2 * SECTION
    first, second = parts[0].blocks[1], parts[1].blocks[0]
    assert (parts[0].blocks[0].text, parts[0].label) == ("Fruit of all orchards", f"Sales!1:{_last_row(first.place)}")
    assert first.place.startswith("Sales!A2:C")
    begins = _last_row(first.place) + 1
    assert second.place == f"Sales!A2:C2,A{begins}:C{_last_row(second.place)}"
    assert second.text.split("\n")[:2] == [
        "Kind | Orchard | Sold",
        f"kind {begins - 3} | an orchard in the north of the country | {begins - 3}",
    ]
    assert parts[-1].blocks[-1] == Block("All | of them | 7", "table", place="Sales!A3004:C3004")
    assert sum(line.startswith("kind ") for page in parts for line in page.text.split("\n")) == 3000


def _last_row(place: str) -> int:
    return int(place.rpartition("C")[2])


def test_passages_of_a_later_part_name_their_own_rows(tmp_path: Path) -> None:
    document = read(tmp_path / "a.xlsx", long_sheet(3000))
    found = [chunk for chunk in chunks(document) if chunk.page == 2]
    assert found[0].place.startswith("Sales!A2:C2,A")
    assert found[0].header == "a.xlsx › Sales"
    for chunk in found[1:]:
        head, *lines = chunk.text.split("\n")
        first = int(lines[0].partition(" |")[0].removeprefix("kind ")) + 3
        assert head == "Kind | Orchard | Sold"
        assert chunk.place == f"Sales!A{first}:C{first + len(lines) - 1}"


def test_what_was_read_of_a_long_sheet_before_a_cap_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", SECTION + 1000)
    document = read(tmp_path / "a.xlsx", long_sheet(3000))
    assert document.notice.startswith(f"Stopped after page 2 ({document.pages[1].label}). A document is read up to")


def test_heads_with_an_empty_row_below_stay_with_their_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at, values in ((1, ("a", "b")), (3, (1, 2)), (4, (3, 4))):
        sheet[f"A{at}"], sheet[f"B{at}"] = values
    (block,) = read(tmp_path / "a.xlsx", saved(book)).pages[0].blocks
    assert (block.text, block.place) == ("a | b\n\n1 | 2\n3 | 4", "Sheet!A1:B4")


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (81797, "General", "81797"),
        (81797, "#,##0", "81,797"),
        (81797.5, "#,##0.00", "81,797.50"),
        (0.025, "0.0%", "2.5%"),
        (0.12345, "0%", "12.345%"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (1234567890123450.0, "General", "1234567890123450"),
        (-5, "#,##0.00;[Red]-#,##0.00", "-5.00"),
        (1234.5, '"$"#,##0.00_);("$"#,##0.00)', "$1,234.50"),
        (-1234.5, "$#,##0.00", "-$1,234.50"),
        (12.5, "#,##0.00\\ [$€-407]", "12.50 €"),
        (12.5, '_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-', "12.50 €"),
        (12.5, "[$CHF] 0.00", "CHF12.50"),
        (12, '0" pieces"', "12"),
        (0.5, "General", "0.5"),
        (1067, "00000", "01067"),
        (1067.5, "00000", "1067.5"),
    ],
)
def test_numbers_read_as_the_sheet_shows_them(value: float, style: str, shown: str) -> None:
    assert number(value, style) == shown


def test_spans_of_time_are_hours_and_minutes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for at, hours in enumerate((30, 0.5, -2), 1):
        cell = book.active.cell(at, 1, hours / 24)
        cell.number_format = "[h]:mm"
    assert read(tmp_path / "a.xlsx", saved(book)).pages[0].text == "30:00:00\n0:30:00\n-2:00:00"


def test_what_excel_writes_above_a_thread_of_remarks_is_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = 7
    said = "Your version of Excel allows you to read this. Learn more: https://go.microsoft.com/fwlink/?linkid=870924"
    words = f"[Threaded comment]\n\n{said}\n\nComment:\n    Counted [twice].\nReply:\n    No."
    sheet["B2"].comment = Comment(words, "tc={0}")
    found = read(tmp_path / "a.xlsx", saved(book)).pages[0].blocks
    assert [line.strip() for line in found[1].text.splitlines()] == ["Counted [twice].", "Reply:", "No."]


def test_remarks_on_cells_are_notes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = 7
    sheet["B2"].comment = Comment("Counted twice.", "Somebody")
    found = read(tmp_path / "a.xlsx", saved(book)).pages[0].blocks
    assert [(block.kind, block.text, block.place) for block in found[1:]] == [("note", "Counted twice.", "Sheet!B2")]


def test_a_workbook_without_text(tmp_path: Path) -> None:
    with pytest.raises(FileHasNoText):
        read(tmp_path / "a.xlsx", saved(openpyxl.Workbook()))
