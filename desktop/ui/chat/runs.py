"""Answers in the making: one is written at a time, the others wait in line, each goes to its own conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.chat.fold import fold
from desktop.domain.conversation import FaultPart, Message
from desktop.domain.events import Failed, Finished, Progress
from desktop.errors import Fault, LecternError
from desktop.ui.chat.recording import NotKept, Written, record
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.events import TurnEvent
    from desktop.ui.tasks import Task, Tasks

#: What an answer says that waits for its turn.
WAITS = Progress("Waiting until the answer in another chat is written")
#: Milliseconds that a stopped answer may take to end before it is closed without waiting for it.
PATIENCE = 800


class Run(QObject):
    """One answer in the making. Knows its place in the store and how far it is; knows nothing of widgets."""

    def __init__(
        self,
        conversation: int,
        index: int,
        message: Message,
        events: Callable[[Cancel, Cancel], Iterator[TurnEvent]],
    ) -> None:
        """Prepare.

        Args:
            events: makes the turn from the tokens that stop it and that end its thought; called on the task's thread.
        """
        super().__init__()
        self.conversation, self.index, self.message = conversation, index, message
        self.events = events
        self.progress: Progress | None = None
        self.answer_now = Cancel()
        self.started = self.stopping = self.ended = self.dropped = False
        self.task: Task[Written | NotKept] | None = None


class Runs(QObject):
    """Starts and stops answers; at most one runs, because there is one model."""

    changed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, keep: Callable[[int, int, Message], object]) -> None:
        """Prepare; `keep(conversation, index, message)` writes to the store and may be called on any thread."""
        super().__init__()
        self._tasks, self._keep = tasks, keep
        self._line: list[Run] = []

    def of(self, conversation: int | None) -> Run | None:
        """Return the answer that is being written or waits in this conversation."""
        return next((run for run in self._line if run.conversation == conversation), None)

    @property
    def writing(self) -> frozenset[int]:
        """The conversations that are being answered or wait for it."""
        return frozenset(run.conversation for run in self._line)

    def add(self, run: Run) -> None:
        """Put `run` in line and start it when nothing else runs."""
        run.progress = WAITS if self._line else None
        self._line.append(run)
        if run.progress is not None:
            self.changed.emit(run)
        self._start_next()

    def stop(self, run: Run) -> None:
        """Stop `run`; its message is closed within `PATIENCE`, whatever the model does."""
        if run.stopping or run.ended:
            return
        run.stopping = True
        if run.task is None:
            self._close(run, Finished(status="stopped"))
            return
        run.task.cancel()
        self.changed.emit(run)
        QTimer.singleShot(PATIENCE, run, lambda: self._close(run, Finished(status="stopped")))

    def drop(self, conversation: int) -> None:
        """Stop what belongs to a conversation that is being deleted, and close its message at once."""
        if run := self.of(conversation):
            run.dropped = True
            if run.task is not None:
                run.task.cancel()
            self._close(run, Finished(status="stopped"))

    def _start_next(self) -> None:
        if not self._line or self._line[0].started:
            return
        run = self._line[0]
        run.started = True
        if run.progress is not None:  # it waited, and was seen to
            run.progress = None
            self.changed.emit(run)

        def keep(message: Message) -> None:
            if not run.ended:
                self._keep(run.conversation, run.index, message)

        def work(cancel: Cancel) -> Iterator[Written | NotKept]:
            return record(run.events(cancel, run.answer_now), run.message, keep)

        run.task = self._tasks.run(
            work,
            lambda batch: self._take(run, batch),
            lambda: self._done(run),
            lambda error: self._broke(run, error),
        )

    def _take(self, run: Run, batch: Sequence[Written | NotKept]) -> None:
        if run.ended:
            return
        for item in batch:
            if isinstance(item, NotKept):
                self.failed.emit(item.error)
        if written := next((item for item in reversed(batch) if isinstance(item, Written)), None):
            run.message, run.progress = written.message, written.progress
            self.changed.emit(run)

    def _done(self, run: Run) -> None:
        self._close(run, None if run.message.status != "writing" else Finished(status="stopped"))

    def _broke(self, run: Run, error: Exception) -> None:
        """Close a run whose recorder itself failed, which is a fault of ours."""
        kind, values = Fault.__name__, {"what": f"{type(error).__name__}: {error}"}
        if isinstance(error, LecternError):
            kind, values = type(error).__name__, error.values
        if run.message.status == "writing" and not run.ended:
            run.message = fold(run.message, Failed(kind, values), 0.0)
        self._close(run, Finished(status="failed") if run.message.status == "writing" else None)

    def _close(self, run: Run, ending: Finished | None) -> None:
        """End `run` once: fold `ending` in and save where the recorder did not get to it."""
        if run.ended:
            return
        if ending is not None:
            run.message = msgspec.structs.replace(
                fold(run.message, ending, 0.0), model=run.message.model, usage=run.message.usage
            )
        run.ended = True
        run.progress = None
        self._line.remove(run)
        if ending is not None:
            try:
                self._keep(run.conversation, run.index, run.message)
            except LecternError as error:
                self.failed.emit(error)
        self.changed.emit(run)
        self.ended.emit(run)
        self._start_next()


def fault_of(message: Message) -> FaultPart | None:
    """Return what ended the message early, if anything did."""
    return next((part for part in message.parts if isinstance(part, FaultPart)), None)
