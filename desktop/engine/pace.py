"""How fast a download is and how long it will still take, told a few times a second."""

from __future__ import annotations

import time
from collections import deque

from desktop.engine.download import Fetched

TELL_SECONDS = 0.25
#: The speed is an average over so many seconds.
SPAN = 5.0
#: No time left is told before so many seconds: it would jump.
STEADY = 2.0


class Pace:
    """Knows how many bytes of all that is fetched are there, and when this was told last."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._marks: deque[tuple[float, int]] = deque()
        self._new = 0
        self._told = 0.0
        self._began = 0.0

    def add(self, count: int) -> Fetched | None:
        """Count bytes that came; return an event when it is time for one."""
        moment = time.monotonic()
        self._began = self._began or moment
        self._new += count
        self.done += count
        self._marks.append((moment, self._new))
        while len(self._marks) > 2 and self._marks[0][0] < moment - SPAN:
            self._marks.popleft()
        if moment - self._told < TELL_SECONDS:
            return None
        self._told = moment
        first, before = self._marks[0]
        speed = (self._new - before) / (moment - first) if moment > first else 0.0
        steady = moment - self._began >= STEADY and speed > 0 and self.total
        return Fetched("coming", self.done, self.total, speed, (self.total - self.done) / speed if steady else 0.0)

    def checking(self) -> Fetched:
        """Return the event that bytes of an earlier run are checked."""
        return Fetched("checking", self.done, self.total)

    def waiting(self) -> Fetched:
        """Return the event that a lost connection is waited for."""
        return Fetched("waiting", self.done, self.total)
