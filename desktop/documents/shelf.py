"""The index of one library while it is open, and its lock."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
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
