"""Ask several libraries as one: the chosen library and the files dropped on the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import EVERYTHING, Document, Found, Named, Retriever

if TYPE_CHECKING:
    from collections.abc import Sequence


class Together:
    """A retriever over several; knows nothing of what they hold. Passages are merged by their own scores.

    The first has the files dropped on the chat: it is asked first for page texts, so that they win over a library's
    older copy.
    """

    def __init__(self, retrievers: Sequence[Retriever]) -> None:
        if not retrievers:
            raise ValueError("nothing to search in")
        self._retrievers = tuple(retrievers)

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        """Return the `k` best passages of all; the likelihood of an answer is the best of any."""
        found = [retriever.search(query, k, file) for retriever in self._retrievers]
        passages = sorted((p for one in found for p in one.passages), key=lambda passage: -passage.score)
        return Found(
            passages=tuple(passages[:k]),
            files_searched=sum(one.files_searched for one in found),
            files_total=sum(one.files_total for one in found),
            vectors_ready=all(one.vectors_ready for one in found),
            answerable=max(one.answerable for one in found),
            absent=next((one.absent for one in found if one.absent), ""),
            within=next((one.within for one in found if one.within.narrows), EVERYTHING),
            left_out=sum(one.left_out for one in found),
        )

    def page_text(self, file: str, page: int | None) -> str:
        """Return the text of the page from the first that has it."""
        return next((text for one in self._retrievers if (text := one.page_text(file, page))), "")

    def similarity(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return the similarities by the first one's embedder."""
        return self._retrievers[0].similarity(query, texts)

    def names(self) -> tuple[Named, ...]:
        """Return what all documents are called, each file once, and which of them were dropped on the chat."""
        own, *others = self._retrievers
        seen = {named.file: msgspec.structs.replace(named, dropped=True) for named in own.names()}
        for one in others:
            for named in one.names():
                seen.setdefault(named.file, named)
        return tuple(seen.values())

    def documents(self, files: Sequence[str] = ()) -> tuple[Document, ...]:
        """Return all documents, or those of `files`, each file once."""
        seen: dict[str, Document] = {}
        for one in self._retrievers:
            for document in one.documents(files):
                seen.setdefault(document.file, document)
        return tuple(seen.values())


def together(retrievers: Sequence[Retriever]) -> Retriever | None:
    """Return one retriever for all of them; None when there is none."""
    if len(retrievers) <= 1:
        return retrievers[0] if retrievers else None
    return Together(retrievers)
