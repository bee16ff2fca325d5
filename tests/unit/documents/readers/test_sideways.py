"""Pages of PDF whose text is set on its side, signs above and below lines, and what was remarked on a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.documents.readers import scripts
from desktop.documents.readers.lines import Line
from desktop.documents.readers.sideways import turned_back
from desktop.domain.document import WHOLE, Word
from tests.unit.documents.readers.pdfs import Text, pdf, ruled, written
from tests.unit.documents.readers.reading_of import blocks, read

#: Matrices that set a page of 800 × 600 on one of 600 × 800: running down, running up.
DOWN, UP = "0 -1 1 0 0 800 cm", "0 1 -1 0 600 0 cm"


def _set(texts: list[Text], matrix: str, more: str = "") -> str:
    shown = "\n".join(f"BT /F1 {text.size} Tf {text.x} {text.y} Td ({text.text}) Tj ET" for text in texts)
    return f"q {matrix}\n{more}\n{shown}\nQ"


def _table(title: str) -> list[Text]:
    rows = (("Name", "Price", "Weight"), ("Bolt", "7", "2"), ("Nut", "5", "1"), ("Washer", "12", "30"))
    cells = [
        Text((63, 203, 303)[at], 500 - 18 * row, cell) for row, line in enumerate(rows) for at, cell in enumerate(line)
    ]
    below = [Text(60, 380 - 12 * at, f"Line {at + 1} of a paragraph which stands below the table") for at in range(4)]
    return [Text(60, 550, title, 15), *cells, *below]


@pytest.mark.parametrize("matrix", [DOWN, UP])
def test_a_table_on_its_side_is_read_as_one_that_is_upright(tmp_path: Path, matrix: str) -> None:
    lines = ruled([60, 200, 300, 400], [516, 494, 476, 458, 440])
    document = read(tmp_path / "a.pdf", pdf([[]], drawn=_set(_table("Stock of the yard"), matrix, lines)))
    assert blocks(document) == [
        ("heading2", "Stock of the yard"),
        ("table", "Name | Price | Weight\nBolt | 7 | 2\nNut | 5 | 1\nWasher | 12 | 30"),
        ("text", " ".join(f"Line {at} of a paragraph which stands below the table" for at in (1, 2, 3, 4))),
    ]


@pytest.mark.parametrize("matrix", [DOWN, UP])
def test_pieces_of_a_row_on_its_side_are_one_row(tmp_path: Path, matrix: str) -> None:
    found = read(tmp_path / "a.pdf", pdf([[]], drawn=_set(_table("Stock of the yard"), matrix))).pages[0].text
    assert "Bolt 7 2\nNut 5 1\nWasher 12 30\nLine 1" in found


@pytest.mark.parametrize(("matrix", "rotate"), [(DOWN, 0), (UP, 0), ("1 0 0 1 0 0 cm", 90), ("1 0 0 1 0 0 cm", 270)])
def test_notes_in_a_margin_that_run_aside_are_in_their_order(tmp_path: Path, matrix: str, rotate: int) -> None:
    notes = [Text(100, 300 - 14 * at, f"Margin note {at + 1} aside") for at in range(4)]
    upright = "q 1 0 0 1 0 0 cm" if not rotate else f"q {UP if rotate == 90 else DOWN}"
    body = [Text(60, 500 - 12 * at, f"Line {at + 1} of the page with a good many words in it") for at in range(8)]
    drawn = _set(body, upright.removeprefix("q ")) + "\n" + _set(notes, matrix)
    found = read(tmp_path / "a.pdf", pdf([[]], drawn=drawn, rotate=rotate)).pages[0].text
    places = [found.index(f"Margin note {at} aside") for at in (1, 2, 3)]  # PDFium puts one behind the last line
    assert places == sorted(places)


def test_columns_on_their_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [Text(60, 500 - 12 * at, f"Left line {at + 1} of a column that has many words") for at in range(6)]
    right = [Text(420, 500 - 12 * at, f"Right line {at + 1} of a column that has many words") for at in range(6)]
    found = read(tmp_path / "a.pdf", pdf([[]], drawn=_set([*left, *right], UP))).pages[0].text
    assert found.index("Left line 6") < found.index("Right line 1")


@pytest.mark.parametrize("turn", [90, 270])
def test_words_of_a_turned_page_are_marked_where_they_stand(turn: int) -> None:
    """Of the page as shown the word stands near the left edge, in the upper half."""
    shown = Word("Bolt", 500, 2000, 700, 3000)
    if turn == 90:  # what was at the left is now at the top, what was at the top at the right
        seen = Word("Bolt", WHOLE - 3000, 500, WHOLE - 2000, 700)
    else:
        seen = Word("Bolt", 2000, WHOLE - 700, 3000, WHOLE - 500)
    assert turned_back([seen], turn) == (shown,)


def _line(text: str, x0: float, x1: float, bottom: float = 100, size: float = 10) -> Line:
    return Line(text, x0, x1, bottom - size, bottom, size)


def test_signs_above_and_below_a_line_are_of_it() -> None:
    pieces = [
        _line("about 10", 50, 90),
        _line("6", 90, 94, 95, 7),
        _line("loads of H", 97, 150),
        _line("2", 150, 154, 102, 7),
        _line("O in R", 154, 180),
        _line("n", 180, 184, 95, 7),
    ]
    assert [line.text for line in scripts.joined(pieces)] == ["about 10^6 loads of H2O in Rn"]


def test_what_only_stands_beside_a_line_is_none_of_it() -> None:
    apart = [_line("Left column", 50, 120), _line("1", 200, 204, 95, 7), _line("Right column", 206, 280)]
    assert [line.text for line in scripts.joined(apart[:2])] == ["Left column", "1"]
    rows = [_line("Heading", 50, 120, 100, 14), _line("text of a smaller type below", 50, 180, 112, 9)]
    assert scripts.joined(rows) == rows
    same = [_line("One", 50, 80), _line("two", 83, 100)]
    assert scripts.joined(same) == same


def test_remarks_on_a_page_are_notes(tmp_path: Path) -> None:
    stream = b"BT /F1 10 Tf 50 700 Td (The ferry leaves at seven.) Tj ET"
    said = (
        b"<< /Type /Annot /Subtype /Text /Rect [50 700 70 720] /Contents (Is that \\(still\\) so?) >>",
        b"<< /Type /Annot /Subtype /Highlight /Rect [50 700 70 720] /Contents (ferry leaves) >>",
        b"<< /Type /Annot /Subtype /FreeText /Rect [50 600 90 620] /Contents <FEFF4EF7683C> >>",
        b"<< /Type /Annot /Subtype /Link /Rect [50 600 90 620] /Contents (a link) >>",
        b"<< /Type /Annot /Subtype /Popup /Rect [50 600 90 620] /Contents (a window) >>",
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Annots [" + b" ".join(said) + b"]"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    assert blocks(read(tmp_path / "a.pdf", written(objects))) == [
        ("text", "The ferry leaves at seven."),
        ("note", "Is that (still) so?"),
        ("note", "价格"),
    ]
