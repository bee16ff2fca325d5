"""Search a library from the window's process, as conversations and decks do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from desktop.documents import protocol
from desktop.domain.document import EVERYTHING, Document, Found
from desktop.errors import FileMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import msgspec

    from desktop.domain.document import Named, Within
    from desktop.worker.cancel import Cancel

Reply = TypeVar("Reply")


class Ask(Protocol):
    """Sends a request to the library process and returns the replies, of one type."""

    def __call__(self, request: msgspec.Struct, reply: type[Reply], cancel: Cancel | None = None) -> list[Reply]:
        """Raise whatever the service raised."""
        ...


class LibraryRetriever:
    """Knows one library by name and how to ask for it; implements `desktop.domain.document.Retriever`."""

    def __init__(
        self,
        name: str,
        ask: Ask,
        cancel: Cancel | None = None,
        within: Within = EVERYTHING,
        reranker: str = "",
    ) -> None:
        """Prepare; nothing is asked yet.

        Args:
            ask: sends a request and returns its replies, as `desktop.documents.library.Library` does.
            cancel: ends whatever is being asked.
            within: the files that are searched.
            reranker: folder of a cross-encoder that orders the first passages anew; empty for none.
        """
        self._name = name
        self._within = within
        self._reranker = reranker
        self._ask = ask
        self._cancel = cancel

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        """Return the `k` passages that fit `query` best, from one file only when `file` is given.

        Raises:
            LibraryUnknown, LibraryEmpty, NothingWithin: there is nothing to search.
            FileMissing, NotAModel: the reranker's folder holds none.
            Cancelled, ProcessStopped.
        """
        request = protocol.Search(self._name, _clean(query), k, file, self._within, self._reranker)
        (found,) = self._ask(request, Found, self._cancel)
        return found

    def page_text(self, file: str, page: int | None) -> str:
        """Return the text that a quote from this place must stand in; empty when the place is gone."""
        (reply,) = self._ask(protocol.ReadPage(self._name, file, page), protocol.Text, self._cancel)
        return reply.text

    def similarity(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine similarity, -1 to 1, of `query` to each text.

        Raises:
            IndexUnavailable: there is no embedding model.
        """
        if not texts:
            return []
        request = protocol.Compare(_clean(query), tuple(_clean(text) for text in texts))
        (reply,) = self._ask(request, protocol.Cosines, self._cancel)
        return list(reply.values)

    def names(self) -> tuple[Named, ...]:
        """Return what the documents that are searched are called, in the order they were added."""
        (reply,) = self._ask(protocol.ListNames(self._name, self._within), protocol.Names, self._cancel)
        return reply.names

    def documents(self, files: Sequence[str] = ()) -> tuple[Document, ...]:
        """Return documents as they were read: those of `files` that are there, or all that are searched."""
        request = protocol.ReadDocuments(self._name, tuple(files), self._within)
        try:
            return tuple(self._ask(request, Document, self._cancel))
        except FileMissing:
            return ()


def _clean(text: str) -> str:
    """Replace lone surrogates, which no message can carry."""
    return text.encode("utf-8", "replace").decode()
