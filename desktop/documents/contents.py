"""Keep what was read: pages, passages and vectors once per content, and each library's tables of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.documents.cover import cover
from desktop.documents.lexical import index_text
from desktop.documents.passage_vectors import PassageVectors
from desktop.documents.passages import Holder, PassageRow, without_file
from desktop.documents.readers import version
from desktop.documents.word_tables import drop_words, index_name, merge_words, names_table, words_table
from desktop.domain.document import Block, Document, Page, Word

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from desktop.documents.chunk import Chunk
    from desktop.documents.ledger import Entry

_blocks = msgspec.msgpack.Decoder(tuple[Block, ...])
_words = msgspec.msgpack.Decoder(tuple[Word, ...])


class Contents(PassageVectors):
    """Knows texts and vectors by content and passage number; knows nothing of searching."""

    # ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def known(self, digest: bytes, suffix: str, *, pictures: bool = False) -> int | None:
        """Return the content that was read of these bytes before by the present reader, in any library.

        With `pictures`, one that has scanned pages which were passed over does not count.
        """
        row = self._store.read.execute(
            "SELECT id FROM contents WHERE hash = ? AND suffix = ? AND (unread = 0 OR NOT ?)"
            " AND EXISTS (SELECT 1 FROM files WHERE content = contents.id AND reader >= ?)",
            (digest, suffix, pictures, version(suffix)),
        ).fetchone()
        return int(row[0]) if row else None

    def put(self, digest: bytes, suffix: str, document: Document, passages: Sequence[Chunk]) -> int:
        """Keep what was read and return its number; call it in the transaction that attaches it to a file."""
        with self._store.write() as connection:
            # What was read before, without its pictures or not as well, is known by these bytes no longer; files may
            # still hold it.
            connection.execute(
                "UPDATE contents SET hash = hash || CAST(id AS TEXT) WHERE hash = ? AND suffix = ?", (digest, suffix)
            )
            connection.execute(
                "INSERT INTO contents (hash, suffix, title, paged, notice, pages, chunks, unread)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(digest, suffix, document.title, document.paged, document.notice),
                    *(len(document.pages), len(passages), document.unread),
                ),
            )
            content = int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])
            connection.executemany(
                "INSERT INTO pages (content, number, label, blocks, words) VALUES (?, ?, ?, ?, ?)",
                (
                    (
                        *(content, page.number, page.label, msgspec.msgpack.encode(page.blocks)),
                        msgspec.msgpack.encode(page.words) if page.words else None,
                    )
                    for page in document.pages
                ),
            )
            connection.executemany(
                "INSERT INTO chunks (content, page, label, heading, header, text, place, first, last, fingerprint)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, fingerprint(?5, ?6))",
                (
                    (content, c.page, c.label, c.heading, without_file(c.header), c.text, c.place, c.start, c.end)
                    for c in passages
                ),
            )
            return content

    def same(self, content: int, document: Document, passages: Sequence[Chunk]) -> bool:
        """Whether reading a document anew gave what is kept of it: then its passages and their vectors stay."""
        read = self._store.read
        about = read.execute("SELECT title, paged, notice, unread FROM contents WHERE id = ?", (content,)).fetchone()
        if about != (document.title, document.paged, document.notice, document.unread):
            return False
        cut = read.execute(
            "SELECT page, label, heading, header, text, place, first, last FROM chunks WHERE content = ? ORDER BY id",
            (content,),
        )
        return self._pages(content) == document.pages and cut.fetchall() == [
            (c.page, c.label, c.heading, without_file(c.header), c.text, c.place, c.start, c.end) for c in passages
        ]

    def attach(self, library: int, file: int, shown: str, content: int) -> list[int] | None:
        """Make `content` what the file holds, and find it by words at once.

        Returns:
            Passages that the library holds no longer; None when the file was removed meanwhile.

        Raises:
            DiskFull: nothing changed.
        """
        with self._store.write() as connection:
            row = connection.execute("SELECT content FROM files WHERE id = ?", (file,)).fetchone()
            if row is None:
                self._forget_unused(connection, {content})
                return None
            others = connection.execute(
                "SELECT 1 FROM files WHERE library = ? AND content = ? AND id != ?", (library, content, file)
            ).fetchone()
            title, suffix = connection.execute("SELECT title, suffix FROM contents WHERE id = ?", (content,)).fetchone()
            connection.execute(
                "UPDATE files SET content = ?, reader = ? WHERE id = ?", (content, version(suffix), file)
            )
            dropped: list[int] = []
            if row[0] is not None and row[0] != content:
                dropped = drop_words(connection, library, {int(row[0])})
                self._forget_unused(connection, {int(row[0])})
            if row[0] != content and not others:
                connection.executemany(
                    f"INSERT INTO {words_table(library)} (rowid, header, body) VALUES (?, ?, ?)",
                    (
                        (number, index_text(header), index_text(text))
                        for number, header, text in connection.execute(
                            "SELECT id, header, text FROM chunks WHERE content = ? ORDER BY id", (content,)
                        ).fetchall()
                    ),
                )
            index_name(connection, library, file, shown, title, cover(connection, content))
            return dropped

    def detach(self, library: int, entry: Entry) -> list[int]:
        """Forget what a file held that can no longer be read; return the passages that the library lost."""
        with self._store.write() as connection:
            connection.execute("UPDATE files SET content = NULL WHERE id = ?", (entry.id,))
            connection.execute(f"DELETE FROM {names_table(library)} WHERE rowid = ?", (entry.id,))
            if entry.content is None:
                return []
            dropped = drop_words(connection, library, {entry.content})
            self._forget_unused(connection, {entry.content})
            return dropped

    def remove(self, library: int, entries: Sequence[Entry]) -> None:
        """Take files out of a library, and forget what no file holds any longer."""
        contents = {entry.content for entry in entries if entry.content is not None}
        with self._store.write() as connection:
            connection.executemany("DELETE FROM files WHERE id = ?", ((entry.id,) for entry in entries))
            connection.executemany(
                f"DELETE FROM {names_table(library)} WHERE rowid = ?", ((entry.id,) for entry in entries)
            )
            drop_words(connection, library, contents)
            merge_words(connection, library)
            self._forget_unused(connection, contents)

    def clear(self) -> None:
        """Take out of our files what files of the user no longer hold: from the tables of words, then the journal.

        Whatever drops words notes it in the same transaction, so that a stop or a kill only puts this off.

        Raises:
            DiskFull, CannotWrite: the next call does it.
        """
        with self._store.write() as connection:
            for (library,) in connection.execute("SELECT id FROM libraries WHERE unmerged").fetchall():
                merge_words(connection, library)
        self._store.erase()

    def remove_library(self, library: int) -> None:
        """Delete a library and forget what no other one holds."""
        with self._store.write() as connection:
            rows = connection.execute("SELECT DISTINCT content FROM files WHERE library = ?", (library,)).fetchall()
            connection.execute(f"DROP TABLE IF EXISTS {words_table(library)}")
            connection.execute(f"DROP TABLE IF EXISTS {names_table(library)}")
            connection.execute("DELETE FROM files WHERE library = ?", (library,))
            connection.execute("DELETE FROM libraries WHERE id = ?", (library,))
            self._forget_unused(connection, {int(content) for (content,) in rows if content is not None})

    @staticmethod
    def _forget_unused(connection: sqlite3.Connection, contents: set[int]) -> None:
        connection.executemany(
            "DELETE FROM contents WHERE id = ? AND NOT EXISTS (SELECT 1 FROM files WHERE content = contents.id)",
            ((content,) for content in contents),
        )

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def passage_count(self, library: int) -> int:
        """Return how many passages a library has."""
        return int(
            self._store.read.execute(
                "SELECT coalesce(sum(chunks), 0) FROM contents"
                " WHERE id IN (SELECT content FROM files WHERE library = ?)",
                (library,),
            ).fetchone()[0]
        )

    def passages_of(self, content: int) -> list[int]:
        """Return the numbers of the passages of a content, in reading order."""
        rows = self._store.read.execute("SELECT id FROM chunks WHERE content = ? ORDER BY id", (content,))
        return [row[0] for row in rows]

    def span(self, content: int) -> tuple[int, int] | None:
        """Return the first and last passage of a content, whose numbers follow one another; None when it has none."""
        first, last = self._store.read.execute(
            "SELECT min(id), max(id) FROM chunks WHERE content = ?", (content,)
        ).fetchone()
        return (first, last) if first is not None else None

    def page_count(self, content: int) -> int:
        """Return how many pages a content has."""
        row = self._store.read.execute("SELECT pages FROM contents WHERE id = ?", (content,)).fetchone()
        return int(row[0]) if row else 0

    def passages(self, numbers: Sequence[int]) -> dict[int, PassageRow]:
        """Return passages by number."""
        rows = self._store.read.execute(
            "SELECT id, content, page, label, heading, header, text, place, first, last FROM chunks"
            f" WHERE id IN ({','.join('?' * len(numbers))})",
            tuple(numbers),
        )
        return {row[0]: PassageRow(*row) for row in rows}

    def contents_of(self, passages: Sequence[int]) -> dict[int, int]:
        """Return for each passage the content that it is of."""
        rows = self._store.read.execute(
            "SELECT id, content FROM chunks WHERE id IN (SELECT value FROM json_each(?))",
            (msgspec.json.encode(passages).decode(),),
        )
        return dict(rows.fetchall())

    def of_files(self, files: Sequence[int]) -> dict[int, int]:
        """Return for each of the files that was read its content."""
        rows = self._store.read.execute(
            f"SELECT id, content FROM files WHERE id IN ({','.join('?' * len(files))}) AND content IS NOT NULL",
            tuple(files),
        )
        return dict(rows.fetchall())

    def names(self, library: int, files: Collection[int] | None) -> dict[int, tuple[str, int]]:
        """Return name and number of passages of those of `files`, or of all, that can be searched."""
        rows = self._store.read.execute(
            "SELECT f.id, f.shown, c.chunks FROM json_each(?) AS wanted CROSS JOIN files f ON f.id = wanted.value"
            " JOIN contents c ON c.id = f.content WHERE f.library = ? AND f.state NOT IN ('skipped', 'failed')"
            if files is not None
            else "SELECT f.id, f.shown, c.chunks FROM files f JOIN contents c ON c.id = f.content"
            " WHERE ? AND f.library = ? AND f.state NOT IN ('skipped', 'failed')",
            (msgspec.json.encode(list(files)).decode() if files is not None else True, library),
        )
        return {file: (shown, passages) for file, shown, passages in rows}

    def page_text(self, content: int, page: int | None) -> str:
        """Return the text of one page, or of all when `page` is None."""
        return "\n".join(block.text for block in self.blocks(content, page))

    def blocks(self, content: int, page: int | None) -> list[Block]:
        """Return the blocks of one page, or of all when `page` is None."""
        which = "AND number = ?" if page is not None else ""
        rows = self._store.read.execute(
            f"SELECT blocks FROM pages WHERE content = ? {which} ORDER BY number",
            (content, *((page,) if page is not None else ())),
        )
        return [block for row in rows for block in _blocks.decode(row[0])]

    def document(self, entry: Entry) -> Document:
        """Return a file's content as it was read, under the file's name."""
        title, paged, notice, unread = self._store.read.execute(
            "SELECT title, paged, notice, unread FROM contents WHERE id = ?", (entry.content,)
        ).fetchone()
        pages = self._pages(entry.content) if entry.content is not None else ()
        return Document(entry.shown, pages, title, bool(paged), notice, unread)

    def _pages(self, content: int) -> tuple[Page, ...]:
        rows = self._store.read.execute(
            "SELECT number, label, blocks, words FROM pages WHERE content = ? ORDER BY number", (content,)
        )
        return tuple(
            Page(number, _blocks.decode(blocks), label, _words.decode(words) if words else ())
            for number, label, blocks, words in rows
        )

    def holders(self, library: int, contents: Iterable[int]) -> dict[int, Holder]:
        """Return for each of the contents that a library has its first file."""
        rows = self._store.read.execute(
            "SELECT f.content, min(f.id), f.shown, c.paged, c.chunks FROM json_each(?) AS wanted"
            " CROSS JOIN files f ON f.content = wanted.value AND f.library = ? JOIN contents c ON c.id = f.content"
            " WHERE f.state NOT IN ('skipped', 'failed') GROUP BY f.content",
            (msgspec.json.encode(list(contents)).decode(), library),
        )
        return {content: Holder(file, shown, bool(paged), chunks) for content, file, shown, paged, chunks in rows}
