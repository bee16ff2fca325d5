"""What the Models page knows of models for search, without a widget: which are here, who uses them, taking one away."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.engine import removal
from desktop.errors import CannotWrite
from desktop.ui.models.state import Notice
from desktop.ui.phrases import listed

if TYPE_CHECKING:
    from desktop.documents.embedder_info import EmbeddersTold
    from desktop.documents.protocol import LibraryInfo
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel


class Users(Protocol):
    """What this needs from the library, to know what is searched with which model."""

    def libraries(self) -> Sequence[LibraryInfo]: ...
    def embedders(self, name: str) -> EmbeddersTold: ...


class EmbedderEntry(msgspec.Struct, frozen=True):
    """A model of our folder: a folder or a GGUF file, its bytes, and the collections that are searched with it."""

    name: str
    path: Path
    size: int
    users: tuple[str, ...] = ()


class EmbeddersPresenter(QObject):
    """Knows the models that were downloaded for search.

    Signals:
        changed: any of it may have changed.
        noticed(Notice): something was done, or not done, that is to be told.
        failed(Exception): something was asked that cannot be done.
    """

    changed = Signal()
    noticed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        users: Users,
        tasks: Tasks,
        folder: Path,
        installed: Callable[[Path], Sequence[Path]],
        parent: QObject | None = None,
    ) -> None:
        """Prepare; `installed` finds the models in `folder`."""
        super().__init__(parent)
        self._users, self._tasks, self._folder, self._installed = users, tasks, folder, installed
        self.entries: tuple[EmbedderEntry, ...] = ()
        with contextlib.suppress(OSError):  # what an earlier run removed and could not delete
            removal.purge(folder)

    def refresh(self) -> None:
        """Look for models and for what uses them, in the background."""

        def look(cancel: Cancel) -> Iterator[tuple[EmbedderEntry, ...]]:
            found = tuple(self._installed(self._folder))
            users = self._used() if found else {}
            yield tuple(
                EmbedderEntry(_name(path), path, _size(path), tuple(users.get(str(path), ()))) for path in found
            )

        def show(found: Sequence[tuple[EmbedderEntry, ...]]) -> None:
            self.entries = found[-1]
            self.changed.emit()

        self._tasks.run(look, show, lambda: None, self.failed.emit)

    def remove(self, entry: EmbedderEntry) -> None:
        """Take a model out of our folder; it can be brought back while the notice about it stays.

        One that a collection is searched with stays: without it that would find by words alone.
        """
        if entry.users:
            text = self.tr("{model} stays: {collections} is searched with it. Choose another model there first.")
            self.noticed.emit(Notice(text.format(model=entry.name, collections=listed(entry.users))))
            return
        try:
            removed = removal.remove_embedder(entry.path, self._folder)
        except OSError as error:
            self.failed.emit(CannotWrite(file=entry.name, reason=error.strerror or error))
            return

        def undo() -> None:
            removal.restore(removed)
            self.refresh()

        self.entries = tuple(other for other in self.entries if other.path != entry.path)
        self.changed.emit()
        text = self.tr("Removed {model}").format(model=entry.name)
        self.noticed.emit(Notice(text, self.tr("Undo"), undo, lambda: removal.delete(removed)))

    def _used(self) -> dict[str, list[str]]:
        """Return the collections by the path of the model that they are, or will be, searched with."""
        users: dict[str, list[str]] = {}
        for info in self._users.libraries():
            told = self._users.embedders(info.name)
            for one in (told.serves, told.comes):
                if one is not None and not info.hidden and info.name not in users.get(one.folder, ()):
                    users.setdefault(one.folder, []).append(info.name)
        return users


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file())


def _name(path: Path) -> str:
    return path.name if path.is_dir() else path.stem
