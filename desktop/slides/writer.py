"""Saves decks: has the file made by a process of its own, and puts it in place so that a crash loses nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Check, Deck
from desktop.domain.events import Progress
from desktop.errors import CannotWrite, DiskFull
from desktop.settings import write_atomically
from desktop.slides.check import check
from desktop.slides.protocol import Write, Wrote
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.protocol import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVICE = "desktop.slides.process:open_service"
#: Bytes of address space and seconds of processor time of the process; a deck of 100 slides takes a tenth of each.
LIMITS = Limits(memory=2_000_000_000, cpu=300, files=64)
#: Seconds after which a deck counts as hung.
SECONDS = 120.0
#: The operating system's number for "no space left on device".
_NO_SPACE = 28


class Saved(msgspec.Struct, frozen=True, tag="saved"):
    """The deck is saved.

    Attributes:
        file: where.
        checks: of the deck and of the file.
    """

    file: str
    slides: int
    checks: tuple[Check, ...]


def save(
    deck: Deck,
    path: Path,
    *,
    template: Path | None = None,
    author: str = "",
    wanted: int = 0,
    cancel: Cancel | None = None,
) -> Iterator[Progress | Saved]:
    """Yield progress, then `Saved`; a file that was there before is replaced whole or not at all.

    Args:
        template: a .pptx or .potx whose master and layouts are used instead of the deck's theme.
        wanted: slides that were asked for, for the check; 0 for any number.

    Raises:
        TemplateUnusable, FileMissing, CannotRead: the template cannot be used.
        CannotWrite, DiskFull: the operating system refused.
        ProcessStopped, ProcessHung: the process that makes the file died; nothing was changed.
        Cancelled.
    """
    cancel = cancel or Cancel()
    yield Progress("Making the file", 0, 2)
    request = Write(deck, os.fsencode(template.absolute()) if template is not None else b"", author)
    worker = Worker(SERVICE, name="slide writer", limits=LIMITS)
    try:
        replies = [reply for reply in worker.call(request, Wrote, cancel, silence=SECONDS) if isinstance(reply, Wrote)]
    finally:
        worker.close()
    yield Progress("Saving", 1, 2)
    put(path, replies[-1].content)
    yield Saved(str(path), len(deck.slides), (*check(deck, wanted=wanted), *replies[-1].checks))


def put(path: Path, content: bytes) -> None:
    """Write a file atomically, with the mode of the one it replaces, else one that other programs can read.

    Raises:
        CannotWrite, DiskFull: the operating system refused.
    """
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        write_atomically(path, content)
        path.chmod(mode)
    except OSError as error:
        if error.errno == _NO_SPACE:
            raise DiskFull(what=path.name) from None
        raise CannotWrite(file=path.name, reason=(error.strerror or type(error).__name__).lower()) from None
