"""Reading again, in the background, what an earlier version read less well: how far it is, and stopping it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.documents.protocol import Reread
from desktop.errors import DiskFull, ProcessStopped
from desktop.ui.buttons import IconButton
from desktop.ui.cards import Card
from desktop.ui.indicators import ProgressBar, StatusWords
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.tasks import Task, Tasks
    from desktop.ui.theme import Appearance
    from desktop.worker.cancel import Cancel


class Rereader(Protocol):
    """What this needs from the library."""

    def read_again(self, cancel: Cancel | None = None) -> Iterator[Reread]: ...


class Rereading(QObject):
    """Knows how far it is; it begins when the window is open, and goes on with the next window if it is stopped."""

    changed = Signal()
    finished = Signal()  # something is kept otherwise than before
    failed = Signal(object)  # Exception

    def __init__(self, library: Rereader, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._running: Task[Reread] | None = None
        self._better = False
        self.at: Reread | None = None

    def start(self) -> None:
        """Read again what there is to read again; nothing is shown where there is nothing."""
        if self._running is None:
            self._running = self._tasks.run(
                self._library.read_again, self._show, self._over, self._fail, lane="again", standing=True
            )

    def stop(self) -> None:
        """Stop; what was read stays, the rest is read when the window is opened again."""
        if self._running is not None:
            self._running.cancel()

    def _show(self, events: Sequence[Reread]) -> None:
        self._better = self._better or any(event.changed for event in events)
        self.at = events[-1]
        self.changed.emit()

    def _over(self) -> None:
        better, self._better = self._better, False
        self._running = self.at = None
        self.changed.emit()
        if better:
            self.finished.emit()

    def _fail(self, error: Exception) -> None:
        self._over()
        if isinstance(error, ProcessStopped | DiskFull):  # that the libraries cannot be opened is told elsewhere
            self.failed.emit(error)


class RereadingCard(Card):
    """How many files are read again, which one was last, and a way to stop."""

    def __init__(self, look: Appearance, rereading: Rereading, parent: QWidget | None = None) -> None:
        super().__init__(look, radius=12, parent=parent)
        self._rereading = rereading
        theme = look.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(7), theme.space(5), theme.space(5), theme.space(6))
        row = QHBoxLayout()
        self.what = Label(look, "", "uiStrong", tabular=True)
        self.last = Label(look, "", "ui", "secondary", elide="middle")
        self.stop = IconButton(look, "x", _tr("Stop reading again"), size=28, raised=True)
        self.stop.clicked.connect(rereading.stop)
        row.addWidget(self.what)
        row.addWidget(self.last, 1)
        row.addWidget(self.stop)
        column.addLayout(row)
        self.bar = ProgressBar(look, _tr("Files read again"))
        column.addWidget(self.bar)
        serves = _tr("This version reads them better. What was read before is searched until then.")
        column.addWidget(StatusWords(look, serves, "accent", "check-circle"))
        rereading.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how far it is."""
        at = self._rereading.at
        self.setVisible(at is not None)
        if at is None:
            return
        self.what.setText(_tr("{done} of {total} files read again").format(done=f"{at.done:,}", total=f"{at.total:,}"))
        self.last.setText(Path(at.file).name)
        self.bar.setRange(0, at.total)
        self.bar.setValue(at.done)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Rereading", text)
