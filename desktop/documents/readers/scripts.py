"""Put raised and lowered signs of a PDF page back into their line, which PDFium may give in pieces; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.documents.readers.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.readers.lines import Line

#: Heights of the larger type by which two pieces of a line lie over each other or apart at most.
OVER, APART = 0.35, 0.5
#: A gap that is wider than this share of it is a space.
SPACE = 0.18
#: How much smaller the type of a sign is than that of its line, at least, and how long it is.
SMALLER, LONGEST = 0.88, 6
#: Share of the smaller type's height that two pieces have in common.
COMMON = 0.25
#: Share of the larger type's height by which a raised sign ends above the line.
RAISED = 0.12


def joined(lines: Sequence[Line]) -> list[Line]:
    """Return lines with the signs above and below them, and what follows those, as one; rows of tables stay."""
    kept: list[Line] = []
    open_after_sign = False
    for line in lines:
        last = kept[-1] if kept else None
        if last is not None and _beside(last, line) and (_sign(line, last) or open_after_sign or _sign(last, line)):
            open_after_sign = line.size < SMALLER * last.size
            kept[-1] = _one(last, line)
        else:
            open_after_sign = False
            kept.append(line)
    return kept


def _beside(before: Line, after: Line) -> bool:
    """Whether a piece follows another one on the same line."""
    if not (before.size and after.size) or before.ruled or after.ruled or before.text.endswith(HYPHEN):
        return False
    larger, smaller = max(before.size, after.size), min(before.size, after.size)
    common = min(before.bottom, after.bottom) - max(before.top, after.top)
    return -OVER * larger <= after.x0 - before.x1 <= APART * larger and common >= COMMON * smaller


def _sign(line: Line, beside: Line) -> bool:
    return len(line.text) <= LONGEST and line.size < SMALLER * beside.size and line.cells == 1


def _one(before: Line, after: Line) -> Line:
    larger = before if before.size >= after.size else after
    space = " " if after.x0 - before.x1 > SPACE * larger.size else ""
    raised = after is not larger and after.bottom < before.bottom - RAISED * larger.size
    if raised and not space and before.text[-1:].isdigit() and after.text[:1].isdigit():
        space = "^"  # 10 with a small 6 is not 106
    return msgspec.structs.replace(
        larger,
        text=f"{before.text}{space}{after.text}",
        x0=before.x0,
        x1=max(before.x1, after.x1),
        lefts=before.lefts or (before.x0,),
        at=-1,
    )
