"""Fold a turn's events into its answer and keep the store no more than a second behind, whatever ends the turn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from desktop.chat.fold import fold
from desktop.domain.conversation import Message
from desktop.domain.events import Failed, Finished, Progress
from desktop.errors import Cancelled, Fault, LecternError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.domain.events import TurnEvent

#: Seconds between two saves of an answer that is being written.
SAVE_EVERY = 1.0


class Written(msgspec.Struct, frozen=True):
    """The answer as it stands now, and what is being done where nothing of it is visible yet."""

    message: Message
    progress: Progress | None = None


class NotKept(msgspec.Struct, frozen=True):
    """The answer could not be saved; it goes on being written and shown."""

    error: LecternError


def record(
    turn: Iterator[TurnEvent],
    message: Message,
    keep: Callable[[Message], None],
    now: Callable[[], float] = time.monotonic,
) -> Iterator[Written | NotKept]:
    """Yield the answer after each event of `turn`, saving it by `keep` every `SAVE_EVERY` seconds and at the end.

    The last message is never left "writing": a turn that raises or breaks off is closed as failed, and one that is
    abandoned (the generator is closed) is saved as it stands. A save that fails is told once and tried again.
    """
    saver = _Saver(keep, now)
    trying: Progress | None = None
    try:
        for event in _always_finished(turn):
            if isinstance(event, Progress):
                trying = event if event.unit == "samples" else trying  # it holds while the try is thought and answered
                yield Written(message, event)
                continue
            message = fold(message, event, now())
            if saver.due() and (error := saver.save(message)):
                yield NotKept(error)
            yield Written(message, None if message.text else trying)
    finally:
        last = saver.save(message)
    if last:
        yield NotKept(last)


class _Saver:
    """Knows when the answer was saved last and whether that failed."""

    def __init__(self, keep: Callable[[Message], None], now: Callable[[], float]) -> None:
        self._keep, self._now = keep, now
        self._saved = now()
        self._told = False

    def due(self) -> bool:
        return self._now() - self._saved >= SAVE_EVERY

    def save(self, message: Message) -> LecternError | None:
        """Save; return the error when it is the first."""
        self._saved = self._now()
        try:
            self._keep(message)
        except LecternError as error:
            told, self._told = self._told, True
            return None if told else error
        self._told = False
        return None


def _always_finished(turn: Iterator[TurnEvent]) -> Iterator[TurnEvent]:
    """Pass `turn` on and end it with `Finished` also where it raises or forgets to."""
    try:
        for event in turn:
            yield event
            if isinstance(event, Finished):
                return
    except Cancelled:
        yield Finished(status="stopped")
        return
    except LecternError as error:
        yield Failed(type(error).__name__, error.values)
    except Exception as error:  # a fault of ours must cost this answer only, and say so
        yield Failed(Fault.__name__, {"what": f"{type(error).__name__}: {error}"})
    else:
        yield Failed(Fault.__name__, {"what": "the answer broke off"})
    yield Finished(status="failed")
