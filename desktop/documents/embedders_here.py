"""Models for search on this computer: what people call them, how large they are, and which libraries need them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop.documents.embedder_files import repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.embedder_info import EmbeddersTold
    from desktop.documents.protocol import LibraryInfo


class Libraries(Protocol):
    """What tells of libraries and what they are searched with."""

    def libraries(self) -> Sequence[LibraryInfo]:
        """Return every library."""
        ...

    def embedders(self, name: str) -> EmbeddersTold:
        """Return what a library is searched with."""
        ...


def name_of(place: Path) -> str:
    """Return what people know a model by: its repository, the name of its folder, or of its file without the ending."""
    return repository(place) if place.is_dir() else place.stem


def named(name: str, found: Sequence[Path], folders: Sequence[str] = ()) -> Path | None:
    """Return the model of `found` that is meant by its path or name, in whatever case; None where no single one is.

    A repository's owner may be left out where only one has a model of that name. `folders` are further names of its
    folder.
    """
    wanted = {
        name.strip().casefold(),
        os.path.abspath(os.path.expanduser(name)).casefold(),
        *map(str.casefold, folders),
    }
    for place in found:
        if wanted & {one.casefold() for one in (str(place), place.name, place.stem, name_of(place))}:
            return place
    short = [place for place in found if name_of(place).rpartition("/")[2].casefold() in wanted]
    return short[0] if len(short) == 1 else None


def size_of(place: Path) -> int:
    """Return the bytes of a model's folder or file."""
    files = place.rglob("*") if place.is_dir() else (place,)
    return sum(file.stat().st_size for file in files if file.is_file())


def users(libraries: Libraries) -> dict[str, list[str]]:
    """Return the libraries by the path of the model that they are, or will be, searched with; hidden ones need none."""
    found: dict[str, list[str]] = {}
    for info in libraries.libraries():
        if info.hidden:
            continue
        told = libraries.embedders(info.name)
        for folder in {one.folder for one in (told.serves, told.comes) if one is not None}:
            found.setdefault(folder, []).append(info.name)
    return found
