"""Simple ways to choose sentences that a digest is held beside: by place, by chance, by likeness to all others."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.rouge import Score, rouge_n, tokens

#: Cosine from which two sentences are joined, chance of a jump, and cosine from which two say the same.
_JOINED, _JUMP, _SAME = 0.1, 0.15, 0.5
#: Sentences that the greedy best is chosen among: the best of them by themselves.
_TRIED = 60

#: From the sentences of a document to all their places, those that are to be taken first in front.
Order = Callable[[Sequence[str]], list[int]]


def lead(sentences: Sequence[str]) -> list[int]:
    """The first sentences."""
    return list(range(len(sentences)))


def spaced(sentences: Sequence[str], count: int) -> list[int]:
    """`count` sentences at the same distance from each other, the first of all among them; then the rest."""
    chosen = [round(place * len(sentences) / count) for place in range(min(count, len(sentences)))]
    return [*chosen, *(place for place in range(len(sentences)) if place not in chosen)]


def drawn(sentences: Sequence[str], seed: int) -> list[int]:
    """Sentences by chance, the same for the same seed."""
    return random.Random(seed).sample(range(len(sentences)), len(sentences))


def lexrank(sentences: Sequence[str]) -> list[int]:
    """By the eigenvector of the graph of alike sentences (Erkan and Radev, "LexRank", JAIR 22, 2004).

    The cosine is of tf-idf with the document's sentences as the collection, joined from .1 on, and the chance of a jump
    .15, as in section 3 there. As their experiments do, a sentence too like a better one is passed over.
    """
    cosines = _cosines(sentences)
    joined = (cosines > _JOINED).astype(np.float64)
    walk = _JUMP / max(len(sentences), 1) + (1 - _JUMP) * joined / np.maximum(joined.sum(axis=1, keepdims=True), 1)
    rank = np.full(len(sentences), 1 / max(len(sentences), 1))
    for _ in range(200):
        after = walk.T @ rank
        if np.abs(after - rank).sum() < 1e-9:
            break
        rank = after
    kept: list[int] = []
    rest: list[int] = []
    for place in (int(place) for place in np.argsort(-rank, kind="stable")):
        (rest if any(cosines[place, other] > _SAME for other in kept) else kept).append(place)
    return [*kept, *rest]


def best(sentences: Sequence[str], reference: Sequence[str]) -> list[int]:
    """Those that raise ROUGE-1 most, one after the other, with the reference at hand: what choosing could reach."""

    def score(places: Sequence[int]) -> Score:
        return rouge_n(1, [sentences[place] for place in places], reference)

    alone = sorted(range(len(sentences)), key=lambda place: -score([place]).f)[:_TRIED]
    chosen: list[int] = []
    while len(chosen) < min(10, len(alone)):
        chosen.append(max((place for place in alone if place not in chosen), key=lambda one: score([*chosen, one]).f))
    return chosen


def _cosines(sentences: Sequence[str]) -> NDArray[np.float64]:
    """Return the idf-modified cosine of each two sentences."""
    counts = [Counter(tokens(sentence)) for sentence in sentences]
    spread = Counter(word for count in counts for word in count)
    columns = {word: column for column, word in enumerate(spread)}
    rows = np.zeros((len(sentences), len(columns)))
    for row, count in enumerate(counts):
        for word, times in count.items():
            rows[row, columns[word]] = times * math.log(len(sentences) / spread[word])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    cosines: NDArray[np.float64] = rows @ rows.T
    return cosines
