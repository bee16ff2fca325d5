"""Hold a folder for one process by a lock of the operating system, which ends with the process whatever happens."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from desktop.errors import LibraryInUse

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "library.lock"
#: Seconds to wait for a process of ours that is just ending.
PATIENCE = 3.0


class FolderLock:
    """Knows one lock and holds it until `close` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            LibraryInUse: another process holds it.
            OSError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._descriptor = os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        deadline = time.monotonic() + PATIENCE
        while not _lock(self._descriptor):
            if time.monotonic() > deadline:
                os.close(self._descriptor)
                raise LibraryInUse(folder=folder)
            time.sleep(0.05)

    def close(self) -> None:
        """Let go of the folder."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
