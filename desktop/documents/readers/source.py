"""One opened file that is certainly a regular file, whatever a link or a swap makes of its path."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from desktop.errors import CannotRead, FileEmpty, FileMissing, FileTooLarge, NotAFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: Larger files do not fit into a reader's memory together with what is made of them.
LARGEST = 500_000_000
HEAD = 4096


class Source:
    """Knows the open file, its size, the name that people see, whether pictures are read, and which of them were seen.

    `depth` counts the files that it is inside of, as one that is attached to a mail is. It knows no formats.
    """

    def __init__(
        self,
        file: BinaryIO,
        shown: str,
        suffix: str,
        size: int,
        *,
        pictures: bool = True,
        seen: Mapping[int, bytes] | None = None,
        depth: int = 0,
    ) -> None:
        self.depth = depth
        self.file = file
        self.pictures = pictures
        self.seen = seen or {}
        self.shown = shown
        self.suffix = suffix
        self.size = size
        self.head = file.read(HEAD)
        file.seek(0)

    def data(self) -> bytes:
        """All bytes of the file."""
        self.file.seek(0)
        return self.file.read(LARGEST + 1)


@contextlib.contextmanager
def opened(
    path: Path, shown: str, *, pictures: bool = True, seen: Mapping[int, bytes] | None = None
) -> Iterator[Source]:
    """Open `path` for reading, without following a link at its end and without waiting on a pipe.

    Args:
        pictures: whether words are read from pictures and scans.
        seen: what an earlier reading of this file saw on some of its pages (`parts.Looked`).

    Raises:
        FileMissing, NotAFile, FileEmpty, FileTooLarge, CannotRead: each names `shown`.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise FileMissing(file=shown) from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):  # a link, a socket
            raise NotAFile(file=shown) from None
        raise CannotRead(file=shown, reason=(error.strerror or "refused").lower()) from None
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise NotAFile(file=shown)
        if state.st_size == 0:
            raise FileEmpty(file=shown)
        if state.st_size > LARGEST:
            raise FileTooLarge(file=shown, reason=f"{state.st_size // 1_000_000} MB, at most {LARGEST // 1_000_000}")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield Source(file, shown, path.suffix.lower(), state.st_size, pictures=pictures, seen=seen)
    finally:
        os.close(descriptor)
