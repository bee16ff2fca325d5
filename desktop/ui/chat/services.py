"""What the chat page is handed from outside, as small protocols that a test can fulfil with a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.chat.turn import TurnOptions
    from desktop.domain.conversation import Conversation, Message
    from desktop.domain.document import Document, Retriever
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

    def libraries(self) -> Sequence[Any]:
        """Return what each library holds: name, files, hidden."""
        ...

    def add(self, name: str, paths: Sequence[Path | str], cancel: Cancel) -> Iterator[Any]:
        """Index files into a library and yield how each of them goes."""
        ...

    def files(self, name: str) -> Sequence[Any]:
        """Return the state of each file."""
        ...

    def remove(self, name: str, files: Sequence[str]) -> object:
        """Take files out of a library."""
        ...

    def delete(self, name: str) -> object:
        """Remove a whole library."""
        ...

    def retriever(self, name: str, cancel: Cancel | None = None) -> Retriever:
        """Return what answers questions from it."""
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


class Summaries(Protocol):
    """The store, as far as the list of chats reads it."""

    def list(self) -> Sequence[Any]:
        """Return id, title and date of each conversation, newest first."""
        ...

    def open(self, identifier: int) -> Conversation:
        """Return one conversation whole."""
        ...
