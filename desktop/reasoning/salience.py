"""Which sentences stand for a text: central words by tf-idf, and a choice that does not repeat itself (MMR)."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Vector = dict[str, float]

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|[^\W_]+(?:[.,]\d+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
#: Function words of English and German; words of other languages lose their weight through their frequency.
STOPWORDS = frozenset(
    re.findall(
        r"\S+",
        """
        a about above after again all also am an and any are as at be because been before being below
        between both but by can cannot could did do does doing down during each few for from further had has
        have having he her here hers him his how i if in into is it its itself just me more most my no nor
        not now of off on once only or other our ours out over own same she should so some such than that
        the their theirs them then there these they this those through to too under until up us very was we
        were what when where which while who whom why will with would you your yours may might must shall
        including include includes respectively per within without upon among via der die das und oder ein
        eine einer eines dem den des im in zu auf mit von für ist sind war waren wird werden nicht sich als
        auch an bei nach aus durch über unter vor wie es er sie wir ihr ich
        """,
    )
)


def tokens(text: str) -> list[str]:
    """Return the words of `text` in small letters, plural endings off, and pairs of East Asian letters."""
    found: list[str] = []
    for run in _TOKEN.findall(text.lower()):
        if _WIDE.match(run):
            found.extend(run[i : i + 2] for i in range(max(len(run) - 1, 1)))
        elif run not in STOPWORDS and len(run) > 1:
            found.append(re.sub(r"(?<=[a-z]{3})(?:ies|es|s)$", "", run))
    return found


class Weights:
    """Inverse document frequency over the sections of all documents, smoothed."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for text in texts:
            counts.update(set(tokens(text)))
            total += 1
        self._idf = {word: math.log((1 + total) / (1 + count)) + 1.0 for word, count in counts.items()}
        self._rare = math.log(1 + total) + 1.0

    def vector(self, text: str) -> Vector:
        """Return the tf-idf vector of `text`, of length 1; empty for a text without words."""
        counts = Counter(tokens(text))
        raw = {word: (1 + math.log(count)) * self._idf.get(word, self._rare) for word, count in counts.items()}
        norm = math.sqrt(sum(value * value for value in raw.values()))
        return {word: value / norm for word, value in raw.items()} if norm else {}


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1, 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other.get(word, 0.0) for word, value in one.items())


def centroid(vectors: Sequence[Vector]) -> Vector:
    """Return the mean of vectors, of length 1."""
    total: Counter[str] = Counter()
    for vector in vectors:
        total.update(vector)
    norm = math.sqrt(sum(value * value for value in total.values()))
    return {word: value / norm for word, value in total.items()} if norm else {}


def choose(scores: Sequence[float], vectors: Sequence[Vector], count: int, novelty: float = 0.5) -> list[int]:
    """Return up to `count` indices by maximal marginal relevance (Carbonell and Goldstein 1998), in text order.

    Args:
        novelty: weight of being unlike what was chosen, against the score; both are about 0 to 1.
    """
    chosen: list[int] = []
    waiting = list(range(len(scores)))
    while waiting and len(chosen) < count:
        best = max(
            waiting,
            key=lambda i: (
                (1 - novelty) * scores[i] - novelty * max((cosine(vectors[i], vectors[j]) for j in chosen), default=0.0)
            ),
        )
        waiting.remove(best)
        if all(cosine(vectors[best], vectors[j]) < 0.6 for j in chosen):
            chosen.append(best)
    return sorted(chosen)


def key_phrase(texts: Sequence[str], weights: Weights) -> str:
    """Return the run of up to four words that stands for `texts`, as it is written there; "" when there is none."""
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for text in texts:
        for run in re.split(r"[.,;:!?()\[\]“”\"—–]|[。，；：！？、（）《》]", text):
            for phrase in _phrases(run):
                counts[phrase.lower()] += 1
                forms.setdefault(phrase.lower(), phrase)
    if not counts:
        return ""
    best = max(counts, key=lambda phrase: (_phrase_weight(phrase, counts[phrase], weights), phrase))
    form = forms[best]
    return form[:1].upper() + form[1:]


def _phrase_weight(phrase: str, count: int, weights: Weights) -> float:
    vector = weights.vector(phrase)
    words = len(vector)
    spread = sum(vector.values()) / math.sqrt(words) if words else 0.0
    return count * spread * (1.0, 1.7, 1.9, 1.8)[min(words, 4) - 1] if words else 0.0


def _phrases(run: str) -> Iterable[str]:
    """Yield runs of content words, or of two to six East Asian letters."""
    if _WIDE.search(run):
        for match in re.finditer(r"[\u3400-\u9fff]{2,}", run):
            text = match.group()
            yield from (text[i : i + n] for n in (4, 5, 6) for i in range(len(text) - n + 1))
        return
    words = re.findall(r"[^\W_][\w’'-]*", run)
    for start in range(len(words)):
        for size in range(1, 5):
            part = words[start : start + size]
            if len(part) == size and all(w.lower() not in STOPWORDS and not w.isdigit() and len(w) > 2 for w in part):
                yield " ".join(part)
