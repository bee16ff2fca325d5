"""What the Documents page shows, as frozen values, and what it needs from the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

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
from desktop.domain.document import Document, Passage, Retriever, Within
from desktop.worker.cancel import Cancel

IndexEvent = IndexStarted | FileChanged | IndexFinished


class Shelves(Protocol):
    """What the page needs from the library."""

    def libraries(self) -> tuple[LibraryInfo, ...]: ...
    def create(self, name: str) -> None: ...
    def delete(self, name: str) -> None: ...
    def add(
        self, name: str, paths: Sequence[Path | str], cancel: Cancel, *, again: bool = False
    ) -> Iterator[IndexEvent]: ...
    def files(self, name: str) -> tuple[FileState, ...]: ...
    def remove(self, name: str, files: Sequence[str]) -> None: ...
    def retriever(self, name: str, cancel: Cancel | None = None, within: Within = ...) -> Retriever: ...
    def document(self, name: str, file: str) -> Document: ...
    def watch(self, name: str, folder: Path | str) -> None: ...
    def unwatch(self, name: str, folder: Path | str) -> None: ...
    def folders(self) -> tuple[FolderState, ...]: ...
    def follow(self, cancel: Cancel) -> Iterator[Following]: ...
    def read_again(self, cancel: Cancel | None = None) -> Iterator[Reread]: ...


class Row(msgspec.Struct, frozen=True):
    """One file of the ledger; `page` of `pages` while it is being read."""

    state: FileState
    library: str
    page: int = 0
    pages: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What tells rows apart: a file may be in several collections."""
        return self.library, self.state.file

    @property
    def scan(self) -> bool:
        """Whether it has scanned pages that were passed over because reading them is turned off."""
        return self.state.kind == "FileIsScan" or self.state.unread > 0


class Indexing(msgspec.Struct, frozen=True):
    """How far the reading of new files is.

    Attributes:
        left: seconds that it will still take, None until the pace is steady.
    """

    library: str
    done: int
    total: int
    left: float | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What a test search found, in how many milliseconds, or the sentence that says why it could not search.

    Attributes:
        searched, total: files that were searched, and those that are or will be; more while files are being read.
        answerable: likelihood, 0 to 1, that the passages hold the answer; 1 where nothing judged it.
    """

    query: str
    passages: tuple[Passage, ...] = ()
    milliseconds: int = 0
    problem: str = ""
    searched: int = 0
    total: int = 0
    answerable: float = 1.0


class Notice(msgspec.Struct, frozen=True):
    """Something to tell: a sentence, what takes it back, and whether it tells of what did not go well."""

    text: str
    detail: str = ""
    undo: Callable[[], None] | None = None
    bad: bool = False
