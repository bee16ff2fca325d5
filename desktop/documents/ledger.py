"""Keep the ledger: which libraries there are, which files they hold, and how it stands with each file."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.lexical import TOKENIZER
from desktop.documents.protocol import FileState, LibraryInfo, State
from desktop.documents.readers import VERSIONS, version
from desktop.documents.walk import shown_path
from desktop.documents.word_tables import names_table, words_table
from desktop.errors import FileQuarantined, LecternError, LibraryUnknown, rebuild

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from desktop.documents.store import Store

#: Libraries with such names belong to a chat or to one question.
HIDDEN = "@"
#: How often a file may end its reader before it is left alone.
MOST_DEATHS = 2
#: Faults that lie in the file's bytes: the same bytes fail the same way and are not read again.
_LASTING = frozenset(
    {
        *("FileEmpty", "FileEncrypted", "FileDamaged", "FileTooLarge", "FileUnsupported", "FileOutdated"),
        *("FileHasNoText", "FileIsScan", "ScanHasNoText", "FileQuarantined"),
    }
)
#: Faults by which a file is skipped for what it is; any other fault means that reading it failed.
_SKIPPED = _LASTING - {"FileDamaged"} | {"NotAFile", "FileIsLink"}
_COLUMNS = (
    "f.id, f.path, f.shown, f.size, f.modified, f.state, f.kind, f.details, f.deaths, f.content, f.added,"
    " coalesce(c.pages, 0), coalesce(c.chunks, 0), coalesce(c.notice, ''), coalesce(c.unread, 0)"
)
_FROM = "FROM files f LEFT JOIN contents c ON c.id = f.content"


class Entry(msgspec.Struct, frozen=True):
    """One line of the ledger, as it is kept."""

    id: int
    path: bytes
    shown: str
    size: int
    modified: int
    state: State
    kind: str
    details: str
    deaths: int
    content: int | None
    added: float
    pages: int
    chunks: int
    notice: str
    unread: int

    @property
    def scan(self) -> bool:
        """Whether it has scanned pages that were passed over because reading them was turned off."""
        return self.kind == "FileIsScan" or (self.state == "indexed" and self.unread > 0)

    @property
    def values(self) -> dict[str, str]:
        """The values of the error that explains the state."""
        return msgspec.json.decode(self.details, type=dict[str, str])

    @property
    def lasting(self) -> bool:
        """Whether the file failed in a way that the same bytes will fail again."""
        return self.state in ("skipped", "failed") and self.kind in _LASTING

    def unchanged(self, size: int, modified: int) -> bool:
        """Whether the file on disk still looks like the one that was read."""
        return self.size == size and self.modified == modified

    def told(self) -> FileState:
        """As people are told."""
        error = rebuild(self.kind, self.values) if self.kind else None
        return FileState(
            file=self.shown,
            state=self.state,
            reason=error.message if error else self.notice,
            kind=self.kind,
            values=self.values,
            pages=self.pages if self.state == "indexed" else 0,
            chunks=self.chunks if self.state == "indexed" else 0,
            added=self.added,
            path=shown_path(os.fsdecode(self.path)),
            unread=self.unread if self.state == "indexed" else 0,
            modified=self.modified / 1e9,
        )


class Ledger:
    """Knows libraries and files, by name and by number; knows nothing of their text."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ── libraries ─────────────────────────────────────────────────────────────────────────────────────────────────

    def libraries(self) -> tuple[LibraryInfo, ...]:
        """Return every library in the order of their names."""
        rows = self._store.read.execute(
            "SELECT l.name, count(DISTINCT iif(f.state = 'indexed', f.id, NULL)),"
            " coalesce(sum(iif(f.state = 'indexed', c.pages, 0)), 0),"
            " coalesce(sum(iif(f.state = 'indexed', c.chunks, 0)), 0),"
            " count(DISTINCT iif(f.state IN ('waiting', 'reading'), f.id, NULL))"
            " FROM libraries l LEFT JOIN files f ON f.library = l.id LEFT JOIN contents c ON c.id = f.content"
            " GROUP BY l.id ORDER BY l.name COLLATE NOCASE"
        )
        return tuple(_info(*row) for row in rows)

    def number(self, name: str) -> int:
        """Return a library's number.

        Raises:
            LibraryUnknown: there is none of this name.
        """
        row = self._store.read.execute("SELECT id FROM libraries WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise LibraryUnknown(name=name)
        return int(row[0])

    def create(self, name: str) -> int:
        """Make a library, or return the number of the one that has this name."""
        with self._store.write() as connection:
            row = connection.execute("SELECT id FROM libraries WHERE name = ?", (name,)).fetchone()
            if row is not None:
                return int(row[0])
            connection.execute("INSERT INTO libraries (name, created) VALUES (?, ?)", (name, time.time()))
            number = int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])
            connection.execute(
                f"CREATE VIRTUAL TABLE {words_table(number)} USING fts5(header, body, tokenize='{TOKENIZER}')"
            )
            connection.execute(
                f"CREATE VIRTUAL TABLE {names_table(number)} USING fts5(name, title, cover, tokenize='{TOKENIZER}')"
            )
            return number

    # ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def entries(self, library: int) -> list[Entry]:
        """Return the files of a library in the order they were added."""
        rows = self._store.read.execute(f"SELECT {_COLUMNS} {_FROM} WHERE f.library = ? ORDER BY f.id", (library,))
        return [Entry(*row) for row in rows]

    def entry(self, file: int) -> Entry | None:
        """Return one line; None when the file was removed meanwhile."""
        row = self._store.read.execute(f"SELECT {_COLUMNS} {_FROM} WHERE f.id = ?", (file,)).fetchone()
        return Entry(*row) if row else None

    def numbered(self, files: Collection[int]) -> dict[int, Entry]:
        """Return those of the lines of these numbers that are there."""
        wanted = msgspec.json.encode(list(files)).decode()
        statement = f"SELECT {_COLUMNS} {_FROM} WHERE f.id IN (SELECT value FROM json_each(?))"
        rows = self._store.read.execute(statement, (wanted,))
        return {row[0]: Entry(*row) for row in rows}

    def at_paths(self, library: int, paths: Collection[bytes]) -> dict[bytes, Entry]:
        """Return the lines of those of the paths that the library has."""
        statement = f"SELECT {_COLUMNS} {_FROM} WHERE f.library = ? AND f.path = ?"
        found = (self._store.read.execute(statement, (library, path)).fetchone() for path in paths)
        return {row[1]: Entry(*row) for row in found if row}

    def under(self, library: int, folder: bytes) -> list[Entry]:
        """Return the lines of a path and of what lies below it."""
        inside = os.path.join(folder, b"")
        rows = self._store.read.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE f.library = ? AND (f.path = ? OR f.path >= ? AND f.path < ?)",
            (library, folder, inside, inside[:-1] + b"0"),  # which comes after the slash
        )
        return [Entry(*row) for row in rows]

    def note(self, library: int, path: bytes, shown: str, size: int, modified: int, state: State) -> int:
        """Write a file into the ledger, or its new size and date, and return its number.

        A name that is shown already for another path is shown as the whole path.
        """
        with self._store.write() as connection:
            taken = connection.execute(
                "SELECT 1 FROM files WHERE library = ? AND shown = ? AND path != ?", (library, shown, path)
            ).fetchone()
            shown = shown_path(os.fsdecode(path)) if taken else shown
            connection.execute(
                "INSERT INTO files (library, path, shown, size, modified, state, added) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (library, path) DO UPDATE SET shown = excluded.shown, state = excluded.state,"
                " deaths = iif(size = excluded.size AND modified = excluded.modified, deaths, 0),"
                " size = excluded.size, modified = excluded.modified, kind = '', details = '{}'",
                (library, path, shown, size, modified, state, time.time()),
            )
            row = connection.execute("SELECT id FROM files WHERE library = ? AND path = ?", (library, path)).fetchone()
            return int(row[0])

    def set_state(self, file: int, state: State, error: LecternError | None = None) -> None:
        """Change the state of a file, with the error that explains it."""
        kind = type(error).__name__ if error else ""
        details = msgspec.json.encode(error.values).decode() if error else "{}"
        with self._store.write() as connection:
            connection.execute(
                "UPDATE files SET state = ?, kind = ?, details = ? WHERE id = ?", (state, kind, details, file)
            )

    def fail(self, file: int, error: LecternError) -> None:
        """Set a file to skipped or failed, as the error says."""
        self.set_state(file, "skipped" if type(error).__name__ in _SKIPPED else "failed", error)

    @staticmethod
    def lasts(error: LecternError) -> bool:
        """Whether the same bytes will fail again in this way."""
        return type(error).__name__ in _LASTING

    def count_death(self, file: int, shown: str) -> LecternError | None:
        """Note that the file ended its reader; return the verdict when that was once too often."""
        with self._store.write() as connection:
            connection.execute("UPDATE files SET deaths = deaths + 1 WHERE id = ?", (file,))
            row = connection.execute("SELECT deaths FROM files WHERE id = ?", (file,)).fetchone()
        return FileQuarantined(file=shown) if row and row[0] >= MOST_DEATHS else None

    def forgive(self, file: int) -> None:
        """Forget how often the file ended its reader."""
        with self._store.write() as connection:
            connection.execute("UPDATE files SET deaths = 0 WHERE id = ?", (file,))

    def unfinished(self, library: int) -> list[Entry]:
        """Return the files that a crash or a stop left waiting or half read."""
        rows = self._store.read.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE f.library = ? AND f.state IN ('waiting', 'reading') ORDER BY f.id",
            (library,),
        )
        return [Entry(*row) for row in rows]

    def outdated(self, library: int) -> list[Entry]:
        """Return the files that an earlier version of their reader read, or refused for what they are."""
        rows = self._store.read.execute(
            "SELECT id, path, reader FROM files WHERE library = ? AND state IN ('indexed', 'skipped', 'failed')"
            " AND reader < ? ORDER BY id",
            (library, max(VERSIONS.values(), default=1)),
        )
        old = [number for number, path, reader in rows if reader < version(suffix_of(path))]
        entries = self.numbered(old)
        return [entry for number in old if (entry := entries.get(number)) and (entry.content or entry.lasting)]

    def read_by_present(self, entry: Entry) -> None:
        """Note that the present version of its reader can do no more for a file."""
        with self._store.write() as connection:
            connection.execute("UPDATE files SET reader = ? WHERE id = ?", (version(suffix_of(entry.path)), entry.id))

    def mark_missing(self, library: int, folders: Iterable[bytes], seen: set[bytes]) -> list[Entry]:
        """Set to missing what lay at or under `folders` and was not seen there now; return the lines that changed.

        The text stays and is still found: a folder that vanished is not a wish to forget it.
        """
        lost = {entry.id: entry for folder in folders for entry in self.under(library, folder)}
        gone = [
            entry
            for entry in lost.values()
            if entry.state != "missing" and entry.path not in seen and not os.path.lexists(entry.path)
        ]
        for entry in gone:
            self.set_state(entry.id, "missing")
        return [changed for entry in gone if (changed := self.entry(entry.id))]

    def find(self, library: int, shown: Sequence[str]) -> list[Entry]:
        """Return the lines of these names, however they were written: as shown, or as the whole path."""
        found: dict[int, Entry] = {}
        unknown: set[str] = set()
        for name in shown:
            own = self._named(library, name)
            found.update((entry.id, entry) for entry in own)
            if not own:
                unknown |= {name, os.path.abspath(name)}
        if unknown:  # a path that is no plain text is shown otherwise than it is
            rest = (e for e in self.entries(library) if shown_path(os.fsdecode(e.path)) in unknown)
            found.update((entry.id, entry) for entry in rest)
        return [found[number] for number in sorted(found)]

    def _named(self, library: int, name: str) -> list[Entry]:
        whole = os.path.abspath(name)
        rows = self._store.read.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE f.library = ? AND f.shown IN (?, ?)"
            f" UNION SELECT {_COLUMNS} {_FROM} WHERE f.library = ? AND f.path = ?",
            (library, name, whole, library, os.fsencode(whole)),
        )
        return [Entry(*row) for row in rows]


def suffix_of(path: bytes) -> str:
    """Return the suffix of a path in lower case, by which its reader is chosen."""
    return os.path.splitext(os.fsdecode(path))[1].lower()


def _info(name: str, files: int, pages: int, chunks: int, waiting: int) -> LibraryInfo:
    return LibraryInfo(name, files, pages, chunks, hidden=name.startswith(HIDDEN), waiting=waiting)
