"""Take out the headers and footers that repeat from page to page, leaving each where it stands first."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from desktop.documents.readers.layout import Line, Sheet, outline_key

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

    def without(self, sheet: Sheet, window: list[Sheet]) -> Sheet:
        """Return `sheet` without the lines that stand in the same place on other pages of `window`.

        A line is left the first time it is met, so that no words of the file are lost. Page numbers go always.
        """
        if len(window) < ENOUGH:
            return sheet
        others = [_edges(other) for other in window if other is not sheet]
        taken: set[int] = set()
        for index, (key, line) in _edges(sheet).items():
            if not key:
                continue
            count = 1 + sum(any(key == known and _same_place(line, twin) for known, twin in other.values()) for other in others)
            if count < min(ENOUGH, len(window)):
                continue
            if key in self._seen or key == "#":
                taken.add(index)
            self._seen.add(key)
        if not taken:
            return sheet
        kept = [line for index, line in enumerate(sheet.lines) if index not in taken]
        return Sheet(sheet.number, sheet.label, kept, sheet.height)


def _edges(sheet: Sheet) -> dict[int, tuple[str, Line]]:
    """The first and last lines of a page by index, each with what is compared."""
    count = len(sheet.lines)
    order = range(count)
    if count and all(line.size for line in sheet.lines):
        order = sorted(order, key=lambda index: sheet.lines[index].bottom)  # type: ignore[assignment]
    at = [*order[:DEPTH], *order[max(count - DEPTH, DEPTH) :]]
    return {index: (_key(sheet.lines[index].text), sheet.lines[index]) for index in at}


def _key(text: str) -> str:
    """What stays the same of a running line: its letters, with any number as "#"; a roman page number counts as one."""
    plain = text.strip().casefold()
    if _NUMERAL.match(plain):
        return "#"
    return outline_key(_DIGITS.sub("\0", plain).replace("\0", "")) or ("#" if _DIGITS.search(plain) else "")


def _same_place(line: Line, twin: Line) -> bool:
    if not line.size or not twin.size:
        return True
    return abs(line.bottom - twin.bottom) <= SHIFT and abs(line.size - twin.size) <= 0.5
