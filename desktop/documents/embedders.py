"""Which embedder serves which library, and which one a library is being changed to; each is loaded once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.embedder_files import EmbedderFiles, examine, starter_folder
from desktop.documents.embedding import Embedding
from desktop.documents.exported import FOLDER, sweep
from desktop.errors import FileMissing, LecternError

if TYPE_CHECKING:
    from desktop.documents.store import Store


class Embedders:
    """Knows the choices, which are kept in the store, and the embedders that are open. Thread-safe."""

    def __init__(self, store: Store, folder: str = "", precision: str = "") -> None:
        """Find the usual model's files, and delete what was exported of models that are gone.

        Args:
            folder: the model of every library that has no other; empty means the starter model, without which words
                alone are searched.
            precision: how models are computed; empty: as measured.

        Raises:
            FileMissing, NotAModel: the usual model cannot be used.
        """
        sweep(store.folder / FOLDER)
        self._store = store
        self._precision = precision
        self._lock = threading.Lock()
        self._open: dict[str, Embedding] = {}
        self.usual = Embedding(store, _usual(folder), precision)
        if self.usual.files is not None:
            self._open[self.usual.files.folder] = self.usual

    def of(self, library: int) -> Embedding:
        """Return the embedder that serves a library now; one without a model where its files are gone."""
        return self._at(self._store.setting(_serves(library)))

    def next_of(self, library: int) -> Embedding | None:
        """Return the embedder that a library is being changed to; None where it is not."""
        folder = self._store.setting(_comes(library))
        return self._at("" if folder == USUAL else folder) if folder else None

    def choose(self, library: int, folder: str) -> Embedding:
        """Note what a library is to be changed to and return it; empty: the usual one.

        Raises:
            FileMissing, NotAModel: it cannot be used; nothing changed.
        """
        files = examine(Path(folder)) if folder else self.usual.files
        chosen = self._opened(files) if files is not None else self.usual
        if chosen is self.of(library):
            self._store.remember(_comes(library), "")
        else:
            self._store.remember(_comes(library), files.folder if folder and files is not None else USUAL)
        return chosen

    def changed(self, library: int) -> None:
        """Say that a library's vectors are those of the embedder that it was being changed to."""
        folder = self._store.setting(_comes(library))
        self._store.remember(_serves(library), "" if folder == USUAL else folder)
        self._store.remember(_comes(library), "")

    def forget(self, library: int) -> None:
        """Forget the choices of a library that is deleted."""
        with self._store.write() as connection:
            connection.executemany("DELETE FROM settings WHERE key = ?", [(_serves(library),), (_comes(library),)])

    def close(self) -> None:
        """Close every embedder."""
        for embedding in self._open.values():
            embedding.close()

    def _at(self, folder: str) -> Embedding:
        if not folder:
            return self.usual
        with self._lock:
            if folder in self._open:
                return self._open[folder]
        try:
            return self._opened(examine(Path(folder)))
        except LecternError:  # its files are gone: words serve until it is back or another one is chosen
            return Embedding(self._store, None)

    def _opened(self, files: EmbedderFiles) -> Embedding:
        with self._lock:
            if files.folder not in self._open:
                self._open[files.folder] = Embedding(self._store, files, self._precision)
            return self._open[files.folder]


#: Stands for the usual model where an empty text would mean that there is no change.
USUAL = "usual"


def _serves(library: int) -> str:
    return f"embedder of {library}"


def _comes(library: int) -> str:
    return f"next embedder of {library}"


def _usual(folder: str) -> EmbedderFiles | None:
    if folder:
        return examine(Path(folder))
    try:
        return examine(starter_folder())
    except FileMissing:
        return None
