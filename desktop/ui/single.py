"""One window for each data folder: a second start brings the first window to the front and leaves."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

#: What a second start sends to the first: no port, no named socket; a signal reaches processes of one user only.
CALL = getattr(signal, "SIGUSR1", None)


class SingleWindow(QObject):
    """Holds the lock of a data folder. `called` is emitted when another start wants the window."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale only when its process is gone, however long it is held
        self._pair: tuple[socket.socket, socket.socket] | None = None
        self._notifier: QSocketNotifier | None = None

    def take(self) -> bool:
        """Take the lock; when another process has it, call that one and return False."""
        self._listen()  # before the lock is seen: the call of a third start ends a process that does not listen
        if self._lock.tryLock(0):
            return True
        self._deafen()
        pid, _host, _program = self._lock.getLockInfo()
        if pid and CALL is not None:
            with contextlib.suppress(OSError):
                os.kill(pid, CALL)
        return False

    def close(self) -> None:
        """Give the lock back."""
        self._deafen()
        self._lock.unlock()

    def _deafen(self) -> None:
        """Listen no longer; a call that comes late ends nothing."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if CALL is not None and self._pair is not None:
            signal.signal(CALL, signal.SIG_IGN)
            signal.set_wakeup_fd(-1)
        for end in self._pair or ():
            end.close()
        self._pair = None

    def _listen(self) -> None:
        """Wake Qt's loop when the signal comes; Python alone would handle it only with the next Python call."""
        if CALL is None:
            return
        read, write = socket.socketpair()
        for end in (read, write):
            end.setblocking(False)
        self._pair = (read, write)
        signal.set_wakeup_fd(write.fileno(), warn_on_full_buffer=False)
        signal.signal(CALL, _heard)
        self._notifier = QSocketNotifier(read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _woken(self) -> None:
        if self._pair is None:
            return
        with contextlib.suppress(BlockingIOError):
            if CALL is not None and CALL in self._pair[0].recv(64):
                self.called.emit()


def _heard(number: int, frame: FrameType | None) -> None:
    """Take the signal; the wake-up descriptor tells Qt."""
