"""One SQLite file and its only writing connection: opened sound or rescued, migrated, backed up, its faults told."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
from typing import TYPE_CHECKING, Any

from desktop.errors import CannotRead, CannotWrite, DiskFull, Fault, StoreDamaged, StoreNewer
from desktop.store.backups import Backups
from desktop.store.rescue import rescue
from desktop.store.schema import MIGRATIONS, migrate, sound, version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Bytes below which a failed write counts as a full disk even where SQLite only speaks of an I/O error.
_ROOM = 4 * 1024 * 1024
#: A version beyond this was never written by any Lectern: the header is damaged.
_FAR = 10_000
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}


class Database:
    """Knows the file, its soundness, its backups and its faults; knows nothing of what the rows mean. Thread-safe.

    Write-ahead log with synchronous=FULL: what a block of `writing` did is on the disk when the block ends. One
    connection only, since SQLite before 3.51.3 can damage a file that two connections checkpoint at once.

    Attributes:
        damage: what the user must be told after opening: a damaged file was put aside and replaced; else None.
    """

    def __init__(self, file: Path, what: str, clock: Callable[[], float], *, read_only: bool = False) -> None:
        """Open or begin the file.

        Args:
            what: what the file holds, for messages ("the conversations").
            read_only: changes nothing, makes no backup and looks for no damage: for a second process.

        Raises:
            StoreNewer: a later version wrote the file; it is untouched.
            CannotRead, CannotWrite, DiskFull: as the operating system says.
        """
        self._file = file
        self._what = what
        self._clock = clock
        self._read_only = read_only
        self._lock = threading.RLock()
        self._closed = False
        self.backups = Backups(file.parent / "backups", file.stem)
        self.damage: StoreDamaged | None = None
        with self._told():
            self._connection = self._open_read_only() if read_only else self._open()

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of a SELECT.

        Raises:
            StoreDamaged, Fault: the file cannot be read.
        """
        with self._told(), self._lock:
            return self._connection.execute(statement, values).fetchall()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Make everything in the block one transaction, on the disk when the block ends, or undone when it raises.

        Raises:
            DiskFull, CannotWrite, StoreDamaged: nothing was changed.
        """
        with self._told(), self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back on some faults
                    self._connection.execute("ROLLBACK")
                raise

    def checkpoint(self) -> None:
        """Empty the log, so that deleted words are not in it either."""
        with self._told(), self._lock:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def back_up(self) -> bool:
        """Copy the file if the newest copy is old enough and the file is changed and sound; return whether it was.

        Raises:
            DiskFull, CannotWrite: no copy could be made; the older ones are untouched.
        """
        with self._told(), self._lock:
            files = (self._file, self._wal)
            changed = max(file.stat().st_mtime for file in files if file.exists())
            now = self._clock()
            if self._read_only or not self.backups.due(now, changed) or not sound(self._connection):
                return False
            self.backups.make(self._connection, now)
            return True

    def close(self) -> None:
        """Back up if due and let go of the file; more calls do nothing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            try:
                with contextlib.suppress(
                    DiskFull
                ):  # the older backups stand, and leaving must not fail for a newer one
                    self.back_up()
            finally:
                self._connection.close()

    @property
    def version(self) -> int:
        """How many steps of the schema the file has seen; fewer than all only where it may not be changed."""
        with self._told(), self._lock:
            return version(self._connection)

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    @property
    def _wal(self) -> Path:
        return self._file.with_name(self._file.name + "-wal")

    def _open(self) -> sqlite3.Connection:
        holds_data = any(file.exists() and file.stat().st_size for file in (self._file, self._wal))
        if not holds_data and self.backups.files():
            self._rescue()
        if not self._file.exists():
            os.close(os.open(self._file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        elif os.name == "posix" and self._file.stat().st_mode & 0o077:
            self._file.chmod(0o600)
        connection = self._connect()
        if connection is not None and len(MIGRATIONS) < version(connection) < _FAR:
            connection.close()
            raise StoreNewer(what=self._what)
        if connection is None or not sound(connection):
            if connection is not None:
                connection.close()
            self._rescue()
            connection = self._connect()
            if connection is None:
                raise Fault(what=f"the file of {self._what} could not be restored")
        try:
            if 0 < version(connection) < len(MIGRATIONS):
                self.backups.make(connection, self._clock())
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self) -> sqlite3.Connection | None:
        """Open the connection; None when the file is no usable database."""
        for exclusive in (False, True):
            connection = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False, timeout=5)
            try:
                if exclusive:  # needs no file of shared memory, for which a full disk has no room
                    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF"):
                    connection.execute(f"PRAGMA {pragma}")
                version(connection)
                connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
                return connection
            except sqlite3.DatabaseError as error:
                connection.close()
                code = error.sqlite_errorcode & 0xFF
                if code in _DAMAGED:
                    return None
                if exclusive or code not in _NO_ROOM:
                    raise
            except UnicodeDecodeError:  # from SQLite's own sentence, which quotes what it cannot parse
                connection.close()
                return None
        return None

    def _open_read_only(self) -> sqlite3.Connection:
        if not self._file.exists():
            raise CannotRead(file=self._file.name, reason="it does not exist")
        name = f"{self._file.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(name, uri=True, isolation_level=None, check_same_thread=False)
        if version(connection) > len(MIGRATIONS):
            connection.close()
            raise StoreNewer(what=self._what)
        return connection

    def _rescue(self) -> None:
        rescued = rescue(self._file, self.backups, self._clock())
        name = rescued.kept_as.name if rescued.kept_as else self._file.name
        self.damage = StoreDamaged(what=self._what, file=name, action=rescued.action)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite and the operating system raise into a fault that a person can act on."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._fault(error) from error
        except OSError as error:
            if error.errno == 28:
                raise DiskFull(what=self._what) from error
            raise CannotWrite(file=self._file.name, reason=error.strerror or str(error)) from error

    def _fault(self, error: sqlite3.Error) -> Fault | CannotWrite:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return DiskFull(what=self._what)
        if code in _NO_ROOM and shutil.disk_usage(self._file.parent).free < _ROOM:
            return DiskFull(what=self._what)
        if code in _DAMAGED:
            return StoreDamaged(
                what=self._what,
                file=self._file.name,
                action="Start Lectern again: it restores the newest sound backup.",
            )
        if code in _NO_ROOM | {
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_PERM,
            sqlite3.SQLITE_BUSY,
            sqlite3.SQLITE_LOCKED,
        }:
            return CannotWrite(file=self._file.name, reason=str(error))
        return Fault(what=f"{self._what}: {error}")
