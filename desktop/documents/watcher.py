"""Be told by the operating system which files change under a folder; the only import of watchdog."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

import psutil
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver, ObservedWatch

#: What happens to a file without changing it.
_IDLE = frozenset(("opened", "closed_no_write"))
#: File systems on other computers, whose changes made elsewhere nobody tells us of.
NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "lustre", "ncpfs"),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs", "davfs", "webdav", "afpfs", "fuse.s3fs"),
    )
)
LOOKED_AT = "It lies on another computer, so it is looked through every half minute."
TOO_MANY = "It holds more folders than this system tells of, so it is looked through every half minute."
UNTOLD = "This system does not tell of its changes, so it is looked through every half minute."


class Watcher:
    """Knows which folders the system tells of; knows nothing of documents. `told` is called on a thread of its own."""

    def __init__(self, told: Callable[[bytes, bytes], None]) -> None:
        """Prepare.

        Args:
            told: given the watched folder and a path in it that is new, changed or gone.
        """
        self._told = told
        self._observer: BaseObserver | None = None
        self._watches: dict[bytes, ObservedWatch] = {}

    def watch(self, folder: bytes) -> str:
        """Begin to watch a folder with all below it; return why that is not possible, empty when it is."""
        if folder in self._watches:
            return ""
        if on_network(folder):
            return LOOKED_AT
        if self._observer is None:
            self._observer = Observer()
            self._observer.daemon = True
            self._observer.start()
        try:
            watch = self._observer.schedule(_Handler(folder, self._told), os.fsdecode(folder), recursive=True)
        except OSError as error:
            return TOO_MANY if error.errno in (errno.ENOSPC, errno.EMFILE) else UNTOLD
        self._watches[folder] = watch
        return ""

    def unwatch(self, folder: bytes) -> None:
        """Watch a folder no longer."""
        watch = self._watches.pop(folder, None)
        if watch is not None and self._observer is not None:
            with contextlib.suppress(OSError, KeyError):
                self._observer.unschedule(watch)

    def close(self) -> None:
        """Watch nothing."""
        self._watches.clear()
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(5)


class _Handler(FileSystemEventHandler):
    def __init__(self, folder: bytes, told: Callable[[bytes, bytes], None]) -> None:
        self._folder, self._told = folder, told

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _IDLE or (event.is_directory and event.event_type == "modified"):
            return
        for path in (event.src_path, event.dest_path):
            if path:
                self._told(self._folder, os.fsencode(path))


def on_network(folder: bytes) -> bool:
    """Whether the file system of a folder is another computer's."""
    path = os.fsdecode(folder)
    best, kind = "", ""
    with contextlib.suppress(OSError):
        for part in psutil.disk_partitions(all=True):
            inside = path == part.mountpoint or path.startswith(part.mountpoint.rstrip(os.sep) + os.sep)
            if inside and len(part.mountpoint) >= len(best):
                best, kind = part.mountpoint, part.fstype.lower()
    return kind in NETWORK
