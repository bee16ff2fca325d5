"""The index of one library while it is open, its lock, and the thread that opens it."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator


class Closed(Protocol):
    """An index, on this computer or on a server."""

    def close(self) -> None:
        """Give back what it holds."""
        ...


Index = TypeVar("Index", bound=Closed)


class Shelf(Generic[Index]):
    """Knows the index of one library, None while it is not open, and its lock: held while that is opened or changed."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.index: Index | None = None
        self.thread: threading.Thread | None = None
        self.stop = Cancel()

    @contextlib.contextmanager
    def held(self, cancel: Cancel) -> Iterator[None]:
        """Hold the lock for a block.

        Raises:
            Cancelled: while waiting for it.
        """
        while not self.lock.acquire(timeout=0.2):
            cancel.check()
        try:
            yield
        finally:
            self.lock.release()

    def close(self) -> None:
        """Stop what its thread does, and close the index."""
        self.stop.cancel()
        if self.thread is not None:
            self.thread.join(5)
        if self.index is not None:
            self.index.close()
            self.index = None
