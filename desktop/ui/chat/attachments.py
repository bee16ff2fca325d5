"""Files dropped on a chat: read into the conversation's own hidden library, each with its progress."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.documents.protocol import FileChanged
from desktop.errors import Fault, InputError, LecternError, LibraryUnknown
from desktop.ui.phrases import explain, explain_state, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.protocol import FileState, Indexing
    from desktop.ui.chat.services import Libraries
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel

#: Small questions to the library are asked one after the other, beside the reading of files.
LANE = "chat-files"


class Attached(msgspec.Struct, frozen=True):
    """A file of a chat, as its chip shows it.

    Attributes:
        state: "reading" also while it waits for its turn.
        page, pages: how far reading is; pages 0 means unknown.
        reason: why it was left out, in one sentence.
    """

    file: str
    state: Literal["reading", "ready", "skipped", "failed"] = "reading"
    page: int = 0
    pages: int = 0
    reason: str = ""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return Path(self.file).name


class Refused(msgspec.Struct, frozen=True):
    """A file or folder that could not be taken at all, and why."""

    path: str
    error: InputError


def library_of(conversation: int) -> str:
    """Return the name of the hidden library that a conversation's own files are kept in."""
    return f"@chat-{conversation}"


class Attachments(QObject):
    """Knows the files of every chat that was opened in this window; knows nothing of how they are read."""

    changed = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, library: Libraries) -> None:
        super().__init__()
        self._tasks, self._library = tasks, library
        self._files: dict[int, dict[str, Attached]] = {}
        self._tasks_of: dict[int, list[Task[Indexing | Refused]]] = {}
        self._loaded: set[int] = set()

    def of(self, conversation: int | None) -> tuple[Attached, ...]:
        """Return the files of a conversation, in the order in which they were added."""
        return tuple(self._files.get(conversation, {}).values()) if conversation is not None else ()

    def usable(self, conversation: int | None) -> bool:
        """Whether at least one file can be asked from."""
        return any(file.state == "ready" for file in self.of(conversation))

    def ready(self, conversation: int | None) -> tuple[str, tuple[str, ...]]:
        """Return the library of a conversation's own files, and those that can be asked from once all are read."""
        if conversation is None or self.reading(conversation):
            return "", ()
        return library_of(conversation), tuple(file.file for file in self.of(conversation) if file.state == "ready")

    def reading(self, conversation: int | None) -> bool:
        """Whether files are still being read."""
        return conversation is not None and bool(self._tasks_of.get(conversation))

    def load(self, conversation: int) -> None:
        """Find out, in the background and once, what files the conversation was given before."""
        if conversation in self._loaded:
            return
        self._loaded.add(conversation)
        name = library_of(conversation)

        def work(cancel: Cancel) -> Iterator[tuple[FileState, ...]]:
            if any(info.name == name for info in self._library.libraries()):
                yield tuple(self._library.files(name))

        def take(batch: Sequence[tuple[FileState, ...]]) -> None:
            known = self._files.setdefault(conversation, {})
            for state in batch[-1]:
                known.setdefault(state.file, _attached(state, 0, 0))
            self.changed.emit(conversation)

        self._tasks.run(work, take, nothing, self._tell, lane=LANE)

    def add(self, conversation: int, paths: Sequence[Path]) -> None:
        """Read files, and the files below folders, into the conversation."""
        self._loaded.add(conversation)
        known = self._files.setdefault(conversation, {})
        for path in paths:
            if not path.is_dir():
                known[str(path)] = Attached(str(path))
        mine: list[Task[Indexing | Refused]] = []

        def work(cancel: Cancel) -> Iterator[Indexing | Refused]:
            return _added(self._library, library_of(conversation), [str(path) for path in paths], cancel)

        def take(batch: Sequence[Indexing | Refused]) -> None:
            for event in batch:
                if isinstance(event, FileChanged):
                    known[event.state.file] = _attached(event.state, event.page, event.pages)
                elif isinstance(event, Refused) and event.path in known:
                    known[event.path] = Attached(event.path, "failed", reason=joined(explain(event.error)))
                elif isinstance(event, Refused):
                    self._tell(event.error)
            self.changed.emit(conversation)

        def end(error: Exception | None = None) -> None:
            for path in paths:
                held = known.get(str(path))
                if held is not None and held.state == "reading":
                    reason = joined(explain(error)) if error else self.tr("It could not be read.")
                    known[str(path)] = msgspec.structs.replace(held, state="failed", reason=reason)
            self._tasks_of[conversation].remove(mine[0])
            self.changed.emit(conversation)
            if error is not None:
                self._tell(error)

        mine.append(self._tasks.run(work, take, end, end))
        self._tasks_of.setdefault(conversation, []).append(mine[0])
        self.changed.emit(conversation)

    def remove(self, conversation: int, file: str) -> None:
        """Take a file out of the conversation; what was read of it goes too."""
        held = self._files.get(conversation, {}).pop(file, None)
        self.changed.emit(conversation)
        if held is None:
            return

        def work(cancel: Cancel) -> Iterator[None]:
            with contextlib.suppress(LibraryUnknown):  # not one file of this chat was ever taken
                self._library.remove(library_of(conversation), [file])
            yield

        self._tasks.run(work, nothing, nothing, self._tell, lane=LANE)

    def forget(self, conversation: int) -> None:
        """Delete all that was read for a conversation that is gone for good."""
        for task in self._tasks_of.get(conversation, []):
            task.cancel()
        if not self._files.pop(conversation, None):
            return

        def work(cancel: Cancel) -> Iterator[None]:
            self._library.delete(library_of(conversation))
            yield

        self._tasks.run(work, nothing, nothing, self._tell, lane=LANE)

    def _tell(self, error: Exception) -> None:
        self.failed.emit(as_fault(error))


def _added(library: Libraries, name: str, paths: Sequence[str], cancel: Cancel) -> Iterator[Indexing | Refused]:
    """Index all at once, and one by one where one of them is refused, so that it costs nothing but itself."""
    try:
        yield from library.add(name, paths, cancel)
    except InputError as error:
        if len(paths) == 1:
            yield Refused(paths[0], error)
            return
        for path in paths:
            yield from _added(library, name, [path], cancel)


def as_fault(error: Exception) -> LecternError:
    """Return the error, or the fault of ours that it is."""
    return error if isinstance(error, LecternError) else Fault(what=f"{type(error).__name__}: {error}")


def nothing(*_: object) -> None:
    """Take no notice: the task's outcome shows elsewhere."""


def _attached(state: FileState, page: int, pages: int) -> Attached:
    if state.state in {"waiting", "reading"}:
        return Attached(state.file, "reading", page, pages)
    if state.state == "indexed":
        return Attached(state.file, "ready", state.pages, state.pages)
    return Attached(state.file, "skipped" if state.state == "skipped" else "failed", reason=explain_state(state))
