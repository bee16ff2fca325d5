"""Find tables that have rules across and none down, by the gaps that all their lines leave between words; pure."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from desktop.documents.readers.gaps import across, borders_of, is_prose, is_row, middles, rows_between
from desktop.documents.readers.grid import MOST_GRIDS, MOST_ROWS, REACH, Cell, Grid, joined
from desktop.documents.readers.heads import MOST_HEADS, under_heads
from desktop.documents.readers.lines import SAME_LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop.documents.readers.gaps import Row
    from desktop.documents.readers.grid import Rule, Rules
    from desktop.documents.readers.heads import Span
    from desktop.documents.readers.lines import Box, Line

#: Rules of one width that make a table: over its heads, under them, and at its end.
FEWEST = 3
#: Points that such a rule is long at least.
LONG = 100.0
#: Heights of a line by which heads may stand over the first rule.
HEADS = 1.5


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
        held = [[(box, word) for word, box in words(line, lambda _: ())] for line in lines if _near(line, stack)]
        if any(_reaches_out(line, stack) for line in held):
            continue
        within = [word for line in held for word in line if _inside(word[0], stack[0])]
        bands = [rows_between(within, above.at, below.at) for above, below in itertools.pairwise(stack)]
        found += _runs(stack, bands, rows_between(within, 0, stack[0].at), _short(rules, stack[0]))
    return tuple(found[:MOST_GRIDS])


def _short(rules: Rules, whole: Rule) -> list[Rule]:
    """The rules across that lie within one and are shorter."""
    return [
        rule
        for rule in rules.across
        if rule.first >= whole.first - REACH
        and rule.last <= whole.last + REACH
        and rule.last - rule.first < whole.last - whole.first - 2 * REACH
    ]


def _inside(box: Box, rule: Rule) -> bool:
    return rule.first - REACH <= (box[0] + box[2]) / 2 <= rule.last + REACH


def _reaches_out(line: Sequence[tuple[Box, str]], stack: Sequence[Rule]) -> bool:
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


def _runs(
    stack: Sequence[Rule], bands: Sequence[list[Row]], over: Sequence[Row], short: Sequence[Rule]
) -> Iterator[Grid]:
    """Yield a grid for each longest stretch of bands that share gaps.

    Args:
        over: the lines over the first band.
        short: rules that may stand under a head over several columns.
    """
    start = 0
    while start + 1 < len(bands):
        end, borders = _reach(stack, bands, start)
        above = (bands[start - 1] if start else over)[-1:]
        heads = [row for row in above if _close(row, stack[start])]
        grid: Grid | None = None
        if end - start + 1 >= FEWEST and not is_prose(_all(bands[start:end]), borders):
            plain = heads
            wider = borders_of(_all((plain, *bands[start:end])), stack[0])
            if len(wider) != len(borders) or not across(plain, wider):
                plain, wider = [], borders
            tops = [*(row.top - 1 for row in plain), stack[start].at]
            grid = _grid(tops, stack[start + 1 : end + 1], bands[start:end], wider)
        for tops, rows, first in (
            ([stack[start].at], bands[start], start + 1),
            ([row.top - 1 for row in heads], heads, start),
        ):
            last, _ = _reach(stack, bands, first)
            body = _all(bands[first:last])
            if last < end or last - start + 1 < FEWEST or not rows or len(rows) > MOST_HEADS:
                continue
            found = under_heads(rows, body, stack[0], short)
            if found is not None and (grid is None or len(found[0]) >= len(grid.xs) - 2):
                ys = [*tops, *(middles(rows)), stack[first].at]
                end, grid = last, _grid(ys, stack[first + 1 : last + 1], bands[first:last], *found)
        if grid is not None:
            yield grid
        start = max(end, start + 1)


def _all(bands: Iterable[Sequence[Row]]) -> list[Row]:
    return [row for band in bands for row in band]


def _reach(stack: Sequence[Rule], bands: Sequence[list[Row]], start: int) -> tuple[int, list[float]]:
    """The first band from `start` on that does not share the gaps of those before it, and these gaps."""
    end, borders = start, list[float]()
    while end < len(bands):
        wider = borders_of(_all(bands[start : end + 1]), stack[0])
        if not wider or not across(bands[end], wider):
            break
        end, borders = end + 1, wider
    return end, borders


def _close(row: Row, rule: Rule) -> bool:
    """Whether a line stands close over a rule."""
    return 0 < rule.at - row.bottom + SAME_LINE <= HEADS * (row.bottom - row.top)


def _grid(
    tops: Sequence[float],
    stack: Sequence[Rule],
    bands: Sequence[list[Row]],
    borders: Sequence[float],
    heads: Sequence[Sequence[Span]] = (),
) -> Grid:
    """Make a grid; `tops` are its borders down to the first band, `stack` the rules at the ends of the bands."""
    ys = list(tops)
    for rows, rule in zip(bands, stack, strict=True):
        if all(is_row(row, borders) for row in rows):
            ys += middles(rows)
        ys.append(rule.at)
    ys = ys[: MOST_ROWS + 1]
    xs = (stack[0].first, *borders, stack[0].last)
    cells = [[Cell(row, column) for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]
    for row, line in enumerate(heads):
        for first, last in line:
            cells[row][first : last + 1] = [Cell(row, first, 1, last - first + 1)] * (last - first + 1)
    return Grid(tuple(ys), xs, tuple(map(tuple, cells)), len(heads))
