"""One document while another process reads it: its pages so far, its clock, and what of it is kept."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Protocol

from desktop.documents.reader_process import Finished, PageRead, Read, Reply
from desktop.documents.readers.parts import MOST_PICTURES, Looked, Looking, Note, Opened, document, reached
from desktop.domain.document import Block, Document, Page
from desktop.domain.events import Progress
from desktop.errors import FileTookTooLong, ProcessHung, ProcessStopped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.worker.cancel import Cancel
    from desktop.worker.host import Worker

#: Seconds that a document has besides those of its pages.
SECONDS_TO_OPEN = 2.0
#: Reading a page from its picture, a matter of five to ten seconds, has so many of its own, on as many pages as may be
#: read so: beside an engine that answers and an index that is built it takes many times as long.
SECONDS_PER_PICTURE = 600.0
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
        self.harmless = False
        self._started = time.monotonic()
        self._looking = 0.0
        self._looked = 0
        self._late = threading.Event()
        self._alarm: threading.Timer | None = None

    def read(self, cancel: Cancel) -> Iterator[Progress | Document]:
        """As `Readers.read`."""
        what = f"Reading {os.path.basename(self._shown)}"
        self._set_alarm(self._seconds)
        try:
            for reply in self._worker.call(self._request, Reply, cancel):
                if isinstance(reply, Opened):
                    self._opened = reply
                    self._set_alarm(max(self._seconds, SECONDS_TO_OPEN + self._seconds_per_page * reply.pages))
                    yield Progress(what, 0, reply.pages, "pages")
                elif isinstance(reply, Note):
                    self._notes.append(reply)
                elif isinstance(reply, Looking):
                    self._look()
                    yield Progress(what, len(self._pages), self._opened.pages, "pages")
                elif isinstance(reply, Looked):
                    if self._looks is not None and len(reply.seen) <= MOST_SEEN:
                        self._looks.keep(reply.page, reply.seen)
                elif isinstance(reply, Finished):
                    self.harmless = reply.harmless
                elif isinstance(reply, PageRead) and self._add(reply):
                    yield Progress(what, len(self._pages), self._opened.pages, "pages")
        except (ProcessStopped, ProcessHung):
            cancel.check()
            if not self._late.is_set():
                raise
            if not self._pages:
                raise FileTookTooLong(file=self._shown, seconds=self._spent()) from None
            read = len(self._pages)
            where = f"section {read}"
            if self._opened.paged:
                where = reached(read, self._opened.pages, self._pages[-1].label)
            text = f"Stopped after {where}: reading took longer than {self._spent()} s."
            self._notes.append(Note(text))
        finally:
            if self._alarm:
                self._alarm.cancel()
        yield document(self._shown, self._opened, self._pages, self._notes)

    def _set_alarm(self, seconds: float, *, keep: bool = False) -> None:
        if self._alarm:
            self._alarm.cancel()
        self._seconds = self._seconds if keep else seconds
        self._alarm = threading.Timer(max(0.0, self._started + seconds - time.monotonic()), self._ring)
        self._alarm.daemon = True
        self._alarm.start()

    def _spent(self) -> int:
        return round(max(self._seconds, time.monotonic() - self._looking) if self._looking else self._seconds)

    def _look(self) -> None:
        """A page is read from its picture: that has a time of its own, which does not count as the document's."""
        self._looking = time.monotonic()
        self._looked += 1
        if self._looked <= MOST_PICTURES:
            self._set_alarm(self._looking - self._started + SECONDS_PER_PICTURE, keep=True)

    def _looked_up(self) -> None:
        if self._looking:
            self._started += time.monotonic() - self._looking
            self._looking = 0.0
            self._set_alarm(self._seconds)

    def _ring(self) -> None:
        self._late.set()
        self._worker.kill()

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
        self._looked_up()
        self._pages.append(Page(reply.number, reply.blocks, reply.label, reply.words))
        return True
