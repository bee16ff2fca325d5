"""What a repository of the hub has, looked up when it is asked for, without a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.engine.naming import repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.engine.pending import HubFile
    from desktop.ui.models.state import Hub
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel


class Lookup(QObject):
    """Knows the repository that was asked for, and its models once they are listed."""

    changed = Signal()

    def __init__(self, hub: Hub, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub, self._tasks = hub, tasks
        self._task: Task[tuple[HubFile, ...]] | None = None
        self.repo = ""
        self.files: tuple[HubFile, ...] | None = None
        self.error: Exception | None = None

    @property
    def looking(self) -> bool:
        """Whether the answer is awaited."""
        return self._task is not None

    def look(self, text: str) -> bool:
        """Ask the hub which models a repository has; return False when the text names none, and ask nothing."""
        found = repository(text)
        if found is None:
            return False
        self.stop()
        repo = found[0]
        self.repo, self.files, self.error = repo, None, None

        def make(cancel: Cancel) -> Iterator[tuple[HubFile, ...]]:
            yield self._hub.browse(repo, cancel)

        def show(batch: Sequence[tuple[HubFile, ...]]) -> None:
            if self._task is task:
                self.files = batch[-1]

        task = self._tasks.run(make, show, lambda: self._ended(task, None), lambda error: self._ended(task, error))
        self._task = task
        self.changed.emit()
        return True

    def stop(self) -> None:
        """Await the answer no longer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.changed.emit()

    def _ended(self, task: Task[tuple[HubFile, ...]], error: Exception | None) -> None:
        if self._task is task:
            self._task, self.error = None, error
            self.changed.emit()
