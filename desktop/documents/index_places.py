"""Say for each library whether its vectors are searched on this computer or on a server, behind one face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.indexes import Indexes
from desktop.documents.indexes_away import AwayIndexes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray

    from desktop.documents.contents import Contents
    from desktop.documents.store import Store
    from desktop.worker.cancel import Cancel


class IndexPlaces:
    """Knows the indexes on this computer and those on servers; each library is in one of them."""

    def __init__(self, store: Store, contents: Contents, log: str = "") -> None:
        """Open nothing yet; `log` is the journal of what left this computer."""
        self._near = Indexes(store, contents)
        self._away = AwayIndexes(store, contents, log)

    def choose(self, library: int, url: str) -> None:
        """Keep the vectors of a library on this server from now on; on this computer where `url` is empty."""
        if url:
            with self._near.erased(library):
                self._away.choose(library, url)
        else:
            self._away.choose(library, "")

    def url(self, library: int) -> str:
        """Return the server that keeps the vectors of a library; empty for this computer."""
        place = self._away.place(library)
        return place.url if place is not None else ""

    def absent(self, library: int) -> str:
        """Return why the server of a library does not serve now; empty while it does, or where there is none."""
        return self._away.reason(library) if self.url(library) else ""

    def query(self, library: int, embedder: str, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]] | None:
        """Return the nearest as (passage, cosine); None while words alone must serve."""
        side = self._away if self.url(library) else self._near
        return side.query(library, embedder, vector, k)

    def warm(self, library: int, embedder: str) -> None:
        """Begin to open the index, and wait for it a little."""
        side = self._away if self.url(library) else self._near
        side.warm(library, embedder)

    def add(
        self, library: int, embedder: str, passages: Sequence[int], vectors: NDArray[np.float32], cancel: Cancel
    ) -> None:
        """Add vectors that are in the store already.

        Raises:
            Cancelled, DiskFull: what is missing in the index is added when it is opened again.
        """
        if self.url(library):
            self._away.add(library, embedder, passages, vectors)
        else:
            self._near.add(library, embedder, passages, vectors, cancel)

    def drop(self, library: int, passages: Sequence[int], cancel: Cancel) -> None:
        """Leave passages out of the index from now on."""
        if self.url(library):
            self._away.drop(library, passages)
        else:
            self._near.drop(library, passages, cancel)

    def replace(self, library: int, embedder: str, cancel: Cancel, then: Callable[[], None]) -> None:
        """Search another embedder's vectors from the moment in which `then` is called.

        Raises:
            Cancelled, DiskFull, IndexUnavailable: the old ones still serve.
        """
        if self.url(library):
            then()
            self._away.choose(library, self.url(library))  # its server is filled anew with the next question
        else:
            self._near.replace(library, embedder, cancel, then)

    def settle(self, library: int) -> None:
        """Say that the writing is over."""
        if not self.url(library):
            self._near.settle(library)

    def erased(self, library: int) -> AbstractContextManager[None]:
        """Remove what the block deletes from the index too, and let nobody search it meanwhile."""
        side = self._away if self.url(library) else self._near
        return side.erased(library)

    def close(self) -> None:
        """Close every index."""
        self._away.close()
        self._near.close()
