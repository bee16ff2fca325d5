"""Forget files that were deleted from a watched folder; keep those of a folder that is gone as a whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.documents.indexing import Room
    from desktop.worker.cancel import Cancel


def forget_gone(room: Room, library: int, folder: bytes, cancel: Cancel) -> None:
    """Forget what is missing from `folder`; call it when files that were moved are known under their new names.

    A folder that is not there, or is empty as that of a drive is which was taken out, is missing: its files are kept.

    Raises:
        Cancelled, DiskFull.
    """
    inside = os.path.join(folder, b"")
    missing = [e for e in room.ledger.entries(library) if e.state == "missing" and e.path.startswith(inside)]
    gone = [entry for entry in missing if not os.path.lexists(entry.path)]
    if not gone or not _has_something(folder):
        return
    dropped = [passage for entry in gone for passage in room.contents.detach(library, entry)]
    room.indexes.drop(library, dropped, cancel)
    room.contents.remove(library, gone)
    room.store.erase()


def _has_something(folder: bytes) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(True for _ in entries)
    except OSError:
        return False
