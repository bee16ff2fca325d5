"""What is told of documents as a whole: the headings of their parts, one page, or their most telling sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.chat.language import say
from desktop.chat.whole import MOST, meant, which_one
from desktop.reasoning.digest import digest
from desktop.reasoning.pages import asked_page, of_kind, page_in, told_of
from desktop.reasoning.parts import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.chat.language import Language
    from desktop.chat.whole import Meant
    from desktop.domain.conversation import Message
    from desktop.domain.document import Document, Found, Named, Passage
    from desktop.reasoning.extract import Quote

#: Sentences of an answer that sums up.
DIGEST = 6


def page_meant(question: str, names: Callable[[], Sequence[Named]], history: Sequence[Message]) -> Meant | None:
    """Return the documents of which `question` wants a page told; None where it is no such question.

    Args:
        names: asked only where it is one.
    """
    asked = asked_page(question)
    if asked is None:
        return None
    told = meant(f"summary: {asked.document or 'this document'}", names(), history)
    if told is None:
        return None
    files = of_kind(told.files, asked.kind)
    return msgspec.structs.replace(told, files=files, clear=told.clear or len(files) == 1, page=asked.page)


def narrowed(told: Meant, documents: Sequence[Document]) -> tuple[Meant | None, tuple[Document, ...]]:
    """Return the one document with nothing but the page that is asked for, where one is.

    Where several have that page, it is not clear which is meant; where none has it, none is.
    """
    if not told.page or not told.clear:
        return told, tuple(documents)
    found = tuple(filter(None, (page_in(document, told.page) for document in documents)))
    files = tuple(one.file for one in found)
    return msgspec.structs.replace(told, files=files, clear=len(files) == 1) if files else None, found


def unclear(told: Meant | None, found: Found, language: Language) -> str:
    """Return the sentence that asks which document is meant, or says that none has such a page."""
    return say("no-page", language) if told is None else which_one(told, found, language)


def quotes_of(told: Meant, documents: Sequence[Document]) -> tuple[Quote, ...]:
    """Return the quotes that tell documents, or what is asked of them as a whole."""
    if told.page:
        return tuple(quote for document in documents[:MOST] for quote in told_of(document))
    return (parts(documents) if told.parts else ()) or digest(documents, DIGEST)


def as_passages(quotes: Sequence[Quote]) -> tuple[Passage, ...]:
    """Return each quote as a passage of its own."""
    return tuple(
        msgspec.structs.replace(q.passage, text=q.text, heading=q.passage.heading_of(q.text), heads=()) for q in quotes
    )
