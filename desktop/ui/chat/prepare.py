"""A question made ready: with the choices of the moment, to be answered on a background thread later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.chat.turn import TurnOptions
from desktop.domain.document import EVERYTHING
from desktop.ui.chat.retrieval import together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.conversation import Message
    from desktop.domain.events import TurnEvent
    from desktop.ui.chat.choices import Choices
    from desktop.ui.chat.services import Libraries, Turn
    from desktop.worker.cancel import Cancel

    Events = Callable[[Cancel, Cancel], Iterator[TurnEvent]]


def prepare(
    turn: Turn, library: Libraries, names: Sequence[str], choices: Choices, history: Sequence[Message], asked: Message
) -> Events:
    """Return what makes the turn from the tokens that stop it and that end its thought.

    Args:
        names: the libraries that are asked, all as one; none for a question to the model alone.
    """
    settings = choices.settings
    narrowed = {choices.library: choices.within}
    options = TurnOptions(
        think=choices.think,
        think_budget=settings.think_budget,
        samples=settings.think_samples,
        examples=settings.think_examples,
        system_prompt=settings.system_prompt,
        temperature=settings.temperature,
        adapters=choices.adapters,
        pictures=asked.pictures,
    )

    def events(cancel: Cancel, answer_now: Cancel) -> Iterator[TurnEvent]:
        retriever = together([library.retriever(name, cancel, narrowed.get(name, EVERYTHING)) for name in names])
        yield from turn(history, asked.text, retriever=retriever, options=options, cancel=cancel, answer_now=answer_now)

    return events
