"""How much a model shall think, and how it is told: read from its chat template, never guessed from its name."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from desktop.domain.model import ModelInfo
from desktop.reasoning.tags import FINAL, THINK, Tags, tags_of

Think = Literal["off", "auto", "on"]
#: Variables of templates that switch thinking, as they are named by Qwen, GLM, Gemma, DeepSeek, Granite.
_SWITCHES = ("enable_thinking", "thinking")
#: Variables of templates that say how much (gpt-oss, StepFun; Kimi).
_EFFORTS = ("reasoning_effort", "thinking_effort")
_LEVELS: dict[Think, str] = {"off": "low", "auto": "medium", "on": "high"}
#: Words in a message that some templates look for (Nemotron, SmolLM 3, Hunyuan).
_WORDS_OFF = ("/no_think", "/nothink")


class Effort(msgspec.Struct, frozen=True):
    """How one reply is to be thought about.

    Attributes:
        tags: the model's marks of thoughts; None: it has none of its own.
        template_options: variables for its chat template.
        word: a word for the template to find at the end of the last question ("/no_think"); empty for none.
        prefix: what the reply begins with because the template has no switch: an open thought, or an empty one.
        starts_inside: whether the reply begins inside a thought because of `prefix`.
        wanted: whether a thought is wanted. A model may think all the same when it is not.
        answering: what the reply must begin with when it goes on with an answer; empty where nothing is needed.
        prompted: whether the model is asked to think in a first call, since it does not by itself.
        budget: most tokens of thought; 0: no limit but the context.
    """

    tags: Tags | None = None
    template_options: dict[str, bool | str] = {}
    word: str = ""
    prefix: str = ""
    starts_inside: bool = False
    wanted: bool = False
    answering: str = ""
    prompted: bool = False
    budget: int = 0


def plan(model: ModelInfo, think: Think, budget: int) -> Effort:
    """Decide how `model` is told to think or not to.

    "off": not at all, by the template's switch, else by an empty thought. "auto": as the model does by itself, none is
    asked of a model that does not. "on": always; a model without marks of its own is asked in a first call.

    Args:
        budget: most tokens of thought; 0 for no limit.
    """
    if model.endpoint:
        return _served(think, budget)
    template = model.chat_template
    tags = tags_of(template)
    if tags is None:
        return Effort(prompted=think == "on", wanted=think == "on", budget=budget)
    options: dict[str, bool | str] = {}
    if think != "auto":
        options |= {name: think == "on" for name in _SWITCHES if switched_by(template, name)}
    options |= {name: _LEVELS[think] for name in _EFFORTS if switched_by(template, name)}
    word = next((word for word in _WORDS_OFF if word in template), "") if think == "off" else ""
    switched = bool(word) or any(name in options for name in _SWITCHES)
    opens = opens_by_itself(template, tags)
    skipped = f"{tags.open}\n\n{tags.close}\n\n" if opens else ""
    empty = FINAL if tags.channels else skipped
    prefix = ""
    if think == "off" and not switched:
        prefix = empty
    elif think == "on" and not (switched or opens or tags.channels):
        prefix = f"{tags.open}\n"
    return Effort(
        tags=tags,
        template_options=options,
        word=word,
        prefix=prefix,
        starts_inside=think == "on" and bool(prefix),
        wanted=think != "off",
        answering=empty,
        budget=budget,
    )


def _served(think: Think, budget: int) -> Effort:
    """Decide for a model whose template only its server knows: it is told the usual ones, and marks its thoughts."""
    options: dict[str, bool | str] = {}
    if think != "auto":
        options = {"enable_thinking": think == "on", "reasoning_effort": _LEVELS[think]}
    return Effort(tags=THINK, template_options=options, wanted=think != "off", budget=budget)


def switched_by(template: str, name: str) -> bool:
    """Whether the template reads the variable `name` from outside, and does not only set it for itself."""
    statements = re.findall(r"\{[{%](.*?)[%}]\}", template, re.DOTALL)
    read = [s for s in statements if re.search(rf"(?<![.\w'\"]){name}(?![\w'\"(])", s)]
    own = [s for s in read if re.match(rf"-?\s*set\s+{name}\s*=", s)]
    defined = any(re.search(rf"{name}\s+is\s+(?:not\s+)?(?:un)?defined|{name}\s*\|\s*default", s) for s in read)
    return defined or (bool(read) and not own)


def opens_by_itself(template: str, tags: Tags) -> bool:
    """Whether the template ends the prompt with an open thought, so that the model cannot but think."""
    tail = template[template.rfind("add_generation_prompt") :] if "add_generation_prompt" in template else ""
    place = tail.rfind(tags.open)
    return place >= 0 and tags.close not in tail[place:]
