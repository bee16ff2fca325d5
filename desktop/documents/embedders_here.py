"""Models for search on this computer: what people call them, how large they are, and which libraries need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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
    """Return what people know a model by: the name of its folder, or of its file without the ending."""
    return place.name if place.is_dir() else place.stem


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
