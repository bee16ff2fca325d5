"""What the Models page knows of models for search, without a widget: which are here, who uses them, taking one away."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.embedders_here import name_of, size_of, users
from desktop.engine import removal
from desktop.ui.models.state import Notice
from desktop.ui.models.taken_out import FilesPresenter
from desktop.ui.phrases import listed

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.documents.embedders_here import Libraries
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel


class EmbedderEntry(msgspec.Struct, frozen=True):
    """A model of our folder: a folder or a GGUF file, its bytes, and the collections that are searched with it."""

    name: str
    path: Path
    size: int
    users: tuple[str, ...] = ()


class EmbeddersPresenter(FilesPresenter):
    """Knows the models that were downloaded for search."""

    def __init__(
        self,
        libraries: Libraries,
        tasks: Tasks,
        folder: Path,
        installed: Callable[[Path], Sequence[Path]],
        parent: QObject | None = None,
    ) -> None:
        """Prepare; `installed` finds the models in `folder`."""
        super().__init__(parent)
        self._libraries, self._tasks, self._folder, self._installed = libraries, tasks, folder, installed
        self.entries: tuple[EmbedderEntry, ...] = ()
        with contextlib.suppress(OSError):  # what an earlier run removed and could not delete
            removal.purge(folder)

    def refresh(self) -> None:
        """Look for models and for what uses them, in the background."""

        def look(cancel: Cancel) -> Iterator[tuple[EmbedderEntry, ...]]:
            found = tuple(self._installed(self._folder))
            needed = users(self._libraries) if found else {}
            yield tuple(
                EmbedderEntry(name_of(path), path, size_of(path), tuple(needed.get(str(path), ()))) for path in found
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
        removed = self.set_aside(entry.name, lambda: removal.remove_embedder(entry.path, self._folder))
        if removed is not None:
            self.entries = tuple(other for other in self.entries if other.path != entry.path)
            self.tell_removed(entry.name, removed, self.refresh)
