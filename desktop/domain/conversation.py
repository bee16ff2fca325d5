"""A conversation: messages made of parts, and the pure edits of them."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.domain.adapter import AdapterUse
from desktop.domain.document import EVERYTHING, Citation, Within
from desktop.domain.model import Usage
from desktop.domain.thought import Ended, Vote

Status = Literal["writing", "complete", "stopped", "interrupted", "failed"]
Role = Literal["user", "assistant"]


class TextPart(msgspec.Struct, frozen=True, tag="text"):
    """Markdown that is shown."""

    text: str


class ReasoningPart(msgspec.Struct, frozen=True, tag="reasoning"):
    """A thought: shown folded, searchable, never part of a later prompt.

    Attributes:
        seconds: how long it took; None while it is still being thought.
        tokens: how long it is; 0 where that is not known.
        ended: why it ended before the model ended it; empty when the model did.
    """

    text: str
    seconds: float | None = None
    tokens: int = 0
    ended: Ended = ""


class VotePart(msgspec.Struct, frozen=True, tag="vote"):
    """How many of several tries came to which answer, the chosen one first."""

    votes: tuple[Vote, ...]


class StepPart(msgspec.Struct, frozen=True, tag="step"):
    """Something done before the answer, such as a search; a template and its values, so that it can be translated."""

    template: str
    values: dict[str, str] = {}


class SourcesPart(msgspec.Struct, frozen=True, tag="sources"):
    """The citations of the answer."""

    citations: tuple[Citation, ...]


class PicturePart(msgspec.Struct, frozen=True, tag="picture"):
    """A picture that was given with a question.

    Attributes:
        name: of the file that it came from, for people.
        data: a JPEG that we wrote ourselves from its pixels, so that it is safe to show.
        width, height: pixels.
    """

    name: str
    data: bytes
    width: int
    height: int


class FaultPart(msgspec.Struct, frozen=True, tag="fault"):
    """What ended the answer early: the name and values of an error of desktop.errors."""

    kind: str
    values: dict[str, str] = {}


Part = TextPart | ReasoningPart | VotePart | StepPart | SourcesPart | PicturePart | FaultPart


class Message(msgspec.Struct, frozen=True):
    """One message. Equal parts are equal messages: ids and dates belong to the store.

    Attributes:
        kind: of an answer: written by the model, quoted from documents, or refused; "" for a question.
        model: name of the model that wrote it.
    """

    role: Role
    parts: tuple[Part, ...]
    status: Status = "complete"
    kind: Literal["", "generated", "quoted", "refused"] = ""
    model: str = ""
    usage: Usage | None = None

    @property
    def text(self) -> str:
        """The shown Markdown, without thoughts, steps and sources."""
        return "\n\n".join(part.text for part in self.parts if isinstance(part, TextPart))

    @property
    def thinking(self) -> str:
        """The thoughts, in order; empty when there were none."""
        return "\n\n".join(part.text for part in self.parts if isinstance(part, ReasoningPart))

    @property
    def votes(self) -> tuple[Vote, ...]:
        """How several tries were divided, the chosen answer first; empty where there was one."""
        return next((part.votes for part in self.parts if isinstance(part, VotePart)), ())

    @property
    def pictures(self) -> tuple[PicturePart, ...]:
        """The pictures of a question, in order."""
        return tuple(part for part in self.parts if isinstance(part, PicturePart))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations, in the order of their numbers."""
        found = [c for part in self.parts if isinstance(part, SourcesPart) for c in part.citations]
        return tuple(sorted(found, key=lambda citation: citation.n))


def question(text: str, pictures: tuple[PicturePart, ...] = ()) -> Message:
    """Make the user's message."""
    return Message(role="user", parts=(*pictures, TextPart(text)))


def only_grew(old: Message, message: Message) -> bool:
    """Whether no more than the text that is being written changed, as happens many times a second."""
    before, after = old.parts, message.parts
    return (
        bool(before and after)
        and isinstance(before[-1], TextPart)
        and isinstance(after[-1], TextPart)
        and bool(before[-1].text)
        and before[:-1] == after[:-1]
        and msgspec.structs.replace(old, parts=()) == msgspec.structs.replace(message, parts=())
    )


class Conversation(msgspec.Struct, frozen=True):
    """A conversation as the store gives it.

    Attributes:
        id: the store's key.
        title: shown in the list; the beginning of the first question until renamed.
        messages: oldest first.
        library: name of the library that questions are asked from; empty for none.
        within: which of its files are asked.
        adapters: what changes the model for this conversation, in the order they were switched on.
        updated: seconds since the epoch.
    """

    id: int
    title: str
    messages: tuple[Message, ...] = ()
    library: str = ""
    within: Within = EVERYTHING
    adapters: tuple[AdapterUse, ...] = ()
    updated: float = 0.0
