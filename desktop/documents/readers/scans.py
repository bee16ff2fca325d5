"""Put the lines seen on a picture in the order of reading: columns, rows, and where each word stands; pure."""

from __future__ import annotations

import itertools
import statistics
from typing import TYPE_CHECKING

from desktop.documents.readers.lines import CELL_GAP, Line
from desktop.domain.document import MOST_WORDS, WHOLE, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.readers.ocr import Box, Seen, SeenLine

#: Lines that each of two columns of prose has at least, and the share of the page's width that it is wide at least.
COLUMN_LINES = 4
COLUMN_WIDTH = 0.25
#: Lines may differ so much from the usual height of type on the page and still be set in it: their boxes are as high
#: as the letters that happen to be in them.
SAME_SIZE = 0.3
#: Share of the type's height by which the box of a line is higher than a line set in it.
BOX_HEIGHT = 1.15


def lines_of(seen: Seen, dots: float) -> list[Line]:
    """The lines of the page in reading order, in points, `dots` pixels to the inch."""
    scale = 72 / dots
    usual = statistics.median(line.box[3] - line.box[1] for line in seen.lines) if seen.lines else 0.0
    return [_line(row, scale, usual) for row in _rows(_ordered(seen.lines, float(seen.width)))]


def words_of(seen: Seen) -> tuple[Word, ...]:
    """Where each word stands on the picture as it was given, in reading order."""
    words: list[Word] = []
    for row in _rows(_ordered(seen.lines, float(seen.width))):
        for line in row:
            for text, box in line.words:
                if len(words) >= MOST_WORDS:
                    return tuple(words)
                words.append(Word(text, *_as_given(box, seen)))
    return tuple(words)


def _as_given(box: Box, seen: Seen) -> tuple[int, int, int, int]:
    """A box of the upright picture in parts of the picture that was given, which may lie on its side or its head."""
    left, top, right, bottom = (
        box[0] / seen.width,
        box[1] / seen.height,
        box[2] / seen.width,
        box[3] / seen.height,
    )
    for _ in range(seen.turns % 4):  # a quarter with the clock undoes one against it
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return tuple(min(max(round(part * WHOLE), 0), WHOLE) for part in (left, top, right, bottom))  # type: ignore[return-value]


# ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _ordered(lines: Sequence[SeenLine], width: float) -> list[SeenLine]:
    """The lines in reading order: where two columns run side by side, the left one before the right one."""
    down = sorted(lines, key=lambda line: (line.box[1] + line.box[3]) / 2)
    best, most = down, 0
    for percent in range(30, 71, 2):
        ordered, parted = _parted(down, width * percent / 100, width)
        if parted > most:
            best, most = ordered, parted
    return best


def _parted(down: Sequence[SeenLine], gutter: float, width: float) -> tuple[list[SeenLine], int]:
    """The lines with the columns left and right of `gutter` one after the other, and how many lines are in such."""
    ordered: list[SeenLine] = []
    parted = 0
    band: list[SeenLine] = []
    for line in (*down, None):
        if line is not None and not line.box[0] < gutter < line.box[2]:
            band.append(line)
            continue
        left = [one for one in band if one.box[2] <= gutter]
        right = [one for one in band if one.box[0] >= gutter]
        if _prose(left, width) and _prose(right, width):
            parted += len(band)
            band = left + right
        ordered += band
        band = []
        if line is not None:
            ordered.append(line)
    return ordered, parted


def _prose(lines: Sequence[SeenLine], page: float) -> bool:
    """Whether the lines fill a column of a page so wide, as those of a table's cells do not."""
    if len(lines) < COLUMN_LINES:
        return False
    width = max(line.box[2] for line in lines) - min(line.box[0] for line in lines)
    return width >= COLUMN_WIDTH * page and statistics.median(line.box[2] - line.box[0] for line in lines) > 0.6 * width


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(lines: Sequence[SeenLine]) -> Iterator[list[SeenLine]]:
    """Stretches that stand side by side are one line of the page, from left to right."""
    held: list[SeenLine] = []
    for line in lines:
        if held and not any(_beside(other, line) for other in held):
            yield sorted(held, key=lambda one: one.box[0])
            held = []
        held.append(line)
    if held:
        yield sorted(held, key=lambda one: one.box[0])


def _beside(one: SeenLine, other: SeenLine) -> bool:
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    apart = one.box[2] <= other.box[0] + 2 or other.box[2] <= one.box[0] + 2
    return apart and overlap > 0.5 * min(one.box[3] - one.box[1], other.box[3] - other.box[1])


def _line(row: Sequence[SeenLine], scale: float, usual: float) -> Line:
    height = statistics.median(line.box[3] - line.box[1] for line in row)
    if abs(height - usual) <= SAME_SIZE * usual:
        height = usual
    lefts = [row[0].box[0]]
    for before, after in itertools.pairwise(row):
        if after.box[0] - before.box[2] > CELL_GAP * height / BOX_HEIGHT:
            lefts.append(after.box[0])
    middle = sum((line.box[1] + line.box[3]) / 2 for line in row) / len(row)
    return Line(
        " ".join(line.text for line in row),
        x0=row[0].box[0] * scale,
        x1=max(line.box[2] for line in row) * scale,
        top=(middle - height / 2) * scale,
        bottom=(middle + height / 2) * scale,
        size=height / BOX_HEIGHT * scale,
        lefts=tuple(at * scale for at in lefts),
    )
