"""A message's life, purely: what it is after each event of its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.conversation import FaultPart, Message, ReasoningPart, SourcesPart, StepPart, TextPart, VotePart
from desktop.domain.events import Answer, Cited, Failed, Finished, Step, Thinking, Thought, Voted

if TYPE_CHECKING:
    from desktop.domain.conversation import Part
    from desktop.domain.events import TurnEvent
    from desktop.domain.thought import Ended


def start() -> Message:
    """Return the answer before its first event."""
    return Message(role="assistant", parts=(), status="writing")


def fold(message: Message, event: TurnEvent, now: float = 0.0) -> Message:
    """Return `message` after `event`.

    How a text was cut into events makes no difference. `now` is for callers that keep a clock; no event needs it,
    since a thought brings its own duration.
    """
    if isinstance(event, Thinking):
        return _with(message, _grown(message.parts, ReasoningPart, event.text))
    if isinstance(event, Answer):
        return _with(message, _grown(_ended(message.parts, 0.0) if event.text else message.parts, TextPart, event.text))
    if isinstance(event, Thought):
        return _with(message, _ended(message.parts, event.seconds, event.tokens, event.ended))
    if isinstance(event, Voted):
        return _with(message, (*message.parts, VotePart(event.votes)))
    if isinstance(event, Step):
        return _with(message, (*message.parts, StepPart(event.template, event.values)))
    if isinstance(event, Cited):
        others = tuple(part for part in message.parts if not isinstance(part, SourcesPart))
        return _with(message, (*others, SourcesPart(event.citations)) if event.citations else others)
    if isinstance(event, Failed):
        return _with(message, (*_ended(message.parts, 0.0), FaultPart(event.kind, event.values)))
    if isinstance(event, Finished):
        return msgspec.structs.replace(
            message,
            parts=_ended(message.parts, 0.0),
            status=event.status,
            kind=event.kind,
            model=event.model,
            usage=event.usage,
        )
    return message


def _with(message: Message, parts: tuple[Part, ...]) -> Message:
    return msgspec.structs.replace(message, parts=parts)


def _grown(parts: tuple[Part, ...], kind: type[ReasoningPart] | type[TextPart], text: str) -> tuple[Part, ...]:
    """Add `text` to the last part when that is of this kind and still open, else begin a new part."""
    if not text:
        return parts
    last = parts[-1] if parts else None
    if isinstance(last, TextPart) and kind is TextPart:
        return (*parts[:-1], TextPart(last.text + text))
    if isinstance(last, ReasoningPart) and kind is ReasoningPart and last.seconds is None:
        return (*parts[:-1], ReasoningPart(last.text + text))
    return (*parts, kind(text))


def _ended(parts: tuple[Part, ...], seconds: float, tokens: int = 0, ended: Ended = "") -> tuple[Part, ...]:
    """Close the thought that is open, if one is."""
    return tuple(
        msgspec.structs.replace(part, seconds=seconds, tokens=tokens, ended=ended)
        if isinstance(part, ReasoningPart) and part.seconds is None
        else part
        for part in parts
    )
