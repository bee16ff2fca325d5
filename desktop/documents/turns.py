"""Whose turn it is to change the libraries: one adding at a time, and what can wait only while nobody else wants to."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds between two looks whether the turn is free or the wait was cancelled.
_LOOK = 0.2


class Turns:
    """Knows who has the turn and how many wait for it; knows nothing of what they do with it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._state = threading.Lock()
        self._waiting = 0
        self._yielding: Cancel | None = None

    @contextlib.contextmanager
    def now(self, cancel: Cancel) -> Iterator[None]:
        """Hold the turn for a block; what can wait is stopped for it.

        Raises:
            Cancelled: while waiting for it.
        """
        with self._state:
            self._waiting += 1
            yielding = self._yielding
        try:
            if yielding is not None:
                yielding.cancel()
            while not self._turn.acquire(timeout=_LOOK):
                cancel.check()
        finally:
            with self._state:
                self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    @contextlib.contextmanager
    def later(self, cancel: Cancel) -> Iterator[Cancel]:
        """Hold the turn for a block once nobody else wants it; the token that is given stops it as soon as one does.

        Raises:
            Cancelled: while waiting for it.
        """
        token = Cancel()
        while not self._take(token):
            cancel.wait(_LOOK)
            cancel.check()
        try:
            with cancel.watch(token.cancel):
                yield token
        finally:
            with self._state:
                self._yielding = None
            self._turn.release()

    def _take(self, token: Cancel) -> bool:
        with self._state:
            if self._waiting or not self._turn.acquire(blocking=False):
                return False
            self._yielding = token
            return True
