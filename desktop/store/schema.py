"""The tables of conversations, the steps from each version to the next, and the seal of a row."""

from __future__ import annotations

import sqlite3
import zlib

#: One script for each version; the file's user_version is how many of them it has seen.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        library TEXT NOT NULL,
        created REAL NOT NULL,
        updated REAL NOT NULL,
        deleted REAL,
        seal INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX conversations_by_date ON conversations (updated);
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        role TEXT NOT NULL,
        status TEXT NOT NULL,
        kind TEXT NOT NULL,
        model TEXT NOT NULL,
        usage TEXT NOT NULL,
        parts TEXT NOT NULL,
        words TEXT NOT NULL,
        written REAL NOT NULL,
        seal INTEGER NOT NULL,
        UNIQUE (conversation, position)
    ) STRICT;
    """,
    """
    CREATE TABLE adapters (
        id INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        path TEXT NOT NULL,
        scale REAL NOT NULL,
        seal INTEGER NOT NULL,
        UNIQUE (conversation, position)
    ) STRICT;
    """,
    """
    CREATE TABLE filters (
        id INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL UNIQUE REFERENCES conversations (id) ON DELETE CASCADE,
        within TEXT NOT NULL,
        seal INTEGER NOT NULL
    ) STRICT;
    """,
)


def seal(*values: object) -> int:
    """Return the CRC-32 of a row's values: SQLite itself does not see a flipped byte inside a text."""
    return zlib.crc32("\0".join(str(value) for value in values).encode("utf-8", "surrogatepass"))


def version(database: sqlite3.Connection) -> int:
    """Return how many of `MIGRATIONS` the file has seen."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def migrate(database: sqlite3.Connection) -> None:
    """Bring the file to the newest version, in one transaction; the caller made a backup before.

    Raises:
        sqlite3.Error: nothing was changed.
    """
    at = version(database)
    if at >= len(MIGRATIONS):
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        for script in MIGRATIONS[at:]:
            for statement in script.split(";"):
                if statement.strip():
                    database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def sound(database: sqlite3.Connection) -> bool:
    """Whether SQLite's own check passes, every message has its conversation, and every row bears its seal."""
    try:
        if version(database) > len(MIGRATIONS):
            return False
        if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            return False
        if version(database) == 0:
            return database.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        if database.execute("PRAGMA foreign_key_check").fetchone():
            return False
        for table, columns in SEALED.items():
            if version(database) < SINCE.get(table, 1):
                continue
            for row in database.execute(f"SELECT {columns}, seal FROM {table}"):
                if seal(*row[:-1]) != row[-1]:
                    return False
    except (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError):
        return False
    return True


#: The columns that each table's seal covers, in its order.
SEALED = {
    "conversations": "uid, title, library, created",
    "messages": "position, role, status, kind, model, usage, parts",
    "adapters": "position, path, scale",
    "filters": "within",
}
#: The version that brought a table, where that is not the first.
SINCE = {"adapters": 2, "filters": 3}
