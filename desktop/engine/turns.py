"""Whose turn it is to talk to the model's process: one at a time, the others wait and can be cancelled."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.worker.cancel import Cancel


class Turns:
    """Knows which thread talks to the process. A thread that already does may ask again, to count while it reads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder = 0
        self._gives_way: Cancel | None = None

    @contextlib.contextmanager
    def taken(self, cancel: Cancel, *, gives_way: Cancel | None = None) -> Iterator[None]:
        """Hold the turn while the block runs; waiting for it ends with `Cancelled` when cancelled.

        Args:
            gives_way: cancelled as soon as another thread waits for the turn.
        """
        if self._holder == threading.get_ident():
            yield
            return
        while not self._lock.acquire(timeout=0.05):
            cancel.check()
            if (held := self._gives_way) is not None:
                held.cancel()
        self._holder = threading.get_ident()
        self._gives_way = gives_way
        try:
            yield
        finally:
            self._holder, self._gives_way = 0, None
            self._lock.release()
