"""The deck that is worked on, in one small file, so that neither a crash nor the end of the window loses it."""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.deck import Draft
from desktop.errors import CannotRead, CannotWrite, DiskFull, LecternError, StoreDamaged
from desktop.settings import write_atomically
from desktop.store.rows import encode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What the file holds, for messages.
WHAT = "the deck that you were working on"


def read(file: Path) -> tuple[Draft | None, LecternError | None]:
    """Return the deck that was kept, and what the user must be told where there is one that cannot be used.

    Such a file (damaged, or of a version whose decks were others) is put aside as ``.damaged`` until a later deck is
    forgotten.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=Draft), None
    except FileNotFoundError:
        return None, None
    except OSError as error:
        told: LecternError = CannotRead(file=_aside(file).name, reason=error.strerror or error)
    except (msgspec.DecodeError, UnicodeDecodeError):
        told = StoreDamaged(what=WHAT, file=_aside(file).name, action="You can make it again, or begin another one.")
    with contextlib.suppress(OSError):
        file.replace(_aside(file))
    return None, told


def keep(file: Path, draft: Draft) -> None:
    """Keep a deck in place of the one before, so that a crash leaves one of the two; only the user can read it.

    Raises:
        DiskFull, CannotWrite: the one before is still kept.
    """
    with _told(file):
        write_atomically(file, encode(draft).encode())


def forget(file: Path) -> None:
    """Keep no deck; one that was put aside as damaged goes too, since it may hold the same words.

    Raises:
        CannotWrite: it is still there.
    """
    with _told(file):
        for path in (file, _aside(file)):
            path.unlink(missing_ok=True)


def _aside(file: Path) -> Path:
    return file.with_suffix(".damaged")


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(what=WHAT) from error
        raise CannotWrite(file=file.name, reason=error.strerror or error) from error
