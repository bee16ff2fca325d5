"""How one question is to be answered."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.domain.adapter import AdapterUse
from desktop.domain.conversation import PicturePart
from desktop.domain.thought import Example


class TurnOptions(msgspec.Struct, frozen=True):
    """The choices of one turn.

    Attributes:
        think: "auto" decides by the question; "/think" and "/no_think" at its end decide before any choice.
        think_budget: most tokens of thought; 0: no limit but the context.
        samples: tries of a question that is thought about, of which the most frequent answer is given; not for answers
            from documents, which quotes prove.
        examples: thoughts that a model which does not think by itself is shown; None: ours.
        system_prompt: in place of our own; the rules about documents hold all the same.
        temperature: of free conversation; answers from documents take at most 0.2.
        max_tokens: of the answer; 0: until the model ends it or the context is full.
        language: name of a language to answer in; empty: the question's.
        seed: None: another answer each time.
        pictures: given with the question; a model that does not see answers without them, and a step says so.
        adapters: what changes the model; one that does not fit it is left out, and a step says so.
    """

    think: Literal["off", "auto", "on"] = "off"
    think_budget: int = 1024
    samples: int = 1
    examples: tuple[Example, ...] | None = None
    system_prompt: str = ""
    temperature: float = 0.7
    max_tokens: int = 0
    language: str = ""
    seed: int | None = None
    pictures: tuple[PicturePart, ...] = ()
    adapters: tuple[AdapterUse, ...] = ()
