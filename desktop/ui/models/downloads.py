"""What the Models page knows of downloads, without a widget: which run, wait, are paused or failed, what arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.errors import CannotWrite
from desktop.ui.models.state import Item, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.engine.download import Fetched
    from desktop.engine.pending import Wanted
    from desktop.ui.models.state import Hub, Phase
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel

#: Of a step of the download process, what it is here.
PHASES: dict[str, Phase] = {"coming": "coming", "checking": "checking", "waiting": "lost"}


class DownloadsPresenter(QObject):
    """Knows the downloads, those of an earlier run too; one runs at a time, the others wait in line.

    Signals:
        changed: any of them is further than before.
        arrived(Wanted, Fetched): one is complete.
        noticed(Notice): one was given up, which can be taken back for a while.
        failed(Exception): something was asked that cannot be done.
    """

    changed = Signal()
    arrived = Signal(object, object)
    noticed = Signal(object)
    failed = Signal(object)

    def __init__(self, hub: Hub, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub, self._tasks = hub, tasks
        self._running: dict[str, Task[Fetched]] = {}
        self.items: dict[str, Item] = {
            pending.wanted.key: Item(pending.wanted, "paused", pending.done, pending.wanted.size)
            for pending in hub.pending()
        }

    def there(self, wanted: Wanted) -> bool:
        """Return whether a model is in its place."""
        return self._hub.place(wanted).exists()

    def start(self, wanted: Wanted) -> None:
        """Download a model, or go on with it; it waits while another is downloaded."""
        key = wanted.key
        if key in self._running:
            return
        known = self.items.get(key)
        wanted = known.wanted if known else wanted
        self._show(Item(wanted, "waiting", known.done if known else 0, wanted.size))

        def make(cancel: Cancel) -> Iterator[Fetched]:
            return self._hub.fetch(wanted, cancel)

        def hear(batch: Sequence[Fetched]) -> None:
            self._hear(key, batch[-1])

        task = self._tasks.run(
            make,
            hear,
            lambda: self._ended(key, task, None),
            lambda error: self._ended(key, task, error),
            lane="download",
        )
        self._running[key] = task

    def pause(self, key: str) -> None:
        """Stop a download for now; what came is kept."""
        task = self._running.pop(key, None)
        if task is not None:
            task.cancel()
            self._show(msgspec.structs.replace(self.items[key], phase="paused", speed=0.0, left=0.0))

    def discard(self, key: str) -> None:
        """Give a download up. What came is deleted when the notice about it has left, and can be kept until then."""
        self.pause(key)
        item = self.items.pop(key, None)
        if item is None:
            return
        kept: list[bool] = []

        def undo() -> None:
            kept.append(True)
            self._show(item)

        def gone() -> None:
            if not kept and key not in self.items:
                try:
                    self._hub.discard(item.wanted)
                except OSError as error:
                    self.failed.emit(CannotWrite(file=item.wanted.name, reason=error.strerror or error))

        self.changed.emit()
        text = self.tr("Gave up the download of {model}").format(model=item.wanted.name)
        self.noticed.emit(Notice(text, self.tr("Undo"), undo, gone))

    def _hear(self, key: str, told: Fetched) -> None:
        item = self.items.get(key)
        if item is None or key not in self._running:
            return
        if told.step == "done":
            del self.items[key], self._running[key]
            self.changed.emit()
            self.arrived.emit(item.wanted, told)
            return
        wanted = msgspec.structs.replace(item.wanted, size=told.total or item.wanted.size)
        self._show(Item(wanted, PHASES[told.step], told.done, told.total or item.total, told.speed, told.left))

    def _ended(self, key: str, task: Task[Fetched], error: Exception | None) -> None:
        """Take note of the end of a download that did not arrive; a newer try of the same is left alone."""
        item = self.items.get(key)
        if item is None or self._running.get(key, task) is not task:
            return
        self._running.pop(key, None)
        kept = {pending.wanted.key: pending for pending in self._hub.pending()}.get(key)
        done, wanted = (kept.done, kept.wanted) if kept else (item.done, item.wanted)
        self._show(Item(wanted, "failed" if error else "paused", done, wanted.size or item.total, error=error))

    def _show(self, item: Item) -> None:
        self.items[item.wanted.key] = item
        self.changed.emit()
