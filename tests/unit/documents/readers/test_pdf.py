"""PDF: paragraphs, headings, tables, furniture, labels, passwords and damage."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from desktop.documents import reading
from desktop.documents.readers import layout
from desktop.documents.readers.lines import Line, Sheet, Style
from desktop.documents.readers.parts import gather
from desktop.domain.document import Document
from desktop.domain.quote import contains
from desktop.errors import FileDamaged, FileEncrypted, FileHasNoText
from desktop.paths import assets
from tests.unit.documents.readers.pdfs import Text, paragraph, pdf, written
from tests.unit.documents.readers.reading_of import blocks, read

PROSE = [
    "The company sells apples, pears and plums in forty countries and has",
    "done so since it was founded. Its orchards lie in the valleys of the",
    "north, where the soil is heavy and the winters are long.",
]


def _read(folder: Path, data: bytes) -> Document:
    return read(folder / "file.pdf", data)


def test_lines_become_paragraphs(tmp_path: Path) -> None:
    page = [*paragraph(PROSE, 700), *paragraph(["A second paragraph stands apart."], 640)]
    assert blocks(_read(tmp_path, pdf([page]))) == [
        ("text", " ".join(PROSE)),
        ("text", "A second paragraph stands apart."),
    ]


def test_what_stands_a_little_further_below_the_end_of_a_sentence_is_another_paragraph(tmp_path: Path) -> None:
    full = "Each winter the trees are cut back by hand, row by row, and counted."
    page = [*paragraph([*PROSE[:2], full], 700), *paragraph([full, *PROSE[:2]], 661), *paragraph(PROSE[:2], 622)]
    found = [text for _, text in blocks(_read(tmp_path, pdf([page])))]
    assert found == [" ".join((*PROSE[:2], full)), " ".join((full, *PROSE[:2], *PROSE[:2]))]


def test_a_quotation_a_little_further_below_is_another_paragraph(tmp_path: Path) -> None:
    quotes = ["«It is warm before breakfast.» A resident of the eastern row of homes", "«It took a month.» A resident"]
    page = [*paragraph(PROSE, 700), *paragraph(quotes[:1], 640), *paragraph(quotes[1:], 625)]
    assert [text for _, text in blocks(_read(tmp_path, pdf([page])))] == [" ".join(PROSE), *quotes]


def test_headings_are_told_by_size_and_weight(tmp_path: Path) -> None:
    page = [
        Text(50, 760, "Annual Report", 20),
        *paragraph(PROSE, 720),
        Text(50, 660, "Liquidity", 10, bold=True),
        *paragraph(PROSE, 640),
    ]
    found = blocks(_read(tmp_path, pdf([page])))
    assert [kind for kind, _ in found] == ["heading1", "text", "heading4", "text"]
    assert found[2] == ("heading4", "Liquidity")


def test_headings_are_told_by_the_outline(tmp_path: Path) -> None:
    page = [Text(50, 760, "On apples"), *paragraph(PROSE, 720)]
    assert blocks(_read(tmp_path, pdf([page], outline=[("On Apples", 0)])))[0] == ("heading1", "On apples")


def test_lines_that_pdfium_takes_for_one_are_parted_where_the_next_begins() -> None:
    """Of a file that Qt wrote, PDFium gives a paragraph's last line and the heading below it as one."""
    report = assets() / "samples" / "Linden-Street-final.pdf"
    document = gather(reading.read(report, "report.pdf"), "report.pdf")
    headings = [block.text for page in document.pages[1:] for block in page.blocks if block.kind == "heading"]
    assert headings == [
        *("1 Summary", "2 The pilot", "2.1 The homes", "2.2 The equipment", "3 How we measured", "4 Results"),
        *("4.1 Comfort", "4.2 Winter demand", "4.3 Insulation decides the gain", "4.4 Peak load"),
        *(
            "5 Cost and emissions",
            "5.1 Running cost",
            "5.2 What a home costs",
            "5.3 Emissions",
            "6 What residents said",
        ),
        *("7 What went wrong", "8 The next 120 homes", "Terms used"),
    ]


