"""Bring a file that lies elsewhere into a folder of ours: as a link where that can be, else as a copy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from desktop.errors import CannotWrite

if TYPE_CHECKING:
    from pathlib import Path


def bring(source: Path, place: Path) -> None:
    """Link `source` to `place`, whose folder is made, or copy it where links are not to be had; it stays where it is.

    Raises:
        CannotWrite: the operating system refuses.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            place.hardlink_to(source.resolve())  # the hub cache keeps links, which a hard link would copy
        except OSError:
            part = place.with_suffix(".part")
            shutil.copyfile(source, part)
            part.replace(place)
    except OSError as error:
        raise CannotWrite(file=place.name, reason=error.strerror or error) from error
