"""What the chat page is handed from outside, as small protocols that a test can fulfil with a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.chat.turn import TurnOptions
    from desktop.documents.protocol import FileState, Indexing, LibraryInfo
    from desktop.domain.conversation import Message
    from desktop.domain.document import Document, Retriever, Within
    from desktop.domain.events import TurnEvent
    from desktop.domain.model import ModelInfo
    from desktop.worker.cancel import Cancel


class Turn(Protocol):
    """One question and its answer, with the engine already bound."""

    def __call__(
        self,
        history: Sequence[Message],
        question: str,
        *,
        retriever: Retriever | None,
        options: TurnOptions,
        cancel: Cancel,
        answer_now: Cancel,
    ) -> Iterator[TurnEvent]:
        """Yield the events of the turn, a `Finished` last; `answer_now` ends the thought, `cancel` everything."""
        ...


class Libraries(Protocol):
    """The door to the documents, as far as a chat goes through it; every call may block and belongs in a task."""

    def libraries(self) -> Sequence[LibraryInfo]:
        """Return what each library holds: name, files, hidden."""
        ...

    def add(self, name: str, paths: Sequence[Path | str], cancel: Cancel) -> Iterator[Indexing]:
        """Index files into a library and yield how each of them goes."""
        ...

    def files(self, name: str) -> Sequence[FileState]:
        """Return the state of each file."""
        ...

    def remove(self, name: str, files: Sequence[str]) -> object:
        """Take files out of a library."""
        ...

    def delete(self, name: str) -> object:
        """Remove a whole library."""
        ...

    def retriever(self, name: str, cancel: Cancel | None = None, within: Within = ...) -> Retriever:
        """Return what answers questions from it, or from some of its files."""
        ...

    def document(self, name: str, file: str) -> Document:
        """Return a document as it was read."""
        ...


class Models(Protocol):
    """The models to choose from."""

    def installed(self) -> Sequence[ModelInfo]:
        """Return the models on this computer."""
        ...

    def choose(self, model: ModelInfo) -> None:
        """Use this one from the next question on."""
        ...

    def shorten(self) -> int:
        """Halve the context from the next load on and return its new length in tokens."""
        ...

    def processor_only(self) -> None:
        """Use no graphics card from the next load on."""
        ...
