"""Keep each library's vector index open, checked, and built again from our own vectors when it is in doubt."""

from __future__ import annotations

import contextlib
import random
import shutil
import threading
from typing import TYPE_CHECKING

import numpy as np

from desktop.documents.shelf import Shelf
from desktop.documents.vectors import IndexBroken, VectorIndex
from desktop.errors import IndexUnavailable, LecternError
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from desktop.documents.contents import Contents
    from desktop.documents.store import Store

#: Open indexes that are kept; each holds its vectors in memory.
MOST_OPEN = 4
#: Vectors that must find themselves each time an index is opened (about a millisecond each).
SAMPLE = 50
#: Seconds that a question waits for an index that is being opened or built, before words alone serve it.
PATIENCE = 4.0
#: Vectors written between two looks at whether to stop, half a second's work.
PORTION = 1000
#: How often a building may die before only the next adding of files tries it again.
MOST_BUILDINGS = 5


class Indexes:
    """Knows which folder holds which library's vectors and whether it can be trusted; never loses a vector.

    The truth is in library.sqlite. What is being done to a folder is marked there before it is done, so that a crash,
    even one on every opening, leads to a new folder and never to a loop. Marks: "" sound, "opening", "writing",
    "building N" for the N-th try.
    """

    def __init__(self, store: Store, contents: Contents) -> None:
        self._store = store
        self._contents = contents
        self._shelves: dict[int, Shelf] = {}
        self._lock = threading.Lock()
        self._clock = 0
        self._remove_strays()

    def query(self, library: int, embedder: str, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]] | None:
        """Return the nearest as (passage, cosine); None while the index is being built."""
        shelf = self._shelf(library)
        for _ in range(2):
            if shelf.index is None:
                self._prepare(shelf, embedder)
            index = shelf.index
            if index is None:
                return None
            try:
                return index.query(vector, k)
            except IndexBroken:
                with shelf.lock:
                    if shelf.index is index:
                        self._discard(shelf)
        return None

    def warm(self, library: int, embedder: str) -> None:
        """Begin to open the index, and wait for it a little."""
        shelf = self._shelf(library)
        if embedder and shelf.index is None:
            self._prepare(shelf, embedder)

    def add(
        self, library: int, embedder: str, passages: Sequence[int], vectors: NDArray[np.float32], cancel: Cancel
    ) -> None:
        """Add vectors that are in the store already; an index that refuses them is built again.

        Raises:
            Cancelled, DiskFull: what is missing in the index is added when it is opened again.
        """
        shelf = self._shelf(library)
        with self._locked(shelf, cancel), contextlib.suppress(IndexUnavailable):
            if shelf.index is None:
                self._open_or_build(shelf, embedder, cancel, coming=set(passages))
            if shelf.index is None or not len(passages):
                return
            if self._row(library)[2] != "writing":
                self._set_mark(library, "writing")
            try:
                shelf.index.add(passages, vectors)  # Chroma passes over numbers that it has
            except IndexBroken:
                self._discard(shelf)
                self._build(shelf, embedder, cancel)

    def drop(self, library: int, passages: Sequence[int], cancel: Cancel) -> None:
        """Leave passages out of the index from now on; their vectors stay in its files until it is built again."""
        shelf = self._shelf(library)
        if not passages:
            return
        with self._locked(shelf, cancel):
            if shelf.index is None:
                return  # its next opening finds too many and builds it again
            if self._row(library)[2] != "writing":
                self._set_mark(library, "writing")
            try:
                shelf.index.delete(passages)
            except IndexBroken:
                self._discard(shelf)

    def settle(self, library: int) -> None:
        """Say that the writing is over: from now on a crash finds the index complete."""
        shelf = self._shelf(library)
        with shelf.lock:
            if shelf.index is not None and self._row(library)[2] == "writing":
                self._set_mark(library, "")

    @contextlib.contextmanager
    def erased(self, library: int) -> Iterator[None]:
        """Remove the library's index from the disk and let nobody build it again while the block runs.

        Chroma never takes deleted vectors out of its files, so a deletion is a removal; the next question builds anew.
        """
        shelf = self._shelf(library)
        shelf.stop.cancel()
        with shelf.lock:
            shelf.stop = Cancel()
            self._discard(shelf)
            yield

    def close(self) -> None:
        """Stop building and close every index."""
        with self._lock:
            shelves = list(self._shelves.values())
        for shelf in shelves:
            shelf.stop.cancel()
            if shelf.thread is not None:
                shelf.thread.join(5)
            if shelf.index is not None:
                shelf.index.close()
                shelf.index = None

    # ── opening and building ──────────────────────────────────────────────────────────────────────────────────────

    def _prepare(self, shelf: Shelf, embedder: str) -> None:
        """Start opening or building on a thread of its own, and wait for it a little."""
        with self._lock:
            if shelf.thread is None or not shelf.thread.is_alive():
                shelf.thread = threading.Thread(
                    target=self._prepare_alone, args=(shelf, embedder), name=f"index-{shelf.library}", daemon=True
                )
                shelf.thread.start()
            thread = shelf.thread
        thread.join(PATIENCE)

    def _prepare_alone(self, shelf: Shelf, embedder: str) -> None:
        with contextlib.suppress(LecternError), self._store.leaving(), shelf.lock:
            # A fault is told by the next adding of files; until then words serve.
            mark = self._row(shelf.library)[2]
            tries = int(mark.removeprefix("building ")) if mark.startswith("building ") else 0
            if shelf.index is None and not shelf.refused and tries < MOST_BUILDINGS:
                self._open_or_build(shelf, embedder, shelf.stop)

    def _open_or_build(
        self, shelf: Shelf, embedder: str, cancel: Cancel, coming: set[int] | frozenset[int] = frozenset()
    ) -> None:
        """Fill `shelf.index`; passages that are `coming` need not be in it yet.

        Raises:
            Cancelled, DiskFull, IndexUnavailable.
        """
        number, made_with, mark = self._row(shelf.library)
        if not number or mark or made_with != embedder:
            self._discard(shelf)
            self._build(shelf, embedder, cancel)
            return
        expected = self._contents.passage_numbers(shelf.library, embedder) - coming
        self._set_mark(shelf.library, "opening")
        try:
            index = VectorIndex(self._folder(number), len(expected))
            if index.count() != len(expected) or not self._sampled(index, embedder, expected):
                index.close()
                raise IndexBroken("it does not hold what it should")
        except IndexBroken:
            self._discard(shelf)
            self._build(shelf, embedder, cancel)
            return
        self._set_mark(shelf.library, "")
        self._put(shelf, index)

    def _sampled(self, index: VectorIndex, embedder: str, expected: set[int]) -> bool:
        some = random.sample(sorted(expected), min(SAMPLE, len(expected)))
        vectors = self._contents.vectors(embedder, some)
        return not vectors or index.finds(list(vectors), np.stack(list(vectors.values())))

    def _build(self, shelf: Shelf, embedder: str, cancel: Cancel) -> None:
        """Write all vectors of the library into a new folder.

        Raises:
            Cancelled, DiskFull: the mark stays, so the next opening builds again.
            IndexUnavailable: Chroma refuses sound vectors in a new folder.
        """
        library = shelf.library
        mark = self._row(library)[2]
        tries = int(mark.removeprefix("building ")) if mark.startswith("building ") else 0
        with self._store.write() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = 'last folder'").fetchone()
            number = int(row[0]) + 1 if row else 1
            connection.execute("INSERT OR REPLACE INTO settings VALUES ('last folder', ?)", (str(number),))
            changed = connection.execute(
                "UPDATE libraries SET folder = ?, embedder = ?, mark = ? WHERE id = ?",
                (number, embedder, f"building {tries + 1}", library),
            )
        if not changed.rowcount:
            return  # the library was deleted meanwhile
        index: VectorIndex | None = None
        try:
            index = VectorIndex(self._folder(number))
            for passages, vectors in self._contents.batches(library, embedder, PORTION):
                cancel.check()
                index.add(passages, vectors)
        except BaseException as error:
            if index is not None:
                index.close()
            if isinstance(error, IndexBroken):
                shelf.refused = True
                raise IndexUnavailable(reason=str(error)) from error
            raise
        self._set_mark(library, "")
        self._put(shelf, index)

    def _discard(self, shelf: Shelf) -> None:
        if shelf.index is not None:
            shelf.index.close()
            shelf.index = None
        number = self._row(shelf.library)[0]
        if number:
            with self._store.write() as connection:
                connection.execute("UPDATE libraries SET folder = 0 WHERE id = ?", (shelf.library,))
            shutil.rmtree(self._folder(number), ignore_errors=True)

    def _put(self, shelf: Shelf, index: VectorIndex) -> None:
        """Keep an open index, and close the one that was not used for longest when there are too many."""
        shelf.index = index
        shelf.refused = False
        with self._lock:
            shelves = sorted((s for s in self._shelves.values() if s.index is not None), key=lambda s: s.used)
        for other in shelves[: max(0, len(shelves) - MOST_OPEN)]:
            if other is shelf or not other.lock.acquire(blocking=False):
                continue
            try:
                if other.index is not None and not self._row(other.library)[2]:
                    other.index.close()
                    other.index = None
            finally:
                other.lock.release()

    # ── what the store says ───────────────────────────────────────────────────────────────────────────────────────

    @contextlib.contextmanager
    def _locked(self, shelf: Shelf, cancel: Cancel) -> Iterator[None]:
        while not shelf.lock.acquire(timeout=0.2):
            cancel.check()
        try:
            yield
        finally:
            shelf.lock.release()

    def _shelf(self, library: int) -> Shelf:
        with self._lock:
            self._clock += 1
            shelf = self._shelves.setdefault(library, Shelf(library))
            shelf.used = self._clock
            return shelf

    def _row(self, library: int) -> tuple[int, str, str]:
        """Number of the folder, embedder and mark of a library; blank for one that was deleted."""
        row = self._store.read.execute(
            "SELECT folder, embedder, mark FROM libraries WHERE id = ?", (library,)
        ).fetchone()
        return (int(row[0]), str(row[1]), str(row[2])) if row else (0, "", "")

    def _set_mark(self, library: int, mark: str) -> None:
        with self._store.write() as connection:
            connection.execute("UPDATE libraries SET mark = ? WHERE id = ?", (mark, library))

    def _folder(self, number: int) -> Path:
        return self._store.folder / f"index-{number}"

    def _remove_strays(self) -> None:
        """Remove folders that no library uses: what a crash left between building one and removing the other."""
        used = {f"index-{row[0]}" for row in self._store.read.execute("SELECT folder FROM libraries")}
        for folder in self._store.folder.glob("index-*"):
            if folder.name not in used:
                shutil.rmtree(folder, ignore_errors=True)
