"""How the current families of models mark their thoughts."""

from __future__ import annotations

import msgspec


class Tags(msgspec.Struct, frozen=True):
    """The marks around a thought.

    Attributes:
        open, close: texts before and after a thought.
        keep: texts of the control tokens that the marks are made of, so that the engine does not leave them out.
        channels: whether the reply is a row of named channels (the harmony format of gpt-oss) and not a pair of tags;
            `open` then begins the channel of thoughts, and `close` ends it and begins the final one.
    """

    open: str
    close: str
    keep: tuple[str, ...] = ()
    channels: bool = False


def _pair(opening: str, close: str) -> Tags:
    return Tags(opening, close, (opening, close))


#: What begins the answer in the harmony format.
FINAL = "<|channel|>final<|message|>"
HARMONY = Tags(
    "<|channel|>analysis<|message|>",
    f"<|end|><|start|>assistant{FINAL}",
    ("<|channel|>", "<|message|>", "<|start|>", "<|end|>", "<|return|>", "<|constrain|>"),
    channels=True,
)
THINK = _pair("<think>", "</think>")
#: Pairs by the families that use them; a model's own are found by its chat template.
PAIRS: tuple[Tags, ...] = (
    THINK,  # DeepSeek R1, Qwen 3, QwQ, GLM, Nemotron, SmolLM 3, Hunyuan, MiniMax, Kimi K2
    _pair("[THINK]", "[/THINK]"),  # Magistral, Ministral
    Tags("<|channel>thought", "<channel|>", ("<|channel>", "<channel|>")),  # Gemma 4
    _pair("<seed:think>", "</seed:think>"),  # Seed-OSS
    _pair("<|START_THINKING|>", "<|END_THINKING|>"),  # Command A, Command R7B
    _pair("<|inner_prefix|>", "<|inner_suffix|>"),  # Apertus
    _pair("<|begin_of_thought|>", "<|end_of_thought|>"),  # Sky-T1, OpenThinker
    _pair("◁think▷", "◁/think▷"),  # Kimi-VL
    Tags("Here are my reasoning steps:", "[BEGIN FINAL RESPONSE]"),  # Apriel
    _pair("<thought>", "</thought>"),
    _pair("<thinking>", "</thinking>"),
    _pair("<reasoning>", "</reasoning>"),
)
#: Pairs that are believed at the beginning of a reply even if the template does not name them.
COMMON: tuple[Tags, ...] = tuple(
    tags for tags in PAIRS if tags.open in {"<think>", "[THINK]", "<thought>", "<thinking>", "<reasoning>"}
)


def tags_of(template: str) -> Tags | None:
    """Return the marks that a chat template speaks of, or None."""
    if "<|channel|>" in template and "<|message|>" in template:
        return HARMONY
    return next((tags for tags in PAIRS if tags.close in template), None)
