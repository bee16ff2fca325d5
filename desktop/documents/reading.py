"""Read one document: choose its reader by what the file is, cap what it may give, say each failure in a sentence."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.readers import load
from desktop.documents.readers.parts import Note, Opened, Part, reached
from desktop.documents.readers.reasons import explain
from desktop.documents.readers.sniff import kind_of
from desktop.documents.readers.source import opened
from desktop.domain.document import Page
from desktop.errors import FileHasNoText, FileIsScan, LecternError, ScanHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: What one document may give (research/reliability.md B10).
MOST_CHARACTERS = 20_000_000
MOST_PAGES = 5_000

_log = logging.getLogger(__name__)


def read(path: Path, shown: str, *, pictures: bool = True, seen: Mapping[int, bytes] | None = None) -> Iterator[Part]:
    """Yield the parts of the document at `path`, known to people as `shown`.

    Words of pictures and scans are read when `pictures`; pages that an earlier reading has `seen` are not looked at
    again. What was read before a fault or a cap is kept: the fault then comes as a `Note` and not as an error.

    Raises:
        FileMissing, NotAFile, FileEmpty, CannotRead, FileUnsupported, FileEncrypted, FileDamaged, FileTooLarge,
        FileHasNoText, FileIsScan, ScanHasNoText: each names `shown`.
    """
    with opened(path, shown, pictures=pictures, seen=seen) as source:
        so_far = _Seen(shown)
        try:
            yield from _capped(load(kind_of(source)).read(source), so_far)
        except LecternError as error:
            if not so_far.characters or isinstance(error, FileHasNoText | FileIsScan | ScanHasNoText):
                raise
            yield Note(so_far.stopped(error.message))
        except Exception as error:
            _log.warning("Reading %s failed", shown, exc_info=True)
            known = explain(error, shown)
            if not so_far.characters:
                raise known from error
            yield Note(so_far.stopped(known.message))


class _Seen:
    """Counts what has been given, for the caps and for the sentence about what is missing."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.pages = 0
        self.expected = 0
        self.label: str | None = None
        self.paged = True
        self.characters = 0

    def stopped(self, why: str = "") -> str:
        """Say where the text ends."""
        where = reached(self.pages, self.expected, self.label) if self.paged else f"{self.characters:,} characters"
        return f"Stopped after {where}." + (f" {why}" if why else "")


def _capped(parts: Iterator[Part], seen: _Seen) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Opened):
            seen.expected, seen.paged = part.pages, part.paged
        elif isinstance(part, Page):
            if seen.pages >= MOST_PAGES:
                if not seen.characters:
                    raise FileHasNoText(file=seen.shown)
                yield Note(seen.stopped())
                return
            size = sum(len(block.text) for block in part.blocks)
            seen.pages, seen.label = seen.pages + 1, part.label
            if seen.characters + size > MOST_CHARACTERS:
                page = _cut(part, MOST_CHARACTERS - seen.characters)
                seen.characters = MOST_CHARACTERS
                yield page
                yield Note(seen.stopped(f"A document is read up to {MOST_CHARACTERS // 1_000_000} million characters."))
                return
            seen.characters += size
        yield part


def _cut(page: Page, room: int) -> Page:
    kept = []
    for block in page.blocks:
        if len(block.text) > room:
            kept.append(msgspec.structs.replace(block, text=block.text[:room]))
            break
        kept.append(block)
        room -= len(block.text)
    return msgspec.structs.replace(page, blocks=tuple(kept))
