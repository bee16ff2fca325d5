"""The clock of a reply: how long its first token took, and how fast the others came."""

from __future__ import annotations

import time


class Clock:
    """Knows when the first and the last token came; times are of time.monotonic."""

    def __init__(self, began: float | None = None) -> None:
        """Begin now, or at the moment given."""
        self._began = time.monotonic() if began is None else began
        self._first = self._last = 0.0

    def token(self) -> None:
        """Take note of a token that came now."""
        self._last = time.monotonic()
        self._first = self._first or self._last

    @property
    def first(self) -> float:
        """Seconds to the first token; 0 while there is none."""
        return self._first - self._began if self._first else 0.0

    def speed(self, tokens: int) -> float:
        """Tokens a second after the first of so many; 0 while there is only one."""
        seconds = self._last - self._first
        return (tokens - 1) / seconds if tokens > 1 and seconds > 0 else 0.0
