"""Narrow a search to some files: by name, folder, kind and date, before anything is looked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.passages import Holder
from desktop.documents.walk import shown_path
from desktop.domain.document import Named

if TYPE_CHECKING:
    from desktop.documents.store import Store
    from desktop.domain.document import Within


class Choice(msgspec.Struct, frozen=True):
    """The files of a library that a search looks at.

    Attributes:
        searched, total: files that are ready, and files that are or will be.
        holders: for each of their contents the first file that has it; None: all of the library's.
    """

    searched: int
    total: int
    holders: dict[int, Holder] | None = None


def whole(store: Store, library: int) -> Choice:
    """Return all files of `library`; one that was left out or failed is none of them.

    The store keeps their counts: while files are added, each question is asked of another state of it.
    """
    row = store.read.execute("SELECT searched, total FROM libraries WHERE id = ?", (library,)).fetchone()
    return Choice(*row) if row else Choice(0, 0)


def choose(store: Store, library: int, within: Within) -> Choice:
    """Return the files of `library` that `within` lets through; one that was left out or failed is none of them."""
    rows = store.read.execute(
        "SELECT f.content, f.id, f.path, f.shown, f.modified, coalesce(c.paged, 0), coalesce(c.chunks, 0) FROM files f"
        " LEFT JOIN contents c ON c.id = f.content WHERE f.library = ? AND f.state NOT IN ('skipped', 'failed')"
        " ORDER BY f.id",
        (library,),
    )
    holders: dict[int, Holder] = {}
    searched = total = 0
    for content, file, path, shown, modified, paged, chunks in rows:
        if not fits(within, shown_path(os.fsdecode(path)), shown, modified / 1e9):
            continue
        total += 1
        if content is not None:
            searched += 1
            holders.setdefault(content, Holder(file, shown, bool(paged), chunks))
    return Choice(searched, total, holders)


def names_of(store: Store, library: int, within: Within) -> tuple[Named, ...]:
    """Return what the files of `library` are called that can be searched and that `within` lets through."""
    rows = store.read.execute(
        "SELECT f.path, f.shown, f.modified, c.title FROM files f JOIN contents c ON c.id = f.content"
        " WHERE f.library = ? AND f.state NOT IN ('skipped', 'failed') ORDER BY f.id",
        (library,),
    )
    return tuple(
        Named(shown, title)
        for path, shown, modified, title in rows
        if fits(within, shown_path(os.fsdecode(path)), shown, modified / 1e9)
    )


def fits(within: Within, path: str, shown: str, modified: float) -> bool:
    """Whether a file is let through.

    Args:
        path: absolute.
        shown: as people know it.
        modified: seconds since the epoch.
    """
    if within.places and not any(_at(place, path, shown) for place in within.places):
        return False
    if within.kinds and kind(path) not in within.kinds:
        return False
    return (not within.since or modified >= within.since) and (not within.until or modified < within.until)


def kind(name: str) -> str:
    """What kind of file this is: its suffix in lower case, without the dot, the common twins as one."""
    suffix = Path(name).suffix.lower().lstrip(".")
    return {"htm": "html", "jpeg": "jpg", "tif": "tiff", "markdown": "md", "yml": "yaml"}.get(suffix, suffix)


def _at(place: str, path: str, shown: str) -> bool:
    """Whether `place` is this file or a folder above it, however it is written: whole, from here, or only its name."""
    if place == shown:
        return True
    whole = os.path.abspath(os.path.expanduser(place))
    if path == whole or path.startswith(whole.rstrip(os.sep) + os.sep):
        return True
    parts = Path(place).parts
    if not parts or os.path.isabs(place):
        return False
    own = Path(path).parts
    return any(own[at : at + len(parts)] == parts for at in range(len(own) - len(parts) + 1))
