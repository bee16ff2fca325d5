"""What belongs to thinking and outlives a turn: examples that a model is shown, and votes between several tries."""

from __future__ import annotations

from typing import Literal

import msgspec

#: Why a thought ended before the model ended it: at its budget, for want of room in the context, or by "answer now".
Ended = Literal["", "budget", "room", "hurried"]


class Example(msgspec.Struct, frozen=True):
    """A question, how it is thought through, and its answer; shown to models that do not think by themselves."""

    question: str
    thought: str
    answer: str


class Vote(msgspec.Struct, frozen=True):
    """How many of several tries came to one answer; `answer` is the final line of the first of them."""

    answer: str
    count: int
