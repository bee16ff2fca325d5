"""Fuse what words, meaning and file names say of each passage into one order; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.documents.lexical import Term, terms, unspaced_share

if TYPE_CHECKING:
    from collections.abc import Sequence


class Question(msgspec.Struct, frozen=True):
    """What the fusion looks at in a question.

    Attributes:
        terms: what to look for.
        unspaced: share of its letters that are in scripts without spaces, 0 to 1.
        words: content words, or pairs of characters, that it has.
        exact: how many of its terms are quotations, numbers or identifiers.
        names: how many are written like names.
    """

    terms: tuple[Term, ...]
    unspaced: float
    words: int
    exact: int
    names: int


def read_question(query: str) -> Question:
    """Take a question apart."""
    return _about(terms(query), unspaced_share(query))


def about_passages(question: Question, named: frozenset[str]) -> Question:
    """Return the question as it is put to passages: without terms that only say which file is meant.

    Args:
        named: match expressions of the terms that chose between files.
    """
    rest = tuple(term for term in question.terms if term.match not in named)
    return _about(rest, question.unspaced) if any(term.kind != "number" for term in rest) else question


def _about(found: tuple[Term, ...], unspaced: float) -> Question:
    return Question(
        terms=found,
        unspaced=unspaced,
        words=sum(term.kind in ("word", "pair") for term in found),
        exact=sum(term.kind in ("quotation", "number") for term in found),
        names=sum(term.name for term in found),
    )


class Candidate(msgspec.Struct, frozen=True):
    """A passage that a leg proposed.

    Attributes:
        passage, content, page: our numbers of it.
        words: BM25, 0 where no word matched.
        cosine: to the question; None where it has no vector yet.
        file: how well its file fits the question, 0 to 1.
        quoted: whether it holds a quotation of the question.
        bare: whether it is nothing but headings.
        foreign: whether no word matched and only one of it and the question is in a script without spaces.
    """

    passage: int
    content: int
    page: int
    words: float
    cosine: float | None
    file: float = 0.0
    quoted: bool = False
    bare: bool = False
    foreign: bool = False


class Ranked(msgspec.Struct, frozen=True):
    """A candidate with its place.

    Attributes:
        score: fused, 0 to 1.
        words, meaning: what each leg said, scaled to 0 to 1.
        words_rank, meaning_rank: its place in each leg, from 1; 0 where the leg did not find it.
    """

    candidate: Candidate
    score: float
    words: float
    meaning: float
    words_rank: int
    meaning_rank: int


class Weights(msgspec.Struct, frozen=True):
    """Weights of the fusion, found with tests/benchmarks/documents.py on five sets of questions.

    Attributes:
        words: share of the leg of words, 0 to 1, where its best passage hardly stands out.
        sharp: added as its best passage stands out more, whole at `sharp_to`, nothing at `sharp_from`.
        exact: added for quotations, numbers and identifiers, whole when a third of the terms are.
        long: added (it is negative: meaning gains) for each content word above six, up to twelve.
        unspaced: share of the leg of words for scripts that the embedder does not know.
        file: what the file's score counts beside a passage's.
        quoted: what holding a quotation counts.
        neighbour: what the better of the passages before and after on the page counts.
    """

    words: float = 0.3
    sharp: float = 0.3
    sharp_from: float = 0.4
    sharp_to: float = 0.8
    exact: float = 0.1
    long: float = -0.03
    unspaced: float = 0.97
    file: float = 1.0
    quoted: float = 1.0
    neighbour: float = 0.2


WEIGHTS = Weights()
#: A passage without a word of the question and with less cosine than this has nothing to do with it.
NOTHING = 0.1
#: Characters of a passage that its script is told by.
_BEGINNING = 300
#: Passages that are joined into one at most.
MOST_JOINED = 3


def order(
    question: Question, candidates: Sequence[Candidate], *, multilingual: bool = False, weights: Weights = WEIGHTS
) -> tuple[Ranked, ...]:
    """Return the candidates, best first, without those that are only headings or that nothing speaks for.

    Each leg is scaled between its least and best candidate, since such sums order better than reciprocal ranks (27 of
    29 BEIR sets, research/retrieval.md 2). A leg that knows nothing of the question has no vote.

    Args:
        multilingual: whether the embedder knows scripts without spaces.
    """
    candidates = [one for one in candidates if not one.bare and (one.words > 0 or (one.cosine or 0.0) > NOTHING)]
    if not multilingual:  # a cosine to another script says nothing, though such a passage is better than none
        candidates = [one for one in candidates if one.words > 0 or not one.foreign] or candidates
    if not candidates:
        return ()
    words = _scaled([one.words for one in candidates], floor=0.0)
    cosines = [one.cosine for one in candidates if one.cosine is not None]
    least = min(cosines, default=0.0)
    meaning = _scaled([least if one.cosine is None else one.cosine for one in candidates], floor=least)
    share = words_share(question, sharpness(candidates), weights, multilingual=multilingual)
    if not any(words):
        share = 0.0
    elif not cosines:
        share = 1.0
    own = [share * by_words + (1.0 - share) * by_meaning for by_words, by_meaning in zip(words, meaning, strict=True)]
    beside = _beside(candidates, own)
    most = 1.0 + weights.neighbour
    most += weights.file * max(one.file for one in candidates) + weights.quoted * any(one.quoted for one in candidates)
    scores = [
        (own[i] + weights.neighbour * beside[i] + weights.file * one.file + weights.quoted * one.quoted) / most
        for i, one in enumerate(candidates)
    ]
    words_rank = _ranks([one.words for one in candidates])
    meaning_rank = _ranks([-2.0 if one.cosine is None else one.cosine for one in candidates])
    ranked = [
        Ranked(
            one,
            scores[i],
            words[i],
            meaning[i] if one.cosine is not None else 0.0,
            words_rank[i] if one.words > 0 else 0,
            meaning_rank[i] if one.cosine is not None else 0,
        )
        for i, one in enumerate(candidates)
    ]
    return tuple(sorted(ranked, key=lambda r: (-r.score, r.candidate.passage)))


def is_foreign(text: str, question: Question) -> bool:
    """Whether only one of a passage and the question is, for the most part, in a script without spaces."""
    return (unspaced_share(text[:_BEGINNING]) >= 0.5) != (question.unspaced >= 0.5)


def reordered(ranked: Sequence[Ranked], scores: Sequence[float]) -> tuple[Ranked, ...]:
    """Return the candidates with the first of them in the order of new scores, and the others behind those.

    Args:
        scores: 0 to 1, of the first candidates.
    """
    first = [msgspec.structs.replace(one, score=score) for one, score in zip(ranked, scores, strict=False)]
    least = min(scores, default=1.0)
    rest = [msgspec.structs.replace(one, score=least * one.score) for one in ranked[len(first) :]]
    return (*sorted(first, key=lambda one: -one.score), *rest)


def sharpness(candidates: Sequence[Candidate]) -> float:
    """Return how far the best passage stands out by words, 0 to 1: its lead on the tenth, as a share of its score.

    Rare words single a passage out, and then they are right; common ones rank many passages nearly alike.
    """
    scores = sorted((one.words for one in candidates), reverse=True)
    return (scores[0] - scores[min(9, len(scores) - 1)]) / scores[0] if scores and scores[0] > 0 else 0.0


def words_share(question: Question, sharp: float, weights: Weights = WEIGHTS, *, multilingual: bool = False) -> float:
    """Return how much the leg of words counts for this question, 0 to 1; the leg of meaning has the rest.

    Args:
        sharp: as `sharpness` gives it.
    """
    share = weights.words
    share += weights.sharp * _within(sharp, weights.sharp_from, weights.sharp_to)
    share += weights.exact * min(1.0, 3.0 * question.exact / max(1, len(question.terms)))
    share += weights.long * min(6, max(0, question.words - 6)) * (1.0 - question.unspaced)
    if not multilingual:
        share += (weights.unspaced - share) * min(1.0, 2.0 * question.unspaced)
    return min(1.0, max(0.0, share))


def _within(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def join(ranked: Sequence[Ranked], k: int) -> list[list[Ranked]]:
    """Take the `k` best; hits that follow one another on a page become one, in reading order.

    A joined group stands at the place of its best hit and counts once, so more of the page may follow.
    """
    groups: list[list[Ranked]] = []
    for one in ranked:
        for group in groups:
            if len(group) < MOST_JOINED and _follows(group, one):
                group.append(one)
                group.sort(key=lambda r: r.candidate.passage)
                break
        else:
            if len(groups) == k:
                break
            groups.append([one])
    return groups


def _follows(group: Sequence[Ranked], one: Ranked) -> bool:
    first, last, new = group[0].candidate, group[-1].candidate, one.candidate
    return (new.content, new.page) == (first.content, first.page) and (
        new.passage == last.passage + 1 or new.passage == first.passage - 1
    )


def _beside(candidates: Sequence[Candidate], scores: Sequence[float]) -> list[float]:
    """For each candidate the better score of those that come before and after it on the same page."""
    places = {(one.content, one.page, one.passage): score for one, score in zip(candidates, scores, strict=True)}
    return [max(places.get((one.content, one.page, one.passage + step), 0.0) for step in (-1, 1)) for one in candidates]


def _scaled(values: Sequence[float], floor: float) -> list[float]:
    top = max(values)
    return [max(0.0, (value - floor) / (top - floor)) if top > floor else 0.0 for value in values]


def _ranks(values: Sequence[float]) -> list[int]:
    places = [0] * len(values)
    for place, index in enumerate(sorted(range(len(values)), key=lambda i: -values[i]), start=1):
        places[index] = place
    return places
