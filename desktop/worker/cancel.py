"""A token that says stop, handed down to whatever works for long."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from desktop.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Cancel:
    """Knows whether the work was cancelled and whom to tell; knows nothing of the work. Thread-safe."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._watchers: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; more calls do nothing."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            watchers = list(self._watchers)
        for watcher in watchers:
            watcher()

    def check(self) -> None:
        """Raise when cancelled.

        Raises:
            Cancelled: `cancel` was called.
        """
        if self.cancelled:
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Sleep until cancelled or `seconds` have passed; return whether cancelled."""
        return self._event.wait(seconds)

    @contextlib.contextmanager
    def watch(self, watcher: Callable[[], None]) -> Iterator[None]:
        """Call `watcher` on the cancelling thread, at once when already cancelled, while the block runs."""
        with self._lock:
            late = self._event.is_set()
            self._watchers.append(watcher)
        if late:
            watcher()
        try:
            yield
        finally:
            with self._lock:
                self._watchers.remove(watcher)
