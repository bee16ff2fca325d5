"""Read again, behind all other work, what earlier versions of the readers read; the old text serves until then."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

from desktop.documents.intake import Intake
from desktop.documents.looks import KeptLooks, forget_looks
from desktop.documents.read_ahead import CouldNotRead, ReadAhead, WasRead
from desktop.documents.reread_protocol import Reread
from desktop.errors import Cancelled, FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.documents.intake import Room
    from desktop.documents.ledger import Entry
    from desktop.documents.turns import Turns
    from desktop.domain.document import Document
    from desktop.worker.cancel import Cancel

#: How far the readers stand back when the processor is wanted (nice, 0 to 19).
STAND_BACK = 10


class Rereading:
    """Knows which files are still to be read again; a file is done when its line in the ledger says so."""

    def __init__(self, room: Room, turns: Turns, cancel: Cancel, *, pictures: bool = True) -> None:
        self._room, self._turns, self._cancel, self._pictures = room, turns, cancel, pictures
        self._passed: set[int] = set()  # files that this time give less than before, or nothing, but may another time

    def run(self, libraries: Mapping[int, str]) -> Iterator[Reread]:
        """Yield how far it is, first when it begins and then after each file; nothing where there is nothing to do.

        Args:
            libraries: numbers and names.

        Raises:
            Cancelled, DiskFull: what was read stays, and the next call goes on from there.
        """
        total = sum(len(self._left(library)) for library in libraries)
        done = 0
        if total:
            yield Reread(done, total)
        for library, name in libraries.items():
            while (entries := self._left(library)) or self._unembedded(library):
                try:
                    for entry, changed in self._some(library, entries):
                        done += 1
                        yield Reread(done, max(done, total), name, entry.shown, changed)
                    break
                except Cancelled:
                    self._cancel.check()  # else somebody wanted the turn; this goes on after them

    def _left(self, library: int) -> list[Entry]:
        """The files to read again that lie where they were as they were; an adding sees to others."""
        outdated = self._room.ledger.outdated(library)
        return [entry for entry in outdated if entry.id not in self._passed and _lies_there(entry)]

    def _unembedded(self, library: int) -> bool:
        """Whether a kill came between reading a file again and embedding what was new in it."""
        key = self._room.embedders.of(library).key
        return bool(key and self._room.contents.unembedded(library, key))

    def _some(self, library: int, entries: Sequence[Entry]) -> Iterator[tuple[Entry, bool]]:
        """Yield each file once it is read and whether it is kept otherwise now, until somebody else wants the turn."""
        with self._turns.later(self._cancel) as stop:
            intake = Intake(self._room, library, stop)
            with intake.ending():
                if entries:
                    yield from self._read(intake, entries, stop)

    def _read(self, intake: Intake, entries: Sequence[Entry], stop: Cancel) -> Iterator[tuple[Entry, bool]]:
        room = self._room
        ahead = ReadAhead(
            entries,
            room.readers(),
            begin=lambda _: _stand_back(),  # the file counts as indexed all the time
            known=lambda digest, suffix: room.contents.known(digest, suffix, pictures=self._pictures) is not None,
            looks=lambda entry, digest: KeptLooks(room.store, entry.id, digest),
            leave=room.store.leave,
            pictures=self._pictures,
        )
        try:
            with stop.watch(ahead.stop):
                for item in ahead:
                    stop.check()
                    if isinstance(item, WasRead):
                        yield item.entry, self._take(item, intake)
                    elif isinstance(item, CouldNotRead):
                        self._refuse(item)
                        yield item.entry, False
                    for _ in intake.embed(ahead.idle):
                        stop.check()
                for _ in intake.embed(lambda: True):
                    stop.check()
        finally:
            ahead.close()

    def _take(self, item: WasRead, intake: Intake) -> bool:
        """Keep what was read in place of what was kept, where it is other and not less; return whether it was."""
        entry, document = item.entry, item.document
        passages = intake.cut(document) if document is not None else []
        if document is not None:
            forget_looks(self._room.store, entry.id)
            if entry.content is not None and _gives_less(document, entry):
                self._passed.add(entry.id)
                return False
            if not passages or (
                entry.content is not None and self._room.contents.same(entry.content, document, passages)
            ):
                if entry.content is None:
                    self._room.ledger.fail(entry.id, FileHasNoText(file=entry.shown))
                self._room.ledger.read_by_present(entry)
                return False
        for _ in intake.take(item, passages):
            pass
        return True

    def _refuse(self, item: CouldNotRead) -> None:
        """What was read before stays where the present reader fails; a fault that may pass is none of the reader."""
        ledger, entry = self._room.ledger, item.entry
        if not item.died and not ledger.lasts(item.error):
            self._passed.add(entry.id)
            return
        forget_looks(self._room.store, entry.id)
        if entry.content is None and not item.died:
            ledger.fail(entry.id, item.error)
        ledger.read_by_present(entry)


def _lies_there(entry: Entry) -> bool:
    try:
        found = os.stat(entry.path)
    except OSError:
        return False
    return entry.unchanged(found.st_size, found.st_mtime_ns)


def _gives_less(document: Document, before: Entry) -> bool:
    """Whether a reading passed over pictures that are read already, or was broken off where the one before was not."""
    broken_off = document.notice != before.notice and len(document.pages) < before.pages
    return broken_off or document.unread > before.unread


def _stand_back() -> None:
    """Let others go first where they want the processor: this thread, and the readers that it starts from now on."""
    if sys.platform == "linux":  # elsewhere a number means a process, and a thread cannot stand back alone
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), STAND_BACK)
