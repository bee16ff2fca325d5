"""Put a damaged database aside, and start again from the newest sound copy and every row that still bears its seal."""

from __future__ import annotations

import contextlib
import datetime
import secrets
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.adapter import AdapterUse
from desktop.store.asked import put_adapters, put_within, read_within
from desktop.store.backups import Backups, moment
from desktop.store.schema import SEALED, migrate, seal

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Row numbers in a row that may be missing before the search for more rows in the damage ends.
_PATIENCE = 2000
#: What reading a damaged file raises; the second comes from sentences of SQLite's that quote what it cannot parse.
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError, OverflowError)
#: Title of a conversation whose own row was lost.
RECOVERED = "Recovered"
#: Added to the counter of ids, so that the id of a conversation that was lost is never given to another one.
_IDS_APART = 1000


class Rescued:
    """What was done about a damaged file: where it is kept, and what stands in its place."""

    def __init__(self, kept_as: Path | None, backup: Path | None, rows: int) -> None:
        self.kept_as = kept_as
        self.backup = backup
        self.rows = rows

    @property
    def action(self) -> str:
        """One sentence: what the user has now."""
        if self.backup is not None:
            stamp = moment(self.backup).astimezone().strftime("%Y-%m-%d %H:%M")
            more = f" {self.rows} later messages were read from the damaged file." if self.rows else ""
            return f"The backup of {stamp} took its place.{more}"
        if self.rows:
            return f"There was no backup; {self.rows} messages were read from the damaged file."
        return "There was no backup, so a new one was begun."


def rescue(file: Path, backups: Backups, now: float) -> Rescued:
    """Move `file` aside and build a sound one in its place.

    Raises:
        OSError: the folder is not writable or the disk is full; the damaged file is where it was, or beside.
    """
    kept_as = _aside(file, now)
    backup = backups.newest_sound()
    fresh = file.with_suffix(".restoring")
    fresh.unlink(missing_ok=True)
    if backup is not None:
        shutil.copyfile(backup, fresh)
    fresh.touch()
    fresh.chmod(0o600)
    rows = 0
    with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA foreign_keys = ON")
        migrate(database)
        if kept_as is not None and kept_as.stat().st_size:
            rows = _salvage(kept_as, database)
        database.execute("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'conversations'", (_IDS_APART,))
    fresh.replace(file)
    return Rescued(kept_as, backup, rows)


def _aside(file: Path, now: float) -> Path | None:
    """Rename the file and what belongs to it; never over an earlier one."""
    if not file.exists():
        return None
    stamp = datetime.datetime.fromtimestamp(now, datetime.UTC).strftime("%Y%m%dT%H%M%S")
    target = file.with_name(f"{file.stem}.damaged-{stamp}.sqlite")
    number = 1
    while target.exists():
        number += 1
        target = file.with_name(f"{file.stem}.damaged-{stamp}-{number}.sqlite")
    file.rename(target)
    for tail in ("-wal", "-shm"):
        beside = file.with_name(file.name + tail)
        if beside.exists():
            beside.rename(target.with_name(target.name + tail))
    return target


def _salvage(damaged: Path, into: sqlite3.Connection) -> int:
    """Copy the rows that bear their seal and that `into` lacks; return how many messages that were."""
    probe = damaged.with_suffix(".reading")  # opening a database may change it, and the damaged one stays as it was
    try:
        shutil.copyfile(damaged, probe)
        wal = damaged.with_name(damaged.name + "-wal")
        if wal.exists():
            shutil.copyfile(wal, probe.with_name(probe.name + "-wal"))
        with contextlib.closing(sqlite3.connect(probe, isolation_level=None)) as source:
            into.execute("BEGIN IMMEDIATE")
            ids = _conversations(source, into)
            added = _messages(source, into, ids)
            _adapters(source, into, ids)
            _filters(source, into, ids)
            into.execute("COMMIT")
            return added
    finally:
        for tail in ("", "-wal", "-shm"):
            probe.with_name(probe.name + tail).unlink(missing_ok=True)


