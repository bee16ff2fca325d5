"""Read the next files while the ones before them are embedded, and past one that takes long."""

from __future__ import annotations

import hashlib
import os
import queue
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

import msgspec

from desktop.documents.reader_client import LIMITS
from desktop.documents.readers.source import opened
from desktop.domain.document import Document
from desktop.domain.events import Progress
from desktop.engine.hardware import free_memory
from desktop.errors import Cancelled, Fault, LecternError, OutOfMemory, ProcessHung, ProcessStopped
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.ledger import Entry
    from desktop.documents.reader_run import Looks

#: Files that are read at once where there are two processors.
AT_ONCE = min(os.cpu_count() or 1, 2)
#: Seconds after which a file is slow: others are read past it. Two readers at all times would take twice the memory and
#: win little, since the reader of the next file starts while one is read.
SLOW = 5.0
#: Bytes of memory that must be free for a further reader: the most that the system lets one have.
FREE = LIMITS.most_memory
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
    """Knows the files to read and the threads that read them; knows nothing of what comes of it.

    They are read one after the other; while one is slow, another reader may go on with those after it.
    """

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
        at_once: int = 1,
        slow: float = SLOW,
    ) -> None:
        """Start reading.

        Args:
            begin: called before a reader is given a file, on a reading thread, so that a crash finds it written down.
            known: whether the content of (digest, suffix) was read before.
            looks: what was seen on the pages of a scan with a digest.
            leave: called at the end of each reading thread.
            pictures: whether words are read from pictures and scans.
            at_once: files that may be read at once, a further one only while each before it takes longer than `slow`
                seconds and there is memory for its reader.
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
        self._slow = slow
        self._choosing = threading.Lock()  # held by the thread that waits for the next file
        self._changed = threading.Condition()
        self._begun: dict[int, float] = {}  # by thread, when the file was begun that it reads
        self._threads = [threading.Thread(target=self._work, name="read-ahead", daemon=True) for _ in range(at_once)]
        for thread in self._threads:
            thread.start()

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
        for _ in self._threads:
            self._entries.put(None)
            self._room.release()
        self._readers.close()
        for thread in self._threads:
            thread.join(5)

    def _work(self) -> None:
        try:
            with self._stop.watch(self._wake):
                while (entry := self._next()) is not None:
                    try:
                        self._read.put(self._read_one(entry))
                    finally:
                        self._ended()
        except BaseException as error:  # told on the thread that waits for the documents
            self._read.put(error)
        finally:
            self._leave()

    def _next(self) -> Entry | None:
        """Wait until another file may be begun, and return it; None when there will be no more."""
        with self._choosing:
            with self._changed:
                while not self._stop.cancelled and (seconds := self._left()) > 0:
                    self._changed.wait(seconds)
            entry = self._entries.get()
            if entry is not None:
                self._room.acquire()
                self._stop.check()
                with self._changed:
                    self._begun[threading.get_ident()] = time.monotonic()
            return entry

    def _left(self) -> float:
        """Seconds until it is to be asked again whether another file may be begun; 0 when it may."""
        if not self._begun:
            return 0.0
        left = max(self._begun.values()) + self._slow - time.monotonic()
        if left <= 0 and free_memory() < FREE:
            return SLOW
        return left

    def _ended(self) -> None:
        with self._changed:
            self._begun.pop(threading.get_ident())
            self._changed.notify_all()

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

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
