"""Keep which folders are watched for which library."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.walk import shown_path
from desktop.errors import FileMissing, NotAFolder

if TYPE_CHECKING:
    from desktop.documents.store import Store


class Folder(msgspec.Struct, frozen=True):
    """A watched folder, and the number and name of its library."""

    id: int
    library: int
    name: str
    path: bytes
    shown: str


class Folders:
    """Knows the table of watched folders.

    Attributes:
        changed: set when a folder was added or taken out.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.changed = threading.Event()

    def all(self) -> list[Folder]:
        """Return the folders of all libraries in the order they were added."""
        rows = self._store.read.execute(
            "SELECT f.id, f.library, l.name, f.path, f.shown FROM folders f JOIN libraries l ON l.id = f.library"
            " ORDER BY f.id"
        )
        return [Folder(*row) for row in rows]

    def add(self, library: int, path: bytes) -> None:
        """Watch a folder for a library.

        Raises:
            FileMissing, NotAFolder.
        """
        real = os.path.realpath(path)
        if not os.path.lexists(real):
            raise FileMissing(file=shown_path(os.fsdecode(path)))
        if not os.path.isdir(real):
            raise NotAFolder(file=shown_path(os.fsdecode(path)))
        with self._store.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO folders (library, path, shown) VALUES (?, ?, ?)",
                (library, real, shown_path(os.fsdecode(real))),
            )
        self.changed.set()

    def remove(self, library: int, path: bytes) -> None:
        """Watch a folder no longer; its files stay in the library."""
        given = shown_path(os.fsdecode(path))
        with self._store.write() as connection:
            connection.execute(
                "DELETE FROM folders WHERE library = ? AND (path IN (?, ?) OR shown = ?)",
                (library, path, os.path.realpath(path), given),
            )
        self.changed.set()

    def files(self, folder: Folder) -> int:
        """Return how many files of the folder are indexed."""
        low, high = os.path.join(folder.path, b""), os.path.join(folder.path, b"")[:-1] + b"0"  # "0" follows "/"
        row = self._store.read.execute(
            "SELECT count(*) FROM files WHERE library = ? AND path > ? AND path < ? AND state = 'indexed'",
            (folder.library, low, high),
        ).fetchone()
        return int(row[0])
