"""What a search can be narrowed to: kinds, places and days of a library's files; and what a chosen filter says."""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication

from desktop.documents.narrow import fits, kind
from desktop.domain.document import Within, day
from desktop.ui.icons import file_icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.protocol import FileState

#: States of files that a search looks at, now or later.
_SEARCHED = frozenset({"indexed", "waiting", "reading", "missing"})
_DAY = timedelta(days=1)


class Place(msgspec.Struct, frozen=True):
    """A folder or a file to choose: its whole path, what it is shown as, and how many files it holds."""

    path: str
    name: str
    files: int
    folder: bool = False


class Part(msgspec.Struct, frozen=True):
    """One condition of a filter: what it says, with which icon, and the filter without it."""

    words: str
    icon: str
    rest: Within


def searched(files: Sequence[FileState]) -> tuple[FileState, ...]:
    """Return the files that a search looks at."""
    return tuple(state for state in files if state.state in _SEARCHED)


def counted(files: Sequence[FileState], within: Within) -> int:
    """Return how many of the files a filter lets through."""
    return sum(fits(within, _path(state), state.file, state.modified) for state in files)


def kinds(files: Sequence[FileState]) -> list[tuple[str, int]]:
    """Return the kinds of the files with their numbers, the most frequent first."""
    found = Counter(kind(_path(state)) for state in files)
    return sorted(((name, n) for name, n in found.items() if name), key=lambda item: (-item[1], item[0]))


def places(files: Sequence[FileState]) -> tuple[Place, ...]:
    """Return the folders below what all files have in common, then the files, each by its name."""
    paths = [_path(state) for state in files]
    folders = Counter[str]()
    for path in paths:
        folders.update(_above(path))
    whole = [folder for folder, n in folders.items() if n == len(paths)]
    root = max(whole, key=len, default="")
    below = sorted((folder for folder in folders if folder not in whole), key=str.casefold)
    return (
        *(Place(folder, os.path.relpath(folder, root or "/"), folders[folder], folder=True) for folder in below),
        *sorted((Place(path, PurePath(path).name, 1) for path in paths), key=lambda place: place.name.casefold()),
    )


def parts(within: Within) -> tuple[Part, ...]:
    """Return the conditions of a filter in words, each with the filter that is left when it is taken away."""
    change = msgspec.structs.replace
    found = [
        Part(name.upper(), file_icon(f"x.{name}"), change(within, kinds=_without(within.kinds, name)))
        for name in within.kinds
    ]
    for place in within.places:
        name = PurePath(place).name or place
        icon = file_icon(name) if PurePath(place).suffix else "folder"
        found.append(Part(name, icon, change(within, places=_without(within.places, place))))
    if within.since or within.until:
        found.append(Part(_days(within), "calendar-blank", change(within, since=0.0, until=0.0)))
    return tuple(found)


def begin_of(text: str) -> float:
    """Return the beginning of a day like 2024-03-31, in seconds since the epoch; 0 for no text.

    Raises:
        ValueError: it is no such day.
    """
    return _read(text).astimezone().timestamp() if text.strip() else 0.0


def end_of(text: str) -> float:
    """Return the end of a day, which is the beginning of the next one; as `begin_of`."""
    return (_read(text) + _DAY).astimezone().timestamp() if text.strip() else 0.0


def ago(days: int, now: datetime | None = None) -> str:
    """Return the day so many days ago."""
    return f"{(now or datetime.now()) - days * _DAY:%Y-%m-%d}"


def _read(text: str) -> datetime:
    """The beginning of a day by the clock on the wall, where a day may have 23 or 25 hours."""
    return datetime.strptime(text.strip(), "%Y-%m-%d")


def _days(within: Within) -> str:
    first, last = day(within.since), day(within.until - 1)
    if within.since and within.until:
        return _tr("{first} to {last}").format(first=first, last=last)
    return _tr("From {day} on").format(day=first) if within.since else _tr("Up to {day}").format(day=last)


def _path(state: FileState) -> str:
    return state.path or state.file


def _above(path: str) -> list[str]:
    return [str(folder) for folder in PurePath(path).parents]


def _without(values: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != gone)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Narrowing", text)
