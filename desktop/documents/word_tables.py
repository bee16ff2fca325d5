"""The tables of words that each library has: one of its passages, one of what its files are called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.lexical import index_text

if TYPE_CHECKING:
    import sqlite3


def words_table(library: int) -> str:
    """Name of the FTS5 table (header, body) of a library's passages; rowid is the passage."""
    return f"words_{library:d}"


def names_table(library: int) -> str:
    """Name of the FTS5 table (name, title, cover) of a library's files; rowid is the file."""
    return f"names_{library:d}"


def index_name(connection: sqlite3.Connection, library: int, file: int, shown: str, title: str, cover: str) -> None:
    """Make a file findable by its name, its title and the words on its first page."""
    table = names_table(library)
    connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (file,))
    connection.execute(
        f"INSERT INTO {table} (rowid, name, title, cover) VALUES (?, ?, ?, ?)",
        (file, index_text(_name_words(shown)), index_text(title), index_text(cover)),
    )


def _name_words(shown: str) -> str:
    """The file's name and its folder's, with the words of joined names apart."""
    path = Path(shown)
    return f"{path.parent.name} {path.stem}".replace("_", " ")


def merge_words(connection: sqlite3.Connection, library: int) -> None:
    """Take out of a library's tables what was dropped from them."""
    for table in (words_table(library), names_table(library)):
        # FTS5 keeps deleted words in its older segments until they are merged into one.
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    connection.execute("UPDATE libraries SET unmerged = 0 WHERE id = ?", (library,))


def drop_words(connection: sqlite3.Connection, library: int, contents: set[int]) -> list[int]:
    """Take passages that no file of the library holds any longer out of its table of words, and return them."""
    dropped: list[int] = []
    for content in contents:
        held = connection.execute(
            "SELECT 1 FROM files WHERE library = ? AND content = ?", (library, content)
        ).fetchone()
        if not held:
            rows = connection.execute("SELECT id FROM chunks WHERE content = ?", (content,)).fetchall()
            connection.executemany(f"DELETE FROM {words_table(library)} WHERE rowid = ?", rows)
            connection.execute("UPDATE libraries SET unmerged = 1 WHERE id = ?", (library,))
            dropped += [row[0] for row in rows]
    return dropped
