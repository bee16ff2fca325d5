"""What a text may say in other words than the question does, as documents are known to do; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.reasoning.words import by_initials, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        (
            r"\b(?:net |total )*sales\b(?!,? (?:general|and|tax|team|staff|force|manager|rep))|\bturnover\b",
            r"\b(?:net )?revenues?\b",
            "net sales turnover",
        ),
        (r"(?<!of )\brevenues?\b", r"\bnet sales\b|\bturnover\b", "revenue"),
        (
            r"\bcosts? of (?:revenues?|goods|sales)\b",
            r"\bcosts? of (?:sales|revenues?|(?:goods|products) sold)\b",
            "cost revenue goods sold sales",
        ),
        (
            r"\boperating (?:costs?|expenditures?|spending)\b|\boperational \w+",
            r"\boperating expenses\b",
            "operating operational cost expenditure spending expense",
        ),
        (r"\bnet (?:profits?|earnings)\b", r"\bnet income\b", "net profit earnings"),
        (r"\bnet income\b", r"\bnet (?:profit|earnings)\b|\bprofit for the (?:year|period)\b", "net income"),
        (r"\bgross profits?\b", r"\bgross margin\b(?! percent)", "gross profit"),
        (
            r"\bcapital expenditures?\b|\bcapex\b",
            r"\b(?:purchases?|acquisition) of property\b",
            "capital expenditures capex",
        ),
        (r"\binventory levels?\b", r"\binventor(?:y|ies)\b", "inventory level"),
        (r"营收|营业额|销售额", r"营业收入|销售收入|净销售额", "营收 营业 业额 销售 售额"),
        (r"允许|可以|能不能|可不可以|能否", r"不得|禁止|不可|不能|允许|可以", "允许 可以"),
        (r"包括|包含|含在", r"不含|不包括|除外|未计入|包括|包含|另计", "包括 包含"),
    )
)


def said_otherwise(question: str) -> list[tuple[re.Pattern[str], frozenset[str]]]:
    """Return patterns of texts, with the words of `question` that a match stands for."""
    own = frozenset(terms(question))
    said = [(told, words & own) for asks, told, words in _SAID if words & own and asks.search(question)]
    return [*by_initials(question), *said]


def in_words_of(question: Sequence[tuple[re.Pattern[str], frozenset[str]]], label: str) -> str:
    """Return `label` with what it says in other words than the question put in the question's own.

    Args:
        question: as `said_otherwise` gives it.
    """
    for told, words in question:
        if words:
            label = told.sub(" ".join(sorted(words)), label)
    return label
