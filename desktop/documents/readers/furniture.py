"""Take out the headers and footers that repeat from page to page, leaving each where it stands first."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.readers.lines import Line, Sheet

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

_DIGITS = re.compile(r"\d+")
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
        self._known: dict[int, _Edges] = {}

    def without(self, sheet: Sheet, window: list[Sheet]) -> Sheet:
        """Return `sheet` without the lines that stand in the same place on other pages of `window`.

        A line is left the first time it is met, so that no words of the file are lost. Page numbers go always.
        """
        if len(window) < ENOUGH:
            return sheet
        others = [(other.number, self._edges(other).by_key) for other in window if other is not sheet]
        taken: set[int] = set()
        met: set[str] = set()
        edges = self._edges(sheet).by_index
        for inwards in _inwards(sheet):
            for index in inwards:
                edge = edges[index]
                twins = sum(
                    any(_same(edge, sheet.number, twin, number) for twin in seen.get(edge.key, ()))
                    for number, seen in others
                )
                if twins + 1 < ENOUGH or _heads_a_table(sheet.lines, index):
                    break  # what stands further in belongs to the page: "(In millions)" under a title of its own
                if edge.key in self._seen or edge.key == "#":
                    taken.add(index)
                met.add(edge.key)
        self._seen |= met
        if not taken or len(taken) == len(sheet.lines):
            return sheet  # what is all that a page has is its text
        kept = [line for index, line in enumerate(sheet.lines) if index not in taken]
        return msgspec.structs.replace(sheet, lines=kept)

    def _edges(self, sheet: Sheet) -> _Edges:
        if sheet.number not in self._known:
            self._known[sheet.number] = _edges(sheet)
            self._known.pop(sheet.number - 3 * REACH, None)
        return self._known[sheet.number]


class _Edge(msgspec.Struct, frozen=True):
    """A line near the top or the bottom of a page.

    Attributes:
        key: what stays the same of a running line from page to page.
        ranks: its distances in lines from the top (0, 1, …) and the bottom (-1, -2, …), by place and in the file.
        numbers: the numbers in it, of which one may count the pages.
    """

    line: Line
    key: str
    ranks: tuple[int, ...]
    numbers: tuple[int, ...]


class _Edges(msgspec.Struct):
    """The lines near the edges of a page, by their index and by their key."""

    by_index: dict[int, _Edge]
    by_key: dict[str, list[_Edge]]


def _inwards(sheet: Sheet) -> tuple[list[int], ...]:
    """Indexes of the first and the last lines, from the edge inwards, by place and in the order of the file.

    The two differ where the furniture stands in the margin beside the text.
    """
    count = len(sheet.lines)
    given = list(range(count))
    placed = sorted(given, key=lambda index: sheet.lines[index].bottom)
    if any(not line.size for line in sheet.lines):
        placed = given
    half = min(DEPTH, (count + 1) // 2)
    return placed[:half], placed[::-1][:half], given[:half], given[::-1][:half]


def _edges(sheet: Sheet) -> _Edges:
    ranks: dict[int, list[int]] = {}
    for way, inwards in enumerate(_inwards(sheet)):
        for step, index in enumerate(inwards):
            ranks.setdefault(index, []).append(-1 - step if way % 2 else step)
    edges = _Edges({index: _edge(sheet.lines[index], tuple(found)) for index, found in ranks.items()}, {})
    for edge in edges.by_index.values():
        edges.by_key.setdefault(edge.key, []).append(edge)
    return edges


def _edge(line: Line, ranks: tuple[int, ...]) -> _Edge:
    plain = line.text.strip(" -–—|·•[]()/.").casefold()
    letters = "".join(filter(str.isalpha, plain))
    key = "#" if plain.isdecimal() or _NUMERAL.match(plain) else letters or plain
    return _Edge(line, key, ranks, tuple(int(number[:15]) for number in _DIGITS.findall(plain)))


def _same(edge: _Edge, page: int, twin: _Edge, other: int) -> bool:
    """Whether two lines of one key are the same furniture: one text in one place, but for a number that counts on."""
    if not edge.key or len(edge.numbers) != len(twin.numbers):
        return False
    step = other - page
    if any(after - before not in (0, step) for before, after in zip(edge.numbers, twin.numbers, strict=True)):
        return False  # "Total 1,234" and "Total 987" are figures
    if edge.key == "#" and edge.numbers and edge.numbers != twin.numbers:
        return True
    line, like = edge.line, twin.line
    if not line.size or not like.size:
        return not set(edge.ranks).isdisjoint(twin.ranks)
    if abs(line.size - like.size) > 0.5:
        return False
    if abs(line.bottom - like.bottom) <= SHIFT:
        return True
    return edge.key != "#" and not set(edge.ranks).isdisjoint(twin.ranks)


def _heads_a_table(lines: list[Line], index: int) -> bool:
    """Whether the line is a table's first row, which is repeated for good reason."""
    if lines[index].ruled:
        return True
    if lines[index].cells < 2 or index + 1 >= len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    return below.cells > 1 and 0 < below.bottom - line.bottom < 2.2 * line.size
