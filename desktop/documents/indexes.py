"""Keep each library's vector index open, checked, and built again from our own vectors when it is in doubt."""

from __future__ import annotations

import contextlib
import random
import shutil
import threading
from typing import TYPE_CHECKING

import numpy as np

from desktop.documents.index_marks import Marks
from desktop.documents.shelf import Shelf
from desktop.documents.vectors import IndexBroken, VectorIndex
from desktop.errors import IndexUnavailable, LecternError
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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


class _Shelf(Shelf[VectorIndex]):
    """The shelf of an index on this computer: when it was used last, and whether Chroma refused sound vectors."""

    def __init__(self, library: int) -> None:
        super().__init__()
        self.library = library
        self.used = 0
        self.refused = False


class Indexes:
    """Knows which folder holds which library's vectors and whether it can be trusted; never loses a vector.

    The truth is in library.sqlite. What is being done to a folder is marked there before it is done, so that a crash,
    even one on every opening, leads to a new folder and never to a loop. Marks: "" sound, "opening", "writing",
    "building N" for the N-th try.
    """

    def __init__(self, store: Store, contents: Contents) -> None:
        self._store = store
        self._marks = Marks(store)
        self._contents = contents
        self._shelves: dict[int, _Shelf] = {}
        self._lock = threading.Lock()
        self._clock = 0
        self._marks.remove_strays()

    def query(self, library: int, embedder: str, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]] | None:
        """Return the nearest as (passage, cosine); None while it is built, or holds another embedder's vectors."""
        shelf = self._shelf(library)
        for _ in range(2):
            if shelf.index is None:
                self._prepare(shelf, embedder)
            index = shelf.index
            if index is None or self._marks.row(library)[1] != embedder:
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
        with shelf.held(cancel), contextlib.suppress(IndexUnavailable):
            if shelf.index is None:
                self._open_or_build(shelf, embedder, cancel, coming=set(passages))
            if shelf.index is None or not len(passages) or self._marks.row(library)[1] != embedder:
                return  # the last: the library was changed to another embedder meanwhile
            if self._marks.row(library)[2] != "writing":
                self._marks.set(library, "writing")
            try:
                shelf.index.add(passages, vectors)  # Chroma passes over numbers that it has
            except IndexBroken:
                self._discard(shelf)
                self._build(shelf, embedder, cancel)

    def replace(self, library: int, embedder: str, cancel: Cancel, then: Callable[[], None]) -> None:
        """Build an index of another embedder's vectors beside the one that serves, and put it in its place.

        Args:
            then: called in the moment of the exchange, while nobody writes to the index.

        Raises:
            Cancelled, DiskFull, IndexUnavailable: the old one still serves.
        """
        shelf, number = self._shelf(library), self._marks.new()
        made: VectorIndex | None = None
        try:
            made = VectorIndex(self._marks.folder(number))
            done = self._fill(made, library, embedder, cancel)
            with shelf.held(cancel):
                self._fill(made, library, embedder, cancel, done)
                old, index = self._marks.row(library)[0], shelf.index
                with self._store.write():
                    self._marks.give(library, number, embedder, "")
                    then()
                self._put(shelf, made)
        except BaseException as error:
            if made is not None:
                made.close()
            shutil.rmtree(self._marks.folder(number), ignore_errors=True)
            if isinstance(error, IndexBroken):
                raise IndexUnavailable(reason=str(error)) from error
            raise
        if index is not None:
            index.close()
        if old:
            shutil.rmtree(self._marks.folder(old), ignore_errors=True)

    def drop(self, library: int, passages: Sequence[int], cancel: Cancel) -> None:
        """Leave passages out of the index from now on; their vectors stay in its files until it is built again."""
        shelf = self._shelf(library)
        if not passages:
            return
        with shelf.held(cancel):
            if shelf.index is None:
                return  # its next opening finds too many and builds it again
            if self._marks.row(library)[2] != "writing":
                self._marks.set(library, "writing")
            try:
                shelf.index.delete(passages)
            except IndexBroken:
                self._discard(shelf)

    def settle(self, library: int) -> None:
        """Say that the writing is over: from now on a crash finds the index complete."""
        shelf = self._shelf(library)
        with shelf.lock:
            if shelf.index is not None and self._marks.row(library)[2] == "writing":
                self._marks.set(library, "")

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
            shelf.close()

    # ── opening and building ──────────────────────────────────────────────────────────────────────────────────────

    def _prepare(self, shelf: _Shelf, embedder: str) -> None:
        """Start opening or building on a thread of its own, and wait for it a little."""
        with self._lock:
            if shelf.thread is None or not shelf.thread.is_alive():
                shelf.thread = threading.Thread(
                    target=self._prepare_alone, args=(shelf, embedder), name=f"index-{shelf.library}", daemon=True
                )
                shelf.thread.start()
            thread = shelf.thread
        thread.join(PATIENCE)

    def _prepare_alone(self, shelf: _Shelf, embedder: str) -> None:
        with contextlib.suppress(LecternError), self._store.leaving(), shelf.lock:
            # A fault is told by the next adding of files; until then words serve.
            if shelf.index is None and not shelf.refused and self._marks.tries(shelf.library) < MOST_BUILDINGS:
                self._open_or_build(shelf, embedder, shelf.stop)

    def _open_or_build(
        self, shelf: _Shelf, embedder: str, cancel: Cancel, coming: set[int] | frozenset[int] = frozenset()
    ) -> None:
        """Fill `shelf.index`; passages that are `coming` need not be in it yet.

        Raises:
            Cancelled, DiskFull, IndexUnavailable.
        """
        number, made_with, mark = self._marks.row(shelf.library)
        if not number or mark or made_with != embedder:
            self._discard(shelf)
            self._build(shelf, embedder, cancel)
            return
        expected = self._contents.passage_numbers(shelf.library, embedder) - coming
        self._marks.set(shelf.library, "opening")
        try:
            index = VectorIndex(self._marks.folder(number), len(expected))
            if index.count() != len(expected) or not self._sampled(index, embedder, expected):
                index.close()
                raise IndexBroken("it does not hold what it should")
        except IndexBroken:
            self._discard(shelf)
            self._build(shelf, embedder, cancel)
            return
        self._marks.set(shelf.library, "")
        self._put(shelf, index)

    def _sampled(self, index: VectorIndex, embedder: str, expected: set[int]) -> bool:
        some = random.sample(sorted(expected), min(SAMPLE, len(expected)))
        vectors = self._contents.vectors(embedder, some)
        return not vectors or index.finds(list(vectors), np.stack(list(vectors.values())))

    def _build(self, shelf: _Shelf, embedder: str, cancel: Cancel) -> None:
        """Write all vectors of the library into a new folder.

        Raises:
            Cancelled, DiskFull: the mark stays, so the next opening builds again.
            IndexUnavailable: Chroma refuses sound vectors in a new folder.
        """
        library = shelf.library
        tries, number = self._marks.tries(library), self._marks.new()
        if not self._marks.give(library, number, embedder, f"building {tries + 1}"):
            return  # the library was deleted meanwhile
        index: VectorIndex | None = None
        try:
            index = VectorIndex(self._marks.folder(number))
            self._fill(index, library, embedder, cancel)
        except BaseException as error:
            if index is not None:
                index.close()
            if isinstance(error, IndexBroken):
                shelf.refused = True
                raise IndexUnavailable(reason=str(error)) from error
            raise
        self._marks.set(library, "")
        self._put(shelf, index)

    def _fill(
        self, index: VectorIndex, library: int, embedder: str, cancel: Cancel, done: set[int] | None = None
    ) -> set[int]:
        """Write all vectors of a library but those that are `done`; return the passages that it has now."""
        numbers = self._contents.passage_numbers(library, embedder)
        for some, vectors in self._contents.portions(embedder, numbers - (done or set()), PORTION, cancel):
            index.add(some, vectors)
        return numbers

    def _discard(self, shelf: _Shelf) -> None:
        if shelf.index is not None:
            shelf.index.close()
            shelf.index = None
        if folder := self._marks.take(shelf.library):
            shutil.rmtree(folder, ignore_errors=True)

    def _put(self, shelf: _Shelf, index: VectorIndex) -> None:
        """Keep an open index, and close the one that was not used for longest when there are too many."""
        shelf.index = index
        shelf.refused = False
        with self._lock:
            shelves = sorted((s for s in self._shelves.values() if s.index is not None), key=lambda s: s.used)
        for other in shelves[: max(0, len(shelves) - MOST_OPEN)]:
            if other is shelf or not other.lock.acquire(blocking=False):
                continue
            try:
                if other.index is not None and not self._marks.row(other.library)[2]:
                    other.index.close()
                    other.index = None
            finally:
                other.lock.release()

    def _shelf(self, library: int) -> _Shelf:
        with self._lock:
            self._clock += 1
            shelf = self._shelves.setdefault(library, _Shelf(library))
            shelf.used = self._clock
            return shelf
