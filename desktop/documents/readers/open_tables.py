"""Find tables that have rules across and none down, by the gaps that all their lines leave between words; pure."""

from __future__ import annotations

import bisect
import itertools
import statistics
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.readers.grid import MOST_COLUMNS, MOST_GRIDS, MOST_ROWS, REACH, Cell, Grid, joined
from desktop.documents.readers.lines import SAME_LINE
from desktop.documents.readers.ruled import FILLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop.documents.readers.grid import Rule, Rules
    from desktop.documents.readers.lines import Box, Line

#: Rules of one width that make a table: over its heads, under them, and at its end.
FEWEST = 3
#: Points that such a rule is long at least.
LONG = 100.0
#: Width of a gap between columns, in heights of a line; a space between words is a quarter of one.
GAP = 0.9
#: Heights of a line by which heads may stand over the first rule.
HEADS = 1.5


class _Row(msgspec.Struct):
    """Words on one line: their boxes, and whether there is a figure in each."""

    words: list[tuple[Box, bool]]

    @property
    def middle(self) -> float:
        return statistics.fmean((box[1] + box[3]) / 2 for box, _ in self.words)

    @property
    def top(self) -> float:
        return min(box[1] for box, _ in self.words)

    @property
    def bottom(self) -> float:
        return max(box[3] for box, _ in self.words)


def open_grids(
    rules: Rules,
    closed: Sequence[Grid],
    lines: Sequence[Line],
    words: Callable[[Line, Callable[[float], Sequence[float]]], Iterable[tuple[str, Box]]],
) -> tuple[Grid, ...]:
    """Return the tables of a page whose columns have no rules between them.

    Between each two of at least three rules of the same width there must be lines, and some gaps that none of these
    fills. Heads may stand over the first rule. Rows that hold figures are parted line by line; others are left as they
    are between their rules.

    Args:
        closed: the grids that are known, in which none is looked for.
        words: gives the words of a line and where each stands.
    """
    found: list[Grid] = []
    for stack in _stacks(rules, closed):
        held = [
            [(box, any(char.isdigit() for char in word)) for word, box in words(line, lambda _: ())]
            for line in lines
            if _near(line, stack)
        ]
        if any(_reaches_out(line, stack) for line in held):
            continue
        within = [word for line in held for word in line if _inside(word[0], stack[0])]
        bands = [_rows(within, above.at, below.at) for above, below in itertools.pairwise(stack)]
        found += _runs(stack, bands, _rows(within, 0, stack[0].at))
    return tuple(found[:MOST_GRIDS])


def _inside(box: Box, rule: Rule) -> bool:
    return rule.first - REACH <= (box[0] + box[2]) / 2 <= rule.last + REACH


def _reaches_out(line: Sequence[tuple[Box, bool]], stack: Sequence[Rule]) -> bool:
    """Whether a line goes on beside the rules, which then stand under a column of figures and not around a table."""
    boxes = [box for box, _ in line if stack[0].at < (box[1] + box[3]) / 2 < stack[-1].at]
    inside = [box[3] for box in boxes if _inside(box, stack[0])]
    return any(abs(box[3] - at) <= SAME_LINE for box in boxes if not _inside(box, stack[0]) for at in inside)


def _stacks(rules: Rules, closed: Sequence[Grid]) -> Iterator[list[Rule]]:
    """Yield the rules of one width and place, from the top, that lie in no grid."""
    stacks: list[list[Rule]] = []
    for rule in joined(rules.across):
        if rule.last - rule.first < LONG or any(
            grid.ys[0] - REACH <= rule.at <= grid.ys[-1] + REACH and rule.first < grid.xs[-1] and rule.last > grid.xs[0]
            for grid in closed
        ):
            continue
        for stack in stacks:
            if abs(stack[0].first - rule.first) <= REACH and abs(stack[0].last - rule.last) <= REACH:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    yield from (stack[: MOST_ROWS + 1] for stack in stacks if len(stack) >= FEWEST)


def _near(line: Line, stack: Sequence[Rule]) -> bool:
    """Whether words of a line may stand between these rules, or over the first of them."""
    if line.at < 0 or not line.size:
        return line.at >= 0  # its words stand at several heights
    top = stack[0].at - 2 * HEADS * line.size
    return top < line.bottom and line.top < stack[-1].at and line.x1 > stack[0].first and line.x0 < stack[0].last


