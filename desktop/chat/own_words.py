"""Keep of a small model's words only the sentences that say no more than a quote does; pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.chat.language import denies
from desktop.domain.quote import normalise, numbers
from desktop.reasoning.families import stem
from desktop.reasoning.sentences import split_sentences
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.reasoning.extract import Quote

#: Share of a sentence's content words that must stand in one quote, in the quote's order, and how many at least; and
#: words of the quote that may be left out in one place.
KEPT, LEAST, _GAP = 0.9, 3, 5
#: Stems of words that must not be left out, since what follows them is the other side.
_TURNS = frozenset(
    stem(word)
    for word in re.findall(
        r"\w+",
        "offset partially despite although however except unless contrast compared instead rather unlike versus prior "
        "previously expected estimated approximately nearly almost least",
    )
)
#: Words around a number of which one must stand as near to it in the quote.
_NEAR = 3
_NEGATION = re.compile(r"\b(?:no|not|never|none|neither|nor|without|cannot|\w+n['’]t)\b|不|没|无|未|非", re.IGNORECASE)
_DIRECTION = {
    "up": re.compile(
        r"\b(?:increas\w*|ros[e]|rise\w*|grew|grow\w*|gain\w*|higher|more|up|above)\b|增|升|涨", re.IGNORECASE
    ),
    "down": re.compile(
        r"\b(?:decreas\w*|fell|fall\w*|declin\w*|drop\w*|lower|less|fewer|down|below)\b|减|降|跌", re.IGNORECASE
    ),
}

#: Words that rank, count or limit; each must stand in the quote too: "saved the most" says more than "saved 18 %".
_DEGREE = re.compile(
    r"\b(?:most|least|\w{3,}est|best|worst|all|every|each|any|only|always|ever|both|half|twice|double|majority|mainly|"
    r"mostly|first|last|entire(?:ly)?|same|equal(?:ly)?)\b|最|全部|所有|每|只|仅|都",
    re.IGNORECASE,
)


def own_words(raw: str, question: str, quotes: Sequence[Quote]) -> list[tuple[str, int]]:
    """Return the sentences of `raw` that a quote bears out, each with the position of that quote.

    A sentence is borne out when its content words are mostly the quote's and come in the quote's order, each of its
    numbers stands in the quote next to a word that it stands next to in the sentence, it ranks and limits nothing that
    the quote does not (most, only), and neither a negation nor a direction (rose, fell) differs. Lines of tables bear
    nothing out: which of their numbers is meant, only their columns tell. A sentence that repeats a quote or the
    question whole says nothing and goes too.
    """
    kept: list[tuple[str, int]] = []
    said = {normalise(question), *(normalise(quote.text) for quote in quotes)}
    for sentence in split_sentences(raw):
        if normalise(sentence) in said or denies(sentence) or sentence.rstrip()[-1:] in "?？:：":
            continue
        for place, quote in enumerate(quotes):
            if not quote.header and not quote.group and borne_out(sentence, quote.text):
                kept.append((" ".join(sentence.split()), place))
                said.add(normalise(sentence))
                break
    return kept


def borne_out(sentence: str, quote: str) -> bool:
    """Whether `sentence` says no more than `quote`."""
    mine, theirs = terms(sentence), terms(quote)
    places = _in_order(mine, theirs)
    if len(mine) < LEAST or len(places) < max(LEAST, KEPT * len(mine)):
        return False
    dropped = [theirs[place] for place in range(places[0], places[-1]) if place not in places]
    gaps = [after - before - 1 for before, after in pairwise(places)]
    if max(gaps, default=0) > _GAP or any(word in _TURNS for word in dropped):
        return False
    if not numbers(sentence) <= numbers(quote):
        return False
    if bool(_NEGATION.search(sentence)) != bool(_NEGATION.search(quote)):
        return False
    if any(pattern.search(sentence) and not pattern.search(quote) for pattern in _DIRECTION.values()):
        return False
    if not _degrees(sentence) <= _degrees(quote):
        return False
    return all(_near(number, sentence, quote) for number in numbers(sentence))


def _degrees(text: str) -> set[str]:
    return {match.group().lower() for match in _DEGREE.finditer(text)}


def _in_order(mine: Sequence[str], theirs: Sequence[str]) -> list[int]:
    """Return the places in `theirs` of the longest common subsequence."""
    rows = [[0] * (len(theirs) + 1)]
    for word in mine:
        before, row = rows[-1], [0]
        for place, other in enumerate(theirs):
            row.append(before[place] + 1 if word == other else max(before[place + 1], row[place]))
        rows.append(row)
    places: list[int] = []
    first, second = len(mine), len(theirs)
    while first and second:
        if mine[first - 1] == theirs[second - 1] and rows[first][second] == rows[first - 1][second - 1] + 1:
            places.append(second - 1)
            first, second = first - 1, second - 1
        elif rows[first - 1][second] >= rows[first][second - 1]:
            first -= 1
        else:
            second -= 1
    return places[::-1]


def _near(number: str, sentence: str, quote: str) -> bool:
    """Whether a word next to the number in the sentence is next to it in the quote too."""
    here, there = _around(number, terms(sentence)), _around(number, terms(quote))
    return not here or bool(here & there)


def _around(number: str, words: Sequence[str]) -> set[str]:
    near: set[str] = set()
    for place, word in enumerate(words):
        if number in numbers(word):
            near.update(words[max(place - _NEAR, 0) : place + _NEAR + 1])
    return {word for word in near if number not in numbers(word)}
