"""Find the headings that stand further down in a passage, and what each stands under; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.document import Head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Block

#: Between the headings of a path.
SEPARATOR = " › "


def heads_within(
    blocks: Sequence[Block], text: str, above: str = "", first: int = 0, last: int | None = None
) -> tuple[Head, ...]:
    """Return the headings of a passage but for those that it begins with.

    Args:
        blocks: of its page.
        text: of the passage; what is its own stands in it, after a repeated first row of a table if there is one.
        above: the headings that its first words stand under, joined.
        first, last: characters of the page's text that are the passage's own; by default all.
    """
    levels = {_named(block): max(block.level, 1) for block in blocks if block.kind == "heading"}
    path = [(levels.get(name, place), name) for place, name in enumerate(above.split(SEPARATOR), 1)] if above else []
    found: list[Head] = []
    begins, at, cursor = True, 0, 0
    for block in blocks:
        start, at = at, at + len(block.text) + 1
        if at <= first or (last is not None and start >= last) or not block.text.strip():
            continue
        if block.kind != "heading":
            begins = False
            continue
        name, place = _named(block), text.find(block.text, cursor)
        if place < 0 or (begins and any(name == known for _, known in path)):
            continue
        cursor = place + len(block.text)
        path = [(level, known) for level, known in path if level < max(block.level, 1)]
        path.append((max(block.level, 1), name))
        found.append(Head(place, SEPARATOR.join(known for _, known in path)))
    return tuple(found)


def _named(block: Block) -> str:
    return " ".join(block.text.split())
