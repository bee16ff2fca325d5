"""Choose what of a conversation and its passages fits the model's context; pure but for the counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.model import ChatMessage
from desktop.errors import ContextFull

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.document import Passage

    #: Tokens of the rendered prompt of these messages.
    Count = Callable[[Sequence[ChatMessage]], int]
    #: The last message of the user, made of the question and these passages.
    Ask = Callable[[Sequence[Passage]], ChatMessage]

#: Tokens kept free for the answer: as many as asked for, else these, but never more than this part of the context.
ANSWER, PART = 1024, 4
#: Once earlier messages must go, this share of the room is filled: going one message at a time would change the
#: beginning of every prompt, and the model would have to read all of it anew each time.
FILLED = 0.75


class Fitted(msgspec.Struct, frozen=True):
    """What fits.

    Attributes:
        messages: system message, what stays of the conversation, and the question with its passages.
        passages: the passages that stayed, in their order.
        left_out: earlier messages that did not fit.
        tokens: of the prompt.
    """

    messages: tuple[ChatMessage, ...]
    passages: tuple[Passage, ...]
    left_out: int
    tokens: int


def fit(
    system: ChatMessage,
    history: Sequence[ChatMessage],
    ask: Ask,
    passages: Sequence[Passage],
    count: Count,
    context: int,
    answer: int = 0,
) -> Fitted:
    """Leave out the oldest turns, then the last passages, until the prompt and an answer fit `context` tokens.

    The system message and the question always stay.

    Args:
        history: turns, each begun by a message of the user.
        answer: tokens wanted for the answer; 0: `ANSWER`.

    Raises:
        ContextFull: the question alone leaves no room for an answer.
    """
    room = context - min(answer or ANSWER, context // PART)
    starts = [place for place, message in enumerate(history) if message.role == "user"] or [0]

    def whole(first: int, used: int) -> tuple[ChatMessage, ...]:
        return (system, *history[first:], ask(passages[:used]))

    def tokens(first: int, used: int) -> int:
        return count(whole(first, used))

    total = tokens(0, len(passages))
    if total <= room:
        return Fitted(whole(0, len(passages)), tuple(passages), 0, total)
    end = len(history)
    if tokens(end, len(passages)) <= room:
        wanted = room * FILLED
        cuts = [start for start in starts if start > 0] + [end]
        cut = cuts[_first(len(cuts), lambda place: tokens(cuts[place], len(passages)) <= wanted)]
        return Fitted(whole(cut, len(passages)), tuple(passages), cut, tokens(cut, len(passages)))
    least = tokens(end, 0)
    if least > room:
        raise ContextFull(needed=least, limit=room)
    dropped = _first(len(passages) + 1, lambda gone: tokens(end, len(passages) - gone) <= room)
    used = len(passages) - dropped
    return Fitted(whole(end, used), tuple(passages[:used]), end, tokens(end, used))


def _first(length: int, holds: Callable[[int], bool]) -> int:
    """Return the first of 0 … length - 1 for which `holds` is true, the last one if for none; true stays true."""
    low, high = 0, length - 1
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
