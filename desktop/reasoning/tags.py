"""How the current families of models mark their thoughts."""

from __future__ import annotations

import re
from itertools import islice

import msgspec


class Channels(msgspec.Struct, frozen=True):
    """A reply that is a row of messages, each below a head that says whom it is for.

    Attributes:
        heads: texts that a head may begin with.
        body: what ends a head.
        name: what stands before the name in a head.
        answers: names of messages that are answers, "" for a head without one; all others are thoughts.
        ends: texts that end a message.
    """

    heads: tuple[str, ...]
    body: str
    name: str
    answers: tuple[str, ...]
    ends: tuple[str, ...]


class Tags(msgspec.Struct, frozen=True):
    """The marks around a thought, and around the answer where a family marks that too.

    Attributes:
        open, close: texts before and after a thought.
        keep: texts of the control tokens that the marks are made of, so that the engine does not leave them out.
        channels: how a reply is made that is a row of messages and not a pair of tags; `open`, `close` and
            `answer_open` are then whole heads and ends.
        answer_open, answer_close: texts around the answer; empty for none.
        spaced: whether lines of their own stand around the marks.
        told_by: texts that all stand in a chat template of this family; empty: `close`.
    """

    open: str
    close: str
    keep: tuple[str, ...] = ()
    channels: Channels | None = None
    answer_open: str = ""
    answer_close: str = ""
    spaced: bool = True
    told_by: tuple[str, ...] = ()

    @property
    def ending(self) -> str:
        """What ends a thought and begins the answer, where it is ended for the model."""
        if not self.spaced:
            return self.close + self.answer_open
        return f"\n{self.close}\n{self.answer_open}\n" if self.answer_open else f"\n{self.close}\n\n"

    @property
    def skipped(self) -> str:
        """An empty thought, as the beginning of a reply without one."""
        if self.channels:
            return self.answer_open
        return f"{self.open}\n{self.ending}" if self.spaced else self.open + self.ending

    @property
    def closing(self) -> str:
        """The first token of `close`, where that is more than one."""
        return next((mark for mark in self.keep if self.close.startswith(mark)), self.close)

    def speaks(self, template: str) -> bool:
        """Whether a chat template speaks of these marks."""
        return all(text in template for text in self.told_by or (self.close,))


def _pair(opening: str, close: str) -> Tags:
    return Tags(opening, close, (opening, close))


def _wrapped(opening: str, close: str, told: str) -> Tags:
    """Return the common tags, with the answer in tags of its own.

    Args:
        told: what a chat template says of them: they alone also stand around the results of tools (MiniMax M2).
    """
    keep = ("<think>", "</think>", opening, close)
    return Tags("<think>", "</think>", keep, answer_open=opening, answer_close=close, told_by=("</think>", told))


def _command(opening: str, close: str) -> Tags:
    """Return the tags of a model by Cohere, with what it writes around an answer."""
    keep = ("<|START_THINKING|>", "<|END_THINKING|>")
    told_by = (keep[1], opening)
    return Tags(*keep, keep, answer_open=opening, answer_close=close, spaced=False, told_by=told_by)


