"""The examples of thinking that a model which does not think by itself is shown, until the user writes others."""

from __future__ import annotations

from typing import Literal

from desktop.domain.thought import Example

#: By the language of the question. Short, so that they leave the context free and small models do not ramble.
EXAMPLES: dict[Literal["en", "zh"], tuple[Example, ...]] = {
    "en": (
        Example(
            "Pens are sold 3 for 2 euros. What do 12 pens cost?",
            "12 pens are 12 / 3 = 4 packs of three. Each pack costs 2 euros, so 4 × 2 = 8 euros.",
            "12 pens cost 8 euros.",
        ),
        Example(
            "Mira is older than Jon. Ada is younger than Jon. Who is the oldest?",
            "Mira is older than Jon, and Jon is older than Ada. From old to young: Mira, Jon, Ada.",
            "Mira is the oldest.",
        ),
    ),
    "zh": (
        Example(
            "三支笔卖两元，十二支笔多少钱？",
            "十二支笔是 12 ÷ 3 = 4 份，每份两元，所以一共 4 × 2 = 8 元。",
            "十二支笔一共 8 元。",
        ),
        Example(
            "小米比小军大，小安比小军小，谁最大？",
            "小米比小军大，小军比小安大。从大到小是小米、小军、小安。",
            "小米最大。",
        ),
    ),
}
