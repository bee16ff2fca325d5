"""One document while another process reads it: its pages so far, its clock, and what of it is kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from desktop.documents.reader_clock import Clock
from desktop.documents.reader_process import Finished, PageRead, Read, Reply
from desktop.documents.readers.parts import MOST_PICTURES, Beside, Looked, Looking, Note, Opened, document, reached
from desktop.domain.document import Block, Document, Page
from desktop.domain.events import Progress
from desktop.errors import FileTookTooLong, ProcessHung, ProcessStopped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.worker.cancel import Cancel
    from desktop.worker.host import Worker

#: Seconds that a document has besides those of its pages.
SECONDS_TO_OPEN = 2.0
#: Reading a page from its picture, a matter of ten to forty seconds of processor time, has so many of its own, on as
#: many pages as may be read so.
SECONDS_PER_PICTURE = 300.0
#: Bytes of what was seen on one page that are kept.
MOST_SEEN = 4_000_000


class Looks(Protocol):
    """What was seen on the pages of one scan, kept from a reading that did not come to its end."""

    def known(self) -> tuple[tuple[int, bytes], ...]:
        """Return the pages, and what was seen on each."""
        ...

    def keep(self, page: int, seen: bytes) -> None:
        """Keep what was seen on one more page."""
        ...


class Run:
    """Knows one document while it is being read: its pages so far and its clock."""

    def __init__(self, worker: Worker, request: Read, seconds: tuple[float, float], looks: Looks | None) -> None:
        self._worker = worker
        self._looks = looks
        self._request = request
        self._shown = request.shown
        self._seconds, self._seconds_per_page = seconds
        self._opened = Opened()
        self._pages: list[Page] = []
        self._notes: list[Note] = []
        self._partial: PageRead | None = None
        self._beside = ""
        self.harmless = False
        self._looked = 0

    def read(self, cancel: Cancel) -> Iterator[Progress | Document]:
        """As `Readers.read`."""
        what = f"Reading {os.path.basename(self._shown)}"
        clock = Clock(lambda: self._worker.pid, self._worker.kill, self._seconds)
        try:
            for reply in self._worker.call(self._request, Reply, cancel):
                if isinstance(reply, Opened):
                    self._opened = reply
                    clock.allow(max(self._seconds, SECONDS_TO_OPEN + self._seconds_per_page * reply.pages))
                    yield Progress(what, 0, reply.pages, "pages")
                elif isinstance(reply, Note):
                    self._notes.append(reply)
                elif isinstance(reply, Beside):
                    self._beside = reply.file
                elif isinstance(reply, Looking):
                    self._look(clock)
                    yield Progress(what, len(self._pages), self._opened.pages, "pages")
                elif isinstance(reply, Looked):
                    if self._looks is not None and len(reply.seen) <= MOST_SEEN:
                        self._looks.keep(reply.page, reply.seen)
                elif isinstance(reply, Finished):
                    self.harmless = reply.harmless
                elif isinstance(reply, PageRead) and self._add(reply):
                    clock.go_on()
                    yield Progress(what, len(self._pages), self._opened.pages, "pages")
        except (ProcessStopped, ProcessHung):
            cancel.check()
            if not clock.late and not (self._beside and self._pages):
                raise
            if not self._pages:
                raise FileTookTooLong(file=self._shown, seconds=round(clock.limit)) from None
            self._notes.append(Note(self._stopped(clock)))
        finally:
            clock.stop()
            self.harmless = self.harmless and not clock.late  # else it is about to be killed
        yield document(self._shown, self._opened, self._pages, self._notes)

    def _stopped(self, clock: Clock) -> str:
        """Say where the text ends, and why."""
        if not clock.late:
            return f"“{self._beside}” ended its reader; it and what follows it were left out."
        read = len(self._pages)
        where = f"section {read}"
        if self._opened.paged:
            where = reached(read, self._opened.pages, self._pages[-1].label)
        return f"Stopped after {where}: reading took longer than {clock.limit:.0f} s."

    def _look(self, clock: Clock) -> None:
        """A page is read from its picture: that has a time of its own, which does not count as the document's."""
        self._looked += 1
        if self._looked <= MOST_PICTURES:
            clock.set_aside(SECONDS_PER_PICTURE)

    def _add(self, reply: PageRead) -> bool:
        """Take a stretch of a page; True when the page is complete."""
        if self._partial is not None and self._partial.number == reply.number:
            before = self._partial.blocks
            after = reply.blocks
            if reply.joins and before and after:
                joined = Block(before[-1].text + after[0].text, before[-1].kind, before[-1].level, before[-1].place)
                before, after = (*before[:-1], joined), after[1:]
            reply = PageRead(reply.number, reply.label, before + after, last=reply.last, words=reply.words)
        if not reply.last:
            self._partial = reply
            return False
        self._partial = None
        self._pages.append(Page(reply.number, reply.blocks, reply.label, reply.words))
        return True
