"""What stands around a quote on its page: the names of its columns, the table that it leads over to; pure."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.reasoning.sentences import is_row
from desktop.reasoning.units import LONGEST, units_of

if TYPE_CHECKING:
    from desktop.reasoning.extract import Quote

#: Characters above a table line in which what stands over its columns is looked for: two pages.
_ABOVE = 6000


def with_heads(quote: Quote, page_text: str) -> Quote:
    """Return a table line with what stands over its columns on the page, where its passage begins below that."""
    if quote.header or not is_row(quote.text):
        return quote
    at = page_text.find(quote.text)
    around = msgspec.structs.replace(
        quote.passage, text=page_text[max(0, at - _ABOVE) : at + len(quote.text)], heads=()
    )
    for unit in reversed(units_of(around) if at >= 0 else []):
        if unit.row and unit.text == quote.text:
            return msgspec.structs.replace(quote, header=unit.header, group=quote.group or unit.group)
    return quote


def placed(quote: Quote) -> str:
    """Return what a quote says with all that stands over it: file, heading, columns, group."""
    stem = PurePath(quote.passage.file).stem.replace("_", " ")
    return " ".join((stem, quote.passage.heading_of(quote.text) or "", quote.header, quote.group, quote.text))


def with_table(quote: Quote, page_text: str) -> Quote:
    """Return a sentence that leads over to a table with that table, where its passage ends before it."""
    at = page_text.find(quote.text)
    if at < 0 or is_row(quote.text) or not quote.passage.text.rstrip().endswith(quote.text):
        return quote
    onward = msgspec.structs.replace(quote.passage, text=page_text[at : at + len(quote.text) + LONGEST], heads=())
    first = next(iter(units_of(onward)), None)
    longer = first is not None and first.start == 0 and first.text.startswith(quote.text)
    return msgspec.structs.replace(quote, text=first.text) if first is not None and longer else quote
