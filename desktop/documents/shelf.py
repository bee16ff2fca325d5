"""The index of one library while it is open, and its lock."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.vectors import VectorIndex


class Shelf:
    """Knows the index of one library, and its lock: held while it is opened, built or written."""

    def __init__(self, library: int) -> None:
        self.library = library
        self.lock = threading.RLock()
        self.index: VectorIndex | None = None
        self.thread: threading.Thread | None = None
        self.stop = Cancel()
        self.used = 0
        self.refused = False

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