def _conversations(source: sqlite3.Connection, into: sqlite3.Connection) -> dict[int, int]:
    """Copy conversations; return for each id of the damaged file the id in the new one."""
    ids: dict[int, int] = {}
    for number, uid, title, library, created, updated, deleted in _rows(source, "conversations", "updated, deleted"):
        known = into.execute("SELECT id FROM conversations WHERE uid = ?", (uid,)).fetchone()
        if known:
            ids[number] = known[0]
            into.execute(
                "UPDATE conversations SET title = ?, library = ?, updated = ?, deleted = ?, seal = ? WHERE id = ?",
                (title, library, updated, deleted, seal(uid, title, library, created), known[0]),
            )
        else:
            free = into.execute("SELECT 1 FROM conversations WHERE id = ?", (number,)).fetchone() is None
            made = into.execute(
                "INSERT INTO conversations (id, uid, title, library, created, updated, deleted, seal) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number if free else None,
                    *(uid, title, library, created, updated, deleted),
                    seal(uid, title, library, created),
                ),
            )
            ids[number] = int(made.lastrowid or 0)
    return ids


def _messages(source: sqlite3.Connection, into: sqlite3.Connection, ids: dict[int, int]) -> int:
    """Copy messages that are new or newer; those of a conversation that cannot be read get one named after that."""
    added = 0
    for _, *sealed, conversation, words, written in _rows(source, "messages", "conversation, words, written"):
        if conversation not in ids:
            if into.execute("SELECT 1 FROM conversations WHERE id = ?", (conversation,)).fetchone() is None:
                uid = secrets.token_hex(16)
                into.execute(
                    "INSERT INTO conversations (id, uid, title, library, created, updated, seal) "
                    "VALUES (?, ?, ?, '', ?, ?, ?)",
                    (conversation, uid, RECOVERED, written, written, seal(uid, RECOVERED, "", written)),
                )
            ids[conversation] = conversation
        at = (ids[conversation], sealed[0])
        old = into.execute("SELECT written FROM messages WHERE conversation = ? AND position = ?", at).fetchone()
        if old is None or old[0] < written:
            into.execute("DELETE FROM messages WHERE conversation = ? AND position = ?", at)
            into.execute(
                f"INSERT INTO messages ({SEALED['messages']}, conversation, words, written, seal) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*sealed, ids[conversation], words, written, seal(*sealed)),
            )
            added += 1
    return added


def _adapters(source: sqlite3.Connection, into: sqlite3.Connection, ids: dict[int, int]) -> None:
    """Copy what changes the model for each conversation, in place of what an older copy said."""
    found: dict[int, list[tuple[int, AdapterUse]]] = {}
    for _, position, path, scale, conversation in _rows(source, "adapters", "conversation"):
        if conversation in ids:
            found.setdefault(ids[conversation], []).append((position, AdapterUse(path, scale)))
    for conversation, uses in found.items():
        put_adapters(into, conversation, [use for _, use in sorted(uses, key=lambda item: item[0])])


def _filters(source: sqlite3.Connection, into: sqlite3.Connection, ids: dict[int, int]) -> None:
    """Copy which files each conversation asks, in place of what an older copy said."""
    for _, text, conversation in _rows(source, "filters", "conversation"):
        if conversation in ids:
            put_within(into, ids[conversation], read_within(text))


def _rows(source: sqlite3.Connection, table: str, more: str) -> Iterator[tuple[Any, ...]]:
    """Yield (id, sealed columns, more columns) of each row that can be read and bears its seal."""
    count = SEALED[table].count(",") + 1
    select = f"SELECT id, {SEALED[table]}, {more}, seal FROM {table}"
    for row in _readable(source, select):
        with contextlib.suppress(TypeError, ValueError):
            if seal(*row[1 : 1 + count]) == row[-1]:
                yield row[:-1]


def _readable(source: sqlite3.Connection, select: str) -> Iterator[tuple[Any, ...]]:
    """Read forwards to the damage, backwards to it, and what is left between one by one."""
    first, last = 0, None
    try:
        for row in source.execute(f"{select} ORDER BY id"):
            first = row[0]
            yield row
    except _UNREADABLE:
        pass
    else:
        return
    with contextlib.suppress(*_UNREADABLE):
        for row in source.execute(f"{select} WHERE id > ? ORDER BY id DESC", (first,)):
            last = row[0]
            yield row
    number, missed = first, 0
    while missed < _PATIENCE and (last is None or number + 1 < last):
        number, missed = number + 1, missed + 1
        with contextlib.suppress(*_UNREADABLE):
            for row in source.execute(f"{select} WHERE id = ?", (number,)):
                missed = 0
                yield row
