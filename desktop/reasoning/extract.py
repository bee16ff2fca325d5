"""Find the sentences and table lines that answer a question, word for word, without a model that writes."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import Passage
from desktop.domain.quote import normalise, numbers
from desktop.reasoning.amounts import amount_of
from desktop.reasoning.defined import says_what_it_is
from desktop.reasoning.elsewhere import names_unknown, strangers, unmeant
from desktop.reasoning.months import asks_by_date, dated_otherwise, months_of
from desktop.reasoning.otherwise import in_words_of, said_otherwise
from desktop.reasoning.questions import Kind, could_answer, kind_of
from desktop.reasoning.sentences import CELL
from desktop.reasoning.tables import is_whole, tells_shares
from desktop.reasoning.units import Unit, pairs_of, units_of
from desktop.reasoning.weights import covered, naming_the_file, weights_of
from desktop.reasoning.words import is_unspaced, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.reasoning.amounts import Amount

    #: Cosine similarity, -1 to 1, of a query to each text.
    Similarity = Callable[[str, Sequence[str]], Sequence[float]]

#: Sentences that are compared by meaning, chosen by words first; more cost time and have not changed a result.
COMPARED = 32
_COMPARED_LENGTH = 320
#: What a quote loses when a proper name of the question stands nowhere in what was found.
_UNKNOWN_NAME = 0.2
#: What quotes of a file that the question does not mean come behind for that; they answer no less where others do not.
_UNMEANT = 0.15
#: What tells one thing from others of its kind: P-417, FX88, 七号; and what a quote loses that is about another.
_MARKS = re.compile(r"\b[A-Za-z]{1,6}-?\d{2,}\w*|[一二三四五六七八九十百\d]+[号章条款项]")
_OTHER_THING = 0.25
#: Characters from which a quote is long for one thing said, and what it loses for that.
_LONG, _FOR_LENGTH = 380, 0.06
#: What a quote gains that says what the thing is that is asked for, or that tells of the month that is; and a table
#: line whose label has the small words of the question too ("before", "during").
_SAYS_WHAT, _OF_MONTH, _SMALL_WORDS = 0.12, 0.1, 0.04
#: What a table line of nothing but shares loses where an amount is asked for.
_SHARES_ONLY = 0.2
#: What a table line loses whose label was not asked for; the total of a whole table needs none.
_UNASKED = -0.2
#: What a unit gains that has the very figure that is asked for, or what the kind of question wants; and what it loses
#: for having none of that.
_AMOUNT, _FITS, _UNFIT = 0.15, 0.1, -0.15
#: What a sentence loses that only leads over to a table or list below it, or only tells where to read on.
_LEADS_OVER = 0.18
_POINTS = re.compile(
    r"\W*(?:see|refer to|for (?:additional|more|further|a|other) [^.]{1,90}\b(?:see|refer to))\s(?:also |the )?"
    r"(?:items?|parts?|notes?|sections?|pages?|chapters?|tables?|figures?|appendi\w+)\b"
    r"|[^.]{1,120}\bshould be read (?:in conjunction|together) with\b|(?:详见|参见|请见|见)(?:第|附|下|本)",
    re.IGNORECASE,
)
#: A quote this much weaker than the best one says something else.
BESIDE_BEST = 0.72
#: How much more of the question's words a pair of sentences must cover than either of them.
_TOGETHER = 0.15
#: Share of common words from which two sentences say the same, and of a weaker one's words from which it adds nothing.
_ALIKE, _ADDS_NOTHING = 0.85, 0.95

#: What a label has in brackets is another form of it ("Net income (loss)"); "other" tells what is left of all.
_EITHER, _OTHER = re.compile(r"\([^()]*\)"), re.compile(r"\bother\b", re.IGNORECASE)
_NUMBERS = re.compile(r"[-–−($€£¥]*\d")


class Quote(msgspec.Struct, frozen=True):
    """Words of a passage that may answer a question.

    Attributes:
        text: an exact substring of the passage's text.
        score: 0 to 1; 0.5 and more mostly answers, below 0.3 mostly does not.
        header: for a table line, the line above it that names its columns; an exact substring too, or empty.
        group: for a table line, the line above it that ends with a colon ("Cost of sales:"), or empty.
        covered: how much of the question's words, 0 to 1, weighted by rarity, stand in it or in its headings.
        heading: for a sentence, the heading right above it where that has words of the question that it has not.
        lines: whether it is a section, each line of which stands by itself.
    """

    passage: Passage
    text: str
    score: float
    header: str = ""
    group: str = ""
    covered: float = 0.0
    heading: str = ""
    lines: bool = False


def best_quotes(
    question: str, passages: Sequence[Passage], similarity: Similarity, limit: int = 3, context: str = ""
) -> tuple[Quote, ...]:
    """Return the sentences and table lines of `passages` that fit `question` best, at most `limit`, best first.

    A score joins four things: how much of the question's rare words the sentence covers (its headings count half),
    how alike the two are by meaning, how well the passage fits as a whole, and whether the sentence has what the
    question asks for (a number, a date, a name). A table line whose label is what was asked for is ahead of prose.
    Meaning is left out for scripts without spaces: the starter embedder knows so little of them that it takes the best
    quote from 79 % to 71 % of XQuAD's Chinese questions.

    Args:
        similarity: called with the sentences that are in the running by their words; twice where there is a context.
        context: words that a question leans on, from the conversation before it; they count less than its own.
    """
    own = set(terms(question))
    wanted = list(dict.fromkeys(terms(f"{question} {context}")))
    kind = kind_of(question)
    units = [unit for passage in passages for unit in units_of(passage)]
    if not units or not wanted:
        return ()
    amount = amount_of(question)
    otherwise = said_otherwise(question)
    for unit in units:
        meant = frozenset[str]().union(*(words for pattern, words in otherwise if pattern.search(_said(unit))))
        if amount is not None and amount.stands_in(unit.text, f"{unit.header} {unit.group}"):
            meant |= amount.answered & own
        unit.otherwise = not meant <= unit.words
        unit.words |= meant
        unit.label = in_words_of(otherwise, unit.text.split(CELL, maxsplit=1)[0]) if unit.row else ""
    others, less_meant = strangers(question, passages), unmeant(passages)
    unknown = names_unknown(question, passages)
    naming = naming_the_file(question, passages)
    weights = weights_of(question, wanted, units, naming)
    asked = [word for word in wanted if word not in naming] or wanted
    marks, days, by_date = _MARKS.findall(question), months_of(question), asks_by_date(question)
    for unit in units:
        unit.covered = covered(unit, weights)
    units += _pairs(units, weights)
    for unit in units:
        unit.score = unit.covered + 0.15 * unit.passage.score
    units = sorted(units, key=lambda unit: -unit.score)[:COMPARED]
    by_words = is_unspaced(question)
    texts = [_with_heading(unit) for unit in units]
    alike = [0.0] * len(units) if by_words else list(similarity(question, texts))
    if context and not by_words:  # half of the likeness is to the question's own words, else the ones before drown them
        joined = similarity(f"{question} {context}", texts)
        alike = [(alone + both) / 2 for alone, both in zip(alike, joined, strict=True)]
    for unit, cosine in zip(units, alike, strict=True):
        meaning = 0.6 * unit.covered if by_words else min(max((cosine - 0.1) / 0.7, 0.0), 1.0)
        unit.score = _score(unit, meaning, (kind, amount), asked, weights, of_own=_holds(unit, own))
        other = _lacks(unit, marks) or unit.passage.file in others or dated_otherwise(unit.text, days)
        other = other or (bool(by_date) and not months_of(_placed(unit)) & by_date)
        unit.score += _SAYS_WHAT * says_what_it_is(unit.text, question) + _OF_MONTH * bool(days & months_of(unit.text))
        unit.score += _SMALL_WORDS * (unit.row and _in_full(unit, question))
        unit.score -= _SHARES_ONLY * (kind == "number" and unit.row and tells_shares(unit.text, question))
        unit.score = min(max(unit.score - _OTHER_THING * other - _UNKNOWN_NAME * unknown, 0.0), 1.0)
        unit.order = unit.score - _UNMEANT * (unit.passage.file in less_meant)
    return _chosen(sorted(units, key=lambda unit: -unit.order), limit, own)


def _lacks(unit: Unit, marks: Sequence[str]) -> bool:
    """Whether a mark of the thing asked about stands neither in the unit's passage nor in its headings or file name."""
    if not marks:
        return False
    place = normalise(f"{unit.passage.text} {unit.passage.heading or ''} {PurePath(unit.passage.file).stem}")
    return any(normalise(mark) not in place for mark in marks)