def test_a_row_of_a_table_is_one_line_under_the_heads_of_its_columns(tmp_path: Path) -> None:
    page = [*paragraph(PROSE, 760), Text(300, 700, "July 1,"), Text(300, 690, "2023"), Text(400, 700, "June 25,")]
    page.append(Text(400, 690, "2022"))
    rows = [("Products", "60,584", "63,355"), ("Services", "21,213", "19,604"), ("Total net sales", "81,797", "82,959")]
    for at, (label, one, two) in enumerate(rows):
        page += [Text(50, 670 - 12 * at, label), Text(300, 670 - 12 * at, one), Text(400, 670 - 12 * at, two)]
    found = blocks(_read(tmp_path, pdf([page])))
    assert found[1] == (
        "table",
        "July 1, 2023 June 25, 2022\nProducts 60,584 63,355\nServices 21,213 19,604\nTotal net sales 81,797 82,959",
    )


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"left line {word} goes on and on" for word in ("one", "two", "three", "four")]
    right = [f"right line {word} goes on and on" for word in ("one", "two", "three", "four")]
    text = _read(tmp_path, pdf([[*paragraph(left, 700), *paragraph(right, 700, x=320)]])).pages[0].text
    assert text.index("left line four") < text.index("right line one")


def test_running_lines_stay_once_and_page_numbers_go(tmp_path: Path) -> None:
    pages = [
        [
            Text(50, 780, "Orchard Quarterly 2023"),
            *paragraph([f"Page text {word} is here and nowhere else in the file."], 700),
            Text(300, 20, str(number)),
        ]
        for number, word in enumerate(["alpha", "beta", "gamma", "delta", "epsilon"], 1)
    ]
    document = _read(tmp_path, pdf(pages))
    texts = [page.text for page in document.pages]
    assert texts[0] == "Orchard Quarterly 2023\nPage text alpha is here and nowhere else in the file."
    assert texts[3] == "Page text delta is here and nowhere else in the file."


def test_figures_in_the_same_place_are_no_furniture(tmp_path: Path) -> None:
    pages = [[*paragraph(PROSE, 700), Text(50, 20, f"Total {number * 317}")] for number in range(1, 6)]
    document = _read(tmp_path, pdf(pages))
    assert [f"Total {number * 317}" in page.text for number, page in enumerate(document.pages, 1)] == [True] * 5


def test_a_word_parted_by_a_line_end_is_joined(tmp_path: Path) -> None:
    lines = [
        "An impressive sight, the state-of-the-art machine was most impres-",
        "sive to all who came to see it in the",
        "hall.",
    ]
    text = _read(tmp_path, pdf([paragraph(lines, 700)])).pages[0].text
    assert "most impressive to all" in text
    assert "state-of-the-art" in text
    assert contains(text, "was most impressive to all who came")


def test_labels_title_and_counts(tmp_path: Path) -> None:
    pages = [paragraph([f"page {number} text"], 700) for number in range(3)]
    data = pdf(pages, title="On Orchards", labels="0 << /S /r >> 2 << /S /D >>")
    document = _read(tmp_path, data)
    assert [page.label for page in document.pages] == ["i", "ii", "1"]
    assert document.title == "On Orchards"
    assert document.paged


def test_ordinary_labels_are_none(tmp_path: Path) -> None:
    assert _read(tmp_path, pdf([paragraph(PROSE, 700)])).pages[0].label is None


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages_keep_their_words(tmp_path: Path, rotate: int) -> None:
    document = _read(tmp_path, pdf([paragraph(PROSE, 700)], rotate=rotate))
    assert all(contains(document.pages[0].text, line) for line in PROSE)


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    document = _read(tmp_path, pdf([paragraph(PROSE, 700), [], paragraph(PROSE, 700), [], []]))
    assert document.notice == "Pages 2, 4–5 hold no text, only pictures or nothing."


def test_no_text_anywhere(tmp_path: Path) -> None:
    with pytest.raises(FileHasNoText, match=r"file\.pdf"):
        _read(tmp_path, pdf([[], []]))


def test_what_was_filled_into_a_form_stands_beside_its_label(tmp_path: Path) -> None:
    label = b"BT /F1 10 Tf 1 0 0 1 50 700 Tm (Name:) Tj 1 0 0 1 50 670 Tm (Signed below.) Tj ET"
    value = b"BT /F1 10 Tf 1 0 0 1 2 3 Tm (Ada Lovelace) Tj ET"
    font = b"/Resources << /Font << /F1 4 0 R >> >>"
    data = written(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Annots [6 0 R] %s >>" % font,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(label), label),
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Ada Lovelace) /F 4 /Rect [90 697 200 712]"
            b" /P 3 0 R /AP << /N 7 0 R >> >>",
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 110 15] %s /Length %d >>\nstream\n%s\nendstream"
            % (font, len(value), value),
        ]
    )
    assert _read(tmp_path, data).pages[0].text.replace("\n", " ") == "Name: Ada Lovelace Signed below."


