"""What crosses the pipe about files that are read again because their reader became better."""

from __future__ import annotations

import msgspec


class ReadAgain(msgspec.Struct, frozen=True, tag="read_again"):
    """Read again what earlier versions of the readers read; answered by a stream of `Reread`, one a file.

    Attributes:
        name: of the library; empty for all.
        pictures: as in `Add`.
    """

    name: str = ""
    pictures: bool = True


class Reread(msgspec.Struct, frozen=True):
    """How far the reading again is.

    Attributes:
        library, file: what was just dealt with; empty when it begins.
        changed: whether it is kept otherwise than before.
    """

    done: int
    total: int
    library: str = ""
    file: str = ""
    changed: bool = False
