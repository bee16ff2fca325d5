"""A library in memory for the Documents page: real values, no process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.documents.embedder_info import Embedded, EmbedderInfo, EmbeddersTold
from desktop.documents.narrow import fits
from desktop.documents.protocol import (
    FileChanged,
    FileState,
    FolderState,
    Following,
    IndexFinished,
    IndexStarted,
    LibraryInfo,
    Reread,
)
from desktop.domain.document import EVERYTHING, Block, Document, Found, Named, Page, Passage, Within
from desktop.errors import FileEncrypted, FileHasNoText, LibraryUnknown, NotAModel, NothingWithin
from desktop.ui.narrowing import counted
from desktop.worker.cancel import Cancel


def indexed(file: str, pages: int, chunks: int) -> FileState:
    return FileState(file=file, state="indexed", pages=pages, chunks=chunks, added=time.time())


class MemoryShelves:
    """Knows collections of file states; reads nothing."""

    def __init__(self) -> None:
        self.held: dict[str, list[FileState]] = {}
        self.passages: tuple[Passage, ...] = ()
        self.unread = 0
        self.answerable = 1.0
        self.pause = 0.0
        self.removed: list[tuple[str, tuple[str, ...]]] = []
        self.again = False
        self.watched: dict[tuple[str, str], FolderState] = {}
        self.coming: list[Following] = []
        self.embedder: dict[str, str] = {}
        self.rereads: list[Reread] = []
        self.go_on = threading.Event()

    def libraries(self) -> tuple[LibraryInfo, ...]:
        return tuple(
            LibraryInfo(name, files=len([s for s in states if s.state == "indexed"]), hidden=name.startswith("@"))
            for name, states in self.held.items()
        )

    def create(self, name: str) -> None:
        self.held.setdefault(name, [])

    def delete(self, name: str) -> None:
        self.held.pop(name)

    def add(
        self, name: str, paths: Sequence[Path | str], cancel: Cancel, *, again: bool = False
    ) -> Iterator[IndexStarted | FileChanged | IndexFinished]:
        self.again = again
        self.held.setdefault(name, [])
        yield IndexStarted(len(paths))
        skipped: list[FileState] = []
        failed: list[FileState] = []
        done = 0
        for path in map(str, paths):
            cancel.wait(self.pause)
            cancel.check()
            yield FileChanged(FileState(path, "reading"), page=1, pages=3)
            state = indexed(path, 3, 9)
            if "locked" in path:
                error = FileEncrypted(file=Path(path).name)
                state = FileState(path, "failed", error.message, "FileEncrypted", error.values)
                failed.append(state)
            elif "scan" in path:
                blank = FileHasNoText(file=Path(path).name)
                state = FileState(path, "skipped", blank.message, "FileHasNoText", blank.values)
                skipped.append(state)
            else:
                done += 1
            self.held[name] = [s for s in self.held[name] if s.file != path] + [state]
            yield FileChanged(state)
        yield IndexFinished(done, 0, tuple(skipped), tuple(failed), 3 * done, 9 * done, 0.1)

    def files(self, name: str) -> tuple[FileState, ...]:
        return tuple(self.held[name])

    def remove(self, name: str, files: Sequence[str]) -> None:
        self.removed.append((name, tuple(files)))
        self.held[name] = [state for state in self.held[name] if state.file not in files]

    def watch(self, name: str, folder: Path | str) -> None:
        self.create(name)
        self.watched[name, str(folder)] = FolderState(name, str(folder), "watched", "", 0)

    def unwatch(self, name: str, folder: Path | str) -> None:
        del self.watched[name, str(folder)]

    def folders(self) -> tuple[FolderState, ...]:
        return tuple(self.watched.values())

    def follow(self, cancel: Cancel) -> Iterator[Following]:
        while not cancel.cancelled:
            if self.coming:
                yield self.coming.pop(0)
            cancel.wait(0.01)

    def read_again(self, cancel: Cancel | None = None) -> Iterator[Reread]:
        for event in self.rereads:
            if cancel is not None:
                while event.done and not self.go_on.wait(0.01):
                    cancel.check()
            yield event

    def document(self, name: str, file: str) -> Document:
        return Document(file, (Page(1, (Block(f"Text of {file}"),)),))

    def embedders(self, name: str) -> EmbeddersTold:
        starter = EmbedderInfo("MiniLM", "/starter", "transformer", False, "bf16", {"fp32": 0.4, "bf16": 0.1})
        table = EmbedderInfo("table", "/models/table", "static")
        return EmbeddersTold(table if self.embedder.get(name) else starter)

    def choose_embedder(
        self, name: str, embedder: Path | None = None, cancel: Cancel | None = None
    ) -> Iterator[Embedded]:
        for done in range(0, 400, 100):
            if cancel is not None:
                while not self.go_on.wait(0.01):
                    cancel.check()
            yield Embedded(done, 400)
        self.embedder[name] = str(embedder or "")
        yield Embedded(400, 400, finished=True)

    def examine_reranker(self, folder: Path) -> None:
        if folder.name != "reader":
            raise NotAModel(file=folder.name, reason="it is no cross-encoder, which gives one number for two texts")

    def retriever(self, name: str, cancel: Cancel | None = None, within: Within = EVERYTHING) -> MemoryRetriever:
        if name not in self.held:
            raise LibraryUnknown(name=name)
        if within.narrows and not counted(self.held[name], within):
            raise NothingWithin(name=name)
        return MemoryRetriever(self, within)


class MemoryRetriever:
    def __init__(self, shelves: MemoryShelves, within: Within = EVERYTHING) -> None:
        self._shelves, self._within = shelves, within

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        passages = tuple(p for p in self._shelves.passages if fits(self._within, p.file, p.file, 0.0))
        total = len(passages) + self._shelves.unread
        likely = self._shelves.answerable
        return Found(passages[:k], len(passages), total, within=self._within, answerable=likely)

    def page_text(self, file: str, page: int | None) -> str:
        return ""

    def similarity(self, query: str, texts: Sequence[str]) -> list[float]:
        return [0.0 for _ in texts]

    def names(self) -> tuple[Named, ...]:
        return ()

    def documents(self, files: Sequence[str] = ()) -> tuple[Document, ...]:
        return ()
