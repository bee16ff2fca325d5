"""What the Documents page shows and does, without a widget: collections, files, and progress."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.documents.protocol import FileChanged, IndexFinished, IndexStarted
from desktop.domain.document import EVERYTHING
from desktop.ui.documents.rereading import Rereading
from desktop.ui.documents.state import Indexing, Notice, Row
from desktop.ui.documents.testing import TestPresenter
from desktop.ui.documents.watched import WatchedPresenter
from desktop.ui.phrases import explain_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.protocol import LibraryInfo
    from desktop.domain.document import Document
    from desktop.ui.documents.state import IndexEvent, Shelves
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel

#: Rows from which a new one is told by itself: telling of all for each of 100,000 files would take hours.
MANY = 500
#: Milliseconds that a removed file can be brought back, as the design's undo stays.
UNDO_STAY = 10_000


class DocumentsPresenter(QObject):
    """Knows the collections, the rows of the one in sight, and the work on them. `library_changed` tells the others."""

    collections_changed = Signal()
    rows_changed = Signal()
    row_changed = Signal(object)  # Row
    indexing_changed = Signal()
    read = Signal(object, str)  # Document, name of its collection
    noticed = Signal(object)  # Notice
    failed = Signal(object)  # Exception

    def __init__(self, shelves: Shelves, tasks: Tasks, default_name: str, parent: QObject | None = None) -> None:
        """Prepare; `refresh` loads. `default_name` names the collection that is made for the first files."""
        super().__init__(parent)
        self._shelves, self._tasks, self._default_name = shelves, tasks, default_name
        self.collections: tuple[LibraryInfo, ...] = ()
        self.current = ""
        self.rows: dict[tuple[str, str], Row] = {}
        self.indexing: Indexing | None = None
        #: Whether the library has answered, so that no rows mean no files.
        self.known = False
        self.test = TestPresenter(shelves, tasks, lambda: self.shown, lambda: [row.state for row in self.rows.values()])
        self.folders = WatchedPresenter(shelves, tasks, self)
        self.folders.happened.connect(self._happened)
        self.folders.failed.connect(self.failed)
        self.rereading = Rereading(shelves, tasks, self)
        self.rereading.finished.connect(self.refresh)
        self.rereading.failed.connect(self.failed)
        self._removed: dict[tuple[str, str], Row] = {}
        self._adding: list[Task[IndexEvent]] = []
        self._started = 0.0

    # What is shown

    def refresh(self) -> None:
        """Load collections and rows anew, in the background."""

        def load(cancel: Cancel) -> Iterator[object]:
            infos = tuple(info for info in self._shelves.libraries() if not info.hidden)
            yield infos
            names = [self.current] if self.current else [info.name for info in infos]
            yield [
                Row(state, name) for name in names if cancel.cancelled is False for state in self._shelves.files(name)
            ]

        def show(parts: Sequence[object]) -> None:
            for part in parts:
                if isinstance(part, tuple):
                    self.collections = part
                    self.collections_changed.emit()
                elif isinstance(part, list):
                    self.rows = {row.key: row for row in part if row.key not in self._removed}
                    self.known = True
                    self.rows_changed.emit()

        def fail(error: Exception) -> None:
            self.known = True
            self.rows_changed.emit()
            self.failed.emit(error)

        self._tasks.run(load, show, lambda: None, fail)
        self.folders.refresh()

    def open(self, name: str) -> None:
        """Show the collection `name`, or all of them for ""."""
        if name != self.current:
            self.test.narrow(EVERYTHING)
        self.current = name
        self.refresh()

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state, "all" among them."""
        counts = {"all": len(self.rows), "indexed": 0, "skipped": 0, "failed": 0, "waiting": 0}
        for row in self.rows.values():
            key = {"reading": "waiting", "missing": "failed"}.get(row.state.state, row.state.state)
            counts[key] += 1
        return counts

    @property
    def shown(self) -> list[str]:
        """The names of the collections in sight."""
        return [self.current] if self.current else [info.name for info in self.collections]

    @property
    def files(self) -> int:
        """How many files all collections hold."""
        return sum(info.files for info in self.collections)

    # What is done

    def create(self, name: str) -> None:
        """Make an empty collection and show it."""
        name = " ".join(name.split())
        if name:
            self._quietly(lambda: self._shelves.create(name), lambda: self.open(name))

    def delete(self, name: str) -> None:
        """Delete a collection with all that was read from its files; the files themselves stay where they are."""

        def gone() -> None:
            if self.current == name:
                self.current = ""
            self.refresh()

        self._quietly(lambda: self._shelves.delete(name), gone)

    def add(self, paths: Sequence[str], library: str = "", *, again: bool = False) -> None:
        """Read files and folders into `library`, else the collection in sight, else the first or a new one.

        `again` reads files anew that were skipped or failed before.
        """
        name = library or self._target()
        if not self.indexing:
            self._started = time.monotonic()
        self.indexing = Indexing(name, 0, 0)
        self.indexing_changed.emit()
        task = self._tasks.run(
            lambda cancel: self._shelves.add(name, list(paths), cancel, again=again),
            lambda events: self._indexed(name, events),
            lambda: self._added(task),
            lambda error: self._add_failed(task, error),
            lane="index",
        )
        self._adding.append(task)

    def watch(self, folder: str, library: str = "") -> None:
        """Keep a collection up to date with a folder from now on; which collection, as `add`."""
        self.folders.watch(library or self._target(), folder, self.refresh)

    def stop(self) -> None:
        """Stop reading; what was read stays, the rest waits for Retry."""
        for task in self._adding:
            task.cancel()

    def retry(self, row: Row) -> None:
        """Read a file again that was skipped or failed."""
        self.add([row.state.path or row.state.file], row.library, again=True)

    def read_scans(self) -> None:
        """Read the scans that were passed over while reading them was turned off."""
        for name in dict.fromkeys(row.library for row in self.rows.values() if row.scan):
            files = [row.state.path for row in self.rows.values() if row.library == name and row.scan]
            self.add(files, name)

    def remove(self, rows: Sequence[Row]) -> None:
        """Take files out of their collections; they can be brought back for a moment."""
        for row in rows:
            self._removed[row.key] = row
            self.rows.pop(row.key, None)
        self.rows_changed.emit()
        timer = QTimer(self)
        timer.setSingleShot(True)

        def undo() -> None:
            timer.stop()
            for row in rows:
                if self._removed.pop(row.key, None) and self.current in {"", row.library}:
                    self.rows[row.key] = row
            self.rows_changed.emit()

        timer.timeout.connect(lambda: self._forget(rows))
        timer.start(UNDO_STAY)
        text = self.tr("Removed “{name}”").format(name=Path(rows[0].state.file).name)
        if len(rows) > 1:
            text = self.tr("Removed {count} files").format(count=len(rows))
        self.noticed.emit(Notice(text, self.tr("The file itself stays where it is."), undo))

    def show_read(self, row: Row) -> None:
        """Fetch what was read from a file; `read` brings it."""

        def work(cancel: Cancel) -> Iterator[Document]:
            yield self._shelves.document(row.library, row.state.file)

        self._tasks.run(work, lambda found: self.read.emit(found[-1], row.library), lambda: None, self.failed.emit)

    def close(self) -> None:
        """Stop reading and following, and carry out removals that could still have been undone."""
        self.stop()
        self.folders.close()
        self.rereading.stop()
        for library in {row.library for row in self._removed.values()}:
            self._shelves.remove(library, [r.state.file for r in self._removed.values() if r.library == library])
        self._removed.clear()

    def _target(self) -> str:
        """The collection in sight, else the first, else one to be made."""
        return self.current or (self.collections[0].name if self.collections else self._default_name)

    # How it goes

    def _happened(self, library: str, event: IndexEvent) -> None:
        """Something happens to a file of a watched folder."""
        if isinstance(event, IndexStarted) and not self.indexing:
            self._started = time.monotonic()
        if isinstance(event, IndexFinished):  # a file that is gone before it was read is no fault, and nobody added it
            failed = tuple(state for state in event.failed if state.kind != "FileMissing")
            event = msgspec.structs.replace(event, failed=failed)
        self._indexed(library, [event])
        if isinstance(event, IndexFinished):
            if not self._adding:
                self.indexing = None
                self.indexing_changed.emit()
            self.refresh()

    def _indexed(self, name: str, events: Sequence[IndexEvent]) -> None:
        for event in events:
            now = self.indexing or Indexing(name, 0, 0)
            if isinstance(event, IndexStarted):
                self.indexing = Indexing(name, now.done, now.total + event.total)
            elif isinstance(event, FileChanged):
                row = Row(event.state, name, event.page, event.pages)
                if self.current in {"", name} and row.key not in self._removed:
                    new = row.key not in self.rows and len(self.rows) < MANY
                    self.rows[row.key] = row
                    (self.rows_changed.emit if new else lambda row=row: self.row_changed.emit(row))()
                if event.state.state in {"indexed", "skipped", "failed"}:
                    done = min(now.done + 1, now.total) if now.total else now.done + 1
                    self.indexing = Indexing(name, done, now.total, self._left(done, now.total))
            elif isinstance(event, IndexFinished):
                self._tell(event)
        self.indexing_changed.emit()

    def _left(self, done: int, total: int) -> float | None:
        spent = time.monotonic() - self._started
        return spent / done * (total - done) if done >= 3 and spent > 3 else None

    def _tell(self, event: IndexFinished) -> None:
        refused = len(event.skipped) + len(event.failed)
        if refused and not event.indexed and not event.unchanged:
            state = (*event.failed, *event.skipped)[0]
            self.noticed.emit(Notice(explain_state(state), bad=True))
        elif refused:
            text = self.tr("{count} files could not be read").format(count=refused)
            self.noticed.emit(Notice(text, self.tr("The list says why, file by file."), bad=True))

    def _added(self, task: Task[IndexEvent]) -> None:
        self._adding = [other for other in self._adding if other is not task]
        if not self._adding:
            self.indexing = None
            self.indexing_changed.emit()
        self.refresh()

    def _add_failed(self, task: Task[IndexEvent], error: Exception) -> None:
        self._added(task)
        self.failed.emit(error)

    def _forget(self, rows: Sequence[Row]) -> None:
        gone = [row for row in rows if self._removed.pop(row.key, None)]
        if not gone:
            return

        def act() -> None:
            for library in {row.library for row in gone}:
                self._shelves.remove(library, [row.state.file for row in gone if row.library == library])

        self._quietly(act, self.refresh)

    def _quietly(self, act: Callable[[], None], then: Callable[[], None]) -> None:
        def work(cancel: Cancel) -> Iterator[None]:
            act()
            yield None

        self._tasks.run(work, lambda _: None, then, self.failed.emit, lane="index")
