"""How much a model shall think, and how it is told: read from its chat template, never guessed from its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.domain.model import ModelInfo
from desktop.reasoning.tags import THINK, Tags, tags_of, written_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.thought import Example

Think = Literal["off", "auto", "on"]
#: Variables of templates that switch thinking: Qwen, GLM, Gemma, DeepSeek; Granite, Kimi; GigaChat.
_SWITCHES = ("enable_thinking", "thinking", "reasoning")
#: Variables of templates that say how much (gpt-oss, StepFun, Mistral, Hy3, Solar; Kimi; Muse Glimmer).
_EFFORTS = ("reasoning_effort", "thinking_effort", "reasoning_strength")
#: Levels of effort from least to most, and the one that is wanted where the template takes any.
_LEVELS = ("none", "no_think", "minimal", "low", "medium", "high", "xhigh", "max")
#: Levels that are no thought at all.
_NO_EFFORT = _LEVELS[:2]
_WANTED: dict[Think, str] = {"off": "low", "auto": "medium", "on": "high"}
#: The variable that tells a model its budget in tokens, of which 0 is none (Seed-OSS).
_BUDGET = "thinking_budget"
#: The variable that is told a mode by its name (MiniMax M3), and the modes.
_MODE = "thinking_mode"
_MODES: dict[Think, str] = {"off": "disabled", "auto": "enabled", "on": "enabled"}
#: Words in a message that some templates look for (Nemotron, SmolLM 3, Hunyuan).
_WORDS_OFF = ("/no_think", "/nothink")
#: With a budget of 0, Seed-OSS is left at the beginning of a thought that it was trained to end at once.
_REFLECT = "<seed:cot_budget_reflect>"
_NO_BUDGET = (
    "The current thinking budget is 0, so I will directly start answering the question."
    "</seed:cot_budget_reflect>\n</seed:think>"
)
#: Functionary's prompts end where a reply says whom it is for; this is how it begins for all.
_RECIPIENT = re.compile(r">>>['\"]\s*-?\}\}[^'\"]*$")
_FOR_ALL = "all\n"
_STATEMENT = re.compile(r"\{[{%]")
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_STATEMENT_END = re.compile(r"[%}]\}")


class Effort(msgspec.Struct, frozen=True):
    """How one reply is to be thought about.

    Attributes:
        tags: the model's marks of thoughts; None: it has none of its own.
        template_options: variables for its chat template.
        word: a word for the template to find at the end of the last question ("/no_think"); empty for none.
        prefix: what the reply begins with because the template has no switch: an open thought, or an empty one; or
            because it leaves off before the name of whom the reply is for.
        starts_inside: whether the reply begins inside a thought because of `prefix`.
        wanted: whether a thought is wanted. One that a model begins all the same is not told.
        skips: whether a thought that is not wanted can be ended at once; behind a server it is waited for.
        answering: what the reply must begin with when it goes on with an answer; empty where nothing is needed.
        prompted: whether the model is asked to think in a first call, since it does not by itself.
        budget: most tokens of thought; 0: no limit but the context.
        examples: thoughts that a model which is asked to think is shown before.
    """

    tags: Tags | None = None
    template_options: dict[str, bool | int | str] = {}
    word: str = ""
    prefix: str = ""
    starts_inside: bool = False
    wanted: bool = False
    skips: bool = True
    answering: str = ""
    prompted: bool = False
    budget: int = 0
    examples: tuple[Example, ...] = ()


def plan(model: ModelInfo, think: Think, budget: int) -> Effort:
    """Decide how `model` is told to think or not to.

    "off": not at all, by the template's switch, else by an empty thought. "auto": as for a question that is worth it: a
    model that can is switched on, at a medium effort where it has a choice; one without marks of its own is asked in a
    first call unless it is small. "on": always, and as hard as it can.

    Args:
        budget: most tokens of thought; 0 for no limit.
    """
    if model.endpoint:
        return _served(think, budget)
    template = written_out(model.chat_template)
    tags = tags_of(template)
    if tags is None:
        asked = think == "on" or (think == "auto" and not model.small)
        begins = _FOR_ALL if f">>>{_FOR_ALL[:-1]}" in template and _RECIPIENT.search(template) else ""
        return Effort(prompted=asked, wanted=asked, budget=budget, prefix=begins, answering=begins)
    options: dict[str, bool | int | str] = {name: think != "off" for name in _SWITCHES if switched_by(template, name)}
    levels = {name: _level(template, name, think) for name in _EFFORTS if switched_by(template, name)}
    options |= levels
    if switched_by(template, _MODE) and all(mode in template for mode in _MODES.values()):
        options[_MODE] = _MODES[think]
    told = switched_by(template, _BUDGET)
    if told and (think == "off" or budget):
        options[_BUDGET] = 0 if think == "off" else budget
    switched = told or any(name in options for name in (*_SWITCHES, _MODE))
    switched = switched or any(level in _NO_EFFORT for level in levels.values())
    # A template with a switch puts the word where its model looks for it.
    word = next((word for word in _WORDS_OFF if word in template), "") if think == "off" and not switched else ""
    switched = switched or bool(word)
    opens = opens_by_itself(template, tags)
    empty = tags.skipped if opens or tags.channels else ""
    prefix = ""
    if think == "off" and told and _REFLECT in template:
        prefix = _NO_BUDGET
    elif think == "off" and not switched:
        prefix = empty
    elif think == "on" and not (switched or opens or tags.channels):
        prefix = f"{tags.open}\n" if tags.spaced else tags.open
    return Effort(
        tags=tags,
        template_options=options,
        word=word,
        prefix=prefix,
        starts_inside=think == "on" and bool(prefix),
        wanted=think != "off",
        answering=prefix if think == "off" else empty,
        budget=budget,
    )


def _served(think: Think, budget: int) -> Effort:
    """Decide for a model whose template only its server knows: it is told the usual ones, and marks its thoughts."""
    options: dict[str, bool | int | str] = {}
    if think != "auto":
        options = {"enable_thinking": think == "on", "reasoning_effort": _WANTED[think]}
    return Effort(tags=THINK, template_options=options, wanted=think != "off", budget=budget, skips=False)


def switched_by(template: str, name: str) -> bool:
    """Whether the template reads the variable `name` from outside, and does not only set it for itself."""
    bare = (_LITERAL.sub("''", statement) for statement in _statements(template))
    read = [s for s in bare if re.search(rf"(?<![.\w]){name}(?![\w(])(?!=[^=])", s)]
    own = [s for s in read if re.match(rf"-?\s*set\s+{name}\s*=", s)]
    defined = any(re.search(rf"{name}\s+is\s+(?:not\s+)?(?:un)?defined|{name}\s*\|\s*default", s) for s in read)
    return defined or (bool(read) and not own)


def opens_by_itself(template: str, tags: Tags) -> bool:
    """Whether the template ends the prompt with an open thought, so that the model cannot but think."""
    tail = template[template.rfind("add_generation_prompt") :] if "add_generation_prompt" in template else ""
    place = tail.rfind(tags.open)
    return place >= 0 and tags.closing not in tail[place:]


def _level(template: str, name: str, think: Think) -> str:
    """Return a level of effort that the template takes: the wanted one, else the nearest that it compares with."""
    wanted = _WANTED[think]
    compared = [
        text
        for statement in _statements(template)
        for found in re.findall(rf"{name}\s+(?:not\s+)?in\s+[\[(]([^\])]*)[\])]|{name}\s*[!=]=\s*(\S+)", statement)
        for text in re.findall(r"['\"](\w+)['\"]", " ".join(found))
    ]
    known = [level for level in _LEVELS if level in compared]
    listed = any(re.search(rf"{name}\s+not\s+in\s+[\[(]", statement) for statement in _statements(template))
    if think == "off" and known and (listed or known[0] in _NO_EFFORT):
        return known[0]
    if wanted in known or not listed or not known:
        return wanted
    rank = _LEVELS.index(wanted)
    return min(
        (level for level in known if level not in _NO_EFFORT), key=lambda level: abs(_LEVELS.index(level) - rank)
    )


def _statements(template: str) -> Iterator[str]:
    """Yield what stands in {{ }} and {% %}."""
    at = 0
    while (start := _STATEMENT.search(template, at)) and (end := _STATEMENT_END.search(template, start.end())):
        yield template[start.end() : end.start()]
        at = end.end()
