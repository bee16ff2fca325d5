"""The schema of library.sqlite, as the steps from each version to the next."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = """
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE libraries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    created REAL NOT NULL,
    folder INTEGER NOT NULL DEFAULT 0,        -- number of the vector index's folder; 0: none
    embedder TEXT NOT NULL DEFAULT '',        -- whose vectors it holds
    mark TEXT NOT NULL DEFAULT ''             -- what was being done to it: '', 'opening', 'writing'
);
CREATE TABLE contents (                       -- what was read of a file's bytes, once for all its copies
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL,
    suffix TEXT NOT NULL,
    title TEXT NOT NULL,
    paged INTEGER NOT NULL,
    notice TEXT NOT NULL,
    pages INTEGER NOT NULL,
    chunks INTEGER NOT NULL,
    UNIQUE (hash, suffix)
);
CREATE TABLE pages (
    content INTEGER NOT NULL REFERENCES contents ON DELETE CASCADE,
    number INTEGER NOT NULL,
    label TEXT,
    blocks BLOB NOT NULL,                     -- msgpack of tuple[Block, ...]
    PRIMARY KEY (content, number)
);
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,     -- never used twice: the vector index knows passages by it
    content INTEGER NOT NULL REFERENCES contents ON DELETE CASCADE,
    page INTEGER NOT NULL,
    label TEXT,
    heading TEXT NOT NULL,
    header TEXT NOT NULL,                     -- title and headings, without the file's name
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    first INTEGER NOT NULL,                   -- characters of the page's text that are the passage's own
    last INTEGER NOT NULL
);
CREATE INDEX chunks_of_content ON chunks (content, id);
CREATE TABLE vectors (
    chunk INTEGER NOT NULL REFERENCES chunks ON DELETE CASCADE,
    embedder TEXT NOT NULL,
    vector BLOB NOT NULL,                     -- float16, little endian, unit length
    PRIMARY KEY (chunk, embedder)
);
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    library INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    path BLOB NOT NULL,                       -- as the file system has it
    shown TEXT NOT NULL,                      -- as it was given or found, as valid text
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,                -- nanoseconds
    state TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT '',            -- error that explains the state
    details TEXT NOT NULL DEFAULT '{}',       -- its values, JSON
    deaths INTEGER NOT NULL DEFAULT 0,        -- how often the file ended its reader
    content INTEGER REFERENCES contents,
    added REAL NOT NULL,
    UNIQUE (library, path),
    UNIQUE (library, shown)
);
CREATE INDEX files_of_content ON files (content);
"""
_PICTURES_AND_FOLDERS = """
ALTER TABLE contents ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;  -- scanned pages passed over: reading them was off
ALTER TABLE pages ADD COLUMN words BLOB;      -- msgpack of tuple[Word, ...] where it was read from a picture
CREATE TABLE folders (                        -- folders that are watched
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    library INTEGER NOT NULL REFERENCES libraries ON DELETE CASCADE,
    path BLOB NOT NULL,                       -- as the file system has it, without links
    shown TEXT NOT NULL,
    UNIQUE (library, path)
);
"""
_LOOKS = """
CREATE TABLE looks (                          -- what was seen on pages of a scan that is not read to its end yet
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    hash BLOB NOT NULL,                       -- of the file's bytes
    page INTEGER NOT NULL,
    seen BLOB NOT NULL,                       -- as its reader gave it
    PRIMARY KEY (file, page)
);
"""
_MANY_FILES = """
DROP INDEX files_of_content;
CREATE INDEX files_of_content ON files (content, library);
CREATE INDEX files_by_state ON files (library, state, content);
"""
_UNMERGED = """
ALTER TABLE libraries ADD COLUMN unmerged INTEGER NOT NULL DEFAULT 0;  -- its tables of words still hold dropped ones
UPDATE libraries SET unmerged = 1;            -- what stopped or killed addings of earlier versions may have left
"""
_COUNTS = """
ALTER TABLE libraries ADD COLUMN total INTEGER NOT NULL DEFAULT 0;     -- files that are searched or will be
ALTER TABLE libraries ADD COLUMN searched INTEGER NOT NULL DEFAULT 0;  -- those of them that are read
CREATE TRIGGER file_added AFTER INSERT ON files
    WHEN new.state NOT IN ('skipped', 'failed')
BEGIN
    UPDATE libraries SET total = total + 1, searched = searched + (new.content IS NOT NULL) WHERE id = new.library;
END;
CREATE TRIGGER file_removed AFTER DELETE ON files
    WHEN old.state NOT IN ('skipped', 'failed')
BEGIN
    UPDATE libraries SET total = total - 1, searched = searched - (old.content IS NOT NULL) WHERE id = old.library;
END;
CREATE TRIGGER file_changed AFTER UPDATE OF state, content ON files
    WHEN (old.state IN ('skipped', 'failed')) != (new.state IN ('skipped', 'failed'))
        OR (old.content IS NULL) != (new.content IS NULL)
BEGIN
    UPDATE libraries SET
        total = total + (new.state NOT IN ('skipped', 'failed')) - (old.state NOT IN ('skipped', 'failed')),
        searched = searched + (new.state NOT IN ('skipped', 'failed') AND new.content IS NOT NULL)
            - (old.state NOT IN ('skipped', 'failed') AND old.content IS NOT NULL)
    WHERE id = new.library;
END;
UPDATE libraries SET
    total = (SELECT count(*) FROM files WHERE library = libraries.id AND state NOT IN ('skipped', 'failed')),
    searched = (SELECT count(content) FROM files WHERE library = libraries.id AND state NOT IN ('skipped', 'failed'));
"""
_READERS = """
ALTER TABLE files ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;  -- version of the reader that read or refused it last
"""
_FINGERPRINTS = """
ALTER TABLE chunks ADD COLUMN fingerprint INTEGER NOT NULL DEFAULT 0;  -- the same where header and text are the same
UPDATE chunks SET fingerprint = fingerprint(header, text);
CREATE INDEX chunks_by_fingerprint ON chunks (fingerprint);
"""
#: What makes each version of the schema from the one before; user_version says how many have been done.
STEPS = (_FIRST, _PICTURES_AND_FOLDERS, _LOOKS, _MANY_FILES, _UNMERGED, _COUNTS, _READERS, _FINGERPRINTS)
VERSION = len(STEPS)


def statements(version: int) -> Iterator[str]:
    """Yield what brings a library of `version`, 0 for a new one, up to date; without the remarks."""
    for step in STEPS[version:]:
        held = ""
        for part in re.sub(r"--[^\n]*", "", step).split(";"):
            held += f"{part};"
            if sqlite3.complete_statement(held):  # a trigger has several statements inside
                if statement := held.strip().removesuffix(";"):
                    yield statement
                held = ""
