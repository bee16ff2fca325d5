"""What crosses the pipe about watched folders."""

from __future__ import annotations

from typing import Literal

import msgspec


class FolderState(msgspec.Struct, frozen=True):
    """How it stands with a watched folder.

    Attributes:
        library: the name of its library.
        state: "watched": the system tells of changes; "polled": it is looked through from time to time; "missing".
        reason: why it is polled, in one sentence.
        files: how many of its files are indexed.
    """

    library: str
    folder: str
    state: Literal["watched", "polled", "missing"]
    reason: str = ""
    files: int = 0


class Watch(msgspec.Struct, frozen=True, tag="watch"):
    """Watch a folder for a library, made when it is new; answered by `Done`. Its files come to whoever follows."""

    name: str
    path: bytes


class Unwatch(msgspec.Struct, frozen=True, tag="unwatch"):
    """Watch a folder no longer; its files stay; answered by `Done`."""

    name: str
    path: bytes


class ListFolders(msgspec.Struct, frozen=True, tag="folders"):
    """Ask for every watched folder; answered by `WatchedFolders`."""


class Follow(msgspec.Struct, frozen=True, tag="follow"):
    """Keep libraries up to date with their watched folders until stopped; answered by a stream of `Following`.

    Attributes:
        pictures: as in `Add`.
    """

    pictures: bool = True


class WatchedFolders(msgspec.Struct, frozen=True):
    """Every watched folder."""

    folders: tuple[FolderState, ...]


class FolderChanged(msgspec.Struct, frozen=True, tag="folder"):
    """A watched folder came, went, or has other files than before."""

    state: FolderState
