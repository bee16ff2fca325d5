"""Tell what becomes of a table in a cell of another: words of that cell, or a table of its own below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Characters up to which a table in a cell is read as words of that cell.
SHORT = 300
#: Rows with words in two columns that make a table with tables in it one of rows; fewer only place the tables.
FEWEST_ROWS = 2


def has_rows(rows: Iterable[Sequence[str]]) -> bool:
    """Whether a table says something by its own rows: `rows` has its words without those of the tables in it."""
    return sum(sum(map(bool, row)) > 1 for row in rows) >= FEWEST_ROWS


def in_cell(rows: Sequence[Sequence[str]]) -> str | None:
    """The table as words of the cell that it stands in; None where it is too long for that."""
    text = "; ".join(filter(None, (" ¦ ".join(filter(None, row)) for row in rows)))
    return text if len(text) <= SHORT or all(len(row) < 2 for row in rows) else None
