"""What of a library goes on while the window is open: watched folders followed, files read again by a better reader."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self, TypeVar

from desktop.documents import protocol
from desktop.documents.protocol import FolderState, Following, Reread
from desktop.errors import ProcessStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import msgspec

    from desktop.worker.cancel import Cancel
    from desktop.worker.host import Worker

Reply = TypeVar("Reply")

#: Seconds without an answer after which a question's process counts as hung; loading the embedder takes some.
SILENCE = 180.0
#: How often in a row the process may die without finishing a file before an adding gives up.
MOST_DEATHS = 3


class KeepingUp:
    """Knows the library process, and asks it again when it died under a request."""

    def __init__(self, worker: Worker, pictures: bool) -> None:
        self._worker = worker
        self.pictures = pictures

    @property
    def pid(self) -> int | None:
        """The library process's id, or None while none runs."""
        return self._worker.pid

    # ── watched folders ───────────────────────────────────────────────────────────────────────────────────────────

    def watch(self, name: str, folder: Path | str) -> None:
        """Keep a library, made when it is new, up to date with a folder: with what it holds, and what changes in it.

        Raises:
            FileMissing, NotAFolder.
        """
        self._ask(protocol.Watch(name, os.fsencode(folder)), protocol.Done)

    def unwatch(self, name: str, folder: Path | str) -> None:
        """Watch a folder no longer; its files stay in the library.

        Raises:
            LibraryUnknown.
        """
        self._ask(protocol.Unwatch(name, os.fsencode(folder)), protocol.Done)

    def folders(self) -> tuple[FolderState, ...]:
        """Return every watched folder of all libraries."""
        (reply,) = self._ask(protocol.ListFolders(), protocol.WatchedFolders)
        return reply.folders

    def follow(self, cancel: Cancel | None = None) -> Iterator[Following]:
        """Follow the watched folders until cancelled: files new, changed, moved or deleted, and folders gone or back.

        Folders are followed only while somebody does; what changed meanwhile is taken in when it begins.

        Raises:
            Cancelled.
            ProcessStopped: the process died several times in a row without anything done.
        """
        yield from self._standing(lambda: protocol.Follow(self.pictures), Following, cancel)

    def read_again(self, cancel: Cancel | None = None, name: str = "") -> Iterator[Reread]:
        """Read again what earlier versions of the readers read, in one library or all, whenever nothing is added.

        What was read before serves until then; nothing is yielded where there is nothing to do.

        Raises:
            LibraryUnknown.
            Cancelled, DiskFull: the next call goes on from there.
            ProcessStopped: the process died several times in a row without a file read.
        """
        yield from self._standing(lambda: protocol.ReadAgain(name, self.pictures), Reread, cancel)

    def close(self) -> None:
        """End the process in good order."""
        self._worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _standing(self, request: Callable[[], msgspec.Struct], reply: Any, cancel: Cancel | None) -> Iterator[Any]:
        """Send a request whose replies come over a long time; again when the process died under it."""
        deaths = 0
        while True:
            try:
                for event in self._worker.call(request(), reply, cancel):
                    deaths = 0
                    yield event
                return
            except ProcessStopped:
                deaths += 1
                if deaths >= MOST_DEATHS:
                    raise

    def _ask(self, request: msgspec.Struct, reply: type[Reply], cancel: Cancel | None = None) -> list[Reply]:
        """Send a request and return its replies; once more when the process died under it."""
        try:
            return list(self._worker.call(request, reply, cancel, silence=SILENCE))
        except ProcessStopped:
            return list(self._worker.call(request, reply, cancel, silence=SILENCE))
