"""The service that reads one document in a child process, sent up page by page in messages of bounded size."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

import msgspec

from desktop.documents import reading
from desktop.documents.readers import READERS, load, only_plain
from desktop.documents.readers.parts import Beside, Looked, Looking, Note, Opened
from desktop.domain.document import Block, Page, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from desktop.worker.cancel import Cancel

#: Characters in one message.
PORTION = 200_000


class Read(msgspec.Struct, frozen=True, tag="read"):
    """Read this file.

    Attributes:
        path: as bytes, since a file's name need not be valid text.
        shown: the name for people.
        pictures: whether words are read from pictures and scans.
        seen: pages of a scan, and what an earlier reading of the same bytes saw on each.
    """

    path: bytes
    shown: str
    pictures: bool = True
    seen: tuple[tuple[int, bytes], ...] = ()


class Prepare(msgspec.Struct, frozen=True, tag="prepare"):
    """Import the reader of this suffix ahead of time."""

    suffix: str


class PageRead(msgspec.Struct, frozen=True, tag="page"):
    """A page, or a stretch of one.

    Attributes:
        blocks: as in Page.
        joins: whether the first block goes on with the last block of the stretch before.
        last: whether the page ends here.
        words: as in Page, with the last stretch.
    """

    number: int
    label: str | None
    blocks: tuple[Block, ...]
    joins: bool = False
    last: bool = True
    words: tuple[Word, ...] = ()


class Finished(msgspec.Struct, frozen=True, tag="finished"):
    """The document ends.

    Attributes:
        harmless: whether only Python's own decoders have touched the file, so that the process may read another one.
    """

    harmless: bool


class Prepared(msgspec.Struct, frozen=True, tag="prepared"):
    """The reader is imported."""


Request: TypeAlias = Read | Prepare
Reply: TypeAlias = Opened | Looking | Looked | PageRead | Note | Beside | Finished | Prepared


class ReaderService:
    """Knows how to send a document up in portions; knows nothing of formats."""

    requests = Request

    def lane(self, request: Request) -> str:
        """All in one lane: preparing comes before reading."""
        return "read"

    def handle(self, request: Request, cancel: Cancel) -> Iterator[Reply]:
        """Yield what was read; errors are those of `reading.read`."""
        if isinstance(request, Prepare):
            name = READERS.get(request.suffix)
            if name:
                with contextlib.suppress(ImportError):  # the read itself will say it
                    load(name)
            yield Prepared()
            return
        path, seen = Path(os.fsdecode(request.path)), dict(request.seen)
        for part in reading.read(path, request.shown, pictures=request.pictures, seen=seen):
            cancel.check()
            if isinstance(part, Page):
                yield from portions(part)
            else:
                yield part
        yield Finished(harmless=only_plain())

    def close(self) -> None:
        """Nothing is held."""


def open_service(config: bytes) -> ReaderService:
    """Make the service; `config` is not used."""
    # openpyxl imports numpy where it finds it, only to know its number types: a third of the time to start.
    sys.modules.setdefault("numpy", cast("ModuleType", None))
    return ReaderService()


def portions(page: Page) -> Iterator[PageRead]:
    """Cut a page into messages of at most about `PORTION` characters."""
    held: list[Block] = []
    size = 0
    joins = False
    for block in page.blocks:
        text = block.text
        while size + len(text) > PORTION:
            room = PORTION - size
            if room > 0:
                held.append(msgspec.structs.replace(block, text=text[:room]))
            yield PageRead(page.number, page.label, tuple(held), joins, last=False)
            joins = room > 0
            text = text[max(room, 0) :]
            held, size = [], 0
        held.append(msgspec.structs.replace(block, text=text))
        size += len(text)
    yield PageRead(page.number, page.label, tuple(held), joins, words=page.words)
