"""A deck from files, a chat, a topic or an outline: what window and command line share of making slides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.reader_client import Readers
from desktop.documents.walk import Refused, find_files
from desktop.domain.deck import Check, Deck, Outline
from desktop.domain.document import Document, Found, Named
from desktop.domain.events import Progress
from desktop.errors import CannotRead, FileMissing, LecternError, NothingReadable, OutlineEmpty
from desktop.slides import check as checking
from desktop.slides import make
from desktop.slides.headings import title_from_file
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.conversation import Conversation
    from desktop.engine.protocol import Engine


class Skipped(msgspec.Struct, frozen=True):
    """A file that could not be read, while others could."""

    file: str
    error: LecternError


def outline(
    *,
    files: Sequence[str] = (),
    topic: str = "",
    conversation: Conversation | None = None,
    written: str = "",
    slides: int = 0,
    language: str = "",
    engine: Engine | None = None,
    cancel: Cancel,
) -> Iterator[Progress | Skipped | Outline]:
    """Yield progress, what could not be read, and last the outline.

    Args:
        files: documents; with `topic` only what is about it is taken.
        written: path of an outline in Markdown that is taken word for word.
        slides: of the whole deck; 0 leaves the number to the material.
        language: tag of the deck's own words; empty for that of the material.
        engine: a model of a billion weights or more shortens and writes; a smaller one is not asked.

    Raises:
        OutlineEmpty: there is nothing to make slides from.
        LecternError: no file can be read; the error of the first is told.
        Cancelled.
    """
    source: make.Source
    shelf: _Shelf | None = None
    if written:
        source = make.Written(_read_text(Path(written)), title_from_file(Path(written).name))
    elif conversation is not None:
        source = make.Talk(conversation)
    elif files:
        documents: list[Document] = []
        for event in _read(files, cancel):
            if isinstance(event, Document):
                documents.append(event)
            else:
                yield event
        source, shelf = make.Documents(topic), _Shelf(tuple(documents))
    elif topic.strip():
        source = make.Topic(topic)
    else:
        raise OutlineEmpty
    yield from make.make_outline(
        source, engine=engine, retriever=shelf, slides=slides, language=language, cancel=cancel
    )


def compose(made: Outline, theme: str, count: int = 0) -> Deck:
    """Lay the outline out and put right what needs no judgement.

    Raises:
        ThemeUnknown, OutlineEmpty.
    """
    return checking.fix(make.compose(made, theme, count))


def check(deck: Deck, wanted: int = 0) -> tuple[Check, ...]:
    """Look the deck over."""
    return checking.check(deck, wanted=wanted)


def save(
    deck: Deck,
    file: Path,
    *,
    template: Path | None = None,
    author: str = "",
    wanted: int = 0,
    cancel: Cancel | None = None,
) -> tuple[Check, ...]:
    """Write the .pptx so that a crash leaves the old file or the new one; return the checks of deck and file.

    Raises:
        TemplateUnusable, CannotWrite, DiskFull, ProcessStopped, ProcessHung, Cancelled.
    """
    found: tuple[Check, ...] = ()
    for event in make.save(deck, file, template=template, author=author, wanted=wanted, cancel=cancel):
        if isinstance(event, make.Saved):
            found = event.checks
    return found


class _Shelf:
    """Documents that were read for a deck alone, as the maker of slides asks for them; they are in no library."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self._documents = documents

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        return Found((), len(self._documents), len(self._documents), vectors_ready=False)

    def page_text(self, file: str, page: int | None) -> str:
        pages = [p for document in self._documents if document.file == file for p in document.pages]
        return "\n".join(p.text for p in pages if page is None or p.number == page)

    def similarity(self, query: str, texts: Sequence[str]) -> list[float]:
        return [0.0 for _ in texts]

    def names(self) -> tuple[Named, ...]:
        return tuple(Named(document.file, document.title) for document in self._documents)

    def documents(self, files: Sequence[str] = ()) -> tuple[Document, ...]:
        return tuple(document for document in self._documents if not files or document.file in files)


def _read(files: Sequence[str], cancel: Cancel) -> Iterator[Progress | Skipped | Document]:
    found = list(find_files(files, cancel))
    failures = [Skipped(item.shown, item.error) for item in found if isinstance(item, Refused)]
    read = 0
    with Readers() as readers:
        for item in found:
            if isinstance(item, Refused):
                continue
            cancel.check()
            try:
                for event in readers.read(item.path, item.shown, cancel):
                    read += isinstance(event, Document)
                    yield event
            except LecternError as error:
                cancel.check()
                failures.append(Skipped(item.shown, error))
    if not read:
        if failures:
            raise failures[0].error
        raise NothingReadable(file=", ".join(Path(file).name for file in files))
    yield from failures


def _read_text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig", errors="replace")
    except FileNotFoundError:
        raise FileMissing(file=file.name) from None
    except OSError as error:
        raise CannotRead(file=file.name, reason=error.strerror or error) from None
