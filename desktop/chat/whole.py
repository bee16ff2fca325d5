"""Which documents a question wants summed up, and documents as passages of a whole page each; pure."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.domain.document import Passage
from desktop.domain.heads import heads_within
from desktop.reasoning.questions import kind_of, subject_of
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Document

_JOINS = re.compile(r"[\W_]+")


def wants_whole(question: str) -> bool:
    """Whether `question` may want documents summed up; `meant` says which."""
    return kind_of(question) == "summary"


def meant(question: str, documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents that a question which wants a summary means: those it names, or all where it names nothing.

    None where it names what is in no file's name and title: "an overview of the costs" is a question about costs.
    """
    subject = _words(subject_of(question))
    names = [subject & _words(f"{PurePath(one.file).stem} {one.title}") for one in documents]
    most = max(map(len, names), default=0)
    if not most and all(word.isdigit() for word in subject):  # "in 3 sentences"
        return tuple(documents)
    named = tuple(one for one, words in zip(documents, names, strict=True) if most and len(words) == most)
    left = subject.difference(*(words for words in names if len(words) == most))
    return named if all(word.isdigit() for word in left) else ()


def _words(text: str) -> set[str]:
    """Return the words of a name, whatever joins them."""
    return set(terms(_JOINS.sub(" ", text)))


def pages_of(documents: Sequence[Document], characters: int) -> tuple[Passage, ...]:
    """Return every page as a passage, if all of them together are no longer than `characters`."""
    pages = [
        Passage(
            file=document.file,
            page=page.number if document.paged else None,
            heading=None,
            text=page.text,
            score=1.0,
            page_label=page.label,
            heads=heads_within(page.blocks, page.text),
        )
        for document in documents
        for page in document.pages
        if page.text.strip()
    ]
    return tuple(pages) if sum(len(page.text) for page in pages) <= characters else ()
