"""Find the grids that ruling lines make, and which of their slots are one cell; pure."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Points by which rules that are meant to meet may miss one another, and by which two that lie side by side are one.
REACH = 3.0
#: Share of a slot's side that a rule covers where it parts two cells.
COVERED = 0.7
#: Points between two rules, less than any line of text needs.
NARROW = 4.0
#: Rows and columns of the largest grid.
MOST_ROWS, MOST_COLUMNS = 400, 80
#: Grids of one page.
MOST_GRIDS = 40


class Rule(msgspec.Struct, frozen=True):
    """A ruling line.

    Attributes:
        at: y of one that runs across, x of one that runs down, in points on the page as it is shown.
        first, last: where it begins and ends along its own way.
    """

    at: float
    first: float
    last: float


class Rules(msgspec.Struct, frozen=True):
    """The ruling lines of a page: those that run across, and those that run down."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()


class Cell(msgspec.Struct, frozen=True):
    """A cell: its first row and column in the grid, and how many of each it takes."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Grid(msgspec.Struct, frozen=True):
    """A grid of at least two rows and two columns.

    Attributes:
        ys: borders of its rows from the top, in points; one more than there are rows.
        xs: borders of its columns from the left.
        cells: the cell of each slot, row by row.
        heads: how many of its rows name the columns; 0: unknown.
    """

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    cells: tuple[tuple[Cell, ...], ...]
    heads: int = 0

    def cell(self, x: float, y: float) -> Cell | None:
        """Return the cell around a point, None outside."""
        if not self.xs[0] <= x <= self.xs[-1] or (row := self._row(y)) is None:
            return None
        return self.cells[row][min(bisect.bisect_right(self.xs, x), len(self.xs) - 1) - 1]

    def borders(self, y: float) -> tuple[float, ...]:
        """Return the x of the borders at some height."""
        row = self._row(y)
        if row is None:
            return ()
        cells = self.cells[row]
        inner = (x for x, left, right in zip(self.xs[1:], cells, cells[1:], strict=False) if left != right)
        return (self.xs[0], *inner, self.xs[-1])

    def _row(self, y: float) -> int | None:
        if not self.ys[0] <= y <= self.ys[-1]:
            return None
        return min(bisect.bisect_right(self.ys, y), len(self.ys) - 1) - 1


def grids(rules: Rules) -> tuple[Grid, ...]:
    """Return the grids of a page from the top."""
    across, down = joined(rules.across), joined(rules.down)
    found = [grid for lines in _meeting(across, down) if (grid := _grid(*lines)) is not None]
    return tuple(sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))[:MOST_GRIDS])


def joined(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules from the top, with those that go on in one another, or lie upon one another, put together."""
    done: list[Rule] = []
    for level in _levels(rules):
        held: Rule | None = None
        for rule in sorted(level, key=lambda rule: rule.first):
            if held is not None and rule.first <= held.last + REACH:
                held = Rule(held.at, held.first, max(held.last, rule.last))
                continue
            if held is not None:
                done.append(held)
            held = rule
        if held is not None:
            done.append(held)
    return done


def _levels(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the rules that lie on one level, given that of the first."""
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if level and rule.at - level[0].at > REACH:
            yield level
            level = []
        level.append(Rule(level[0].at if level else rule.at, rule.first, rule.last))
    if level:
        yield level


def _meeting(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the rules that hang together by meeting one another."""
    waiting = set(range(len(down)))
    left = set(range(len(across)))
    while left:
        first = left.pop()
        wide, high, todo = [across[first]], [], [("across", first)]
        while todo:
            way, index = todo.pop()
            if way == "across":
                found = [other for other in waiting if _meet(across[index], down[other])]
                waiting.difference_update(found)
                high += [down[other] for other in found]
                todo += [("down", other) for other in found]
            else:
                found = [other for other in left if _meet(across[other], down[index])]
                left.difference_update(found)
                wide += [across[other] for other in found]
                todo += [("across", other) for other in found]
        if high:
            yield wide, high


def _meet(wide: Rule, high: Rule) -> bool:
    return wide.first - REACH <= high.at <= wide.last + REACH and high.first - REACH <= wide.at <= high.last + REACH


def _grid(wide: Sequence[Rule], high: Sequence[Rule]) -> Grid | None:
    ys = _borders([rule.at for rule in wide], [rule.first for rule in high], [rule.last for rule in high])
    xs = _borders([rule.at for rule in high], [rule.first for rule in wide], [rule.last for rule in wide])
    rows, columns = len(ys) - 1, len(xs) - 1
    if not (2 <= rows <= MOST_ROWS and 2 <= columns <= MOST_COLUMNS):
        return None
    spans = _Spans(columns)
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _parts(high, xs[column + 1], ys[row], ys[row + 1]):
                spans.join((row, column), (row, column + 1))
            if row + 1 < rows and not _parts(wide, ys[row + 1], xs[column], xs[column + 1]):
                spans.join((row, column), (row + 1, column))
    return Grid(tuple(ys), tuple(xs), spans.cells(rows))


def _borders(at: Iterable[float], firsts: Iterable[float], lasts: Iterable[float]) -> list[float]:
    """Where the borders are: at each rule, and at an open side where the rules across it begin or end."""
    borders: list[float] = []
    for one in sorted(at):
        if not borders or one - borders[-1] > NARROW:
            borders.append(one)
    for ends, outwards in ((sorted(firsts), -1), (sorted(lasts, reverse=True), 1)):
        # Several rules that reach out to one place make a side without a rule of its own.
        edge = borders[0] if outwards < 0 else borders[-1]
        out = [end for end in ends if (end - edge) * outwards > 2 * NARROW]
        if len(out) >= 2 and abs(out[0] - out[1]) <= REACH:
            borders.insert(0 if outwards < 0 else len(borders), out[0])
    return borders


def _parts(rules: Iterable[Rule], at: float, first: float, last: float) -> bool:
    """Whether there is a rule at a border for most of the way from `first` to `last`."""
    covered = sum(
        max(0.0, min(rule.last, last) - max(rule.first, first)) for rule in rules if abs(rule.at - at) <= NARROW
    )
    return covered >= COVERED * (last - first)


class _Spans:
    """Knows which slots are one cell."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._first: dict[tuple[int, int], tuple[int, int]] = {}

    def join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((self._of(one), self._of(other)))
        if first != second:
            self._first[second] = first

    def _of(self, slot: tuple[int, int]) -> tuple[int, int]:
        while slot in self._first:
            slot = self._first[slot]
        return slot

    def cells(self, rows: int) -> tuple[tuple[Cell, ...], ...]:
        slots = [(row, column) for row in range(rows) for column in range(self._columns)]
        ends: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for row, column in slots:
            top, left, bottom, right = ends.get(self._of((row, column)), (row, column, row, column))
            ends[self._of((row, column))] = min(top, row), min(left, column), max(bottom, row), max(right, column)
        made = {
            first: Cell(top, left, bottom - top + 1, right - left + 1)
            for first, (top, left, bottom, right) in ends.items()
        }
        return tuple(tuple(made[self._of((row, column))] for column in range(self._columns)) for row in range(rows))
