"""The time that one document may take: its reader's processor time, and a tenth of the time that the reader waits."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

#: What a second counts in which the reader does not have the processor. On a busy computer it waits for its turn, which
#: is not the document's fault; one that sleeps for ever or was stopped must end too: after ten times its limit.
WAITING = 0.1
#: Seconds between two looks at a reader. Between two of them no more waiting counts than twice as many: this process,
#: or the whole computer, may have slept itself.
LOOK = 0.5
#: Seconds between two looks where little is left.
SHORTEST = 0.05


class Allowance:
    """Knows what a document has cost of what it may, and of what a page may that is read from its picture; no clock."""

    def __init__(self, seconds: float) -> None:
        self.limit = seconds
        self._cost = 0.0
        self._aside: tuple[float, float] | None = None  # what the page before us has cost, and may

    def count(self, processor: float, seconds: float) -> None:
        """Add that the reader had `processor` seconds in so many seconds of the clock."""
        cost = processor + WAITING * max(0.0, min(seconds, 2 * LOOK) - processor)
        if self._aside is None:
            self._cost += cost
        else:
            self._aside = self._aside[0] + cost, self._aside[1]

    def set_aside(self, seconds: float) -> None:
        """From here on count apart, up to so many seconds."""
        self._aside = 0.0, seconds

    def go_on(self) -> None:
        """Count for the document again; what was counted apart is not its own."""
        self._aside = None

    @property
    def apart(self) -> bool:
        """Whether it counts for a page and not for the document."""
        return self._aside is not None

    @property
    def reached(self) -> float:
        """The limit that counts at this moment."""
        return self.limit if self._aside is None else self._aside[1]

    @property
    def left(self) -> float:
        """Seconds until `reached`; below zero when it is passed."""
        return self.limit - self._cost if self._aside is None else self._aside[1] - self._aside[0]


class Clock:
    """Knows what one document costs its reader, and rings once when that is more than it may."""

    def __init__(self, pid: Callable[[], int | None], ring: Callable[[], None], seconds: float) -> None:
        """Start counting from now.

        Args:
            pid: the reader's process id, None while it has none.
            ring: called on a thread of the clock's own.
        """
        self._pid, self._ring = pid, ring
        self._allowance = Allowance(seconds)
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._process: psutil.Process | None = None
        self._moment = time.monotonic()
        self._processor = self._used()
        self.late = False
        threading.Thread(target=self._watch, name="reader-clock", daemon=True).start()

    @property
    def limit(self) -> float:
        """The limit in seconds that counts now, or that was reached."""
        return self._allowance.reached

    def allow(self, seconds: float) -> None:
        """Let the document have so many seconds in all."""
        with self._lock:
            self._allowance.limit = seconds

    def set_aside(self, seconds: float) -> None:
        """Give a time of its own to what the reader does from here on, until `go_on`."""
        with self._lock:
            self._count()
            self._allowance.set_aside(seconds)

    def go_on(self) -> None:
        """Count for the document again; nothing where that is so already."""
        with self._lock:
            if self._allowance.apart:
                self._count()
                self._allowance.go_on()

    def stop(self) -> None:
        """Count no longer; it will not ring any more."""
        with self._lock:
            self._over.set()

    def _watch(self) -> None:
        left = self._allowance.left
        while not self._over.wait(min(LOOK, max(SHORTEST, left))):
            with self._lock:
                if self._over.is_set():
                    return
                self._count()
                left = self._allowance.left
                self.late = left <= 0
            if self.late:
                self._ring()
                return

    def _count(self) -> None:
        moment, processor = time.monotonic(), self._used()
        self._allowance.count(max(0.0, processor - self._processor), moment - self._moment)
        self._moment, self._processor = moment, max(processor, self._processor)

    def _used(self) -> float:
        """Return the processor time of the reader in seconds; 0 when it has not started, or has ended."""
        pid = self._pid()
        if pid is None:
            return 0.0
        with contextlib.suppress(psutil.Error):
            if self._process is None or self._process.pid != pid:
                self._process = psutil.Process(pid)
            times = self._process.cpu_times()
            return times.user + times.system
        return 0.0
