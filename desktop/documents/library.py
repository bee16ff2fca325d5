"""The only door to documents from outside: libraries of files, in a process of their own that may die at any time."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import msgspec

from desktop.documents import protocol
from desktop.documents.embedder_info import Embedded, EmbeddersTold
from desktop.documents.keeping_up import MOST_DEATHS, KeepingUp
from desktop.documents.protocol import (
    FileState,
    Indexing,
    LibraryInfo,
)
from desktop.documents.retriever import LibraryRetriever
from desktop.documents.tally import Tally
from desktop.domain.document import EVERYTHING, Document
from desktop.errors import ProcessStopped
from desktop.worker.host import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.domain.document import Within
    from desktop.worker.cancel import Cancel
    from desktop.worker.outcome import Outcome
    from desktop.worker.protocol import Limits

SERVICE = "desktop.documents.process:open_service"


class Library(KeepingUp):
    """Knows the library process and starts it again when it died; knows nothing of how documents are kept.

    Nothing is lost with the process: an adding goes on where it was, a question is asked once more. Calls may come
    from several threads; several libraries are kept in one folder, told apart by name.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Path | None = None,
        on_end: Callable[[Outcome], None] | None = None,
        *,
        limits: Limits | None = None,
        reader: str = "",
        pictures: bool = True,
        journal: Path | None = None,
        precision: str = "",
        reranker: str = "",
    ) -> None:
        """Prepare; the process starts with the first call.

        Args:
            folder: where the libraries are kept (`Paths.library`); made with mode 0700.
            embedder: folder of an embedding model; None means the starter model.
            on_end: told of every end of the process that was not asked for.
            limits: what the process may use.
            reader: dotted name of what reads documents, for tests; see `protocol.Config`.
            journal: file that lists what left this computer.
            pictures: whether words are read from pictures and scans; may be changed at any time.
            precision: how embedders are computed; empty: as measured once on this machine.
            reranker: folder of a cross-encoder that reads the first passages anew, or empty; may change at any time.
        """
        config = protocol.Config(
            folder=str(folder),
            embedder=str(embedder or ""),
            journal=str(journal or ""),
            precision=precision,
        )
        if reader:
            config = msgspec.structs.replace(config, reader=reader)
        super().__init__(Worker(SERVICE, config, name="library process", limits=limits, on_end=on_end), pictures)
        self.reranker = reranker

    def warm(self, name: str, cancel: Cancel | None = None) -> None:
        """Load the embedder and open the index of a library, so that the first question is answered fast."""
        self._ask(protocol.Warm(name), protocol.Done, cancel)

    # ── libraries ─────────────────────────────────────────────────────────────────────────────────────────────────

    def libraries(self) -> tuple[LibraryInfo, ...]:
        """Return every library, hidden ones too, in the order of their names.

        Raises:
            LibraryInUse: another process has the folder.
            StoreDamaged, StoreNewer, DiskFull, CannotWrite: the libraries cannot be opened.
        """
        (reply,) = self._ask(protocol.ListLibraries(), protocol.Libraries)
        return reply.libraries

    def create(self, name: str) -> None:
        """Make a library where there is none of this name."""
        self._ask(protocol.Create(name), protocol.Done)

    def delete(self, name: str) -> None:
        """Delete a library; what only it held is in no file of ours afterwards.

        Raises:
            LibraryUnknown.
        """
        self._ask(protocol.Delete(name), protocol.Done)

    def place(self, name: str, url: str) -> None:
        """Keep the vectors of a library on a Chroma server from now on, on this computer where `url` is empty.

        Its text stays here. The library is made when it is new; vectors go over with the next question or file.
        """
        self._ask(protocol.Place(name, url), protocol.Done)

    def choose_embedder(
        self, name: str, embedder: Path | None = None, cancel: Cancel | None = None
    ) -> Iterator[Embedded]:
        """Change a library to another embedder, or go on with it; the one that there is serves until it is done.

        Args:
            embedder: folder of a model, or a GGUF file; None: the usual one.

        Raises:
            LibraryUnknown.
            FileMissing, NotAModel: it cannot be used; nothing changed.
            Cancelled, DiskFull, ProcessStopped: the next call goes on where this one was.
        """
        request = protocol.Choose(name, str(embedder.expanduser().absolute()) if embedder else "")
        yield from self._worker.call(request, Embedded, cancel)

    def embedders(self, name: str) -> EmbeddersTold:
        """Return which embedder serves a library, and how far it is with the next one.

        Raises:
            LibraryUnknown.
        """
        (reply,) = self._ask(protocol.Embedders(name), EmbeddersTold)
        return reply

    def examine_reranker(self, folder: Path) -> None:
        """Look whether a folder holds a cross-encoder.

        Raises:
            FileMissing, NotAModel: it does not.
        """
        self._ask(protocol.Examine(str(folder.expanduser().absolute())), protocol.Done)

    # ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def add(
        self, name: str, paths: Sequence[Path | str], cancel: Cancel | None = None, *, again: bool = False
    ) -> Iterator[Indexing]:
        """Index files and folders, and whatever an earlier adding left undone; the library is made when it is new.

        Unchanged files are passed over, known content is not read or embedded again. `IndexFinished` comes last.

        Args:
            again: read files once more that were skipped or failed.

        Raises:
            FileMissing, NothingReadable: what was given; nothing changed.
            Cancelled, DiskFull: what was done stays done.
            ProcessStopped: the process died several times without finishing a file.
        """
        started = time.monotonic()
        request = protocol.Add(name, tuple(os.fsencode(path) for path in paths), again, self.pictures)
        tally = Tally()
        deaths = 0
        while True:
            before = len(tally.states)
            try:
                for event in self._worker.call(request, Indexing, cancel):
                    if tally.take(event):
                        yield event
                yield tally.finished(time.monotonic() - started)
                return
            except ProcessStopped:
                deaths = 1 if len(tally.states) > before else deaths + 1
                if deaths >= MOST_DEATHS:
                    raise
                request = protocol.Add(
                    name, request.paths, pictures=request.pictures
                )  # what could not be read was tried again once

    def resume(self, name: str, cancel: Cancel | None = None) -> Iterator[Indexing]:
        """Go on with what a crash or a stop left undone; as `add` without paths."""
        return self.add(name, (), cancel)

    def files(self, name: str) -> tuple[FileState, ...]:
        """Return the state of every file, in the order they were added.

        Raises:
            LibraryUnknown.
        """
        (reply,) = self._ask(protocol.ListFiles(name), protocol.Files)
        return reply.files

    def remove(self, name: str, files: Sequence[str]) -> None:
        """Take files out of a library, named as `FileState.file` or by their whole path.

        What only they held is in no file of ours afterwards, neither text nor vectors.

        Raises:
            LibraryUnknown.
        """
        self._ask(protocol.Remove(name, tuple(files)), protocol.Done)

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def retriever(self, name: str, cancel: Cancel | None = None, within: Within = EVERYTHING) -> LibraryRetriever:
        """Return what answers questions from a library, or from some of its files; nothing is asked yet."""
        return LibraryRetriever(name, self._ask, cancel, within, self.reranker)

    def page_text(self, name: str, file: str, page: int | None) -> str:
        """Return the text of a page, of the whole file when `page` is None; empty when the place is gone."""
        return self.retriever(name).page_text(file, page)

    def document(self, name: str, file: str) -> Document:
        """Return a document as it was read.

        Raises:
            LibraryUnknown.
            FileMissing: the library holds no such file.
        """
        return self._ask(protocol.ReadDocuments(name, (file,)), Document)[0]
