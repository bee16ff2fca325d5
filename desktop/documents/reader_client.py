"""Have documents read, each by a process of its own under limits of time, memory and text."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING

from desktop.documents.reader_process import Prepare, Prepared, Read
from desktop.documents.reader_run import Looks, Run
from desktop.documents.readers import PLAIN, READERS
from desktop.documents.walk import shown_path
from desktop.domain.document import Document
from desktop.domain.events import Progress
from desktop.errors import Cancelled, LecternError, OutOfMemory, ProcessStopped
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.protocol import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVICE = "desktop.documents.reader_process:open_service"
#: Bytes of address space and seconds of processor time for one document; the clock below ends it long before. A reader
#: that has to read from pictures raises them to the greater ones itself.
LIMITS = Limits(memory=1_500_000_000, cpu=1_200, files=64, most_memory=3_000_000_000, most_cpu=100_000)
#: A document has the larger of these, in seconds of its reader's processor time (`reader_clock`): so many, or so many
#: for each page.
SECONDS = 60.0
SECONDS_PER_PAGE = 0.2
#: Documents after which a process that reads plain text is replaced, well within its processor time.
MOST_PLAIN = 500


class Readers:
    """Knows the processes that read: one for each document, and a spare that starts while another reads.

    Starting one takes longer than reading a short document, so the spare also imports the parser that the document
    before it needed, and one process reads many files of plain text, which no parser touches. Calls may come from
    several threads.
    """

    def __init__(
        self,
        *,
        spare: bool = True,
        limits: Limits = LIMITS,
        seconds: float = SECONDS,
        seconds_per_page: float = SECONDS_PER_PAGE,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            spare: whether to keep processes for the documents to come.
            seconds, seconds_per_page: a document has the larger of the one and of all its pages by the other, as
                `reader_clock` counts them.
        """
        self._limits = limits
        self._seconds = (seconds, seconds_per_page)
        self._keep_spare = spare
        self._lock = threading.Lock()
        self._spare: Worker | None = None
        self._plain: tuple[Worker, int] | None = None
        self._closed = False

    def read(
        self,
        path: Path,
        shown: str = "",
        cancel: Cancel | None = None,
        *,
        pictures: bool = True,
        looks: Looks | None = None,
    ) -> Iterator[Progress | Document]:
        """Yield progress in pages, then the document.

        At the time limit the pages that were read are kept, and the document's notice says where they end.

        Args:
            path: never a link; see `desktop.documents.walk`.
            shown: the name for people and for `Document.file`; the path when empty.
            pictures: whether words are read from pictures and scans.
            looks: what an earlier reading of this file saw; what this one sees is added page by page.

        Raises:
            Cancelled.
            FileTookTooLong: the time limit came before the first page.
            ProcessStopped: the reader died; its name names the file.
            LecternError: whatever `desktop.documents.reading.read` raises.
        """
        cancel = cancel or Cancel()
        cancel.check()
        shown = shown or shown_path(path)
        suffix = path.suffix.lower()
        worker, count = self._take(suffix)
        seen = looks.known() if looks is not None and pictures else ()
        run = Run(worker, Read(os.fsencode(path), shown, pictures, seen), self._seconds, looks)
        try:
            if not count:
                self._start_spare(suffix)
            with cancel.watch(worker.kill):
                yield from run.read(cancel)
        except ProcessStopped as error:
            cancel.check()
            raise ProcessStopped(name=_name(shown), cause=error.values.get("cause", "")) from None
        except OutOfMemory:
            raise OutOfMemory(name=_name(shown)) from None
        finally:
            if not (run.harmless and count < MOST_PLAIN and self._put_back(worker, count + 1)):
                # It holds nothing that could be lost, and what a document made of it is not to be trusted longer.
                worker.kill()
                worker.close()

    def close(self) -> None:
        """End the processes that wait; later reads raise Cancelled."""
        with self._lock:
            self._closed = True
            left = [worker for worker in (self._spare, self._plain and self._plain[0]) if worker]
            self._spare = self._plain = None
        for worker in left:
            worker.kill()
            worker.close()

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, suffix: str) -> tuple[Worker, int]:
        """A process to read with, and how many documents it has read."""
        with self._lock:
            if self._closed:
                raise Cancelled
            if READERS.get(suffix) in PLAIN and self._plain is not None:
                plain, self._plain = self._plain, None
                if plain[0].pid is not None:
                    return plain
                plain[0].close()
            spare, self._spare = self._spare, None
        return spare or self._new(), 0

    def _put_back(self, worker: Worker, count: int) -> bool:
        """Keep a process for the next plain text; False when there is one already."""
        with self._lock:
            if self._closed or self._plain is not None or not self._keep_spare:
                return False
            self._plain = (worker, count)
            return True

    def _new(self) -> Worker:
        return Worker(SERVICE, name="reader", limits=self._limits)

    def _start_spare(self, suffix: str) -> None:
        if not self._keep_spare:
            return
        with self._lock:
            if self._closed or self._spare is not None:
                return
            self._spare = spare = self._new()

        def prepare() -> None:
            # The thread lives as long as the preparing does; the worker's own thread keeps the process.
            with contextlib.suppress(LecternError):
                for _ in spare.call(Prepare(suffix), Prepared):
                    pass

        threading.Thread(target=prepare, name="reader-spare", daemon=True).start()


def read_document(
    path: Path, shown: str = "", cancel: Cancel | None = None, limits: Limits = LIMITS
) -> Iterator[Progress | Document]:
    """Read one document in a process of its own; as `Readers.read`, for a caller that has only one."""
    with Readers(spare=False, limits=limits) as readers:
        yield from readers.read(path, shown, cancel)


def _name(shown: str) -> str:
    return f"reader of “{os.path.basename(shown)}”"
