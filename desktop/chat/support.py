"""Whether passages support a sentence: its words, and every number in it; pure."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.domain.quote import numbers
from desktop.reasoning.sentences import spans
from desktop.reasoning.words import is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.document import Passage

_SAID = {
    word: str(value)
    for value, words in enumerate(
        (
            ("zero",),
            ("one", "once", "first"),
            ("two", "twice", "second"),
            ("three", "third"),
            ("four", "fourth"),
            *((word,) for word in ("five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")),
        )
    )
    for word in words
}
_WORD = re.compile(r"[a-z]+")
_ITEM = re.compile(r"^\s*(?:[-*+]\s+)?(?:\d{1,3}[.)]\s+)?")
#: Digits from which a number may be a rounded one of the passage; shorter ones meet by chance.
_ROUNDED_FROM = 3


def numbers_of(passage: Passage) -> frozenset[str]:
    """Return the numbers of a passage, its heading and its file's name; small ones also where they are written out."""
    text = f"{passage.text}\n{passage.heading or ''}\n{PurePath(passage.file).stem}"
    return numbers(text) | {_SAID[word] for word in _WORD.findall(text.lower()) if word in _SAID}


def unsupported(sentence: str, passages: Iterable[Passage]) -> frozenset[str]:
    """Return the numbers of `sentence` that stand in none of `passages`; the number of a list item does not count.

    "81.8" stands where "81,797" does: thousands left off and rounded, from three digits on.
    """
    known = frozenset[str]().union(*(numbers_of(passage) for passage in passages))
    return frozenset(number for number in numbers(_ITEM.sub("", sentence)) if not _stands(number, known))


def covered(sentence: str, passage: Passage) -> float:
    """Return the share, 0 to 1, of the sentence's content words that stand in the passage, its heading or file name."""
    wanted = set(terms(sentence))
    if not wanted:
        return 0.0
    held = set(terms(f"{passage.text} {passage.heading or ''} {PurePath(passage.file).stem}"))
    return len(wanted & held) / len(wanted)


def best_words(sentence: str, passage: Passage) -> str:
    """Return the sentence or line of the passage that `sentence` rests on most, as it stands there."""
    wanted, figures = set(terms(sentence)), numbers(sentence)
    best, best_score = "", -1.0
    for start, end in spans(passage.text):
        text = passage.text[start:end]
        held = set(terms(text))
        shared = len(wanted & held) + 2.0 * len(figures & numbers(text))
        score = shared / (4 + len(held)) ** 0.5  # a long sentence holds more words by chance
        if score > best_score:
            best, best_score = text, score
    return best


def comparable(sentence: str, passage: Passage) -> bool:
    """Whether the words of both can meet at all: an answer in Chinese shares none with a page in English."""
    return is_unspaced(sentence) == is_unspaced(passage.text)


def _stands(number: str, known: frozenset[str]) -> bool:
    if number in known:
        return True
    value = Decimal(number)
    digits = number.replace(".", "").lstrip("0")
    if "." not in number or len(digits) < _ROUNDED_FROM:
        return False
    step = Decimal(1).scaleb(-len(number.partition(".")[2]))
    return any(
        (Decimal(other) / 1000**power).quantize(step, ROUND_HALF_EVEN) == value
        for other in known
        if len(other) < 16
        for power in (0, 1, 2, 3)
    )
