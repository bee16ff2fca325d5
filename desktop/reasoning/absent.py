"""Find the words of a question that nothing found holds, and those that they may be misspelled from; pure."""

from __future__ import annotations

import itertools
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.reasoning.words import by_initials, is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Passage

#: Words that are told at most.
_TOLD = 4
#: Letters of the shortest word that is taken for misspelled.
_SHORTEST = 5
_WORD = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
#: What says only which kind of answer is wanted.
_KIND = re.compile(
    r"\bhow \w+|\b(?:what|which) (?:percent\w*|share|proportion|rate|year|date|day|time)\b|\bsummar\w+|\boverview\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"\b(?![Qq][1-4]\b|[Ff][Yy])[A-Za-z]{1,3}-?\d+\b")
#: Verbs that say of a thing only that something is done with it: "Can I put the tray in the dishwasher?"
_LIGHT = frozenset(("put", "go", "come", "use", "keep", "bring", "leave", "stay", "want", "try"))
_JOINS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")


def absent_words(question: str, passages: Sequence[Passage]) -> list[str]:
    """Return the words of `question` that stand in none of the passages, their headings and file names, as asked.

    Only words of scripts with spaces: of the others, pairs of characters are looked for, which are no words.
    """
    texts = [_whole(passage) for passage in passages]
    held = {term for text in texts for term in terms(text)}
    for pattern, meant in by_initials(question):
        if any(pattern.search(text) for text in texts):
            held |= meant
    words = _WORD.findall(_KIND.sub(" ", question))
    absent = [word for word in words if (own := terms(word)) and not held.intersection(own)]
    return list(dict.fromkeys(absent))[:_TOLD] if passages else []


def absent_things(question: str, passages: Sequence[Passage]) -> list[str]:
    """Return the absent words that are things by themselves, not what only says more of the next word ("extra tax")."""
    absent = absent_words(question, passages)
    words = re.findall(r"[^\W_]+", question)
    says = [bool(terms(word)) for word in words] + [False, False]
    first = next((at for at, told in enumerate(says) if told), 0)  # the subject's words, which the predicate follows
    last = says.index(False, first)
    more = {word for at, word in enumerate(words) if says[at + 1] and (at >= last or says[at + 2])}
    things = [word for word in absent if word not in more or any(other in absent for other in _next(word, words))]
    return [word for word in things if word not in _LIGHT]


def _next(word: str, words: Sequence[str]) -> Sequence[str]:
    at = words.index(word)
    return words[at + 1 : at + 2]


def all_absent(question: str, passages: Sequence[Passage]) -> bool:
    """Whether a question in a script without spaces has two words or more and nothing of any stands in the passages.

    Pairs of characters that overlap are one word.
    """
    own = terms(question) if is_unspaced(question) else []
    if all(f"{one[:1]}{two}" in question for one, two in itertools.pairwise(own)):
        return False
    return {term for passage in passages for term in terms(_whole(passage))}.isdisjoint(own)


def lacks_mark(question: str, passages: Sequence[Passage]) -> bool:
    """Whether a mark of the question, letters with a number ("A3", "P-417"), stands in none of the passages."""
    held = " ".join(_whole(passage) for passage in passages).lower()
    return any(mark.lower() not in held for mark in _MARK.findall(question))


def _whole(passage: Passage) -> str:
    paths = " ".join(filter(None, [passage.heading, *(head.path for head in passage.heads)]))
    return f"{_JOINS.sub(' ', PurePath(passage.file).stem)} {paths} {passage.text}"


def respelled(question: str, passages: Sequence[Passage]) -> str:
    """Return `question` with each word that nothing holds replaced by one that something holds and that is a slip away.

    The question itself where there is none. Names with a capital letter are left as they are: another name is another
    person.
    """
    known: dict[str, None] = {}
    for passage in passages:
        known |= dict.fromkeys(word.lower() for word in _LETTERS.findall(_whole(passage)) if len(word) >= _SHORTEST)
    for word in absent_words(question, passages):
        if len(word) < _SHORTEST or not word.isalpha() or not word.islower():
            continue
        if meant := next((other for other in known if _slipped(word, other)), ""):
            question = re.sub(rf"\b{re.escape(word)}\b", meant, question)
    return question


def _slipped(written: str, meant: str) -> bool:
    """Whether one letter was left out, added or mistaken inside of a word, or two neighbours changed places.

    Begin and end are the same: most words that differ there are two words, or two forms of one.
    """
    if written[0] != meant[0] or written[-1] != meant[-1] or abs(len(written) - len(meant)) > 1:
        return False
    first = next((at for at, pair in enumerate(zip(written, meant, strict=False)) if pair[0] != pair[1]), 0)
    mine, theirs = written[first:], meant[first:]
    if len(written) == len(meant):
        return mine[1:] == theirs[1:] or (mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:])
    return mine[1:] == theirs or mine == theirs[1:]
