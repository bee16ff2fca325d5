"""Models for search by meaning on the command line: listed beside the others, and removed where none needs them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.documents.embedder_files import installed
from desktop.documents.embedders_here import name_of, named, size_of, users
from desktop.documents.exported import FOLDER, sweep
from desktop.documents.library import Library
from desktop.engine import offers, removal
from desktop.engine.download import from_offer
from desktop.engine.fit import shown_size
from desktop.errors import CannotWrite, UsageError
from desktop.paths import assets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.paths import Paths


def embedder(name: str, paths: Paths) -> Path | None:
    """Return the downloaded model that is meant: by its name, its folder or file, or as the list calls it."""
    offer = offers.find(name, offers.offers(assets() / "catalog.json"))
    wanted = from_offer(offer) if offer is not None and offer.kind == "embedding" else None
    return named(name, installed(paths.embedders), (wanted.folder, wanted.earlier_folder) if wanted is not None else ())


def print_embedders(found: Sequence[Path]) -> None:
    """Print a line each, and where it is."""
    for place in found:
        sys.stdout.write(f"{name_of(place)}: for search by meaning, {shown_size(size_of(place))}.\n  {place}\n")


def as_json(place: Path) -> dict[str, Any]:
    """Return what `lectern models list --json` says of one."""
    return {"name": name_of(place), "path": str(place), "size": size_of(place)}


def remove_embedder(place: Path, paths: Paths) -> None:
    """Delete a downloaded model, and what was exported of it, unless a library is searched with it.

    Raises:
        UsageError: a library needs it.
        LibraryInUse: another program has the libraries open, so nobody can tell.
        CannotWrite: the system refuses.
    """
    if needing := _needing(place, paths):
        raise UsageError(
            what=f"“{name_of(place)}” is what the library “{needing}” is searched with, so it stays. "
            f'lectern index --library "{needing}" --embedder usual changes that.'
        )
    try:
        removal.delete(removal.remove_embedder(place, paths.embedders))
        sweep(paths.library / FOLDER)
    except OSError as error:
        raise CannotWrite(file=place.name, reason=error.strerror or error) from error


def _needing(place: Path, paths: Paths) -> str:
    """Return the name of a library that is searched with the model, or is being changed to it; "" for none."""
    if not paths.library.exists():
        return ""
    with Library(paths.library, journal=paths.journal) as library:
        return next(iter(users(library).get(str(place), ())), "")
