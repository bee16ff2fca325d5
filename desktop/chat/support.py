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

_CARDINALS = {
    word: str(value)
    for value, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"once": "1", "twice": "2"}
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_WORD = re.compile(r"[a-z]+")
_ITEM = re.compile(r"^\s*(?:[-*+]\s+)?(?:\d{1,3}[.)]\s+)?")
#: Digits from which a number may be a rounded one of the passage; shorter ones meet by chance.
_ROUNDED_FROM = 3
#: Digits from which a number of a file's name says something by itself, as a year does.
_BY_ITSELF = 4
_UNITS = r"%|(?:percent|per cent|million|billion|trillion|thousand|hundred|dollars|euros|bn|mn)\b"
#: A number that is an amount: of money, a share, or with a word of size behind it.
_AMOUNT = re.compile(rf"[$€£¥]\s?(\d[\d.,]*)|(\d[\d.,]*)\s?(?:{_UNITS}|[％亿億万萬元])", re.IGNORECASE)
_SAID_AMOUNT = re.compile(rf"\b({'|'.join(_CARDINALS)})\s(?:{_UNITS})", re.IGNORECASE)
#: A digit that counts quarters and halves, or is an ordinal: what "first" and "third" say.
_COUNTING = re.compile(r"\b(?:[qh]([1-4])|([1-4])(?:st|nd|rd|th|q|h))(?![^\W_])", re.IGNORECASE)
#: A number with the word before it, or the letters that it is glued to: "Q3", "Report 7".
_LABEL = re.compile(r"([^\W\d_]+)[\s_#-]*(\d+)(?!\d)")


def unsupported(sentence: str, passages: Iterable[Passage]) -> frozenset[str]:
    """Return the numbers of `sentence` that stand in none of `passages`; the number of a list item does not count.

    "81.8" stands where "81,797" does: thousands left off and rounded, from three digits on. A small number may be
    written out in the passage, but "first" is no amount, nor is the "Q1" of a file's name: those support only what
    counts or names in the same way.
    """
    claim = _ITEM.sub("", sentence)
    known, said = frozenset[str](), frozenset[str]()
    for passage in passages:
        known |= numbers(f"{passage.text}\n{passage.heading or ''}")
        said |= _said(claim, passage)
    return frozenset(number for number in numbers(claim) if number not in said and not _stands(number, known))


def _said(claim: str, passage: Passage) -> frozenset[str]:
    """Return the numbers that a passage says otherwise than in digits of its text, as far as `claim` may use them."""
    text = f"{passage.text}\n{passage.heading or ''}".lower()
    words = set(_WORD.findall(text))
    amounts = numbers(" ".join(match[1] or match[2] for match in _AMOUNT.finditer(claim)))
    said = {number for word, number in _CARDINALS.items() if word in words} - amounts
    said |= {_CARDINALS[match[1]] for match in _SAID_AMOUNT.finditer(text)}
    counting = {match[1] or match[2] for match in _COUNTING.finditer(claim)} - amounts
    said |= counting & {number for word, number in _ORDINALS.items() if word in words}
    name = PurePath(passage.file).stem
    said |= {number for number in numbers(name) if len(number) >= _BY_ITSELF}
    labels = _labels(claim) & _labels(name)
    return frozenset(said | {number for _, number in labels if number not in amounts})


def _labels(text: str) -> set[tuple[str, str]]:
    return {(match[1].lower(), str(int(match[2]))) for match in _LABEL.finditer(text)}


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
