"""The smallest stretches of a page that stay whole where they fit: headings, sentences, list items, rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from desktop.reasoning.sentences import spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.document import Block

#: Tokens of a table's first row up to which it is repeated in each passage.
FIRST_ROW = 60
_RANGE = re.compile(
    r"^(?P<sheet>.*!)?(?P<head>[A-Z]{1,3}\d+:[A-Z]{1,3}\d+,)?"
    r"(?P<from>[A-Z]{1,3})(?P<first>\d+):(?P<to>[A-Z]{1,3})(?P<last>\d+)$"
)
_BETTER_CUTS = ("\n", "；", "，", "、", "; ", ", ", " ")


class Unit(msgspec.Struct):
    """A stretch of a page.

    Attributes:
        start, end: characters of the page's text.
        level: of a heading; 0 for anything else.
        block: index of its block in the page.
        place: of its block.
        row: 0-based line in the block.
        first_row: start, end and tokens of the first row of its table, where that is repeated.
    """

    start: int
    end: int
    tokens: int
    level: int = 0
    block: int = 0
    place: str = ""
    row: int = 0
    first_row: tuple[int, int, int] | None = None


def units(block: Block, start: int, number: int, count: Callable[[str], int]) -> Iterator[Unit]:
    """Yield the units of a block that stands at character `start` of its page as block `number`."""
    if block.kind == "heading":
        yield Unit(start, start + len(block.text), count(block.text), max(block.level, 1), number)
    elif block.kind == "table":
        yield from _rows(block, start, number, count)
    else:
        found = _lines(block.text) if block.kind in ("list", "code") else spans(block.text)
        for begin, end in found:
            yield Unit(start + begin, start + end, count(block.text[begin:end]), 0, number, block.place)


def _rows(block: Block, start: int, number: int, count: Callable[[str], int]) -> Iterator[Unit]:
    first: tuple[int, int, int] | None = None
    at = start
    for row, line in enumerate(block.text.split("\n")):
        tokens = count(line)
        yield Unit(at, at + len(line), tokens, 0, number, block.place, row, first)
        if row == 0 and tokens <= FIRST_ROW:
            first = (at, at + len(line), tokens)
        at += len(line) + 1


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def halves(unit: Unit, text: str, limit: int, count: Callable[[str], int]) -> Iterator[Unit]:
    """Cut a unit of the page `text` until no part is longer than `limit` tokens, between words where there are any."""
    own = text[unit.start : unit.end]
    if unit.tokens <= limit or len(own) < 2:
        yield unit
        return
    cut = unit.start + _middle(own)
    for start, end in ((unit.start, cut), (cut, unit.end)):
        tokens = count(text[start:end])
        yield from halves(msgspec.structs.replace(unit, start=start, end=end, tokens=tokens), text, limit, count)


def _middle(text: str) -> int:
    """Where to cut `text` in two: near its middle, after a mark or a space when there is one."""
    half = len(text) // 2
    low, high = len(text) // 4, 3 * len(text) // 4
    for mark in _BETTER_CUTS:
        before, after = text.rfind(mark, low, half), text.find(mark, half, high)
        found = [at + len(mark) for at in (before, after) if at >= 0]
        if found:
            return min(found, key=lambda at: abs(at - half))
    return half or 1


def narrowed(place: str, rows: Sequence[int]) -> str:
    """The range of the rows at `rows` (0-based in the block) of a table that stands at `place`.

    The place of a later part of a table names its repeated first row before its own rows: "Sales!A1:F1,A901:F1800".
    """
    found = _RANGE.match(place)
    if not found or not rows:
        return place
    head = found["head"] or ""
    own = [row - 1 for row in rows if row] if head else list(rows)
    if not own:
        return f"{found['sheet'] or ''}{head.rstrip(',')}"
    first = int(found["first"])
    top, bottom = first + min(own), min(first + max(own), int(found["last"]))
    above = head if 0 in rows else ""
    return f"{found['sheet'] or ''}{above}{found['from']}{top}:{found['to']}{bottom}"
