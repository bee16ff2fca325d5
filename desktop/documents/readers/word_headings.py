"""Tell headings of a Word document that lost their style, and lines of a table of contents, which look like some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.documents.readers.word_text import W

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

#: Leaders and the number of a page at the end of a line: "Scope ........ 3", "Scope … iv".
_LEADERS = re.compile(r"(?:(?:[.·_] ?){4,}|(?:… ?){2,})\s*(?:\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)
_PAGE = re.compile(r"\d{1,4}|[ivxlc]{1,6}", re.IGNORECASE)


def is_contents(paragraph: Any, text: str) -> bool:
    """Whether a paragraph is a line of a table of contents: it ends in the number of a page.

    That is told by leaders that were typed, by a field that gives the number, or by a tab to the right edge before it.
    """
    if _LEADERS.search(text) or any("PAGEREF" in (code.text or "") for code in paragraph.iter(f"{W}instrText")):
        return True
    stops = paragraph.find(f"{W}pPr/{W}tabs")
    if stops is None or not any(_leads(stop) for stop in stops):
        return False
    after = ""
    for piece in paragraph.iter(f"{W}t", f"{W}tab"):
        if piece.tag == f"{W}t":
            after += piece.text or ""
        elif piece.getparent().tag == f"{W}r":
            after = ""
    return text != after and _PAGE.fullmatch(after.strip()) is not None


def _leads(stop: Any) -> bool:
    """Whether a tab stop stands at the right edge or is led up to by dots."""
    return stop.get(f"{W}val") in ("right", "end") or stop.get(f"{W}leader") not in (None, "none")


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
    if _LEADERS.search(text):
        return False
    return len(text) <= LONGEST and "\n" not in text and text[-1] not in ".,;:?!" and any(map(str.isalpha, text))


def _way(text: str) -> str:
    """In which way a line is numbered; empty when it is not."""
    found = _NUMBER.match(text)
    return found.lastgroup or "" if found else ""
