"""Questions that the files of a chat answer, found in the background while nothing was asked yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.reasoning.suggestions import Suggested, suggested
from desktop.ui.chat.attachments import LANE, nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.ui.chat.services import Libraries
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel

#: Files up to which they are read for suggestions, and questions that are shown.
FILES, QUESTIONS = 6, 4


class Suggesting(QObject):
    """Knows what was suggested for which files; knows nothing of widgets.

    Signals:
        changed: `questions` are other ones.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, library: Libraries) -> None:
        super().__init__()
        self._tasks, self._library = tasks, library
        self._task: Task[tuple[Suggested, ...]] | None = None
        self._for: tuple[str, tuple[str, ...]] = ("", ())
        self.questions: tuple[str, ...] = ()

    def look_at(self, name: str, files: Sequence[str]) -> None:
        """Suggest questions for these files of the library `name`; none for no files or too many."""
        wanted = (name, tuple(files) if len(files) <= FILES else ())
        if wanted == self._for:
            return
        self._for = wanted
        if self._task:
            self._task.cancel()
            self._task = None
        if self.questions:
            self.questions = ()
            self.changed.emit()
        if wanted[1]:
            self._read(*wanted)

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
        self._task = self._tasks.run(work, take, nothing, lambda _: None, lane=LANE)