def _placed(unit: Unit) -> str:
    """Return what a unit says with all that stands over it."""
    above = unit.passage.heading_at(unit.start) or ""
    return " ".join((PurePath(unit.passage.file).stem, above, unit.header, unit.group, unit.text))


def _heading(unit: Unit) -> str:
    return (unit.passage.heading_at(unit.start) or "").rpartition("›")[2].strip()


def _said(unit: Unit) -> str:
    """Return what a unit says with the heading right above it and its columns, not with what its group is called."""
    return " ".join(part for part in (_heading(unit), unit.header, unit.text) if part)


def _with_heading(unit: Unit) -> str:
    heading = _heading(unit)
    text = unit.text[:_COMPARED_LENGTH]
    return " ".join(part for part in (f"{heading}:" if heading else "", unit.group, text) if part)


def _holds(unit: Unit, own: set[str]) -> bool:
    """Whether a unit has one of the question's own words, or stands under it; what only continues another has none.

    A question without words of its own ("When?") asks the same of all.
    """
    return not own or bool(own & (unit.words | unit.above | frozenset(terms(f"{unit.header} {unit.group}"))))


def _score(
    unit: Unit,
    meaning: float,
    answer: tuple[Kind, Amount | None],
    wanted: Sequence[str],
    weights: dict[str, float],
    *,
    of_own: bool,
) -> float:
    score = 0.5 * unit.covered + 0.3 * meaning + 0.1 * unit.passage.score
    score += _fits(unit, *answer)
    if unit.row:
        label = _label(unit, wanted, weights) if of_own else 0.0
        score += 0.3 * label if label else 0.0 if unit.otherwise or is_whole(unit.text) else _UNASKED
    elif unit.text.endswith((":", "：")) or _POINTS.match(unit.text):
        score -= _LEADS_OVER
    elif unit.end - unit.start > _LONG:
        score -= _FOR_LENGTH
    return min(max(score, 0.0), 1.0)


