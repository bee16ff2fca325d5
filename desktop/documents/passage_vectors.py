"""Keep the vectors of passages, by embedder, in library.sqlite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.documents.passages import embedded_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from desktop.documents.store import Store
    from desktop.worker.cancel import Cancel

_STORED = np.dtype("<f2")
_MOST_VALUES = 500


class PassageVectors:
    """Knows which passage has which embedder's vector; knows nothing of nearness."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put_vectors(self, embedder: str, passages: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors of passages that are still there."""
        with self._store.write() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors SELECT id, ?, ? FROM chunks WHERE id = ?",
                (
                    (embedder, vector.astype(_STORED).tobytes(), passage)
                    for passage, vector in zip(passages, vectors, strict=True)
                ),
            )

    def drop_vectors(self, library: int, embedder: str) -> None:
        """Forget the vectors of an embedder that served a library, where no other library's index is made of them."""
        with self._store.write() as connection:
            connection.execute(
                "DELETE FROM vectors WHERE embedder = ? AND chunk IN (SELECT c.id FROM chunks c JOIN files f"
                " ON f.content = c.content WHERE f.library = ?) AND NOT EXISTS (SELECT 1 FROM chunks c JOIN files f"
                " ON f.content = c.content JOIN libraries l ON l.id = f.library"
                " WHERE c.id = vectors.chunk AND l.id != ? AND l.embedder IN (?, ''))",
                (embedder, library, library, embedder),
            )

    def share_vectors(self, embedder: str, content: int) -> None:
        """Give passages of a content the vectors of those that say the same: in the file before its change, or others.

        Of many such passages the first is taken that has a vector.
        """
        with self._store.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO vectors SELECT c.id, v.embedder, v.vector FROM chunks c JOIN vectors v"
                " ON v.embedder = ?1 AND v.chunk = (SELECT o.id FROM chunks o JOIN vectors h ON h.chunk = o.id"
                " AND h.embedder = ?1 WHERE o.fingerprint = c.fingerprint AND o.id < c.id AND o.header = c.header"
                " AND o.text = c.text LIMIT 1) WHERE c.content = ?2",
                (embedder, content),
            )

    def unembedded(self, library: int, embedder: str, content: int | None = None) -> list[tuple[int, str]]:
        """Return number and text to embed of passages that have no vector yet, of one content or of all."""
        only = "AND f.content = ?" if content is not None else ""
        rows = self._store.read.execute(
            "SELECT DISTINCT c.id, c.header, c.text FROM files f JOIN chunks c ON c.content = f.content"
            f" WHERE f.library = ? {only} AND NOT EXISTS"
            " (SELECT 1 FROM vectors v WHERE v.chunk = c.id AND v.embedder = ?) ORDER BY c.id",
            (library, *((content,) if content is not None else ()), embedder),
        )
        return [(number, embedded_text(header, text)) for number, header, text in rows]

    def span_vectors(self, embedder: str, rows: tuple[int, int]) -> tuple[list[int], NDArray[np.float32]]:
        """Return passages from first to last that have a vector, and these, shape (passages, dimensions)."""
        found = self._store.read.execute(
            "SELECT chunk, vector FROM vectors WHERE chunk BETWEEN ? AND ? AND embedder = ?", (*rows, embedder)
        ).fetchall()
        return [row[0] for row in found], _stacked([row[1] for row in found])

    def passage_numbers(self, library: int, embedder: str) -> set[int]:
        """Return the passages of a library that have a vector of this embedder."""
        rows = self._store.read.execute(
            "SELECT v.chunk FROM vectors v JOIN chunks c ON c.id = v.chunk WHERE v.embedder = ? AND c.content IN"
            " (SELECT content FROM files WHERE library = ?)",
            (embedder, library),
        )
        return {row[0] for row in rows}

    def vectors(self, embedder: str, passages: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Return the vectors of those of `passages` that have one, each of shape (dimensions,)."""
        found: dict[int, NDArray[np.float32]] = {}
        for start in range(0, len(passages), _MOST_VALUES):
            some = passages[start : start + _MOST_VALUES]
            rows = self._store.read.execute(
                f"SELECT chunk, vector FROM vectors WHERE embedder = ? AND chunk IN ({','.join('?' * len(some))})",
                (embedder, *some),
            ).fetchall()
            found.update(zip((row[0] for row in rows), _stacked([row[1] for row in rows]), strict=True))
        return found

    def portions(
        self, embedder: str, passages: Collection[int], size: int, cancel: Cancel
    ) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Yield those of `passages` that have a vector, in order and `size` at most, with these, a row each.

        Raises:
            Cancelled: between two portions.
        """
        wanted = sorted(passages)
        for start in range(0, len(wanted), size):
            cancel.check()
            if found := self.vectors(embedder, wanted[start : start + size]):
                yield list(found), np.stack(list(found.values()))


def by_text(missing: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Return for each text, in their order, the numbers of the passages that have it: it is embedded once for all."""
    numbers: dict[str, list[int]] = {}
    for number, text in missing:
        numbers.setdefault(text, []).append(number)
    return numbers


def for_each(groups: Sequence[Sequence[int]], vectors: NDArray[np.float32]) -> tuple[list[int], NDArray[np.float32]]:
    """Return all passages of `groups` and a row for each; `vectors` has a row for each group."""
    return [number for group in groups for number in group], vectors.repeat([len(group) for group in groups], axis=0)


def _stacked(stored: Sequence[bytes]) -> NDArray[np.float32]:
    """Return stored vectors of one embedder, a row each."""
    if not stored:
        return np.zeros((0, 0), np.float32)
    return np.frombuffer(b"".join(stored), _STORED).reshape(len(stored), -1).astype(np.float32)