def _rows(words: Sequence[tuple[Box, bool]], top: float, bottom: float) -> list[_Row]:
    """The lines between two rules."""
    rows: list[_Row] = []
    inside = [word for word in words if top < (word[0][1] + word[0][3]) / 2 < bottom]
    for word in sorted(inside, key=lambda word: word[0][3]):
        if rows and word[0][3] - rows[-1].words[0][0][3] <= SAME_LINE:
            rows[-1].words.append(word)
        else:
            rows.append(_Row([word]))
    return rows


def _runs(stack: Sequence[Rule], bands: Sequence[list[_Row]], over: Sequence[_Row]) -> Iterator[Grid]:
    """Yield a grid for each longest stretch of bands that share gaps; `over` are the lines over the first of them."""
    start = 0
    while start + 1 < len(bands):
        end, borders = start, list[float]()
        while end < len(bands):
            wider = _borders([row for band in bands[start : end + 1] for row in band], stack[0])
            if not wider or not _across(bands[end], wider):
                break
            end, borders = end + 1, wider
        if end - start + 1 >= FEWEST and not _is_prose([row for band in bands[start:end] for row in band], borders):
            heads = [row for row in (bands[start - 1] if start else over)[-1:] if _close(row, stack[start])]
            wider = _borders([row for band in (heads, *bands[start:end]) for row in band], stack[0])
            if len(wider) != len(borders) or not _across(heads, wider):
                heads, wider = [], borders
            yield _grid(stack[start : end + 1], bands[start:end], wider, heads)
        start = max(end, start + 1)


def _borders(rows: Sequence[_Row], rule: Rule) -> list[float]:
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


def _across(rows: Sequence[_Row], borders: Sequence[float]) -> bool:
    """Whether at least half of the lines have words in two columns, as the ticks of a chart have not."""
    return len(rows) > 0 and 2 * sum(len(_columns(row, borders)) > 1 for row in rows) >= len(rows)


def _columns(row: _Row, borders: Sequence[float]) -> set[int]:
    return {_column(box, borders) for box, _ in row.words}


def _column(box: Box, borders: Sequence[float]) -> int:
    return bisect.bisect_left(borders, (box[0] + box[2]) / 2)


def _is_prose(rows: Sequence[_Row], borders: Sequence[float]) -> bool:
    """Whether most columns are lines of text that fill them, as on ruled paper, and not figures."""
    columns: dict[int, list[list[tuple[Box, bool]]]] = {}
    for row in rows:
        for column, words in itertools.groupby(sorted(row.words), key=lambda word: _column(word[0], borders)):
            columns.setdefault(column, []).append(list(words))
    prose = 0
    for cells in columns.values():
        sides = [(min(box[0] for box, _ in cell), max(box[2] for box, _ in cell)) for cell in cells]
        width = max(right for _, right in sides) - min(left for left, _ in sides)
        figures = sum(any(figure for _, figure in cell) for cell in cells)
        filled = statistics.median(right - left for left, right in sides) > FILLED * width
        prose += filled and 2 * figures < len(cells)
    return 2 * prose >= len(columns)


def _close(row: _Row, rule: Rule) -> bool:
    """Whether a line stands close over a rule."""
    return 0 < rule.at - row.bottom + SAME_LINE <= HEADS * (row.bottom - row.top)


def _grid(stack: Sequence[Rule], bands: Sequence[list[_Row]], borders: Sequence[float], heads: Sequence[_Row]) -> Grid:
    ys = [*(row.top - 1 for row in heads), stack[0].at]
    for rows, rule in zip(bands, stack[1:], strict=True):
        if all(_is_row(row, borders) for row in rows):
            ys += [(above.middle + below.middle) / 2 for above, below in itertools.pairwise(rows)]
        ys.append(rule.at)
    ys = ys[: MOST_ROWS + 1]
    xs = (stack[0].first, *borders, stack[0].last)
    cells = (tuple(Cell(row, column) for column in range(len(xs) - 1)) for row in range(len(ys) - 1))
    return Grid(tuple(ys), xs, tuple(cells))


def _is_row(row: _Row, borders: Sequence[float]) -> bool:
    """Whether a line stands for itself: it has a figure behind its label."""
    return any(figure and (box[0] + box[2]) / 2 > borders[0] for box, figure in row.words)