HARMONY = Tags(
    "<|channel|>analysis<|message|>",
    "<|end|><|start|>assistant",
    ("<|channel|>", "<|message|>", "<|start|>", "<|end|>", "<|return|>", "<|constrain|>"),
    Channels(("<|channel|>", "<|start|>"), "<|message|>", "<|channel|>", ("final",), ("<|end|>", "<|return|>")),
    answer_open="<|channel|>final<|message|>",
    spaced=False,
    told_by=("<|channel|>", "<|message|>"),
)
#: Muse Glimmer speaks to itself, then to its user.
MUSE = Tags(
    " to=self<|message|>",
    "<|eom|><|start|>assistant",
    ("<|message|>", "<|start|>", "<|eom|>", "<|eot|>"),
    Channels(
        ("<|start|>", "<|message|>", "to=self<|message|>", "to=user<|message|>"),
        "<|message|>",
        "to=",
        ("user", ""),
        ("<|eom|>", "<|eot|>"),
    ),
    answer_open=" to=user<|message|>",
    spaced=False,
    told_by=("<|message|>", "<|eom|>", "to=self"),
)
#: Solar Open writes its thought as a message of its own, with another mark in the place of the answer's.
SOLAR = Tags(
    "<|think|>",
    "<|end|><|begin|>assistant",
    ("<|think|>", "<|end|>", "<|begin|>", "<|content|>"),
    answer_open="<|content|>",
    answer_close="<|end|>",
    spaced=False,
    told_by=("<|begin|>assistant<|think|>", "<|content|>"),
)
THINK = _pair("<think>", "</think>")
#: Kimi K3 writes elements of an XML of its own; its template makes the tags by macros.
KIMI_K3 = Tags(
    "<|open|>think<|sep|>",
    "<|close|>think<|sep|>",
    ("<|open|>", "<|sep|>", "<|close|>"),
    answer_open="<|open|>response<|sep|>",
    answer_close="<|close|>response<|sep|>",
    spaced=False,
    told_by=("<|open|>", "open_tag('think'"),
)
#: Marks by the families that use them, the more telling first; a model's own are found by its chat template.
PAIRS: tuple[Tags, ...] = (
    HARMONY,  # gpt-oss
    MUSE,
    SOLAR,
    KIMI_K3,
    _wrapped("<response>", "</response>", "<response></response>"),  # Granite 3.3
    _wrapped("<answer>", "</answer>", "</answer>"),  # Hunyuan
    _pair("<mm:think>", "</mm:think>"),  # MiniMax M3
    _pair("<think:opensource>", "</think:opensource>"),  # Hy3
    THINK,  # DeepSeek R1, Qwen 3, QwQ, GLM, Nemotron, SmolLM 3, MiniMax, Kimi K2, LFM 2.5, GigaChat
    _pair("[THINK]", "[/THINK]"),  # Magistral, Ministral
    Tags("<|channel>thought", "<channel|>", ("<|channel>", "<channel|>")),  # Gemma 4
    _pair("<seed:think>", "</seed:think>"),  # Seed-OSS
    _command("<|START_RESPONSE|>", "<|END_RESPONSE|>"),  # Command A, Command R7B
    _command("<|START_TEXT|>", "<|END_TEXT|>"),  # Cohere 2
    _pair("<|START_THINKING|>", "<|END_THINKING|>"),
    _pair("<|inner_prefix|>", "<|inner_suffix|>"),  # Apertus
    _pair("<|begin_of_thought|>", "<|end_of_thought|>"),  # Sky-T1, OpenThinker
    _pair("◁think▷", "◁/think▷"),  # Kimi-VL
    Tags("Here are my reasoning steps:", "[BEGIN FINAL RESPONSE]", answer_close="[END FINAL RESPONSE]"),  # Apriel
    Tags("Here is my thought process:", "Here is my response:"),  # Granite 3.2
    _pair("<thought>", "</thought>"),
    _pair("<thinking>", "</thinking>"),
    _pair("<reasoning>", "</reasoning>"),
)
#: Pairs that are believed at the beginning of a reply even if the template does not name them.
COMMON: tuple[Tags, ...] = tuple(
    tags
    for tags in PAIRS
    if tags.open in {"<think>", "[THINK]", "<thought>", "<thinking>", "<reasoning>"} and not tags.answer_open
)
#: Characters of a template that are looked at; real ones have at most some 60,000.
_LOOKED_AT = 200_000
#: Constant texts of a template: how many are written out, and how long they may be, so that none can blow it up.
_CONSTANTS, _CONSTANT_LENGTH = 64, 64
_CONSTANT = re.compile(
    rf"\{{%-?\s*set\s+(\w{{1,64}})\s*=\s*('[^']{{1,{_CONSTANT_LENGTH}}}'|\"[^\"]{{1,{_CONSTANT_LENGTH}}}\")"
    r"(?:\.format\((\w{1,64})\))?\s*-?%\}"
)


def tags_of(template: str) -> Tags | None:
    """Return the marks that a chat template speaks of, or None."""
    template = written_out(template)
    return next((tags for tags in PAIRS if tags.speaks(template)), None)


def written_out(template: str) -> str:
    """Return a template without its comments, and with its constant texts in place of their names.

    Seed-OSS and Apriel give their marks names before they use them; Hy3 also puts one constant into others. A file may
    hold a hostile template, so the work grows with its length only.
    """
    template = _without_comments(template[:_LOOKED_AT])
    constants: dict[str, str] = {}
    for found in islice(_CONSTANT.finditer(template), _CONSTANTS):
        part = constants.get(found[3], "''")[1:-1] if found[3] else "{}"
        constants[found[1]] = found[2].replace("{}", part[:_CONSTANT_LENGTH], 1)
    marks = {name: text for name, text in constants.items() if any(mark in text for mark in "<[:")}
    if not marks:
        return template
    names = re.compile(rf"(?<![\w.'\"])(?:{'|'.join(marks)})\b(?!\s*=[^=])")
    return names.sub(lambda found: marks[found.group()], template)


def _without_comments(template: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := template.find("{#", at)) >= 0 and (end := template.find("#}", start)) >= 0:
        kept.append(template[at:start])
        at = end + 2
    return "".join((*kept, template[at:]))
