"""One question and its answer as a stream of events that never raises and always ends with Finished."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from desktop.chat.answering import Answering
from desktop.chat.options import TurnOptions
from desktop.chat.writing import Writer
from desktop.domain.events import Answer, Cited, Failed, Finished, Thinking, Thought
from desktop.domain.text import storable
from desktop.errors import Cancelled, Fault, LecternError, ModelUnknown, NothingSaid
from desktop.reasoning.difficulty import switched
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.conversation import Message, Status
    from desktop.domain.document import Retriever
    from desktop.domain.events import TurnEvent
    from desktop.engine.protocol import Engine


__all__ = ["TurnOptions", "turn"]


def turn(
    history: Sequence[Message],
    question: str,
    *,
    engine: Engine | None,
    retriever: Retriever | None,
    options: TurnOptions | None = None,
    cancel: Cancel,
    answer_now: Cancel | None = None,
) -> Iterator[TurnEvent]:
    """Answer `question` after `history`; from documents when a `retriever` is given.

    The order is: steps (searched, read), Thinking …, Thought, Voted, Answer …, Cited, Finished; Progress may come
    anywhere before the first word. Whatever goes wrong is told as Failed before Finished(status="failed"), and what was
    said before stands; cancelled, it is Finished(status="stopped"). With a small model, or none, an answer from
    documents is quoted, and a fault of the model comes after the quotes.

    Args:
        history: messages before the question, oldest first.
        engine: None: there is no model; documents are quoted all the same.
        cancel: ends everything.
        answer_now: ends the thought, keeps it, and goes on with the answer.
    """
    options = options or TurnOptions()
    question, think = switched(storable(question), options.think)
    options = msgspec.structs.replace(options, think=think)
    writer = Writer(engine, question, history, options, cancel, answer_now or Cancel())
    answering = Answering(question, history, retriever, writer, cancel) if retriever is not None else None
    watched = _Watched()
    status: Status = "complete"
    failure: Failed | None = None
    try:
        cancel.check()
        yield from watched.passing(answering.events() if answering else _talk(writer))
    except Cancelled:
        status = "stopped"
    except LecternError as error:
        status, failure = "failed", Failed(type(error).__name__, error.values)
    except Exception as error:  # a fault of ours must cost this answer only, and say so
        status, failure = "failed", Failed(Fault.__name__, {"what": f"{type(error).__name__}: {error}"})
    yield from watched.closing()
    kind = answering.kind if answering else "generated"
    rest = answering.citer.abandon() if answering is not None else ""
    if status == "complete" and kind == "generated" and not (watched.said or rest.strip()):
        status, failure = "failed", Failed(NothingSaid.__name__, {"model": writer.name})
    if answering is not None:
        if rest:
            yield Answer(rest)
        if answering.citer.citations:
            yield Cited(answering.citer.citations)
    if failure is not None:
        yield failure
    yield Finished(status, kind, writer.usage, writer.name)


def _talk(writer: Writer) -> Iterator[TurnEvent]:
    """Answer without documents."""
    if not writer.present:
        raise ModelUnknown(name="")
    yield from writer.ensure()
    fitted = yield from writer.fitted(())
    yield from writer.write(fitted.messages, factual=False)


class _Watched:
    """Knows whether a thought is open, so that a turn that breaks off closes it, and whether anything was answered."""

    def __init__(self) -> None:
        self._since: float | None = None
        self.said = False

    def passing(self, events: Iterator[TurnEvent]) -> Iterator[TurnEvent]:
        for event in events:
            if isinstance(event, Thinking) and self._since is None:
                self._since = time.monotonic()
            elif isinstance(event, Thought):
                self._since = None
            elif isinstance(event, Answer):
                self.said = self.said or not event.text.isspace()
            yield event

    def closing(self) -> Iterator[TurnEvent]:
        if self._since is not None:
            yield Thought(time.monotonic() - self._since)
            self._since = None
