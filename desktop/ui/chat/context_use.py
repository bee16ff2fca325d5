"""How much of what the model can read at once this conversation takes, and what takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.domain.model import ChatMessage, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.conversation import Message
    from desktop.engine.protocol import Engine
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel


class Share(msgspec.Struct, frozen=True):
    """What takes the context, in tokens.

    Attributes:
        talk: questions and answers before the last question.
        given: instructions, passages and the last question, which were read beside them.
        answer: the last answer.
    """

    talk: int
    given: int
    answer: int


def used(messages: Sequence[Message]) -> int:
    """Return the tokens that the last measured turn took: its prompt and its answer; 0 before the first."""
    usage = _last(messages)[1]
    return usage.prompt_tokens + usage.answer_tokens


def _last(messages: Sequence[Message]) -> tuple[int, Usage]:
    """Return the index of the last answer with a count and that count; -1 and zeros where there is none."""
    for at in reversed(range(len(messages))):
        usage = messages[at].usage
        if usage is not None and usage.prompt_tokens:
            return at, usage
    return -1, Usage()


class ContextUse(QObject):
    """Counts, when asked, how the context is shared; knows nothing of how it is shown.

    Signals:
        measured(Share): the count is done.
    """

    measured = Signal(object)

    def __init__(self, tasks: Tasks, engine: Engine) -> None:
        super().__init__()
        self._tasks, self._engine = tasks, engine
        self._task: Task[Share] | None = None

    def measure(self, messages: Sequence[Message]) -> None:
        """Count in the background; nothing comes while no answer was written yet."""
        last, usage = _last(messages)
        if last < 0 or self._task is not None:
            return
        earlier = tuple(ChatMessage(message.role, message.text) for message in messages[: max(0, last - 1)])

        def work(cancel: Cancel) -> Iterator[Share]:
            talk = self._engine.count(earlier) if earlier else 0
            talk = min(talk, usage.prompt_tokens)
            yield Share(talk, usage.prompt_tokens - talk, usage.answer_tokens)

        def end(error: Exception | None = None) -> None:
            self._task = None

        self._task = self._tasks.run(work, lambda batch: self.measured.emit(batch[-1]), end, end)
