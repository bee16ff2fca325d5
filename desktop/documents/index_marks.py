"""What library.sqlite says of the folders of vector indexes: which one a library has, and what is being done to it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.documents.store import Store


class Marks:
    """Knows numbers and marks of folders; opens none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def row(self, library: int) -> tuple[int, str, str]:
        """Number of the folder, embedder and mark of a library; blank for one that was deleted."""
        row = self._store.read.execute(
            "SELECT folder, embedder, mark FROM libraries WHERE id = ?", (library,)
        ).fetchone()
        return (int(row[0]), str(row[1]), str(row[2])) if row else (0, "", "")

    def set(self, library: int, mark: str) -> None:
        """Say what is being done to a library's folder."""
        with self._store.write() as connection:
            connection.execute("UPDATE libraries SET mark = ? WHERE id = ?", (mark, library))

    def give(self, library: int, number: int, embedder: str, mark: str) -> bool:
        """Say which folder a library has; False when the library was deleted meanwhile."""
        with self._store.write() as connection:
            changed = connection.execute(
                "UPDATE libraries SET folder = ?, embedder = ?, mark = ? WHERE id = ?",
                (number, embedder, mark, library),
            )
        return bool(changed.rowcount)

    def take(self, library: int) -> Path | None:
        """Say that a library has no folder; return the one that it had."""
        number = self.row(library)[0]
        if not number:
            return None
        with self._store.write() as connection:
            connection.execute("UPDATE libraries SET folder = 0 WHERE id = ?", (library,))
        return self.folder(number)

    def new(self) -> int:
        """Return a number that no folder ever had."""
        with self._store.write() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = 'last folder'").fetchone()
            number = int(row[0]) + 1 if row else 1
            connection.execute("INSERT OR REPLACE INTO settings VALUES ('last folder', ?)", (str(number),))
        return number

    def tries(self, library: int) -> int:
        """Return how often building the index was begun without an end."""
        mark = self.row(library)[2]
        return int(mark.removeprefix("building ")) if mark.startswith("building ") else 0

    def folder(self, number: int) -> Path:
        """Return where the folder of this number is."""
        return self._store.folder / f"index-{number}"

    def remove_strays(self) -> None:
        """Remove folders that no library uses: what a crash left between building one and removing the other."""
        used = {f"index-{row[0]}" for row in self._store.read.execute("SELECT folder FROM libraries")}
        for folder in self._store.folder.glob("index-*"):
            if folder.name not in used:
                shutil.rmtree(folder, ignore_errors=True)
