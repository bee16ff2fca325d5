"""Models for search by meaning that were downloaded: each in a folder of its own, which is there only when whole."""

from __future__ import annotations

from pathlib import Path

from desktop.engine.pending import PART


def installed_embedders(folder: Path) -> tuple[Path, ...]:
    """Return the folders of embedding models below `folder` (Paths.embedders), by name.

    Nothing is read of them here; `desktop.documents.embedder_files.examine` checks one before it is loaded. New ones
    come by `Downloads.fetch(from_offer(offer), cancel)` with an `Offer` of the kind "embedding".
    """
    if not folder.is_dir():
        return ()
    found = (place for place in folder.iterdir() if place.is_dir() and not place.name.endswith(PART))
    return tuple(sorted(place for place in found if (place / "config.json").is_file()))
