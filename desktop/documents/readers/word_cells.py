"""Go through the rows and cells of a Word table, as they are wrapped, merged and nested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.readers.word_text import WRAPPERS, W, choice, is_placeholder, local

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Columns that one cell may take.
_WIDEST = 64


def rows_of(table: Any) -> list[list[Any]]:
    """The cells of each row."""
    return [list(_named(row, "tc")) for row in _named(table, "tr")]


def contents(cell: Any) -> Iterator[Any]:
    """Yield the paragraphs and the tables of a cell in their order; what stands inside either comes with it."""
    for element in cell:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name == "AlternateContent":
            yield from contents(choice(element))
        elif name and not is_placeholder(element):
            yield from contents(element)


def span(cell: Any) -> tuple[int, str]:
    """How many columns a cell takes, and "continue" where it is the lower part of one above."""
    own = cell.find(f"{W}tcPr")
    if own is None:
        return 1, ""
    wide = own.find(f"{W}gridSpan")
    merge = own.find(f"{W}vMerge")
    count = wide.get(f"{W}val") if wide is not None else "1"
    return (
        min(int(count), _WIDEST) if count and count.isdecimal() else 1,
        "" if merge is None else merge.get(f"{W}val") or "continue",
    )


def _named(parent: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row, also those that are wrapped."""
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element
        elif name in WRAPPERS:
            yield from _named(element, wanted)
