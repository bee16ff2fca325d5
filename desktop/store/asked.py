"""What a conversation is asked with beside its library: which files of it, and adapters, in tables of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from desktop.domain.adapter import AdapterUse
from desktop.domain.document import Within
from desktop.domain.text import storable
from desktop.store.rows import encode
from desktop.store.schema import SINCE, seal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_WITHIN = msgspec.json.Decoder(Within)


class Readable(Protocol):
    """The database, as far as it is read here."""

    @property
    def version(self) -> int:
        """How many steps of the schema the file has seen."""
        ...

    def rows(self, statement: str, *values: object) -> list[Any]:
        """Return all rows of a SELECT."""
        ...


def adapters(database: Readable, conversation: int) -> tuple[AdapterUse, ...]:
    """Return what changes the model for a conversation; nothing in a file from before there were adapters."""
    if database.version < SINCE["adapters"]:
        return ()
    found = database.rows("SELECT path, scale FROM adapters WHERE conversation = ? ORDER BY position", conversation)
    return tuple(AdapterUse(*use) for use in found)


def put_adapters(database: sqlite3.Connection, conversation: int, uses: Sequence[AdapterUse]) -> None:
    """Keep the adapters of a conversation in place of those that it had; the caller holds the transaction."""
    database.execute("DELETE FROM adapters WHERE conversation = ?", (conversation,))
    for position, use in enumerate(uses):
        sealed = (position, storable(use.path), float(use.scale))
        database.execute(
            "INSERT INTO adapters (position, path, scale, conversation, seal) VALUES (?, ?, ?, ?, ?)",
            (*sealed, conversation, seal(*sealed)),
        )


def within(database: Readable, conversation: int) -> Within:
    """Return which files of its library a conversation asks; all in a file from before there were filters."""
    if database.version < SINCE["filters"]:
        return Within()
    found = database.rows("SELECT within FROM filters WHERE conversation = ?", conversation)
    return read_within(found[0][0]) if found else Within()


def put_within(database: sqlite3.Connection, conversation: int, chosen: Within) -> None:
    """Keep which files a conversation asks in place of what it had; the caller holds the transaction."""
    database.execute("DELETE FROM filters WHERE conversation = ?", (conversation,))
    if chosen.narrows:
        text = encode(chosen)
        row = (text, conversation, seal(text))
        database.execute("INSERT INTO filters (within, conversation, seal) VALUES (?, ?, ?)", row)


def read_within(text: str) -> Within:
    """Read back which files a conversation asks."""
    return _WITHIN.decode(text)
