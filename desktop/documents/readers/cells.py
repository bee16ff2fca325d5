"""Write the cells of a table as text: one row a line, joined by a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BAR = " | "
#: Longer labels are not repeated down a column.
REPEATED = 60


def row(cells: Iterable[str]) -> str:
    """Join cells; empty ones at the end are left out, a row of nothing is empty."""
    return joined(map(clean_line, cells))


def joined(cells: Iterable[str]) -> str:
    """As `row`, of cells that are clean already."""
    cleaned = [cell.replace(" | ", " ¦ ") for cell in cells]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    return BAR.join(cleaned)


def table(rows: Iterable[Sequence[str]]) -> str:
    """Write a table; rows without text are left out."""
    return "\n".join(line for line in (row(cells) for cells in rows) if line.replace("|", "").strip())


def column(index: int) -> str:
    """Letters of the column at `index`, from 1: 27 is "AA"."""
    letters = ""
    while index > 0:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def index(letters: str) -> int:
    """The column with these letters, from 0: "AA" is 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
