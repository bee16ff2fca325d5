"""Search by meaning: one Chroma folder as a throw-away index of vectors and numbers; the only import of chromadb."""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.documents.permanent import keep_loaded
from desktop.documents.store import translated
from desktop.errors import DiskFull

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

#: Chroma takes 5,461 rows at once.
MOST_ROWS = 5000
#: recall@10 is .970 with Chroma's 100 and 1.000 with 400, for 1.4 ms a question (20,000 clustered vectors).
EF_SEARCH = 400
#: A poisoned link_lists.bin claims up to a terabyte; a sound one is small. Bytes, and bytes a vector.
_LINKS_BASE, _LINKS_EACH = 64 << 20, 4096
_NAME = "passages"
CONFIGURATION = {
    "hnsw": {"space": "cosine", "ef_construction": 100, "ef_search": EF_SEARCH, "max_neighbors": 16},
}
_FULL_WORDS = (
    "disk is full",
    "no space left",
    "disk i/o error",
    "code: 778",
    "code: 13)",
    "file too large",
    "os error 27",
)


class IndexBroken(Exception):
    """The index cannot be used and must be built again from our own vectors."""


class VectorIndex:
    """Knows the vectors in one folder and their numbers; no text, no names. Thread-safe, one process only."""

    def __init__(self, folder: Path, expected: int = 0) -> None:
        """Open the index, or make it where there is none.

        Args:
            expected: how many vectors it should hold, to tell absurd files from large ones.

        Raises:
            IndexBroken: it cannot be opened.
            DiskFull: the folder cannot be written.
        """
        self.folder = folder
        self._refuse_absurd(expected)
        chromadb = _chromadb()
        with _told():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._client: Any = chromadb.PersistentClient(
                str(folder), settings=chromadb.Settings(anonymized_telemetry=False, allow_reset=False)
            )
            self._collection: Any = self._client.get_or_create_collection(
                _NAME, embedding_function=None, configuration=CONFIGURATION
            )

    def add(self, numbers: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Add unit vectors, shape (len(numbers), dimensions), under new numbers.

        Raises:
            IndexBroken, DiskFull.
        """
        with _told():
            for start in range(0, len(numbers), MOST_ROWS):
                some = slice(start, start + MOST_ROWS)
                self._collection.add(ids=[str(number) for number in numbers[some]], embeddings=vectors[some])

    def delete(self, numbers: Sequence[int]) -> None:
        """Find these numbers no longer.

        Raises:
            IndexBroken, DiskFull.
        """
        with _told():
            for start in range(0, len(numbers), MOST_ROWS):
                self._collection.delete(ids=[str(number) for number in numbers[start : start + MOST_ROWS]])

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """Return the `k` nearest as (number, cosine), nearest first.

        Raises:
            IndexBroken.
        """
        if not np.isfinite(vector).all():
            return []
        with _told():
            found = self._collection.query(query_embeddings=vector[None, :], n_results=k, include=["distances"])
            pairs = zip(found["ids"][0], found["distances"][0], strict=True)
            return [(int(number), 1.0 - float(distance)) for number, distance in pairs]

    def count(self) -> int:
        """Return how many vectors it says it holds.

        Raises:
            IndexBroken.
        """
        with _told():
            return int(self._collection.count())

    def finds(self, numbers: Sequence[int], vectors: NDArray[np.float32]) -> bool:
        """Return whether each vector finds itself: the count alone does not show vectors that are lost.

        Raises:
            IndexBroken.
        """
        if not len(numbers):
            return True
        with _told():
            found = self._collection.query(query_embeddings=vectors, n_results=10, include=["distances"])
        for number, ids, distances in zip(numbers, found["ids"], found["distances"], strict=True):
            twins = len(distances) == 10 and distances[-1] < 1e-3  # more equal texts than were asked for
            if str(number) not in ids and not twins:
                return False
        return True

    def close(self) -> None:
        """Close the files; an index that is broken may refuse."""
        with contextlib.suppress(IndexBroken, DiskFull), _told():
            self._client.close()

    def _refuse_absurd(self, expected: int) -> None:
        for links in self.folder.glob("*/link_lists.bin"):
            if links.stat().st_size > _LINKS_BASE + _LINKS_EACH * expected:
                raise IndexBroken(f"{links.name} claims {links.stat().st_size} bytes")


@functools.cache
def _chromadb() -> Any:
    import chromadb

    keep_loaded()
    return chromadb


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn whatever Chroma raises, panics of its Rust part included, into IndexBroken or DiskFull."""
    try:
        with translated("the library"):
            yield
    except (DiskFull, IndexBroken, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        words = str(error).lower()
        if any(full in words for full in _FULL_WORDS):
            raise DiskFull(what="the library") from error
        raise IndexBroken(f"{type(error).__name__}: {error}"[:300]) from error
