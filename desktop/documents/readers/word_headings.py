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
#: Characters of the longest heading that is known again by its words.
LONGEST_KNOWN = 200
#: "3. Scope", "3.1 Scope", "b) Scope", "IV. Scope".
_NUMBER = re.compile(
    r"(?:(?P<digits>\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?)|(?P<lower>[a-z])[.)]|(?P<roman>[IVX]{2,5})[.)]"
    r"|(?P<upper>[A-Z])[.)])\s+[A-Z\u00c0-\u00de]"
)

#: Lines in a row that are set as headings, from which on they are a cover or the head of a letter.
COVER_LINES = 3
#: A longer line that ends with a colon leads over to what follows.
LONGEST_WITH_COLON = 40
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt|dez"
#: Only a day or a month: "October 1, 2012", "1. Oktober 2012", "February 2008", "2012-10-01", "2012年10月1日", "2023".
_DAY = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?(?:{_MONTHS})[a-zé]*\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?\s+\d{{4}}"
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|(?:19|20)\d\d(?:\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)?)?",
    re.IGNORECASE,
)

#: Leaders and the number of a page at the end of a line: "Scope ........ 3", "Scope … iv".
_LEADERS = re.compile(r"(?:(?:[.·_] ?){4,}|(?:… ?){2,})\s*(?:\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)
_PAGED = re.compile(r"[^\W\d_].*\d$")
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
    """Yield the blocks, and tell of those of doubt whether they are headings.

    A heading without a level is set as one but has no style of one: it is none where it is only a day, where it leads
    over to a short line with a colon, or where it is a line of a cover: one of several in a row, or one right above a
    heading with a style. A paragraph that is set like all others is a heading when it says what a heading before it
    says, letter for letter, or is short, numbered and no sentence, has running text below it and no neighbour numbered
    in its way, as an item of a list has.
    """
    levels: dict[str, int] = {}
    before: Block | None = None
    held: list[Block] = []
    for block in blocks:
        if held and not (_is_set(block) and _is_set(held[-1])):
            yield from _all_told(held, before, block, levels)
            before = held[-1]
            held = []
        held.append(block)
    yield from _all_told(held, before, None, levels)


def _is_set(block: Block) -> bool:
    return block.kind == "heading" and not block.level


def _all_told(run: list[Block], before: Block | None, after: Block | None, levels: dict[str, int]) -> Iterator[Block]:
    """Tell of a block, or of several in a row that are set as headings, what they are."""
    if not run or not _is_set(run[0]):
        yield from (block if after is None else _told(block, before, after, levels) for block in run)
        return
    cover = after is not None and after.kind == "heading"
    for place, block in enumerate(run):
        level = levels.get(block.text.casefold(), PLAIN_HEADING)
        line = cover or (len(run) >= COVER_LINES and place < len(run) - 1)
        if (line and level == PLAIN_HEADING) or _DAY.fullmatch(block.text) or not _heads(block, after):
            yield msgspec.structs.replace(block, kind="text")
        else:
            if not block.text.endswith(":"):
                levels[block.text.casefold()] = level
            yield msgspec.structs.replace(block, level=level)


def _heads(block: Block, after: Block | None) -> bool:
    """Whether a line has something to stand over; one with a colon at its end, running text."""
    return not block.text.endswith(":") or (
        len(block.text) <= LONGEST_WITH_COLON and after is not None and len(after.text) > LONGEST
    )


def _told(block: Block, before: Block | None, after: Block, levels: dict[str, int]) -> Block:
    if block.kind == "heading":
        known = block.text.casefold()
        levels[known] = min(block.level, levels.get(known, block.level))
        return block
    if block.kind != "text" or block.place:
        return block
    level = levels.get(block.text.casefold(), 0) if len(block.text) <= LONGEST_KNOWN and not _lists(after) else 0
    if (
        not level
        and _may_be(block.text)
        and (way := _way(block.text))
        and after.kind in ("text", "list", "table")
        and len(after.text) > LONGEST
    ):
        alone = way != _way(after.text) and (before is None or way != _way(before.text) or len(before.text) > LONGEST)
        level = PLAIN_HEADING if alone else 0
    return msgspec.structs.replace(block, kind="heading", level=level) if level else block


def _lists(after: Block) -> bool:
    """Whether what follows a line is a line of contents: short, with the number of a page at its end."""
    return after.kind == "text" and len(after.text) <= LONGEST and _PAGED.search(after.text) is not None


def _may_be(text: str) -> bool:
    if _LEADERS.search(text):
        return False
    return len(text) <= LONGEST and "\n" not in text and text[-1] not in ".,;:?!" and any(map(str.isalpha, text))


def _way(text: str) -> str:
    """In which way a line is numbered; empty when it is not."""
    found = _NUMBER.match(text)
    return found.lastgroup or "" if found else ""
