"""A deck from files, a chat, a topic or an outline: what window and command line share of making slides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.reader_client import Readers
from desktop.documents.walk import Refused, find_files
from desktop.domain.deck import Check, Deck, Outline
from desktop.domain.document import Document
from desktop.domain.events import Progress
from desktop.errors import CannotRead, FileMissing, InputError, LecternError, NothingReadable, OutlineEmpty
from desktop.slides import check as checking
from desktop.slides.compose import compose as lay_out
from desktop.slides.markdown import from_markdown
from desktop.slides.outline import outline_of
from desktop.slides.render import save as write
from desktop.slides.skeleton import outline_of_topic
from desktop.slides.talk import outline_of_talk
from desktop.slides.themes.looks import find_theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.conversation import Conversation
    from desktop.worker.cancel import Cancel


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
    cancel: Cancel,
) -> Iterator[Progress | Skipped | Outline]:
    """Yield progress, what could not be read, and last the outline.

    Args:
        files: documents; with `topic` only what is about it is taken.
        written: path of an outline in Markdown that is taken word for word.
        slides: of the whole deck; 0 leaves the number to the material.
        language: tag of the deck's own words; empty for that of the material.

    Raises:
        OutlineEmpty: there is nothing to make slides from.
        InputError: no file can be read; the error of the first is told.
        Cancelled.
    """
    if written:
        yield from_markdown(_read_text(Path(written)), language)
    elif conversation is not None:
        yield outline_of_talk(conversation, language=language)
    elif files:
        documents: list[Document] = []
        for event in _read(files, cancel):
            if isinstance(event, Document):
                documents.append(event)
            else:
                yield event
        yield from outline_of(documents, slides=slides, focus=topic, language=language, cancel=cancel)
    elif topic.strip():
        yield outline_of_topic(topic, slides=slides, language=language)
    else:
        raise OutlineEmpty


def compose(made: Outline, theme: str, count: int = 0) -> Deck:
    """Lay the outline out and put right what needs no judgement.

    Raises:
        ThemeUnknown, OutlineEmpty.
    """
    return checking.fix(lay_out(made, find_theme(theme), count))


def check(deck: Deck, wanted: int = 0) -> tuple[Check, ...]:
    """Look the deck over."""
    return checking.check(deck, wanted=wanted)


def save(deck: Deck, file: Path, template: Path | None = None, author: str = "") -> None:
    """Write the .pptx so that a crash leaves the old file or the new one.

    Raises:
        TemplateUnusable, CannotWrite, DiskFull.
    """
    write(deck, file, template, author)


def _read(files: Sequence[str], cancel: Cancel) -> Iterator[Progress | Skipped | Document]:
    found = list(find_files(files, cancel))
    refused = [item for item in found if isinstance(item, Refused)]
    failures: list[Skipped] = [Skipped(item.shown, item.error) for item in refused]
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
            except InputError as error:
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
