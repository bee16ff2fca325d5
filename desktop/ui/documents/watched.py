"""What the Documents page shows and does of watched folders, without a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.documents.protocol import FolderChanged
from desktop.errors import ProcessStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.protocol import FolderState, Following
    from desktop.ui.documents.state import Shelves
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel


class WatchedPresenter(QObject):
    """Knows the watched folders and follows them.

    Signals:
        changed: the folders are others, or it stands otherwise with them.
        happened: name of a library, and what happens to one of its files.
    """

    changed = Signal()
    happened = Signal(str, object)
    failed = Signal(object)  # Exception

    def __init__(self, shelves: Shelves, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelves, self._tasks = shelves, tasks
        self.states: tuple[FolderState, ...] = ()
        self._task: Task[Following] | None = None

    def refresh(self) -> None:
        """Load anew which folders are watched."""

        def load(cancel: Cancel) -> Iterator[tuple[FolderState, ...]]:
            yield self._shelves.folders()

        def show(found: Sequence[tuple[FolderState, ...]]) -> None:
            self.states = found[-1]
            self.changed.emit()

        self._tasks.run(load, show, lambda: None, self.failed.emit)

    def watch(self, library: str, folder: str, then: Callable[[], None]) -> None:
        """Keep a library up to date with a folder from now on."""
        self._do(lambda: self._shelves.watch(library, folder), then)

    def unwatch(self, state: FolderState) -> None:
        """Watch a folder no longer; what was read from it stays."""
        self._do(lambda: self._shelves.unwatch(state.library, state.folder), self.refresh)

    def follow(self) -> None:
        """Follow the watched folders from now on; begins anew when it was called before."""
        self.close()
        self._task = self._tasks.run(
            self._shelves.follow, self._followed, lambda: None, self._ended, lane="follow", standing=True
        )

    def close(self) -> None:
        """Follow no longer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _ended(self, error: Exception) -> None:
        if isinstance(error, ProcessStopped):  # that the libraries cannot be opened is told where they are shown
            self.failed.emit(error)

    def _followed(self, events: Sequence[Following]) -> None:
        for event in events:
            if isinstance(event, FolderChanged):
                new = event.state
                others = [old for old in self.states if (old.library, old.folder) != (new.library, new.folder)]
                self.states = (*others, new)
                self.changed.emit()
            else:
                self.happened.emit(event.library, event.event)

    def _do(self, act: Callable[[], None], then: Callable[[], None]) -> None:
        def work(cancel: Cancel) -> Iterator[None]:
            act()
            yield None

        self._tasks.run(work, lambda _: None, then, self.failed.emit)
