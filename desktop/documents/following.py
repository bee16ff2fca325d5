"""Follow watched folders: what changes in them changes in their libraries, within seconds and after a restart."""

from __future__ import annotations

import os
import queue
import time
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.documents.indexing import Adding
from desktop.documents.protocol import (
    FileChanged,
    FolderChanged,
    FolderState,
    Followed,
    Following,
    IndexFinished,
    Indexing,
)
from desktop.documents.walk import passed_over
from desktop.documents.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.folders import Folder, Folders
    from desktop.documents.intake import Room
    from desktop.documents.turns import Turns
    from desktop.worker.cancel import Cancel

#: Seconds without another change after which changes are taken in, and the longest that they wait.
QUIET = 1.0
LONGEST = 8.0
#: Seconds between two looks through a folder that the system does not tell of, and through any other, to be sure.
POLL = 30.0
SWEEP = 900.0
#: Seconds between two looks whether a folder is there.
GLANCE = 2.0
#: Changed paths of one folder above which the whole folder is looked through instead.
MANY = 500


class _Watched(msgspec.Struct):
    """A watched folder while it is followed.

    Attributes:
        paths: what changed in it; the folder itself stands for all of it.
        first, last: when the first and the last of these changes were told.
        looked: when all of it was looked through.
        reason: why the system does not tell of it; empty when it does.
    """

    folder: Folder
    paths: set[bytes]
    first: float = 0.0
    last: float = 0.0
    looked: float = 0.0
    reason: str = ""
    there: bool = False

    def note(self, path: bytes) -> None:
        """Note a change down."""
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.paths.add(path)
        if len(self.paths) > MANY:
            self.paths = {self.folder.path}

    def due(self) -> bool:
        """Whether its changes are to be taken in now."""
        now = time.monotonic()
        return bool(self.paths) and (now - self.last >= QUIET or now - self.first >= LONGEST)

    def take(self) -> list[bytes]:
        """Hand the changes over."""
        paths, self.paths, self.first = self.paths, set(), 0.0
        if self.folder.path in paths:
            self.looked = time.monotonic()
            return [self.folder.path]
        return sorted(paths)


class Follower:
    """Knows the watched folders of all libraries while somebody follows them; one runs at a time."""

    def __init__(self, room: Room, folders: Folders, turns: Turns) -> None:
        """Prepare."""
        self._room, self._folders, self._turns = room, folders, turns
        self._watched: dict[int, _Watched] = {}
        self._events: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()

    def states(self) -> tuple[FolderState, ...]:
        """Return how it stands with each watched folder."""
        return tuple(self._state(folder) for folder in self._folders.all())

    def run(self, cancel: Cancel, *, pictures: bool) -> Iterator[Following]:
        """Yield what happens in the watched folders until cancelled."""
        watcher = Watcher(lambda folder, path: self._events.put((folder, path)))
        glanced = 0.0
        try:
            while True:
                cancel.check()
                if time.monotonic() - glanced >= GLANCE or self._folders.changed.is_set():
                    self._folders.changed.clear()
                    yield from self._glance(watcher)
                    glanced = time.monotonic()
                self._gather()
                for watched in list(self._watched.values()):
                    if watched.due():
                        yield from self._take_in(watched, cancel, pictures=pictures)
                self._wait(cancel)
        finally:
            self._watched.clear()
            watcher.close()

    def _wait(self, cancel: Cancel) -> None:
        try:
            folder, path = self._events.get(timeout=0.25)
        except queue.Empty:
            return
        self._note(folder, path)

    def _gather(self) -> None:
        while not self._events.empty():
            self._note(*self._events.get())

    def _note(self, folder: bytes, path: bytes) -> None:
        inside = os.path.relpath(path, folder)
        if any(passed_over(os.fsdecode(part)) for part in inside.split(os.sep.encode()) if part != b"."):
            return
        for watched in self._watched.values():
            if watched.folder.path == folder:
                watched.note(path)

    def _glance(self, watcher: Watcher) -> Iterator[FolderChanged]:
        """See which folders are watched now and which of them are there."""
        folders = {folder.id: folder for folder in self._folders.all()}
        paths = {folder.path for folder in folders.values()}
        for number in [number for number in self._watched if number not in folders]:
            gone = self._watched.pop(number)
            if gone.folder.path not in paths:
                watcher.unwatch(gone.folder.path)
        now = time.monotonic()
        for number, folder in folders.items():
            there = os.path.isdir(folder.path)
            watched = self._watched.get(number)
            if watched is None:
                watched = self._watched[number] = _Watched(folder, set())
                fresh = True
            else:
                fresh = there != watched.there
            if fresh:
                watched.there = there
                watcher.unwatch(folder.path)
                watched.reason = watcher.watch(folder.path) if there else ""
                watched.note(folder.path)  # also when it vanished, which its files are to say
                yield FolderChanged(self._state(folder))
            elif there and now - watched.looked > (POLL if watched.reason else SWEEP) and watched.looked:
                watched.note(folder.path)

    def _take_in(self, watched: _Watched, cancel: Cancel, *, pictures: bool) -> Iterator[Following]:
        """Bring a library up to date with what changed in one of its folders."""
        folder = watched.folder
        paths = watched.take()
        told = False
        started: Indexing | None = None
        with self._turns.now(cancel):
            adding = Adding(self._room, folder.library, cancel, pictures=pictures)
            for event in adding.run(paths, watched=folder.path):
                if isinstance(event, FileChanged):
                    if started is not None:
                        yield Followed(folder.name, started)
                        started = None
                    told = True
                if isinstance(event, FileChanged) or told:
                    yield Followed(folder.name, event)
                elif not isinstance(event, IndexFinished):
                    started = event
        if told:
            yield FolderChanged(self._state(folder))

    def _state(self, folder: Folder) -> FolderState:
        watched = self._watched.get(folder.id)
        there = watched.there if watched else os.path.isdir(folder.path)
        reason = watched.reason if watched else ""
        state: Literal["watched", "polled", "missing"] = "missing" if not there else "polled" if reason else "watched"
        return FolderState(folder.name, folder.shown, state, reason, self._folders.files(folder))
