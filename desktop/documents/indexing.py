"""Add files to a library: what is new or changed is read ahead and taken in, what cannot be read says why."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.gone import forget_gone
from desktop.documents.intake import Intake
from desktop.documents.looks import KeptLooks, forget_looks
from desktop.documents.plan import plan
from desktop.documents.protocol import FileChanged, IndexFinished, Indexing, IndexStarted
from desktop.documents.read_ahead import AT_ONCE, CouldNotRead, ReadAhead, ReadingPage, WasRead
from desktop.errors import FileHasNoText, FileTookTooLong, LecternError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.intake import Room
    from desktop.documents.ledger import Entry
    from desktop.documents.plan import Plan
    from desktop.documents.protocol import FileState
    from desktop.worker.cancel import Cancel


class _Count(msgspec.Struct):
    """What has been done so far."""

    indexed: int = 0
    pages: int = 0
    chunks: int = 0
    skipped: list[FileState] = []
    failed: list[FileState] = []

    def take(self, state: FileState) -> None:
        if state.state == "indexed":
            self.indexed += 1
            self.pages += state.pages
            self.chunks += state.chunks
        elif state.state == "skipped":
            self.skipped.append(state)
        elif state.state == "failed":
            self.failed.append(state)


class Adding:
    """Knows one adding of files to one library, from plan to end."""

    def __init__(self, room: Room, library: int, cancel: Cancel, *, pictures: bool = True) -> None:
        self._room = room
        self._pictures = pictures
        self._library = library
        self._cancel = cancel
        self._count = _Count()
        self._intake = Intake(room, library, cancel)

    def run(self, paths: Sequence[bytes], *, again: bool = False, watched: bytes = b"") -> Iterator[Indexing]:
        """Yield what happens to each file, `IndexFinished` last.

        Args:
            again: read files again that could not be read.
            watched: the watched folder in which `paths` changed: files that are gone from it are forgotten.

        Raises:
            FileMissing, NothingReadable: what was given; nothing changed.
            Cancelled, DiskFull: what was done stays done, and the next adding goes on from there.
        """
        started = time.monotonic()
        room, library = self._room, self._library
        todo = plan(
            *(room.store, room.ledger, library, paths, self._cancel),
            again=again,
            pictures=self._pictures,
            watched=bool(watched),
        )
        yield IndexStarted(todo.total)
        with self._intake.ending():
            for event in self._take_in(todo):
                self._count.take(event.state)
                yield event
            if watched:
                forget_gone(room.ledger, room.contents, room.indexes, library, watched, self._cancel)
        count = self._count
        yield IndexFinished(
            indexed=count.indexed,
            unchanged=todo.unchanged,
            skipped=tuple(count.skipped),
            failed=tuple(count.failed),
            pages=count.pages,
            chunks=count.chunks,
            seconds=time.monotonic() - started,
        )

    def _take_in(self, todo: Plan) -> Iterator[FileChanged]:
        for entry in todo.told:
            if entry.state in ("skipped", "failed"):
                self._intake.drop(entry)
            yield from self._intake.changed(entry.id)
        if todo.read:
            self._room.embedders.of(self._library).warm()
            yield from self._read(todo.read)

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, entries: Sequence[Entry]) -> Iterator[FileChanged]:
        room = self._room
        ahead = ReadAhead(
            entries,
            room.readers(),
            begin=lambda entry: room.ledger.set_state(entry.id, "reading"),
            known=lambda digest, suffix: room.contents.known(digest, suffix, pictures=self._pictures) is not None,
            looks=lambda entry, digest: KeptLooks(room.store, entry.id, digest),
            leave=room.store.leave,
            pictures=self._pictures,
            at_once=AT_ONCE,
        )
        try:
            with self._cancel.watch(ahead.stop):
                for item in ahead:
                    self._cancel.check()
                    if isinstance(item, ReadingPage):
                        state = msgspec.structs.replace(item.entry.told(), state="reading")
                        yield FileChanged(state, item.page // 2, item.pages)
                    elif isinstance(item, WasRead):
                        yield from self._take(item)
                    else:
                        yield from self._refuse(item, ahead)
                    yield from self._intake.embed(ahead.idle)
                yield from self._intake.embed(lambda: True)
        finally:
            ahead.close()
        self._cancel.check()

    def _take(self, item: WasRead) -> Iterator[FileChanged]:
        passages = self._intake.cut(item.document) if item.document is not None else []
        if item.document is None or passages:
            yield from self._intake.take(item, passages)
            return
        self._fail(item.entry, FileHasNoText(file=item.entry.shown))
        yield from self._intake.changed(item.entry.id)

    def _refuse(self, item: CouldNotRead, ahead: ReadAhead) -> Iterator[FileChanged]:
        """Write down why a file was not read; one that ended its reader is tried once more, after the others."""
        ledger, entry = self._room.ledger, item.entry
        error: LecternError | None = item.error
        if item.died or isinstance(error, FileTookTooLong):
            quarantined = ledger.count_death(entry.id, entry.shown)
            error = quarantined or error
            if item.died and quarantined is None:
                ledger.set_state(entry.id, "waiting")
                ahead.again(entry)
                return
        assert error is not None
        if not item.died and not isinstance(item.error, FileTookTooLong):
            forget_looks(self._room.store, entry.id)  # after a death or the deadline another try goes on from there
        self._fail(entry, error)
        self._intake.drop(entry)
        yield from self._intake.changed(entry.id)

    def _fail(self, entry: Entry, error: LecternError) -> None:
        """Write down why a file was not read, and by which reader if no other than a later one will do better."""
        self._room.ledger.fail(entry.id, error)
        if self._room.ledger.lasts(error):
            self._room.ledger.read_by_present(entry)
