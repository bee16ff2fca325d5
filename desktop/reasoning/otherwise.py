"""What a text may say in other words than the question does, as documents are known to do; pure."""

from __future__ import annotations

import re

from desktop.reasoning.words import by_initials, terms

#: How a question asks, what says the same in a text, and the words of the question that it stands for. Only what an
#: everyday word is answered by in writing; what may stand for it in any sentence is in `synonyms`.
_SAID = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(told, re.IGNORECASE), frozenset(terms(words)))
    for asks, told, words in (
        (r"\bpeople (?:work|are employed)\b", r"\b(?:employees|staff|workforce|headcount)\b", "people work employed"),
        (
            r"\b(?:study|studied|studies|graduat\w+)\b",
            r"\b(?:universit\w+|degree|diploma|graduat\w+|B\.?Sc|M\.?Sc|B\.?A\b|M\.?A\b|Ph\.?D|Politecnico|college)",
            "study studied graduate",
        ),
        (r"\b(?:speaks?|spoken)\b", r"\b(?:fluent|native|mother tongue|languages?)\b", "speak spoken"),
        (
            r"\b(?:included?|includes|covered)\b",
            r"\b(?:left out|exclud\w+|omit\w*|includ\w+|without|excepted)\b",
            "include covered",
        ),
        (
            r"\b(?:allow(?:ed)?|permit(?:ted)?|may|can)\b",
            r"\b(?:may|forbidden|prohibited|allowed|permitted|not permitted|banned|must not)\b",
            "allow permit",
        ),
        (
            r"\b(?:accept(?:ed)?|approved?|agreed|passed)\b",
            r"\b(?:rejected|accepted|approved|declined|refused|turned down|adopted|agreed)\b",
            "accept approve agree pass",
        ),
        (
            r"\bnext steps?\b",
            r"\b(?:actions?(?: items?| points?)?|to[- ]?dos?|tasks?|what comes next|next steps?|outlook)\b",
            "next steps",
        ),
        (r"允许|可以|能不能|可不可以|能否", r"不得|禁止|不可|不能|允许|可以", "允许 可以"),
        (r"包括|包含|含在", r"不含|不包括|除外|未计入|包括|包含|另计", "包括 包含"),
    )
)


def said_otherwise(question: str) -> list[tuple[re.Pattern[str], frozenset[str]]]:
    """Return patterns of texts, with the words of `question` that a match stands for."""
    own = frozenset(terms(question))
    said = [(told, words & own) for asks, told, words in _SAID if words & own and asks.search(question)]
    return [*by_initials(question), *said]
