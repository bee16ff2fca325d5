"""Conversations: committed before anything else happens, found by words, deleted so that nothing of them stays."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.conversation import Conversation
from desktop.domain.document import EVERYTHING
from desktop.domain.text import storable
from desktop.errors import DiskFull, Fault, StoreDamaged
from desktop.store import asked, rows
from desktop.store.database import Database
from desktop.store.schema import seal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.domain.adapter import AdapterUse
    from desktop.domain.conversation import Message
    from desktop.domain.document import Within

_MESSAGE = "role, status, kind, model, usage, parts"


class Summary(msgspec.Struct, frozen=True):
    """A row of the list of conversations; `updated` in seconds since the epoch."""

    id: int
    title: str
    library: str
    updated: float
    messages: int


class Hit(msgspec.Struct, frozen=True):
    """A place where searched words stand.

    Attributes:
        index: position of the message; None when the title holds the words.
        snippet: the words with some text around them, one line.
        thought: whether the words stand in a thought, and not all of them in the text that is shown.
    """

    id: int
    title: str
    index: int | None
    snippet: str
    updated: float
    thought: bool = False


class Conversations:
    """Knows one file and its only writing connection; thread-safe.

    What `delete` takes away can be brought back by `undelete` until `purge`, which also runs at open and close; then
    the words are in no file of ours, backups included. Only a damaged file that was put aside is left alone.
    """

    def __init__(self, file: Path, *, read_only: bool = False, clock: Callable[[], float] = time.time) -> None:
        """Open the file, or begin one; an answer that was being written when a crash came becomes "interrupted".

        Args:
            read_only: for a second process, such as an export: changes nothing.

        Raises:
            StoreNewer: a later version wrote the file; it is untouched.
            CannotRead, CannotWrite, DiskFull: as the operating system says.
        """
        self._clock = clock
        self._database = Database(file, "the conversations", clock, read_only=read_only)
        self._read_only = read_only
        if not read_only:
            try:
                self._interrupt()
                self.purge()
                self._database.back_up()
            except DiskFull:
                pass  # reading goes on; the first question asked will say that the disk is full

    @property
    def damage(self) -> StoreDamaged | None:
        """What the user must be told after opening: a damaged file was put aside and replaced; None if all is well."""
        return self._database.damage

    def back_up(self) -> bool:
        """Make a backup if one is due (at most every 30 minutes, only of a sound file); return whether one was made.

        Raises:
            DiskFull, CannotWrite: no copy could be made; the older ones are untouched.
        """
        return self._database.back_up()

    def close(self) -> None:
        """Delete for good what was deleted, back up if due, and let go of the file; more calls do nothing."""
        try:
            if not self._read_only and not self._database.closed:
                self.purge()
        finally:
            self._database.close()

    def __enter__(self) -> Conversations:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def list(self) -> tuple[Summary, ...]:
        """Return all conversations, the latest first."""
        found = self._database.rows(
            "SELECT c.id, c.title, c.library, c.updated, count(m.id) FROM conversations c "
            "LEFT JOIN messages m ON m.conversation = c.id WHERE c.deleted IS NULL "
            "GROUP BY c.id ORDER BY c.updated DESC, c.id DESC"
        )
        return tuple(Summary(*row) for row in found)

    def open(self, id: int) -> Conversation:
        """Return a conversation with all its messages.

        Raises:
            Fault: there is none with this id, or it was deleted.
        """
        row = self._row(id)
        found = self._database.rows(f"SELECT {_MESSAGE} FROM messages WHERE conversation = ? ORDER BY position", id)
        messages = tuple(rows.message(row) for row in found)
        return Conversation(
            id=id,
            title=row[0],
            messages=messages,
            library=row[1],
            within=asked.within(self._database, id),
            adapters=asked.adapters(self._database, id),
            updated=row[2],
        )

    def search(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """Return where all words of `text` stand in one title or message (its thoughts too), latest first.

        Case, width and accents' encoding do not matter; a word may be part of a longer one, so Chinese needs no spaces.
        """
        terms = rows.fold(storable(text)).split()
        if not terms:
            return ()
        holds = " AND ".join("instr(m.words, ?)" for _ in terms)
        found = self._database.rows(
            f"SELECT c.id, c.title, m.position, m.parts, c.updated FROM messages m "
            f"JOIN conversations c ON c.id = m.conversation WHERE c.deleted IS NULL AND {holds} "
            "ORDER BY c.updated DESC, c.id, m.position LIMIT ?",
            *terms,
            limit,
        )
        titles = [
            Hit(summary.id, summary.title, None, summary.title, summary.updated)
            for summary in self.list()
            if all(term in rows.fold(summary.title) for term in terms)
        ]
        texts: list[Hit] = []
        for number, title, at, parts, date in found:
            words, thought = rows.place(rows.decode(parts), terms)
            texts.append(Hit(number, title, at, words, date, thought))
        return tuple(sorted([*titles, *texts], key=lambda hit: -hit.updated)[:limit])

    def create(
        self, title: str, library: str = "", adapters: Sequence[AdapterUse] = (), within: Within = EVERYTHING
    ) -> int:
        """Begin a conversation and return its id.

        Raises:
            DiskFull, CannotWrite, StoreDamaged: nothing was kept; every writing method raises these.
        """
        now, uid = self._clock(), secrets.token_hex(16)
        title, library = _one_line(title), storable(library)
        with self._database.writing() as database:
            made = database.execute(
                "INSERT INTO conversations (uid, title, library, created, updated, seal) VALUES (?, ?, ?, ?, ?, ?)",
                (uid, title, library, now, now, seal(uid, title, library, now)),
            )
            id = int(made.lastrowid or 0)
            asked.put_adapters(database, id, adapters)
            asked.put_within(database, id, within)
            return id

    def append(self, id: int, message: Message) -> int:
        """Keep a message at the end of a conversation; it is on disk when this returns. Return its index, from 0."""
        with self._database.writing() as database:
            self._row(id)
            last = database.execute("SELECT max(position) FROM messages WHERE conversation = ?", (id,)).fetchone()[0]
            index = 0 if last is None else int(last) + 1
            self._put(database, id, index, message)
            return index

    def replace(self, id: int, index: int, message: Message) -> None:
        """Keep `message` in place of the one at `index`; called about once a second while an answer is written."""
        with self._database.writing() as database:
            self._row(id)
            gone = database.execute("DELETE FROM messages WHERE conversation = ? AND position = ?", (id, index))
            if not gone.rowcount:
                raise Fault(what=f"conversation {id} has no message {index}")
            self._put(database, id, index, message)

    def truncate(self, id: int, index: int) -> None:
        """Take away the message at `index` and all after it: a question is asked again, or an answer made anew."""
        with self._database.writing() as database:
            database.execute("DELETE FROM messages WHERE conversation = ? AND position >= ?", (id, index))
        self._database.checkpoint()

    def rename(self, id: int, title: str) -> None:
        """Give a conversation another title."""
        self._change(id, title=_one_line(title))

    def set_library(self, id: int, library: str) -> None:
        """Say which library questions are asked from; empty for none."""
        self._change(id, library=storable(library))

    def set_within(self, id: int, within: Within) -> None:
        """Say which files of the library questions are asked from."""
        with self._database.writing() as database:
            self._row(id)
            asked.put_within(database, id, within)

    def set_adapters(self, id: int, adapters: Sequence[AdapterUse]) -> None:
        """Say what changes the model for this conversation, and how strongly."""
        with self._database.writing() as database:
            self._row(id)
            asked.put_adapters(database, id, adapters)

    def delete(self, id: int) -> None:
        """Take a conversation out of list and search; `undelete` brings it back until `purge`."""
        with self._database.writing() as database:
            database.execute("UPDATE conversations SET deleted = ? WHERE id = ?", (self._clock(), id))

    def undelete(self, id: int) -> None:
        """Bring a deleted conversation back."""
        with self._database.writing() as database:
            database.execute("UPDATE conversations SET deleted = NULL WHERE id = ?", (id,))
            self._row(id)

    def purge(self) -> None:
        """Delete for good what was deleted: overwritten in the file, gone from the log and from every backup."""
        uids = [row[0] for row in self._database.rows("SELECT uid FROM conversations WHERE deleted IS NOT NULL")]
        if uids:
            self._database.backups.forget(uids)
            with self._database.writing() as database:
                database.executemany("DELETE FROM conversations WHERE uid = ?", [(uid,) for uid in uids])
            self._database.checkpoint()

    def _interrupt(self) -> None:
        found = self._database.rows(
            "SELECT id, position, role, kind, model, usage, parts FROM messages WHERE status = 'writing'"
        )
        if not found:
            return
        with self._database.writing() as database:
            for number, position, role, *rest in found:
                database.execute(
                    "UPDATE messages SET status = 'interrupted', seal = ? WHERE id = ?",
                    (seal(position, role, "interrupted", *rest), number),
                )

    def _put(self, database: sqlite3.Connection, id: int, index: int, message: Message) -> None:
        now = self._clock()
        parts = rows.encode(message.parts)
        usage = "" if message.usage is None else rows.encode(message.usage)
        sealed = (index, message.role, message.status, message.kind, storable(message.model), usage, parts)
        database.execute(
            "INSERT INTO messages "
            "(position, role, status, kind, model, usage, parts, conversation, words, written, seal) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*sealed, id, rows.fold(rows.plain(message.parts)), now, seal(*sealed)),
        )
        database.execute("UPDATE conversations SET updated = ? WHERE id = ?", (now, id))

    def _change(self, id: int, title: str | None = None, library: str | None = None) -> None:
        with self._database.writing() as database:
            old_title, old_library, _, uid, created = self._row(id)
            title = old_title if title is None else title
            library = old_library if library is None else library
            database.execute(
                "UPDATE conversations SET title = ?, library = ?, seal = ? WHERE id = ?",
                (title, library, seal(uid, title, library, created), id),
            )

    def _row(self, id: int) -> tuple[Any, ...]:
        found = self._database.rows(
            "SELECT title, library, updated, uid, created FROM conversations WHERE id = ? AND deleted IS NULL", id
        )
        if not found:
            raise Fault(what=f"conversation {id} is no longer there")
        return found[0]


def _one_line(title: str) -> str:
    return " ".join(storable(title).split())
