"""Make a question that leans on the conversation stand by itself, so that it can be searched for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.domain.model import ChatMessage
from desktop.reasoning.words import STOP_WORDS, is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.conversation import Message

_OPENING = re.compile(
    r"^(?:and|also|but|or|so|then|what about|how about|what else|any(?:thing|one)?|why(?: not| is that| so)?\s*\??$|"
    r"really|same|compared?|more|which one|for|in \d{4}|the (?:other|second|third|first|last|next|previous) one)\b"
    r"|^(?:no|yes|yeah|sorry|ok(?:ay)?|thanks|sure|i see)[,.! ]+\S"
    r"|^(?:well,? )?i(?:['’]m| am| was|['’]ve been)? (?:mean|meant|asking|asked|talking about|referring|looking for)\b"
    r"|^(?:那|那么|还有|另外|它|他|她|这|其|呢|为什么呢|然后|不是|我(?:的意思|是说|是问|想问)|对，|不，)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:it|its|they|them|their|those|these|he|she|his|her|him)\b"
    r"|\b(?:that|this)\b(?=\s*(?:[?.,!]|$|is\b|was\b|are\b|were\b|mean|compare|change|differ|happen|affect))"
    r"|\b(?:that|this) (?:one|number|figure|amount|value|year|quarter|period|point|item|person|company|case)\b"
    r"|\bthe (?:same|former|latter)\b|\bthe (?:first|second|third|other|previous|next|last) one\b"
    r"|\b(?:year|quarter|month|period|one) before\b|\bthe (?:previous|next|prior) (?:year|quarter|month|period)\b"
    r"|[它他她]们?|这个|那个|这些|那些|其中|上述|前者|后者|呢[？?]?$",
    re.IGNORECASE,
)
#: What says which kind of answer was wanted, not of what.
_MEASURE = re.compile(
    r"\bhow (?:many|much|long|old|far|fast|high|tall|large|big|often)(?: did it take)?\b", re.IGNORECASE
)
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+(?:[.,'’&-]\w+)*"
)
#: Content words up to which a question with a past is taken to lean on it, and words carried over at most.
_FEW, _CARRIED = 2, 12
#: Messages that a model is shown, and tokens that it may write, to rewrite a question.
_SHOWN, REWRITE_TOKENS = 4, 80
_LONGEST = 300

REWRITE = (
    "Rewrite the last question so that it can be understood without the conversation: replace words like “it” or “the "
    "second one” by what they stand for. Keep its language. Reply with the question only, on one line."
)


def leans(question: str, history: Sequence[Message]) -> bool:
    """Whether `question` cannot be understood without the conversation before it."""
    if not any(message.role == "user" for message in history):
        return False
    few = len(set(terms(question))) <= (_FEW + 2 if is_unspaced(question) else _FEW)
    return few or bool(_OPENING.match(question.strip())) or bool(_POINTING.search(question))


def context(question: str, history: Sequence[Message]) -> str:
    """Return the words that a leaning question takes along; empty for one that stands by itself.

    They are the content words of the question before and of the heading over what its answer led with. The words of
    a question that itself leaned are joined by those of the one before that.
    """
    if not leans(question, history):
        return ""
    known = set(terms(question))
    carried: list[str] = []
    for word in _earlier(history):
        fresh = set(terms(word)) - known
        if fresh and word.lower() not in STOP_WORDS and not _POINTING.fullmatch(word):
            carried.append(word)
            known |= fresh
    return " ".join(carried[:_CARRIED])


def rewriting(question: str, history: Sequence[Message]) -> tuple[ChatMessage, ...]:
    """Return the messages that ask a model to rewrite the question."""
    lines = [
        f"{'Question' if message.role == 'user' else 'Answer'}: {' '.join(message.text.split())[:400]}"
        for message in history[-_SHOWN:]
        if message.text
    ]
    return (ChatMessage("system", REWRITE), ChatMessage("user", "\n".join([*lines, f"Last question: {question}"])))


def accepted(rewritten: str, question: str, history: Sequence[Message]) -> str | None:
    """Return what a model made of the question, or None where it is no question about the same things."""
    line = next((line.strip() for line in rewritten.strip().splitlines() if line.strip()), "")
    line = re.sub(
        r"^(?:(?:rewritten|last|standalone)\s+)?question:\s*|^问题[:：]\s*", "", line, flags=re.IGNORECASE
    ).strip('"“” ')
    if not line or len(line) > _LONGEST:
        return None
    said = set(terms(question)).union(*(terms(message.text) for message in history[-_SHOWN:]))
    own = set(terms(line))
    asked = set(terms(question))
    if not own or len(own & said) < 0.7 * len(own) or (asked and not asked & own):
        return None
    return line


def _earlier(history: Sequence[Message]) -> list[str]:
    """Return words of the questions before, the nearest first, until one stands by itself, then of cited headings."""
    words: list[str] = []
    headings: list[str] = []
    for place in range(len(history) - 1, -1, -1):
        message = history[place]
        if message.role == "assistant" and message.kind != "refused" and not headings:
            headings = [citation.heading.rpartition("›")[2] for citation in message.citations[:1] if citation.heading]
        if message.role == "user":
            words += _WORD.findall(_MEASURE.sub(" ", message.text))
            if not leans(message.text, history[:place]):
                break
    return words + _WORD.findall(" ".join(dict.fromkeys(headings)))