def _fits(unit: Unit, kind: Kind, amount: Amount | None) -> float:
    """Return what a unit gains for having what the question asks for, or loses for not having it.

    A figure of another kind, such as days where homes are counted, neither gains nor loses.
    """
    fits = could_answer(kind, unit.text)
    if amount is not None and (fits or (fits is None and amount.only)):
        stands = amount.stands_in(unit.text, f"{unit.header} {unit.group}")
        return _AMOUNT if stands else _UNFIT if amount.only or amount.noun else 0.0
    return 0.0 if fits is None else _FITS if fits else _UNFIT


def _in_full(unit: Unit, question: str) -> bool:
    """Whether the question has each word of a table line's label, small ones too."""
    label = re.findall(r"[^\W\d_]+", unit.text.split(CELL, maxsplit=1)[0].lower())
    return bool(label) and set(label) <= set(re.findall(r"[^\W\d_]+", question.lower()))


def _pairs(units: Sequence[Unit], weights: dict[str, float]) -> list[Unit]:
    """Return what two sentences say together: of the days of installing one speaks, of its cost the next."""
    found: list[Unit] = []
    for one, other, pair in pairs_of(units):
        pair.covered = covered(pair, weights)
        if pair.covered >= max(one.covered, other.covered) + _TOGETHER:
            found.append(pair)
    return found


def _label(unit: Unit, wanted: Sequence[str], weights: dict[str, float]) -> float:
    """Say how far, 0 to 1, a line's label is what was asked for: its words are the question's, and few are missing."""
    number = _NUMBERS.search(unit.label)
    name = _EITHER.sub(" ", unit.label[: number.start()] if number else unit.label)
    label = [*terms(name), *(["other"] if _OTHER.search(name) else [])]
    if not label:
        return 0.0
    group = terms(unit.group)
    asked = sum(weights[word] for word in {*label, *group} if word in weights) / sum(weights.values())
    exact = sum(word in wanted for word in label) / len(label)
    if group:
        exact *= 0.4 + 0.6 * sum(word in wanted for word in group) / len(group)
    phrase = any(list(wanted[at : at + len(label)]) == label for at in range(len(wanted) - len(label) + 1))
    return exact**2 * (0.5 + 0.5 * asked if phrase else 0.5 * asked)


def _chosen(units: Sequence[Unit], limit: int, own: set[str]) -> tuple[Quote, ...]:
    """Take the best, no words twice, none far behind the best."""
    chosen: list[Quote] = []
    taken: list[Unit] = []
    for unit in units:
        if len(chosen) >= limit or (taken and unit.order < BESIDE_BEST * taken[0].order):
            break
        if any(_same(unit, better) for better in taken):
            continue
        taken.append(unit)
        heading = "" if unit.row or not (unit.above - unit.words) & own else _heading(unit)
        chosen.append(Quote(unit.passage, unit.text, unit.score, unit.header, unit.group, unit.covered, heading))
    return tuple(chosen)


def _same(one: Unit, better: Unit) -> bool:
    """Whether one says what the better says: the same text, a part of it, or in prose almost only the same words.

    With another number in it, it says something else: "118 homes took part", "67 homes took part".
    """
    first, second = normalise(one.text), normalise(better.text)
    if first in second or second in first:
        return True
    if numbers(one.text) - numbers(better.text):
        return False
    both = len(one.words & better.words)
    alike = both >= _ALIKE * len(one.words | better.words) or both >= _ADDS_NOTHING * len(one.words)
    return alike and not one.row and not better.row
