"""What a running task says while it works; yielded upwards, never called back."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.domain.conversation import Status
from desktop.domain.document import Citation, Passage
from desktop.domain.model import Usage
from desktop.domain.thought import Ended, Vote


class Step(msgspec.Struct, frozen=True, tag="step"):
    """A step is done: a template of STEPS and its values."""

    template: str
    values: dict[str, str] = {}


#: Templates of steps, in one place so that they can be translated.
STEPS: dict[str, str] = {
    "searched": "Searched {files} files",
    "searched-part": "Searched {files} of {total} files",
    "narrowed": "Narrowed to {what}; files left out: {others}",
    "respelled": "Read the question as: {question}",
    "absent": "Searched by words only: the server of the index is away ({reason})",
    "read": "Read {passages} passages",
    "whole": "Read the whole of {file}",
    "whole-files": "Read all {files} files as a whole",
    "trimmed": "Left out {messages} earlier messages to fit the context",
    "loading": "Loading {model}",
    "unseen": "Left out {pictures} pictures: {model} does not see",
    "adapter": "Left out the adapter “{name}”: {reason}",
}
#: English wants another noun where the only value is one; by the template that it stands for.
ONE: dict[str, str] = {
    STEPS["searched"]: "Searched {files} file",
    STEPS["read"]: "Read {passages} passage",
    STEPS["unseen"]: "Left out {pictures} picture: {model} does not see",
    STEPS["trimmed"]: "Left out {messages} earlier message to fit the context",
}


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far the work is.

    Attributes:
        what: a few plain words ("Reading report.pdf").
        done, total: in `unit`s; total 0 means unknown.
    """

    what: str
    done: float = 0.0
    total: float = 0.0
    unit: str = ""


class Retrieved(msgspec.Struct, frozen=True, tag="retrieved"):
    """The passages that the answer will rest on."""

    passages: tuple[Passage, ...]


class Thinking(msgspec.Struct, frozen=True, tag="thinking"):
    """More of the thought."""

    text: str


class Thought(msgspec.Struct, frozen=True, tag="thought"):
    """The thought is finished.

    Attributes:
        tokens: how long it is.
        ended: why it ended before the model ended it; empty when the model did.
    """

    seconds: float
    tokens: int = 0
    ended: Ended = ""


class Voted(msgspec.Struct, frozen=True, tag="voted"):
    """Several tries were compared: how many came to which answer, the chosen one first."""

    votes: tuple[Vote, ...]


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """More of the answer."""

    text: str


class Cited(msgspec.Struct, frozen=True, tag="cited"):
    """The citations, checked against their pages."""

    citations: tuple[Citation, ...]


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The turn ended early: name and values of an error of desktop.errors."""

    kind: str
    values: dict[str, str] = {}


class Finished(msgspec.Struct, frozen=True, tag="finished"):
    """The last event of a turn, whatever happened."""

    status: Status
    kind: Literal["generated", "quoted", "refused"] = "generated"
    usage: Usage = Usage()
    model: str = ""


TurnEvent = Step | Progress | Retrieved | Thinking | Thought | Voted | Answer | Cited | Failed | Finished