def _encrypted(user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf([paragraph(PROSE, 700)])))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_said_and_an_empty_one_opens(tmp_path: Path) -> None:
    with pytest.raises(FileEncrypted):
        _read(tmp_path, _encrypted("secret", "secret"))
    assert contains(_read(tmp_path, _encrypted("", "owner")).pages[0].text, PROSE[0])


def test_damage_is_repaired_or_said(tmp_path: Path) -> None:
    whole = pdf([paragraph(PROSE, 700)])
    assert contains(_read(tmp_path, whole.replace(b"startxref", b"startxxxx")).pages[0].text, PROSE[0])
    with pytest.raises(FileDamaged, match=r"“file\.pdf” is damaged"):
        _read(tmp_path, whole[:200])
    with pytest.raises(FileDamaged, match="not a PDF"):
        _read(tmp_path, b"just some words")


def test_no_page_can_be_reached(tmp_path: Path) -> None:
    with pytest.raises((FileDamaged, FileHasNoText)):
        _read(tmp_path, written([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]))


def test_pypdf_reads_what_pdfium_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    def refuse(*_: object) -> None:
        raise pypdfium2.PdfiumError("refused")

    data = pdf([paragraph(PROSE, 700), paragraph(["The second page."], 700)])
    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    document = _read(tmp_path, data)
    assert [
        contains(page.text, words) for page, words in zip(document.pages, (PROSE[1], "second page"), strict=True)
    ] == [
        True,
        True,
    ]


def test_pypdf_reads_the_one_page_that_pdfium_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    real = pypdfium2.PdfDocument.get_page

    def get_page(self: object, index: int) -> object:
        if index == 1:
            raise pypdfium2.PdfiumError("refused")
        return real(self, index)

    monkeypatch.setattr(pypdfium2.PdfDocument, "get_page", get_page)
    document = _read(tmp_path, pdf([paragraph([f"This is page number {n}."], 700) for n in range(3)]))
    assert [page.text for page in document.pages] == [f"This is page number {n}." for n in range(3)]
    assert document.notice == ""


def test_words_that_are_drawn_twice_are_read_once(tmp_path: Path) -> None:
    page = [
        *(Text(50 + by, 700 - by, "Annual Report of the Company") for by in (0, 0.7)),
        *(Text(50 + by, 650 - by, "Profit for the year") for by in (0, 0.7)),
        *(Text(50, 600, "Share code 300218"), Text(50.6, 599.6, "Share code 300218")),
        *(Text(50, 560, "over and over and over"), Text(50, 540, "over and over and over")),
    ]
    text = "\n".join(text for _, text in blocks(_read(tmp_path, pdf([page]))))
    for words in ("Annual Report of the Company", "Profit for the year", "Share code 300218"):
        assert text.count(words) == 1, text
    assert text.count("over and over and over") == 2


def test_sentences_and_items_in_large_type_are_no_headings(tmp_path: Path) -> None:
    prose = [
        Text(50, 400 - 12 * at, f"Line {at} of the running text of this page goes on and on here") for at in range(9)
    ]
    page = [Text(50, 700, "- an item of a list in a larger type", 16), Text(50, 640, "A heading", 16), *prose]
    found = blocks(_read(tmp_path, pdf([page])))
    assert [text for kind, text in found if kind.startswith("heading")] == ["A heading"]


def test_a_sentence_in_chinese_is_no_heading() -> None:
    style = Style(body=8)
    for text, kind in (
        ("其用地指标按表中的系数进行调整，不应低于规定的数值。", "text"),
        ("第二章 用地指标", "heading"),
    ):
        line = Line(text, 50, 300, 100, 112, 12)
        assert [block.kind for block in layout.blocks(Sheet(1, None, [line]), style)] == [kind]


def test_type_in_tables_says_nothing_of_the_running_text() -> None:
    rows = [Line("4,711 " * 20, 50, 300, 10 * at, 10 * at + 8, 8, ruled=1) for at in range(20)]
    style = Style()
    style.weigh([Sheet(1, None, [*rows, Line("The running text", 50, 300, 400, 412, 12)])])
    assert style.body == 12
