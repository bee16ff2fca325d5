"""How fast the bytes of a download come, and when it is time to tell."""

from __future__ import annotations

import time

from desktop.engine.download import Fetched

#: Seconds between two events.
TELL_SECONDS = 0.25


class Pace:
    """Knows how fast bytes come, over the last seconds, and when it was told last."""

    def __init__(self) -> None:
        self._marks: list[tuple[float, int]] = []
        self._told = 0.0
        self.bytes = 0
        self.done = 0

    def add(self, count: int, done: int, total: int) -> Fetched | None:
        """Count new bytes; return an event when it is time for one."""
        moment = time.monotonic()
        self.bytes += count
        self.done = done
        self._marks.append((moment, self.bytes))
        while len(self._marks) > 2 and self._marks[0][0] < moment - 5:
            self._marks.pop(0)
        if moment - self._told < TELL_SECONDS:
            return None
        self._told = moment
        first = self._marks[0]
        speed = (self.bytes - first[1]) / (moment - first[0]) if moment > first[0] else 0.0
        left = (total - done) / speed if speed > 0 and total else 0.0
        return Fetched("coming", done, total, speed, left)
