"""A scripted turn and what surrounds it, for the chat page without a model."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.chat.turn import TurnOptions
from desktop.domain.conversation import Message
from desktop.domain.document import Citation, Retriever
from desktop.domain.events import Answer, Cited, Failed, Finished, Step, Thinking, Thought, TurnEvent
from desktop.domain.model import ModelInfo, Usage
from desktop.settings import Settings
from desktop.store.conversations import Conversations
from desktop.ui.chat.presenter import ChatPresenter
from desktop.ui.chat.undo import Offer
from desktop.ui.tasks import Tasks
from desktop.worker.cancel import Cancel
from tests.fake_library import FakeLibrary
from tests.fakes import FAKE_MODEL

#: A place in a script where the turn waits until the test lets it go on, or it is stopped.
WAIT = object()
#: A place where the turn hangs and heeds nothing until the test lets it go on.
HANG = object()
#: A place where the turn waits for "Answer now".
HURRY = object()

USAGE = Usage(prompt_tokens=120, answer_tokens=40, first_token_s=0.5, tokens_per_s=20.0)


class ScriptedTurn:
    """Says what the test wrote, one script a call, the last one again when they run out."""

    def __init__(self, *scripts: Sequence[object]) -> None:
        self.scripts = list(scripts)
        self.asked: list[str] = []
        self.histories: list[tuple[Message, ...]] = []
        self.retrievers: list[Retriever | None] = []
        self.options: list[TurnOptions] = []
        self.gate = threading.Event()
        self.before: Callable[[str], None] | None = None

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
        self.asked.append(question)
        self.histories.append(tuple(history))
        self.retrievers.append(retriever)
        self.options.append(options)
        if self.before is not None:
            self.before(question)
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        for item in script:
            if item is WAIT:
                while not self.gate.wait(0.005):
                    if cancel.cancelled:
                        break
            elif item is HANG:
                self.gate.wait(600)
            elif item is HURRY:
                while not answer_now.wait(0.005) and not cancel.cancelled:
                    pass
            elif isinstance(item, Exception):
                raise item
            if cancel.cancelled:
                yield Finished(status="stopped", model=FAKE_MODEL.name)
                return
            if isinstance(item, TurnEvent):
                yield item
        return


def said(text: str, *, kind: str = "generated") -> list[object]:
    """Return the script of an answer that is written word by word."""
    words = [Answer(word) for word in _cut(text)]
    return [*words, Finished(status="complete", kind=kind, usage=USAGE, model=FAKE_MODEL.name)]  # type: ignore[arg-type]


def thought(thinking: str, text: str, seconds: float = 6.0) -> list[object]:
    """Return the script of an answer after a thought."""
    return [*(Thinking(word) for word in _cut(thinking)), Thought(seconds), *said(text)]


def cited(text: str, *citations: Citation) -> list[object]:
    """Return the script of an answer from documents."""
    return [Step("searched", {"files": "3"}), *said(text)[:-1], Cited(tuple(citations)), said("")[-1]]


def dies(text: str, kind: str = "ProcessStopped", **more: str) -> list[object]:
    """Return the script of an answer during which the model's process dies."""
    values = {"name": "model process", "cause": "it ran out of memory"}
    return [*said(text)[:-1], Failed(kind, values | more), Finished(status="failed", model=FAKE_MODEL.name)]


def _cut(text: str) -> list[str]:
    words = text.split(" ")
    return [word + (" " if at < len(words) - 1 else "") for at, word in enumerate(words)]


class World:
    """The presenter with a real store in a folder, a library in memory and real background threads."""

    def __init__(self, folder: Path, turn: ScriptedTurn) -> None:
        self.folder = folder
        self.turn = turn
        self.store = Conversations(folder / "conversations.sqlite")
        self.library = FakeLibrary()
        self.settings = Settings()
        self.unexpected: list[Exception] = []
        self.tasks = Tasks(self.unexpected.append)
        self.offers: list[Offer] = []
        self.faults: list[Exception] = []
        self.said: list[str] = []
        self.returned: list[str] = []
        self.chat = ChatPresenter(self.tasks, turn, self.store, self.library, lambda: self.settings, self.keep)
        self.adopt(self.chat)

    def adopt(self, chat: ChatPresenter) -> None:
        """Listen to this presenter, made over the same store."""
        self.chat = chat
        chat.offered.connect(self.offers.append)
        chat.failed.connect(self.faults.append)
        chat.announced.connect(self.said.append)
        chat.returned.connect(self.returned.append)

    def keep(self, settings: Settings) -> None:
        self.settings = settings

    @property
    def answer(self) -> Message:
        return self.chat.messages[-1]

    def kept(self) -> tuple[Message, ...]:
        """Return what another process would read from the file of the open conversation."""
        assert self.chat.id is not None
        with Conversations(self.folder / "conversations.sqlite", read_only=True) as other:
            return other.open(self.chat.id).messages

    def until(self, condition: Callable[[], bool]) -> None:
        until(condition)

    def idle(self) -> None:
        """Wait until nothing is being written or read."""
        until(lambda: not self.chat.runs.writing and not self.tasks.busy)

    def close(self) -> None:
        self.turn.gate.set()
        assert self.tasks.close(60)
        self.store.close()
        assert self.unexpected == []


def until(condition: Callable[[], bool]) -> None:
    """Let the window work until `condition` holds, however slow the machine."""
    end = time.monotonic() + 240
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        settle()
        time.sleep(0.002)


def settle() -> None:
    """Handle what is waiting, deletions too."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Models:
    """Two models to choose from."""

    def __init__(self) -> None:
        self.chosen: list[ModelInfo] = []
        self.shortened = self.processors = 0

    def installed(self) -> tuple[ModelInfo, ...]:
        return (FAKE_MODEL, ModelInfo("/models/b.gguf", "Other 8B", "llama", 8_000_000_000, "Q4_K_M", 8192, 1))

    def choose(self, model: ModelInfo) -> None:
        self.chosen.append(model)

    def shorten(self) -> int:
        self.shortened += 1
        return 2048

    def processor_only(self) -> None:
        self.processors += 1
