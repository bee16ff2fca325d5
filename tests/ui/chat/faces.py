"""A window that holds the chat page over a scripted world."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.chat.bubble import Bubble
from desktop.ui.chat.context_use import ContextUse
from desktop.ui.chat.engine_state import EngineState
from desktop.ui.chat.history import HistoryPresenter
from desktop.ui.chat.message import AnswerView
from desktop.ui.chat.page import ChatPage
from desktop.ui.chat.presenter import ChatPresenter
from desktop.ui.chat.samples import Samples
from desktop.ui.chat.source import SourcePresenter
from desktop.ui.dialogs import Dialogs
from desktop.ui.theme import Appearance
from desktop.ui.toast import ToastHost
from tests.fakes import FakeEngine
from tests.ui.chat.script import Models, World, settle, until


class QuietDialogs(Dialogs):
    """Answers the questions that would block with what the test put there."""

    files: tuple[str, ...] = ()
    save: str = ""

    def pick_files(self, title: str, kinds: str = "") -> list[str]:
        return list(self.files)

    def save_as(self, title: str, suggested: str, kinds: str = "") -> str:
        return self.save


class Face:
    """The page in a window of its own, as wide as a test wants it."""

    def __init__(self, look: Appearance, world: World, width: int = 1440, height: int = 900) -> None:
        self.look, self.world = look, world
        self.window = QWidget()
        self.window.resize(width, height)
        self.toasts = ToastHost(look, self.window)
        self.dialogs = QuietDialogs(look, self.window, self.toasts)
        self.models = Models()
        self.engine = FakeEngine("Hello.", context=8192)
        self.chat = ChatPresenter(
            world.tasks, world.turn, world.store, world.library, lambda: world.settings, world.keep
        )
        self.state = EngineState(world.tasks, self.engine, self.models)
        self.history = HistoryPresenter(self.chat, world.store)
        self.source = SourcePresenter(world.tasks, world.library)
        samples = Samples(world.folder / "sample.txt", "What does it say?", world.folder / "notes.md", "A puzzle")
        use = ContextUse(world.tasks, self.engine)
        self.page = ChatPage(look, self.chat, self.state, self.source, use, self.dialogs, samples)
        world.adopt(self.chat)
        row = QHBoxLayout(self.window)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.page)
        self.window.show()
        settle()

    @property
    def answer(self) -> AnswerView:
        """The widget of the last answer."""
        view = self.page.transcript.views[-1]
        assert isinstance(view, AnswerView)
        return view

    @property
    def bubble(self) -> Bubble:
        """The widget of the last question."""
        view = self.page.transcript.views[-2]
        assert isinstance(view, Bubble)
        return view

    def type(self, text: str) -> None:
        """Write into the composer and press Enter."""
        self.page.composer.set_text(text)
        self.page.composer.edit.submitted.emit()

    def until(self, condition: Callable[[], bool]) -> None:
        until(condition)

    def idle(self) -> None:
        """Wait until nothing is written or read, and all is laid out."""
        until(lambda: not self.chat.runs.writing and not self.world.tasks.busy)
        settle()
        settle()

    def file(self, name: str, text: str) -> Path:
        """Make a file for a citation to point to."""
        path = self.world.folder / name
        path.write_text(text)
        return path
