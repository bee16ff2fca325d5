"""Own library.sqlite: its one writer and its readers; every other module borrows a connection here."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.passages import fingerprint
from desktop.documents.schema import VERSION, statements
from desktop.errors import CannotWrite, DiskFull, StoreDamaged, StoreGone, StoreNewer

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_NAME = "library.sqlite"
_BUSY_SECONDS = 30.0


class Store:
    """Knows the file library.sqlite; knows nothing of what the rows mean.

    One connection writes, locked, from any thread of this process. Each thread that reads has a connection of its own,
    so a search never waits for the indexing.
    """

    def __init__(self, folder: Path) -> None:
        """Open or make the file.

        Raises:
            StoreDamaged: it was no database or broken; it is kept aside, and the next opening makes a new one.
            StoreNewer: a later version wrote it.
            DiskFull, CannotWrite: the folder cannot be written.
        """
        self.folder = folder
        self.file = folder / FILE_NAME
        self._lock = threading.RLock()
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._readers_lock = threading.Lock()  # not the writer's: a new thread's first look must not wait for it
        with translated(str(self.file)):
            _make_private(folder)
            try:
                self._writer = self._open()
                self._prepare()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
                    raise
                raise self._set_aside() from error

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Yield the writer inside a transaction that is kept when the block ends well.

        Raises:
            DiskFull: nothing of the block is kept.
            StoreGone: the file was deleted; nothing can be kept.
        """
        with self._lock, translated("the library"):
            if self._writer.in_transaction:
                yield self._writer
                return
            self._refuse_gone()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk rolls back by itself
                    self._writer.execute("ROLLBACK")
                raise

    @property
    def read(self) -> sqlite3.Connection:
        """This thread's reading connection; sees what was committed.

        Raises:
            StoreGone: the file was deleted, and this thread has none open.
        """
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self._refuse_gone()
            connection = self._open()
            connection.execute("PRAGMA query_only = ON")
            self._local.connection = connection
            with self._readers_lock:
                self._readers.append(connection)
        return connection

    def leave(self) -> None:
        """Close this thread's reading connection; for threads that do one thing and end."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            self._local.connection = None
            with self._readers_lock, contextlib.suppress(ValueError):
                self._readers.remove(connection)
            connection.close()

    @contextlib.contextmanager
    def leaving(self) -> Iterator[None]:
        """Call `leave` at the end of the block."""
        try:
            yield
        finally:
            self.leave()

    def erase(self) -> None:
        """Bring the deletions of the last transactions to the file and empty the journal.

        secure_delete has overwritten the rows; the journal still holds them until it is cut to nothing.

        Raises:
            DiskFull: the file could not be written.
        """
        deadline = time.monotonic() + _BUSY_SECONDS
        with self._lock, translated("the library"):
            while True:
                busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy or time.monotonic() > deadline:
                    return
                time.sleep(0.02)

    def setting(self, key: str) -> str:
        """Return a remembered value; empty when there is none."""
        row = self.read.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def remember(self, key: str, value: str) -> None:
        """Keep a value, such as a measurement of this machine."""
        with self.write() as connection:
            connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))

    def close(self) -> None:
        """Close every connection; the last one writes the journal back."""
        with self._lock, self._readers_lock:
            for connection in self._readers:
                connection.close()
            self._readers.clear()
            with contextlib.suppress(sqlite3.Error):  # on a full disk the journal stays and is read at the next start
                self._writer.execute("PRAGMA optimize")
            self._writer.close()

    def _refuse_gone(self) -> None:
        """What is written into a deleted file is lost, and a reader would begin an empty one in its place."""
        if not self.file.exists():
            raise StoreGone(what="your libraries")

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        for pragma in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "cache_size = -16000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("fingerprint", 2, fingerprint, deterministic=True)
        return connection

    def _prepare(self) -> None:
        version = self._writer.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            self._writer.close()
            raise StoreNewer(what="your libraries")
        if version < VERSION:
            with self.write() as connection:
                for statement in statements(version):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {VERSION}")
        self._writer.execute("SELECT count(*) FROM files, libraries").fetchone()
        for name in (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
            if os.name == "posix" and (self.folder / name).exists():
                (self.folder / name).chmod(0o600)

    def _set_aside(self) -> StoreDamaged:
        with contextlib.suppress(AttributeError, sqlite3.Error):
            self._writer.close()
        number = 1
        while (kept := self.folder / f"library.damaged-{number}.sqlite").exists():
            number += 1
        self.file.replace(kept)
        for end in ("-wal", "-shm"):
            Path(f"{self.file}{end}").unlink(missing_ok=True)
        return StoreDamaged(
            what="your libraries", file=kept.name, action="Add your files and folders again to read them anew."
        )


def _make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


@contextlib.contextmanager
def translated(what: str) -> Iterator[None]:
    """Turn the ways in which SQLite, Chroma and the system say that nothing more can be written into DiskFull.

    Raises:
        DiskFull: no space, a quota or a limit of file size.
        CannotWrite: the folder or file is read-only.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(what=what) from error
        if isinstance(error, PermissionError) or error.errno == 30:
            raise CannotWrite(file=what, reason=(error.strerror or "refused").lower()) from error
        raise
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF == sqlite3.SQLITE_FULL or code in _FULL_SQLITE:
            raise DiskFull(what=what) from error
        if code & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise CannotWrite(file=what, reason="the folder is read-only") from error
        raise


#: ENOSPC, EFBIG, EDQUOT.
_FULL = (28, 27, 122)
#: SQLITE_IOERR_WRITE, _FSYNC, _TRUNCATE, _SHMSIZE: on a full disk SQLite reports some failed writes as these.
_FULL_SQLITE = (778, 1034, 1546, 4874)
