"""Read the next files while the ones before them are embedded."""

from __future__ import annotations

import hashlib
import os
import queue
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

import msgspec

from desktop.documents.readers.source import opened
from desktop.domain.document import Document
from desktop.domain.events import Progress
from desktop.errors import Cancelled, Fault, LecternError, OutOfMemory, ProcessHung, ProcessStopped
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.ledger import Entry
    from desktop.documents.reader_run import Looks

#: Documents that may lie read and not yet taken; each may hold 20 million characters.
AHEAD = 2
#: Seconds between two reports of progress.
TELL_EVERY = 0.1


class DocumentReaders(Protocol):
    """What reads documents, each in a process of its own."""

    def read(
        self, path: Path, shown: str, cancel: Cancel, *, pictures: bool, looks: Looks
    ) -> Iterator[Progress | Document]:
        """Yield progress in pages, then the document; keep in `looks` what is seen on scanned pages."""
        ...

    def close(self) -> None:
        """End the processes that wait."""
        ...


class ReadingPage(msgspec.Struct, frozen=True):
    """A file is being read: so many of its pages are done."""

    entry: Entry
    page: int
    pages: int


class WasRead(msgspec.Struct, frozen=True):
    """A file was read, or its bytes were known: then `document` is None."""

    entry: Entry
    digest: bytes
    suffix: str
    document: Document | None = None


class CouldNotRead(msgspec.Struct, frozen=True):
    """A file could not be read.

    Attributes:
        died: whether its reader ended under it.
    """

    entry: Entry
    error: LecternError
    died: bool = False


Reading: TypeAlias = ReadingPage | WasRead | CouldNotRead


class ReadAhead:
    """Knows the files to read and the thread that reads them one after the other; knows nothing of what comes of it."""

    def __init__(
        self,
        entries: Sequence[Entry],
        readers: DocumentReaders,
        *,
        begin: Callable[[Entry], None],
        known: Callable[[bytes, str], bool],
        looks: Callable[[Entry, bytes], Looks],
        leave: Callable[[], None],
        pictures: bool = True,
    ) -> None:
        """Start reading.

        Args:
            begin: called before a reader is given a file, on the reading thread, so that a crash finds it written down.
            known: whether the content of (digest, suffix) was read before.
            looks: what was seen on the pages of a scan with a digest.
            leave: called at the end of the reading thread.
            pictures: whether words are read from pictures and scans.
        """
        self._entries: queue.SimpleQueue[Entry | None] = queue.SimpleQueue()
        self._waiting = len(entries)
        for entry in entries:
            self._entries.put(entry)
        self._readers = readers
        self._pictures = pictures
        self._begin, self._known, self._looks, self._leave = begin, known, looks, leave
        self._read: queue.SimpleQueue[Reading | BaseException] = queue.SimpleQueue()
        self._room = threading.Semaphore(AHEAD)
        self._stop = Cancel()
        self._thread = threading.Thread(target=self._work, name="read-ahead", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Reading]:
        """Yield what happens, until every file was read or could not be."""
        while self._waiting:
            item = self._read.get()
            if isinstance(item, BaseException):
                raise item
            if not isinstance(item, ReadingPage):
                self._waiting -= 1
                self._room.release()
            yield item

    def idle(self) -> bool:
        """Whether nothing is there to be taken at this moment."""
        return self._read.empty()

    def again(self, entry: Entry) -> None:
        """Read a file once more, after all others; call it while iterating."""
        self._waiting += 1
        self._entries.put(entry)

    def stop(self) -> None:
        """Stop reading soon; whoever iterates gets Cancelled."""
        self._stop.cancel()

    def close(self) -> None:
        """Stop reading; ends the reader that is at work."""
        self._stop.cancel()
        self._entries.put(None)
        self._room.release()
        self._readers.close()
        self._thread.join(5)

    def _work(self) -> None:
        try:
            while (entry := self._entries.get()) is not None:
                self._room.acquire()
                self._stop.check()
                self._read.put(self._read_one(entry))
        except BaseException as error:  # told on the thread that waits for the documents
            self._read.put(error)
        finally:
            self._leave()

    def _digest(self, file: BinaryIO) -> bytes:
        digest = hashlib.sha256()
        while portion := file.read(1 << 20):
            self._stop.check()
            digest.update(portion)
        return digest.digest()

    def _read_one(self, entry: Entry) -> Reading:
        path = Path(os.fsdecode(entry.path))
        suffix = path.suffix.lower()
        try:
            with opened(path, entry.shown) as source:
                digest = self._digest(source.file)
        except LecternError as error:
            self._stop.check()
            return CouldNotRead(entry, error)
        if self._known(digest, suffix):
            return WasRead(entry, digest, suffix)
        self._begin(entry)
        try:
            return WasRead(entry, digest, suffix, self._document(path, entry, digest))
        except Cancelled:
            raise
        except (ProcessStopped, ProcessHung, OutOfMemory) as error:
            return CouldNotRead(entry, error, died=True)
        except LecternError as error:
            return CouldNotRead(entry, error)
        except Exception as error:  # a reader that a document took over may send anything
            what = f"the reader of “{entry.shown}” gave something else than text ({type(error).__name__})"
            return CouldNotRead(entry, Fault(what=what), died=True)

    def _document(self, path: Path, entry: Entry, digest: bytes) -> Document:
        told = 0.0
        looks = self._looks(entry, digest)
        for part in self._readers.read(path, entry.shown, self._stop, pictures=self._pictures, looks=looks):
            if isinstance(part, Document):
                return part
            if time.monotonic() - told > TELL_EVERY:
                told = time.monotonic()
                self._read.put(ReadingPage(entry, int(part.done), int(part.total)))
        raise Fault(what=f"the reader of “{entry.shown}” gave nothing")
