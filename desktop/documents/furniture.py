"""Take out the headers and footers that repeat from page to page, leaving each where it stands first."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.readers.layout import Line, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: How many pages on either side are compared.
REACH = 8
#: How many lines at the top and at the bottom can be furniture.
DEPTH = 3
#: Pages that must carry the same line, itself included.
ENOUGH = 3
#: Points by which the same furniture may stand higher or lower.
SHIFT = 4.0

_NUMERAL = re.compile(r"^[ivxlc]{1,7}$")


def lookahead(sheets: Iterable[Sheet], reach: int = REACH) -> Iterator[tuple[Sheet, list[Sheet]]]:
    """Yield each page with itself and up to `reach` pages on either side, holding back no more than that."""
    source = iter(sheets)
    window: deque[Sheet] = deque()
    before = 0
    done = False
    while True:
        while not done and len(window) <= before + reach:
            following = next(source, None)
            if following is None:
                done = True
            else:
                window.append(following)
        if before >= len(window):
            return
        yield window[before], list(window)
        before += 1
        if before > reach:
            window.popleft()
            before -= 1


class Furniture:
    """Knows the running lines seen so far; knows nothing of what is on the pages between them."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def without(self, sheet: Sheet, window: list[Sheet]) -> Sheet:
        """Return `sheet` without the lines that stand in the same place on other pages of `window`.

        A line is left the first time it is met, so that no words of the file are lost. Page numbers go always.
        """
        if len(window) < ENOUGH:
            return sheet
        others = [(other.number, _edges(other)) for other in window if other is not sheet]
        taken: set[int] = set()
        edges = _edges(sheet)
        top = sorted((index for index in edges if edges[index].rank >= 0), key=lambda index: edges[index].rank)
        bottom = sorted((index for index in edges if edges[index].rank < 0), key=lambda index: -edges[index].rank)
        for inwards in (top, bottom):
            for index in inwards:
                edge = edges[index]
                twins = sum(
                    any(_same(edge, sheet.number, twin, number) for twin in seen.values()) for number, seen in others
                )
                if twins + 1 < ENOUGH or _heads_a_table(sheet.lines, index):
                    break  # what stands further in belongs to the page: "(In millions)" under a title of its own
                if edge.key in self._seen or edge.key == "#":
                    taken.add(index)
                self._seen.add(edge.key)
        if not taken:
            return sheet
        kept = [line for index, line in enumerate(sheet.lines) if index not in taken]
        return Sheet(sheet.number, sheet.label, kept, sheet.height)


class _Edge(msgspec.Struct, frozen=True):
    """A line near the top or the bottom of a page.

    Attributes:
        key: what stays the same of a running line from page to page.
        rank: its distance in lines from the top (0, 1, …) or the bottom (-1, -2, …).
        page_number: the number that it consists of, or None.
    """

    line: Line
    key: str
    rank: int
    page_number: int | None


def _edges(sheet: Sheet) -> dict[int, _Edge]:
    """The first and last lines of a page by index."""
    count = len(sheet.lines)
    order = list(range(count))
    if all(line.size for line in sheet.lines):
        order.sort(key=lambda index: sheet.lines[index].bottom)
    ranks = {index: rank for rank, index in enumerate(order[:DEPTH])}
    for rank, index in enumerate(reversed(order[DEPTH:][-DEPTH:]), 1):
        ranks[index] = -rank
    return {index: _edge(sheet.lines[index], rank) for index, rank in ranks.items()}


def _edge(line: Line, rank: int) -> _Edge:
    plain = line.text.strip().casefold()
    number = int(plain) if plain.isdecimal() and len(plain) < 6 else None
    if _NUMERAL.match(plain) or number is not None:
        return _Edge(line, "#", rank, number)
    return _Edge(line, "".join(char for char in plain if char.isalpha()), rank, None)


def _same(edge: _Edge, page: int, twin: _Edge, other: int) -> bool:
    """Whether two lines of two pages are the same furniture: page numbers that count on, or one text in one place."""
    if edge.key != twin.key:
        return False
    if edge.page_number is not None and twin.page_number is not None:
        return edge.page_number - page == twin.page_number - other
    line, like = edge.line, twin.line
    if not line.size or not like.size:
        return edge.rank == twin.rank
    if abs(line.size - like.size) > 0.5:
        return False
    return abs(line.bottom - like.bottom) <= SHIFT or (edge.rank == twin.rank and edge.key != "#")


def _heads_a_table(lines: list[Line], index: int) -> bool:
    """Whether the line is a table's first row, which is repeated for good reason."""
    if lines[index].cells < 2 or index + 1 >= len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    return below.cells > 1 and 0 < below.bottom - line.bottom < 2.2 * line.size
