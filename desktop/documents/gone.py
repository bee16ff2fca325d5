"""Forget files that were deleted from a watched folder; keep those of a folder that is gone as a whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.documents.contents import Contents
    from desktop.documents.index_places import IndexPlaces
    from desktop.documents.ledger import Ledger
    from desktop.worker.cancel import Cancel


def forget_gone(
    ledger: Ledger, contents: Contents, indexes: IndexPlaces, library: int, folder: bytes, cancel: Cancel
) -> None:
    """Forget what is missing from `folder`; call it when files that were moved are known under their new names.

    A folder that is not there, or is empty as that of a drive is which was taken out, is missing: its files are kept.

    Raises:
        Cancelled, DiskFull.
    """
    inside = ledger.under(library, folder)
    gone = [entry for entry in inside if entry.state == "missing" and not os.path.lexists(entry.path)]
    if not gone or not _has_something(folder):
        return
    dropped = [passage for entry in gone for passage in contents.detach(library, entry)]
    indexes.drop(library, dropped, cancel)
    contents.remove(library, gone)


def _has_something(folder: bytes) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(True for _ in entries)
    except OSError:
        return False
