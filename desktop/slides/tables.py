"""How wide the columns and how high the rows of a table are, at the largest size of text that fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.slides import measure

if TYPE_CHECKING:
    from desktop.domain.deck import Table
    from desktop.slides.looks import Theme

#: Space in points to the left and right of a cell's text, and above and below it.
PAD_X, PAD_Y = 8.0, 6.0
#: Space that a row may gain, as a part of the size of its text.
_LOOSE = 0.9

_NUMERIC = re.compile(
    r"[\s$€£¥+\-−–—(]*[\d.,  ]*\d[\d.,  ]*[)]?\s*(%|‰|pts?|[a-zA-Z°€£$¥]{0,3}|[个万亿元年人次家])?[)]?\s*"
)


class Cell(msgspec.Struct, frozen=True):
    """The text of a cell and the lines it is broken into."""

    text: str
    lines: tuple[str, ...]
    align: Literal["left", "right"] = "left"


class TableBox(msgspec.Struct, frozen=True):
    """A table laid out; the first row is the header.

    Attributes:
        widths, heights: points, of each column and row.
        size: points of text in all cells.
    """

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: float
    fits: bool


def is_numeric(text: str) -> bool:
    """Whether a cell holds a number, an amount, a share or nothing, so that it stands to the right."""
    return not text.strip(" -–—") or _NUMERIC.fullmatch(text) is not None


def lay_out_table(table: Table, theme: Theme, width: float, height: float, sizes: tuple[int, ...]) -> TableBox:
    """Give each column what its longest cells need, break the lines, and take the first of `sizes` that fits."""
    rows = (table.header, *table.rows)
    numeric = [
        bool(table.rows) and all(is_numeric(row[column]) for row in table.rows) and column > 0
        for column in range(len(table.header))
    ]
    plain = measure.face(theme.fonts, "minor", False)
    bold = measure.face(theme.fonts, "minor", True)
    best: TableBox | None = None
    for size in sizes:
        widths = _share(rows, plain, size, width)
        laid: list[tuple[Cell, ...]] = []
        heights: list[float] = []
        whole = True
        for index, row in enumerate(rows):
            face = bold if index == 0 else plain
            cells = []
            for column, text in enumerate(row):
                room = (widths[column] - 2 * PAD_X) * measure.FILL
                whole = whole and not measure.has_broken_word(text, face, size, room)
                lines = measure.wrap(text, face, size, room)
                cells.append(Cell(text, lines, "right" if numeric[column] else "left"))
            laid.append(tuple(cells))
            pitch = size * max(measure.line_height(text, "minor") for text in row)
            heights.append(pitch * max(len(cell.lines) for cell in cells) + 2 * PAD_Y)
        # A short table takes more of the slide: rows that stand apart are easier to follow with the eye.
        spare = min(max(height - sum(heights), 0.0) / len(heights), size * _LOOSE)
        fits = whole and sum(heights) <= height
        loose = (heights[0], *(one + spare for one in heights[1:]))
        best = TableBox(tuple(widths), loose, tuple(laid), size, fits)
        if best.fits:
            break
    if best is None:
        raise ValueError("no size was given")
    return best


def _share(rows: tuple[tuple[str, ...], ...], face: measure.Face, size: int, width: float) -> list[float]:
    """Divide the width: every column its longest word at least, the rest by the length of the longest cells."""
    count = len(rows[0])
    need: list[float] = []
    want: list[float] = []
    for column in range(count):
        words = [word for row in rows for word in row[column].split()]
        need.append(max((face.width(word) for word in words), default=1.0) * 1.12 * size / measure.FILL + 2 * PAD_X)
        longest = max(face.width(row[column]) for row in rows)
        want.append(max(min(longest * 1.1 * size / measure.FILL + 2 * PAD_X, width * 0.5), 48.0))
    need = [min(n, width * 0.4) for n in need]
    spare = width - sum(need)
    extra = [max(w - n, 0.0) for w, n in zip(want, need, strict=True)]
    if spare <= 0:
        return [n * width / sum(need) for n in need]
    if sum(extra) >= spare:
        return [n + spare * e / sum(extra) for n, e in zip(need, extra, strict=True)]
    left = spare - sum(extra)
    return [n + e + left / count for n, e in zip(need, extra, strict=True)]
