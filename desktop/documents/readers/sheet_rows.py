"""Tell titles and tables of a sheet by its rows, and write labels that reach down into each of them; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.readers import cells, sheets
from desktop.documents.readers.sections import SECTION
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: A single cell above a table that is longer than this is a remark and no title.
LONGEST_TITLE = 120


class Stretch:
    """Knows the rows of one stretch without empty rows in it, and where an earlier part of the stretch ended."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._rows: list[sheets.Row] = []
        self._head: sheets.Row | None = None
        self._part_ended = 0
        self._first = True
        self._size = 0

    def take(self, row: int, values: list[str]) -> Iterator[Block]:
        """Take a row that has text; yield what ends above it: a whole table, or a part of a long one."""
        if self._ends_before(row):
            yield from self.close()
        elif self._size > SECTION:
            yield from self.close(goes_on=True)
        if self._rows and row > self._rows[-1][0] + 1:
            self._rows.append((row - 1, []))  # a line for each row, so that a passage's range can be counted
        self._rows.append((row, values))
        self._size += sheets.size(self._rows[-1])

    def close(self, *, goes_on: bool = False) -> Iterator[Block]:
        """Yield the titles above the table, then the table; its first row comes again in parts where it `goes_on`."""
        rows, self._rows, self._size = self._rows, [], 0
        if not self._part_ended:
            yield from self._titles(rows)
        if rows:
            self._first = False
            yield sheets.table(self._sheet, rows, self._head)
        if goes_on and rows:
            self._head = self._head if self._part_ended else sheets.head_of(rows)
        self._part_ended = rows[-1][0] if goes_on and rows else 0
        self._head = self._head if goes_on else None

    def _ends_before(self, row: int) -> bool:
        """Whether the stretch ends above `row`: after an empty row, unless all it has is the heads of its columns."""
        last = self._rows[-1][0] if self._rows else self._part_ended
        if not last:
            return False
        heads = not self._part_ended and len(self._rows) == 1 and _filled(self._rows[0][1]) > 1
        return row - last - 1 > (1 if heads else 0)

    def _titles(self, rows: list[sheets.Row]) -> Iterator[Block]:
        """Yield the rows of a single cell above the table, and take them away."""
        wide = any(_filled(values) > 1 for _, values in rows)
        while rows and _filled(rows[0][1]) == 1 and (wide or len(rows) == 1):
            at, values = rows.pop(0)
            first = next(index for index, value in enumerate(values) if value)
            title = values[first]
            heads = wide or self._first
            short = heads and len(title) <= LONGEST_TITLE and any(char.isalpha() for char in title)
            place = f"{self._sheet}!{cells.column(first + 1)}{at}"
            self._first = False
            yield Block(title, "heading" if short else "text", 3 if short else 0, place)


class Labels:
    """Knows the cells that reach down over several rows: a short one is the label of each of them."""

    def __init__(self, starts: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        """`starts` has, for the row where they begin, the columns (from 0) of such cells and their last rows."""
        self._starts = starts
        self._open: dict[int, tuple[int, str]] = {}

    def fill(self, row: int, values: list[str]) -> None:
        """Write the labels from above into a row that says something of its own."""
        for column, (last, label) in list(self._open.items()):
            if row > last:
                del self._open[column]
            elif column < len(values) and not values[column] and any(values):
                values[column] = label
        for column, last in self._starts.get(row, ()):
            if column < len(values) and 0 < len(values[column]) <= cells.REPEATED:
                self._open[column] = (last, values[column])


def _filled(values: list[str]) -> int:
    return sum(map(bool, values))
