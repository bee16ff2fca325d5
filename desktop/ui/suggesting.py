"""Questions that some files answer, found in the background: for a chat that asked nothing yet, or an open document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.reasoning.suggestions import Suggested, suggested

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.document import Document
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel

#: Files up to which they are read for suggestions, and questions that are shown.
FILES, QUESTIONS = 6, 4
LANE = "suggestions"


class Documents(Protocol):
    """The door to the documents, as far as this goes through it; it may block."""

    def document(self, name: str, file: str) -> Document: ...


class Suggesting(QObject):
    """Knows what was suggested for which files; knows nothing of widgets.

    Signals:
        changed: `questions` are other ones.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, library: Documents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._library = tasks, library
        self._task: Task[tuple[Suggested, ...]] | None = None
        self._for: tuple[str, tuple[str, ...]] = ("", ())
        self.questions: tuple[str, ...] = ()

    def look_at(self, name: str, files: Sequence[str]) -> None:
        """Suggest questions for these files of the library `name`; none for no files or too many."""
        wanted = (name, tuple(files) if len(files) <= FILES else ())
        if wanted == self._for:
            return
        self.stop()
        self._for = wanted
        if self.questions:
            self.questions = ()
            self.changed.emit()
        if wanted[1]:
            self._read(*wanted)

    def stop(self) -> None:
        """Suggest nothing any more."""
        self._for = ("", ())
        if self._task:
            self._task.cancel()
            self._task = None

    def _read(self, name: str, files: tuple[str, ...]) -> None:
        def work(cancel: Cancel) -> Iterator[tuple[Suggested, ...]]:
            documents = []
            for file in files:
                cancel.check()
                documents.append(self._library.document(name, file))
            yield suggested(documents, QUESTIONS)

        def take(batch: Sequence[tuple[Suggested, ...]]) -> None:
            if self._for == (name, files):
                self.questions = tuple(one.question for one in batch[-1])
                self.changed.emit()

        # Without suggestions a chat is as good as before, so a fault here is told nowhere.
        self._task = self._tasks.run(work, take, lambda: None, lambda _: None, lane=LANE)
