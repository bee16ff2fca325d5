"""Decide what an adding of files and folders has to do: which files are new, changed, known, refused or gone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.ledger import Entry, Ledger
from desktop.documents.readers import READERS
from desktop.documents.walk import FoundFile, Refused, find_files, shown_path
from desktop.errors import FileMissing, LecternError, NothingReadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.store import Store
    from desktop.worker.cancel import Cancel

_PORTION = 500


class Plan(msgspec.Struct, frozen=True):
    """What there is to do.

    Attributes:
        read: files to read, those first that are soon done; each is written down as waiting.
        unchanged: how many files are there as they were.
        told: files that need no reading but whose state is news: refused, refused before, gone or back again.
    """

    read: tuple[Entry, ...]
    unchanged: int
    told: tuple[Entry, ...]

    @property
    def total(self) -> int:
        """How many files were looked at."""
        return len(self.read) + self.unchanged + len(self.told)


def plan(
    store: Store,
    ledger: Ledger,
    library: int,
    given: Sequence[bytes],
    cancel: Cancel,
    *,
    again: bool = False,
    pictures: bool = True,
    watched: bool = False,
) -> Plan:
    """Find the files under `given`, write the new and changed ones down, and add what an earlier run left undone.

    Args:
        again: read files once more that could not be read before.
        pictures: read scans that were passed over before.
        watched: `given` is what changed in a watched folder, of which anything may be gone or unreadable.

    Raises:
        FileMissing: something given does not exist, and never did in this library.
        NothingReadable: folders were given and hold no document.
        Cancelled, DiskFull.
    """
    found: dict[bytes, tuple[FoundFile | Refused, str]] = {}
    empty: list[Refused] = []
    lost: list[bytes] = []
    for path in given:
        if not os.path.lexists(path):
            if not watched and not _held(ledger, library, path):
                raise FileMissing(file=shown_path(os.fsdecode(path)))
            lost.append(os.path.abspath(path))
            continue
        real = os.path.realpath(path)
        for item in find_files([Path(os.fsdecode(path))], cancel):
            if isinstance(item, Refused) and isinstance(item.error, NothingReadable):
                empty.append(Refused(item.path, NothingReadable(file=shown_path(os.fsdecode(path)))))
                continue
            found.setdefault(os.fsencode(item.path), (item, _as_given(path, real, os.fsencode(item.path))))
        lost.append(real)
    if empty and not watched and not any(isinstance(item, FoundFile) for item, _ in found.values()):
        raise empty[0].error
    return _decide(store, ledger, library, found, lost, cancel, again=again, pictures=pictures)


def _held(ledger: Ledger, library: int, path: bytes) -> bool:
    return bool(ledger.under(library, os.path.abspath(path)))


def _as_given(given: bytes, real: bytes, found: bytes) -> str:
    """The found path as it would be written by whoever wrote `given`."""
    inside = os.path.relpath(found, real)
    return shown_path(os.fsdecode(given if inside == b"." else os.path.join(given, inside)))


def _decide(
    store: Store,
    ledger: Ledger,
    library: int,
    found: dict[bytes, tuple[FoundFile | Refused, str]],
    lost: Sequence[bytes],
    cancel: Cancel,
    *,
    again: bool,
    pictures: bool,
) -> Plan:
    known = ledger.at_paths(library, found)
    read: list[int] = []
    told: list[int] = []
    unchanged = 0
    items = list(found.items())
    for start in range(0, len(items), _PORTION):
        cancel.check()
        with store.write():
            for path, (item, shown) in items[start : start + _PORTION]:
                entry = known.get(path)
                if isinstance(item, Refused):
                    number = ledger.note(library, path, shown, 0, 0, "waiting")
                    ledger.fail(number, _renamed(item, shown))
                    told.append(number)
                elif entry is None or not entry.unchanged(item.size, item.modified):
                    read.append(ledger.note(library, path, shown, item.size, item.modified, "waiting"))
                elif (again and entry.state in ("skipped", "failed")) or (pictures and entry.scan):
                    ledger.forgive(entry.id)
                    read.append(ledger.note(library, path, shown, item.size, item.modified, "waiting"))
                elif entry.lasting:
                    told.append(entry.id)
                elif entry.state == "missing" and entry.content is not None:  # gone, and back as it was
                    ledger.set_state(entry.id, "indexed")
                    told.append(entry.id)
                elif entry.state == "indexed":
                    unchanged += 1
                    if entry.shown != shown:
                        ledger.note(library, path, shown, item.size, item.modified, "indexed")
                else:  # left over by a crash, or a fault that may not come again
                    read.append(ledger.note(library, path, shown, item.size, item.modified, "waiting"))
    chosen = set(read)
    for entry in ledger.unfinished(library):
        if entry.id not in chosen:
            if os.path.lexists(entry.path):
                read.append(entry.id)
            else:
                ledger.set_state(entry.id, "missing")
                told.append(entry.id)
    told += [entry.id for entry in ledger.mark_missing(library, lost, set(found))]
    entries = ledger.numbered([*read, *told])
    return Plan(
        read=tuple(sorted((entries[number] for number in read if number in entries), key=_effort)),
        unchanged=unchanged,
        told=tuple(entries[number] for number in dict.fromkeys(told) if number in entries),
    )


def _effort(entry: Entry) -> tuple[bool, bool, int]:
    """What orders files so that most can be asked soonest: one slow file would keep all after it waiting.

    Last come files that ended their reader before, ahead of them pictures, which take seconds each, then size decides.
    """
    suffix = os.path.splitext(os.fsdecode(entry.path))[1].lower()
    return entry.deaths > 0, READERS.get(suffix) == "image", entry.size


def _renamed(item: Refused, shown: str) -> LecternError:
    """The error, naming the file as it was given."""
    return type(item.error)(**{**item.error.values, "file": shown})
