"""Pages that run from right to left: their tables have rows, in the order of the columns' heads."""

from __future__ import annotations

from pathlib import Path

from desktop.documents import reading
from desktop.documents.readers.lines import Line
from desktop.documents.readers.right_to_left import leftwards, mirrored
from desktop.domain.document import Page
from tests.unit.documents.readers.pdfs import Text, pdf

ALEF_TO_HE = "אבגדה"


def _hebrew(pages: list[list[Text]]) -> bytes:
    """A PDF whose bold face shows the letters A to E as the first five of the Hebrew alphabet, by their glyph names."""
    names = b" ".join(b"/afii%d" % (57664 + at) for at in range(5))
    plain, face = b"/Encoding /WinAnsiEncoding", b"/BaseFont /Helvetica-Bold "
    other = b"/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [65 " + names + b"] >>"
    return pdf(pages).replace(face + plain, face + other)


def test_rows_and_the_heads_over_them_are_in_one_order(tmp_path: Path) -> None:
    lines = [Text(100 + 60 * at, 700, str(2024 - at), bold=True) for at in range(3)]
    for row in range(4):
        lines += [Text(100 + 60 * at, 660 - 20 * row, f"{row}.{2024 - at}", bold=True) for at in range(3)]
        lines.append(Text(400, 660 - 20 * row, "EDCBA"[: 3 + row % 2], bold=True))
    (tmp_path / "table.pdf").write_bytes(_hebrew([lines]))
    page = next(part for part in reading.read(tmp_path / "table.pdf", "table.pdf") if isinstance(part, Page))
    assert all(block.kind == "table" for block in page.blocks)
    rows = "\n".join(block.text for block in page.blocks).splitlines()
    assert [row.split() for row in rows] == [
        ["2022", "2023", "2024"],
        *([ALEF_TO_HE[2 - row % 2 :], f"{row}.2022", f"{row}.2023", f"{row}.2024"] for row in range(4)),
    ]


def test_only_pages_of_such_a_script_are_mirrored() -> None:
    assert leftwards("שלום Lectern עולם")
    assert not leftwards("Lectern 2024")
    latin = [Line("Sales 1 2", 10, 90, 0, 10, 10, lefts=(10, 50, 80)), Line("2023 2024", 50, 90, 20, 30, 10)]
    assert mirrored(latin) is latin
    assert mirrored([]) == []
    unplaced, placed = mirrored([Line("אבג"), Line("דה", 40, 100, 0, 10, 10)])
    assert (unplaced.size, placed.x0, placed.x1) == (0, 0, 60)
