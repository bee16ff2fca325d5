"""Put the rows of a sheet together as tables with their cell ranges, and as pages, several where a sheet is long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from desktop.documents.readers import cells
from desktop.documents.readers.sections import SECTION
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: The number of a row, from 1, and its cells from the first column on.
Row: TypeAlias = tuple[int, list[str]]
#: Characters of a first row up to which it is repeated above the parts of a long table.
LONGEST_HEAD = 2_000
_ROW = re.compile(r"[A-Z]+(\d+)")


def size(row: Row) -> int:
    """Return about how many characters a row is, not counting cells without text."""
    return sum(len(value) + len(cells.BAR) for value in row[1] if value)


def head_of(rows: Sequence[Row]) -> Row | None:
    """Return the row that names the columns of a table and is repeated above its parts; None when there is none."""
    first = rows[0]
    return first if sum(map(bool, first[1])) > 1 and size(first) <= LONGEST_HEAD else None


def table(sheet: str, rows: Sequence[Row], head: Row | None = None) -> Block:
    """Return rows that follow one another as a table, without the empty columns around it.

    Args:
        rows: of clean cells.
        head: the first row of a table of which `rows` are a later part; it is repeated above them.
    """
    lines = [head, *rows] if head else rows
    used = {index for _, values in lines for index, value in enumerate(values) if value}
    left, right = min(used), max(used)
    text = "\n".join(cells.joined(values[left : right + 1]) for _, values in lines)
    return Block(text, "table", place=f"{sheet}!{_range(left, right, rows, head)}")


def _range(left: int, right: int, rows: Sequence[Row], head: Row | None) -> str:
    first, last = cells.column(left + 1), cells.column(right + 1)
    above = f"{first}{head[0]}:{last}{head[0]}," if head else ""
    return f"{above}{first}{rows[0][0]}:{last}{rows[-1][0]}"


def pages(blocks: Iterable[Block], sheet: str) -> Iterator[tuple[str | None, tuple[Block, ...]]]:
    """Yield label and blocks of the pages of a sheet, each as soon as it is full; at least one.

    The label is the sheet's name, or name and rows ("Sales!2001:4000") where the sheet is cut into several.
    """
    held: list[Block] = []
    length = 0
    cut = False
    for block in blocks:
        if held and length + len(block.text) > SECTION:
            cut = True
            yield _label(sheet, held), tuple(held)
            held, length = [], 0
        held.append(block)
        length += len(block.text) + 1
    yield _label(sheet, held) if cut else sheet or None, tuple(held)


def _label(sheet: str, blocks: Sequence[Block]) -> str:
    own = [block.place.rpartition("!")[2].rpartition(",")[2] for block in blocks if block.kind != "note"]
    rows = [int(number) for place in own for number in _ROW.findall(place)]
    return f"{sheet}!{min(rows)}:{max(rows)}" if rows else sheet
