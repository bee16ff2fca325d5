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
    found = terms(query)
    return Question(
        terms=found,
        unspaced=unspaced_share(query),
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
        letters: letters and digits in it.
    """

    passage: int
    content: int
    page: int
    words: float
    cosine: float | None
    file: float = 0.0
    quoted: bool = False
    letters: int = 1000


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
    """Weights of the fusion; how they were found: tests/benchmarks/documents.py."""

    words: float = 0.5
    words_exact: float = 0.1
    words_long: float = -0.02
    unspaced: float = 0.95
    file: float = 0.3
    quoted: float = 0.5
    short: float = 0.3


def order(question: Question, candidates: Sequence[Candidate], weights: Weights = Weights()) -> tuple[Ranked, ...]:  # noqa: B008
    """Return all candidates, best first."""
    return ()


def join(ranked: Sequence[Ranked], k: int) -> list[list[Ranked]]:
    """Take the `k` best, hits that follow one another on a page together; each group in reading order."""
    return [[one] for one in ranked[:k]]
