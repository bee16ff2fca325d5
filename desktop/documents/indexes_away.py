"""Keep the vectors of chosen libraries on a Chroma server in step with our own, which stay the truth."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from desktop.documents.protocol import CHROMA_KEY
from desktop.documents.shelf import Shelf
from desktop.documents.vectors_away import AwayIndex, IndexAway
from desktop.domain.endpoint import Endpoint, origin
from desktop.errors import LecternError
from desktop.keys import Key, Keys
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from desktop.documents.contents import Contents
    from desktop.documents.store import Store

#: Seconds that a question waits for the server, before words alone serve it.
PATIENCE = 4.0
#: Seconds after which a server that failed is tried again.
RETRY = 5.0
#: Vectors that are sent between two looks at whether to stop.
PORTION = 500
_SETTING = "away {}"


class Place(msgspec.Struct, frozen=True):
    """Where the vectors of a library are: the server, the name of its collection there, and what made the vectors."""

    url: str
    name: str
    embedder: str = ""


class _Shelf(Shelf[AwayIndex]):
    """Knows how it stands with one library on its server.

    Attributes:
        index: the collection once it is in step; None before, and after a failure.
        changes: counted up with each change that the collection missed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.changes = 0
        self.failed = 0.0
        self.reason = ""


class AwayIndexes:
    """Knows which libraries have their vectors on a server; the face of `Indexes` for those.

    Nothing waits for a server: what cannot be sent now is sent when the server answers again, by comparing its numbers
    with ours.
    """

    def __init__(self, store: Store, contents: Contents, log: str = "") -> None:
        self._store, self._contents, self._log = store, contents, log
        self._shelves: dict[int, _Shelf] = {}
        self._lock = threading.Lock()
        self._keys = Keys()

    def place(self, library: int) -> Place | None:
        """Return where the vectors of a library are; None for those on this computer."""
        row = self._store.read.execute(
            "SELECT value FROM settings WHERE key = ?", (_SETTING.format(library),)
        ).fetchone()
        return msgspec.json.decode(row[0], type=Place) if row else None

    def choose(self, library: int, url: str) -> None:
        """Keep the vectors of a library on this server from now on; on this computer where `url` is empty.

        The collection that was there before is deleted, as far as its server can be reached.
        """
        before = self.place(library)
        if before is not None and before.url != url:
            self._forget(library, before)
        if url and (before is None or before.url != url):
            self._put(library, Place(url, _new_name(library)))

    def reason(self, library: int) -> str:
        """Return why the server of a library does not serve now; empty while it does."""
        return self._shelf(library).reason

    def query(self, library: int, embedder: str, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]] | None:
        """Return the nearest as (passage, cosine); None while the server is not in step or not there."""
        shelf = self._shelf(library)
        if shelf.index is None:
            self._prepare(library, embedder, wait=PATIENCE)
        index = shelf.index
        if index is None:
            return None
        try:
            return index.query(vector, k)
        except IndexAway as away:
            self._lost(shelf, str(away))
            return None

    def warm(self, library: int, embedder: str) -> None:
        """Begin to bring the server in step, and wait for it a little."""
        if embedder and self._shelf(library).index is None:
            self._prepare(library, embedder, wait=PATIENCE)

    def add(self, library: int, embedder: str, passages: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Send vectors that are in the store already; what fails is sent when the server answers again."""
        shelf = self._shelf(library)
        index = shelf.index
        if index is None or not len(passages):
            shelf.changes += 1
            self._prepare(library, embedder)
            return
        try:
            index.add(passages, vectors)
        except IndexAway as away:
            self._lost(shelf, str(away))

    def drop(self, library: int, passages: Sequence[int]) -> None:
        """Remove vectors; what fails is removed when the server answers again."""
        shelf = self._shelf(library)
        index = shelf.index
        if index is None or not len(passages):
            shelf.changes += 1
            return
        try:
            index.delete(passages)
        except IndexAway as away:
            self._lost(shelf, str(away))

    @contextlib.contextmanager
    def erased(self, library: int) -> Iterator[None]:
        """Let passages be removed from the store while the block runs, then have the server forget them too."""
        shelf, place = self._shelf(library), self.place(library)
        shelf.stop.cancel()
        with shelf.lock:
            shelf.stop = Cancel()
            yield
            index, shelf.index = shelf.index, None
            shelf.changes += 1
            known = self._store.read.execute("SELECT 1 FROM libraries WHERE id = ?", (library,)).fetchone()
            if known is None and place is not None:
                self._forget(library, place)
            elif index is not None and place is not None:
                with contextlib.suppress(IndexAway):  # else when the server answers again
                    self._send(library, place.embedder, index, shelf.stop)
                    shelf.index = index

    def close(self) -> None:
        """Stop sending and close every connection."""
        with self._lock:
            shelves = list(self._shelves.values())
        for shelf in shelves:
            shelf.close()

    # ── keeping in step ───────────────────────────────────────────────────────────────────────────────────────────

    def _prepare(self, library: int, embedder: str, wait: float = 0.0) -> None:
        shelf = self._shelf(library)
        with self._lock:
            idle = shelf.thread is None or not shelf.thread.is_alive()
            if idle and (not shelf.failed or time.monotonic() - shelf.failed >= RETRY):
                shelf.thread = threading.Thread(
                    target=self._in_step, args=(library, embedder, shelf), name=f"away-{library}", daemon=True
                )
                shelf.thread.start()
            thread = shelf.thread
        if wait and thread is not None:
            thread.join(wait)

    def _in_step(self, library: int, embedder: str, shelf: _Shelf) -> None:
        """Connect, and send what the server lacks, until nothing changed meanwhile."""
        try:
            with self._store.leaving(), contextlib.suppress(LecternError), shelf.lock:
                place = self.place(library)
                if place is None or shelf.index is not None:
                    return
                if place.embedder != embedder:
                    place = self._renewed(library, place, embedder)
                index = AwayIndex(place.url, place.name, self._key(place.url), self._log)
                while True:
                    before = shelf.changes
                    self._send(library, embedder, index, shelf.stop)
                    if shelf.changes == before:
                        break
                shelf.index, shelf.failed, shelf.reason = index, 0.0, ""
        except IndexAway as away:
            self._lost(shelf, str(away))

    def _send(self, library: int, embedder: str, index: AwayIndex, cancel: Cancel) -> None:
        """Make the numbers of the server those of the library.

        Raises:
            IndexAway, Cancelled.
        """
        held, expected = index.numbers(), self._contents.passage_numbers(library, embedder)
        if extra := sorted(held - expected):
            index.delete(extra)
        for some, vectors in self._contents.portions(embedder, expected - held, PORTION, cancel):
            index.add(some, vectors)

    def _forget(self, library: int, place: Place) -> None:
        """Delete the collection of a library, and that it has one."""
        shelf = self._shelf(library)
        index, shelf.index = shelf.index, None
        with contextlib.suppress(IndexAway):
            index = index or AwayIndex(place.url, place.name, self._key(place.url), self._log)
            index.remove()
        if index is not None:
            index.close()
        with self._store.write() as connection:
            connection.execute("DELETE FROM settings WHERE key = ?", (_SETTING.format(library),))
        with self._lock:
            self._shelves.pop(library, None)

    def _lost(self, shelf: _Shelf, reason: str) -> None:
        index, shelf.index = shelf.index, None
        shelf.failed, shelf.reason = time.monotonic(), reason
        if index is not None:
            index.close()

    def _key(self, url: str) -> Key:
        """Return the key of a server.

        Raises:
            IndexAway: it would travel unencrypted to another computer.
        """
        key = self._keys.get(CHROMA_KEY, origin(url))
        if key and Endpoint(CHROMA_KEY, url).exposed:
            raise IndexAway("its key was not sent, because the address has no https")
        return key

    def _renewed(self, library: int, place: Place, embedder: str) -> Place:
        """Return a place for the vectors of another embedder, which may have another length; the old ones go.

        Raises:
            IndexAway.
        """
        if place.embedder:
            old = AwayIndex(place.url, place.name, self._key(place.url), self._log)
            old.remove()
            old.close()
        renewed = Place(place.url, _new_name(library), embedder)
        self._put(library, renewed)
        return renewed

    def _put(self, library: int, place: Place) -> None:
        value = msgspec.json.encode(place).decode()
        with self._store.write() as connection:
            connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (_SETTING.format(library), value))

    def _shelf(self, library: int) -> _Shelf:
        with self._lock:
            return self._shelves.setdefault(library, _Shelf())


def _new_name(library: int) -> str:
    """Return a name that no other computer that uses the server has."""
    return f"lectern-{secrets.token_hex(8)}-{library}"
