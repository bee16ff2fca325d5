"""Keep what was seen on the pages of a scan until it is read to its end, so that a stop or a crash costs one page."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from desktop.errors import CannotWrite, DiskFull

if TYPE_CHECKING:
    from desktop.documents.store import Store


class KeptLooks:
    """Knows the pages of one file of the ledger that were seen while it had certain bytes; goes with the file."""

    def __init__(self, store: Store, file: int, digest: bytes) -> None:
        self._store, self._file, self._digest = store, file, digest

    def known(self) -> tuple[tuple[int, bytes], ...]:
        """Return the pages, and what was seen on each."""
        rows = self._store.read.execute(
            "SELECT page, seen FROM looks WHERE file = ? AND hash = ? ORDER BY page", (self._file, self._digest)
        )
        return tuple((int(page), bytes(seen)) for page, seen in rows)

    def keep(self, page: int, seen: bytes) -> None:
        """Keep what was seen on a page; on a full disk it is seen again another time."""
        with contextlib.suppress(DiskFull, CannotWrite), self._store.write() as connection:
            # The file may have been removed while it was read.
            connection.execute(
                "INSERT OR REPLACE INTO looks (file, hash, page, seen) SELECT id, ?, ?, ? FROM files WHERE id = ?",
                (self._digest, page, seen, self._file),
            )


def forget_looks(store: Store, file: int) -> None:
    """Forget what was seen on the pages of a file."""
    if store.read.execute("SELECT 1 FROM looks WHERE file = ?", (file,)).fetchone():
        with store.write() as connection:
            connection.execute("DELETE FROM looks WHERE file = ?", (file,))
