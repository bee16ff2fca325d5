"""Tell headings of a Word document that lost their style: by number and place, or by the words of an earlier one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.domain.document import Block

#: Level of a heading that has no style of one: below all that have.
PLAIN_HEADING = 5
#: Longer lines are no headings.
LONGEST = 80
#: "3. Scope", "3.1 Scope", "b) Scope", "IV. Scope".
_NUMBER = re.compile(
    r"(?:(?P<digits>\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?)|(?P<lower>[a-z])[.)]|(?P<roman>[IVX]{2,5})[.)]"
    r"|(?P<upper>[A-Z])[.)])\s+[A-Z\u00c0-\u00de]"
)


def headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks; a paragraph that is set like all others but can only be a heading becomes one.

    That is one that says what a heading before it says, letter for letter, or a short numbered one that is no sentence,
    that has running text below it and no neighbour numbered in its way, as an item of a list has.
    """
    levels: dict[str, int] = {}
    before: Block | None = None
    held: Block | None = None
    for block in blocks:
        if held is not None:
            yield _told(held, before, block, levels)
            before = held
        held = block
    if held is not None:
        yield held


def _told(block: Block, before: Block | None, after: Block, levels: dict[str, int]) -> Block:
    if block.kind == "heading":
        levels.setdefault(block.text.casefold(), block.level)
        return block
    if block.kind != "text" or block.place or not _may_be(block.text):
        return block
    level = levels.get(block.text.casefold(), 0)
    if (
        not level
        and (way := _way(block.text))
        and after.kind in ("text", "list", "table")
        and len(after.text) > LONGEST
    ):
        alone = way != _way(after.text) and (before is None or way != _way(before.text) or len(before.text) > LONGEST)
        level = PLAIN_HEADING if alone else 0
    return msgspec.structs.replace(block, kind="heading", level=level) if level else block


def _may_be(text: str) -> bool:
    return len(text) <= LONGEST and "\n" not in text and text[-1] not in ".,;:?!" and any(map(str.isalpha, text))


def _way(text: str) -> str:
    """In which way a line is numbered; empty when it is not."""
    found = _NUMBER.match(text)
    return found.lastgroup or "" if found else ""
