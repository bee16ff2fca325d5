"""The words of lines on a page, and the columns that the gaps between them make; pure."""

from __future__ import annotations

import bisect
import itertools
import statistics
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from desktop.documents.readers.grid import MOST_COLUMNS
from desktop.documents.readers.lines import SAME_LINE
from desktop.documents.readers.ruled import FILLED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.readers.grid import Rule
    from desktop.documents.readers.lines import Box

#: Left and right end of something, in points.
Extent: TypeAlias = tuple[float, float]
#: Width of a gap between columns, in heights of a line; a space between words is a quarter of one.
GAP = 0.9


class Row(msgspec.Struct):
    """Words on one line, each with its box."""

    words: list[tuple[Box, str]]

    @property
    def middle(self) -> float:
        """Its height on the page, in points from the top."""
        return statistics.fmean((box[1] + box[3]) / 2 for box, _ in self.words)

    @property
    def top(self) -> float:
        """Where its tallest word begins."""
        return min(box[1] for box, _ in self.words)

    @property
    def bottom(self) -> float:
        """Where its lowest word ends."""
        return max(box[3] for box, _ in self.words)


def rows_between(words: Sequence[tuple[Box, str]], top: float, bottom: float) -> list[Row]:
    """The lines between two rules."""
    rows: list[Row] = []
    inside = [word for word in words if top < (word[0][1] + word[0][3]) / 2 < bottom]
    for word in sorted(inside, key=lambda word: word[0][3]):
        if rows and word[0][3] - rows[-1].words[0][0][3] <= SAME_LINE:
            rows[-1].words.append(word)
        else:
            rows.append(Row([word]))
    return rows


def borders_of(rows: Sequence[Row], rule: Rule) -> list[float]:
    """The middle of each gap that no word of these lines reaches into."""
    boxes = sorted((box for row in rows for box, _ in row.words), key=lambda box: box[0])
    if not boxes:
        return []
    wide = GAP * statistics.median(box[3] - box[1] for box in boxes)
    borders: list[float] = []
    reached = boxes[0][2]
    for box in boxes[1:]:
        if box[0] - reached >= wide:
            borders.append((box[0] + reached) / 2)
        reached = max(reached, box[2])
    return [x for x in borders if rule.first < x < rule.last][: MOST_COLUMNS - 1]


def column_of(box: Box, borders: Sequence[float]) -> int:
    """Return the column in which the middle of a box is."""
    return bisect.bisect_left(borders, (box[0] + box[2]) / 2)


def columns_of(row: Row, borders: Sequence[float]) -> set[int]:
    """Return the columns in which a line has words."""
    return {column_of(box, borders) for box, _ in row.words}


def across(rows: Sequence[Row], borders: Sequence[float]) -> bool:
    """Whether at least half of the lines have words in two columns, as the ticks of a chart have not."""
    return len(rows) > 0 and 2 * sum(len(columns_of(row, borders)) > 1 for row in rows) >= len(rows)


def is_row(row: Row, borders: Sequence[float]) -> bool:
    """Whether a line stands for itself: it has a figure behind its label."""
    return any(has_figure(word) and (box[0] + box[2]) / 2 > borders[0] for box, word in row.words)


def is_prose(rows: Sequence[Row], borders: Sequence[float]) -> bool:
    """Whether most columns are lines of text that fill them, as on ruled paper, and not figures."""
    columns: dict[int, list[list[tuple[Box, str]]]] = {}
    for row in rows:
        for column, words in itertools.groupby(sorted(row.words), key=lambda word: column_of(word[0], borders)):
            columns.setdefault(column, []).append(list(words))
    prose = 0
    for cells in columns.values():
        sides = [(min(box[0] for box, _ in cell), max(box[2] for box, _ in cell)) for cell in cells]
        width = max(right for _, right in sides) - min(left for left, _ in sides)
        figures = sum(any(has_figure(word) for _, word in cell) for cell in cells)
        filled = statistics.median(right - left for left, right in sides) > FILLED * width
        prose += filled and 2 * figures < len(cells)
    return 2 * prose >= len(columns)


def has_figure(word: str) -> bool:
    """Whether a word has a digit."""
    return any(char.isdigit() for char in word)


def figures(rows: Sequence[Row], borders: Sequence[float], column: int) -> int:
    """In how many lines there is a figure in a column."""
    return sum(any(column_of(box, borders) == column and has_figure(word) for box, word in row.words) for row in rows)


def extent(words: Sequence[tuple[Box, str]]) -> Extent:
    """Return from where to where words reach."""
    return min(box[0] for box, _ in words), max(box[2] for box, _ in words)


def middles(rows: Sequence[Row]) -> Iterator[float]:
    """Where one line ends and the next begins."""
    return ((above.middle + below.middle) / 2 for above, below in itertools.pairwise(rows))
