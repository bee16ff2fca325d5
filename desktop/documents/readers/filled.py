"""Put what was filled into the form of a PDF page beside the words that it belongs to; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.readers.lines import CELL_GAP, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


#: Signs for a box that is ticked and one that is not.
TICKED, EMPTY = "☒", "☐"
#: Share of the lower one's height by which two lines of one row overlap.
OVERLAP = 0.4


def in_place(
    printed: Sequence[Line], added: Iterable[Line], parted: Callable[[Line, float], Sequence[Line]]
) -> list[Line]:
    """Return the lines of a page, each of `added` beside the printed words that it belongs to.

    Args:
        parted: gives the stretches of a printed line left and right of some x.
    """
    placed = list(printed)
    for line in added:
        if line.size:
            _put(placed, line, parted)
        else:
            placed.append(line)
    return placed


def joined(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with what was filled in as a part of the line that it stands on."""
    done: list[Line] = []
    for line in lines:
        before = done[-1] if done else None
        if before and (before.filled or line.filled) and _one_row(before, line) and line.x1 > before.x1:
            done[-1] = _both(before, line)
        else:
            done.append(line)
    return done


def _put(placed: list[Line], line: Line, parted: Callable[[Line, float], Sequence[Line]]) -> None:
    """Put a line that was filled in after or before its neighbour."""
    middle = _middle(line)
    for at, other in enumerate(placed):
        if not other.filled and other.x0 < middle < other.x1 and _one_row(line, other):
            placed[at : at + 1] = parted(other, middle)
            break
    sign = line.text in (TICKED, EMPTY)
    beside = [at for at, other in enumerate(placed) if _one_row(line, other)]
    if not sign:  # what is written into a line stands after its label; a box may have its label on either side
        beside = [at for at in beside if _middle(placed[at]) <= middle] or beside
    if beside:
        at = min(beside, key=lambda at: _gap(line, placed[at]))
        other = placed[at]
        if sign:
            line.top, line.bottom, line.size = other.top, other.bottom, other.size
        placed.insert(at + (_middle(other) <= middle), line)
        return
    near = [at for at, other in enumerate(placed) if other.size and other.x0 < line.x1 and other.x1 > line.x0]
    near = near or [at for at, other in enumerate(placed) if other.size]
    if not near:
        placed.append(line)
        return
    at = min(near, key=lambda at: abs(placed[at].bottom - line.bottom))
    placed.insert(at + (placed[at].bottom <= line.bottom), line)


def _middle(line: Line) -> float:
    return (line.x0 + line.x1) / 2


def _gap(line: Line, other: Line) -> float:
    return max(other.x0 - line.x1, line.x0 - other.x1)


def _one_row(line: Line, other: Line) -> bool:
    if not line.size or not other.size or line.ruled or other.ruled:
        return False
    shared = min(line.bottom, other.bottom) - max(line.top, other.top)
    return shared > OVERLAP * min(line.bottom - line.top, other.bottom - other.top)


def _both(line: Line, other: Line) -> Line:
    """Two lines of one row as one; it is set as what was printed."""
    printed = other if line.filled else line
    lefts, further = line.lefts or (line.x0,), other.lefts or (other.x0,)
    apart = other.x0 - line.x1 > CELL_GAP * printed.size
    return Line(
        f"{line.text} {other.text}",
        x0=line.x0,
        x1=other.x1,
        top=printed.top,
        bottom=printed.bottom,
        size=printed.size,
        bold=line.bold and other.bold,
        lefts=(*lefts, *(further if apart else further[1:])),
        filled=True,
    )
