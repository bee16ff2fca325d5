"""Put the head of a page first where its file has it after the text below it, as some layout programs write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.readers.lines import Line

#: Height of the type that makes a head of what it is in, beside that of the running text.
LARGE = 1.4
#: Share of the width of the lines below that a head reaches over; that of one column reaches over less.
WIDE = 0.8


def head_first(lines: Sequence[Line], body: float) -> list[Line]:
    """Return the lines, with a head before the lines that it stands over.

    A head is a run of lines that stand above all lines before them in the file and reach over most of their width, with
    one in large type among them. All else keeps its order, since a column begins higher than the one before it ends.

    Args:
        body: height of the running text in points; 0 when it is not known.
    """
    given = list(lines)
    if not body or not all(line.size for line in given) or max((line.size for line in given), default=0) < LARGE * body:
        return given
    top = given[0].top
    start = 1
    while start < len(given):
        end = start
        while end < len(given) and given[end].bottom <= top:
            end += 1
        head, before = given[start:end], given[:start]
        if head and max(line.size for line in head) >= LARGE * body and _over(head, before):
            return [*head, *before, *given[end:]]
        for line in given[start : max(end, start + 1)]:
            top = min(top, line.top)
        start = max(end, start + 1)
    return given


def _over(head: Sequence[Line], before: Sequence[Line]) -> bool:
    """Whether a head reaches over most of the width of other lines."""
    left, right = min(line.x0 for line in before), max(line.x1 for line in before)
    shared = min(right, max(line.x1 for line in head)) - max(left, min(line.x0 for line in head))
    return shared >= WIDE * (right - left)
