"""Tell a question for the parts of a document, and find their headings; pure."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from desktop.domain.document import Passage
from desktop.reasoning.extract import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Document

#: Parts that are told at most, and headings of a level from which on it is that of parts.
MOST, _FROM = 40, 2
_PARTS = (
    "(?:poems|chapters|(?:sub)?sections|stories|essays|articles|headings|slides|topics|lessons|recipes|letters|parts)"
)
_ASKS = re.compile(
    rf"(?:what|which) {_PARTS} (?:are|stand|does|do)(?: there| contained| listed)? (?:in |of )?(?P<one>.+?)"
    r"(?: have| contain)?"
    rf"|(?:please )?(?:list|name|show(?: me)?) (?:all )?(?:of )?(?:the )?{_PARTS}(?: (?:in|of) (?P<two>.+))?"
    r"|(?:what is |what's |show(?: me)? )?(?:the )?(?:table of contents|outline of headings) (?:of|in) (?P<three>.+)"
    r"|(?P<four>.+?)(?:里|中|里面)?(?:都)?有(?:哪些|什么)(?:诗歌?|章节|章|小节|部分|文章|故事)"
    r"|(?P<five>.+?)的(?:目录|章节)(?:是什么|有哪些)?",
    re.IGNORECASE,
)
#: The document that a question means which names none.
_THIS = "this document"
#: What stands before and after the text of a book.
_AROUND = re.compile(
    r"(?:table of )?contents|imprint|colophon|(?:un)?copyright.*|title ?page|cover|index|notes|目录|版权.*",
    re.IGNORECASE,
)


def parts_of_what(question: str) -> str:
    """Return the words for the document whose parts `question` asks for; empty for any other question."""
    match = _ASKS.fullmatch(" ".join(question.split()).strip(" ?？.。"))
    return next(filter(None, match.groups()), _THIS) if match else ""


def parts(documents: Sequence[Document]) -> tuple[Quote, ...]:
    """Return the headings of the parts of documents, in order: of each those of the highest level that has several."""
    return tuple(quote for document in documents for quote in _of(document))[:MOST]


def _of(document: Document) -> list[Quote]:
    found = [
        (block.level, Quote(_passage(document, number), block.text.strip(), 0.5))
        for number, page in enumerate(document.pages)
        for block in page.blocks
        if block.kind == "heading" and block.text.strip() and not _AROUND.fullmatch(block.text.strip())
    ]
    counts = Counter(level for level, _ in found)
    level = next((level for level in sorted(counts) if counts[level] >= _FROM), None)
    return [quote for own, quote in found if own == level]


def _passage(document: Document, number: int) -> Passage:
    page = document.pages[number]
    return Passage(document.file, page.number if document.paged else None, None, page.text, 0.5, page.label)
