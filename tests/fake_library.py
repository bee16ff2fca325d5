"""A library in memory, in this process: reads text files only and finds by words; fulfils the same contract."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.narrow import fits
from desktop.documents.protocol import FileChanged, FileState, IndexFinished, Indexing, IndexStarted, LibraryInfo
from desktop.domain.document import EVERYTHING, Block, Document, Found, Named, Page, Passage, Within
from desktop.errors import (
    FileEmpty,
    FileMissing,
    FileUnsupported,
    LecternError,
    LibraryEmpty,
    LibraryUnknown,
    NothingReadable,
    NothingWithin,
)
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.protocol import Reread

_READABLE = {".txt", ".md"}
_WORDS = re.compile(r"[\u3400-\u9fff]|\w+")
_FUNCTION_WORDS = frozenset(
    re.findall(r"\w+", "a an and are at by did do for how in is it of on the to was were what when who")
)


class FakeLibrary:
    """Knows documents in memory. Pages of a text file are parted by form feeds; passages are its paragraphs."""

    def __init__(self) -> None:
        self._libraries: dict[str, dict[str, tuple[FileState, Document | None, tuple[int, int]]]] = {}
        self.pid: int | None = None

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> FakeLibrary:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self, name: str, cancel: Cancel | None = None) -> None:
        self._of(name)

    def libraries(self) -> tuple[LibraryInfo, ...]:
        return tuple(
            LibraryInfo(
                name=name,
                files=sum(state.state == "indexed" for state, _, _ in files.values()),
                pages=sum(state.pages for state, _, _ in files.values()),
                chunks=sum(state.chunks for state, _, _ in files.values()),
                hidden=name.startswith("@"),
            )
            for name, files in sorted(self._libraries.items(), key=lambda item: item[0].casefold())
        )

    def read_again(self, cancel: Cancel | None = None, name: str = "") -> Iterator[Reread]:
        yield from ()

    def create(self, name: str) -> None:
        self._libraries.setdefault(name, {})

    def delete(self, name: str) -> None:
        self._of(name)
        del self._libraries[name]

    def put(self, name: str, document: Document) -> None:
        """Take a document that a test made."""
        chunks = sum(len(page.blocks) for page in document.pages)
        state = FileState(document.file, "indexed", document.notice, pages=len(document.pages), chunks=chunks)
        self._libraries.setdefault(name, {})[document.file] = (state, document, (0, 0))

    def add(
        self, name: str, paths: Sequence[Path | str], cancel: Cancel | None = None, *, again: bool = False
    ) -> Iterator[Indexing]:
        started = time.monotonic()
        cancel = cancel or Cancel()
        cancel.check()
        files = self._libraries.setdefault(name, {})
        found = [shown for path in paths for shown in _find(str(path))]
        if (
            paths
            and not any(Path(shown).suffix in _READABLE for shown in found)
            and all(os.path.isdir(p) for p in paths)
        ):
            raise NothingReadable(file=str(paths[0]))
        yield IndexStarted(len(found))
        fresh: list[FileState] = []
        told: list[FileState] = []
        unchanged = 0
        for shown in found:
            cancel.check()
            stat = os.stat(shown)
            stamp = (stat.st_size, stat.st_mtime_ns)
            known = files.get(shown)
            if known is not None and known[2] == stamp and known[0].state == "indexed":
                unchanged += 1
                continue
            state, document = _read(shown)
            files[shown] = (state, document, stamp)
            (fresh if document else told).append(state)
            yield FileChanged(state, state.pages, state.pages)
        for shown, (state, document, stamp) in list(files.items()):
            if state.state == "indexed" and stamp != (0, 0) and not os.path.exists(shown):
                gone = FileState(shown, "missing", path=state.path, added=state.added)
                files[shown] = (gone, document, stamp)
                yield FileChanged(gone)
        yield IndexFinished(
            indexed=len(fresh),
            unchanged=unchanged,
            skipped=tuple(told),
            failed=(),
            pages=sum(state.pages for state in fresh),
            chunks=sum(state.chunks for state in fresh),
            seconds=time.monotonic() - started,
        )

    def resume(self, name: str, cancel: Cancel | None = None) -> Iterator[Indexing]:
        return self.add(name, (), cancel)

    def files(self, name: str) -> tuple[FileState, ...]:
        return tuple(state for state, _, _ in self._of(name).values())

    def remove(self, name: str, files: Sequence[str]) -> None:
        for file in files:
            self._of(name).pop(file, None)

    def retriever(self, name: str, cancel: Cancel | None = None, within: Within = EVERYTHING) -> FakeRetriever:
        return FakeRetriever(self, name, cancel, within)

    def page_text(self, name: str, file: str, page: int | None) -> str:
        return self.retriever(name).page_text(file, page)

    def document(self, name: str, file: str) -> Document:
        found = self._of(name).get(file)
        if found is None or found[1] is None:
            raise FileMissing(file=file)
        return found[1]

    def documents(self, name: str) -> tuple[Document, ...]:
        return tuple(document for _, document, _ in self._of(name).values() if document is not None)

    def _of(self, name: str) -> dict[str, tuple[FileState, Document | None, tuple[int, int]]]:
        if name not in self._libraries:
            raise LibraryUnknown(name=name)
        return self._libraries[name]


class FakeRetriever:
    """Finds by shared words; the likelihood of an answer is the share of them that the best passage has."""

    def __init__(
        self, library: FakeLibrary, name: str, cancel: Cancel | None = None, within: Within = EVERYTHING
    ) -> None:
        self._library, self._within = library, within
        self._name = name
        self._cancel = cancel or Cancel()

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        self._cancel.check()
        all_ = self._library.documents(self._name)
        if not all_:
            raise LibraryEmpty(name=self._name)
        documents = self.documents()
        if not documents:
            raise NothingWithin(name=self._name)
        if file is not None:
            documents = (self._library.document(self._name, file),)
        wanted = _words(query)
        passages = []
        for document in documents:
            for page in document.pages:
                for block in page.blocks:
                    score = len(wanted & _words(block.text)) / max(1, len(wanted))
                    if score:
                        number = page.number if document.paged else None
                        passages.append(Passage(document.file, number, None, block.text, score, lexical=score))
        passages.sort(key=lambda passage: -passage.score)
        total = len([s for s in self._library.files(self._name) if s.state not in ("skipped", "failed")])
        left_out = len(all_) - len(documents) if file is None else 0
        best = passages[0].score if passages else 0.0
        within = self._within if file is None else EVERYTHING
        return Found(
            tuple(passages[:k]), len(documents), total - left_out, answerable=best, within=within, left_out=left_out
        )

    def page_text(self, file: str, page: int | None) -> str:
        try:
            document = self._library.document(self._name, file)
        except FileMissing:
            return ""
        return "\n".join(one.text for one in document.pages if page is None or one.number == page)

    def similarity(self, query: str, texts: Sequence[str]) -> list[float]:
        wanted = _words(query)
        return [len(wanted & _words(text)) / max(1, len(wanted | _words(text))) for text in texts]

    def names(self) -> tuple[Named, ...]:
        return tuple(Named(document.file, document.title) for document in self.documents())

    def documents(self, files: Sequence[str] = ()) -> tuple[Document, ...]:
        paths = {state.file: state.path or state.file for state in self._library.files(self._name)}
        return tuple(
            document
            for document in self._library.documents(self._name)
            if (document.file in files if files else fits(self._within, paths[document.file], document.file, 0.0))
        )


def _find(given: str) -> list[str]:
    if not os.path.lexists(given):
        raise FileMissing(file=given)
    if os.path.isfile(given):
        return [given]
    return sorted(
        os.path.join(folder, name) for folder, _, names in os.walk(given) for name in names if not name.startswith(".")
    )


def _read(shown: str) -> tuple[FileState, Document | None]:
    path = Path(shown)
    error: LecternError | None = None
    if path.suffix not in _READABLE:
        error = FileUnsupported(file=shown)
    elif path.stat().st_size == 0:
        error = FileEmpty(file=shown)
    if error is not None:
        kind = type(error).__name__
        return FileState(shown, "skipped", error.message, kind, error.values, path=str(path.resolve())), None
    text = path.read_text(encoding="utf-8")
    parts = text.split("\f")
    pages = tuple(
        Page(number, tuple(Block(block.strip()) for block in part.split("\n\n") if block.strip()))
        for number, part in enumerate(parts, start=1)
    )
    chunks = sum(len(page.blocks) for page in pages)
    state = FileState(shown, "indexed", pages=len(pages), chunks=chunks, added=time.time(), path=str(path.resolve()))
    return state, Document(shown, pages, paged=len(parts) > 1)


def _words(text: str) -> set[str]:
    return {word for word in _WORDS.findall(text.lower()) if word not in _FUNCTION_WORDS}
