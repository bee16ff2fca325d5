"""ROUGE-1, -2 and -L of a summary beside a reference, by Lin, "ROUGE: A Package for Automatic Evaluation" (2004)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

#: Words of scripts with spaces; single characters of Chinese, Japanese and Korean, as is usual for these.
_EAST = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_EAST}]|[^\W_{_EAST}]+")


class Score(msgspec.Struct, frozen=True):
    """Shares, 0 to 1, of the reference that the summary holds and of the summary that the reference holds."""

    recall: float
    precision: float

    @property
    def f(self) -> float:
        """The harmonic mean of both."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def tokens(text: str) -> list[str]:
    """Return the words that are counted, in small letters, none left out and none stemmed."""
    return _TOKEN.findall(text.lower())


def rouge_n(n: int, summary: Sequence[str], reference: Sequence[str]) -> Score:
    """Return what runs of `n` words the sentences of both have in common (ROUGE-N, section 2)."""
    mine, theirs = (Counter(run for text in texts for run in _runs(n, text)) for texts in (summary, reference))
    return _score((mine & theirs).total(), mine.total(), theirs.total())


def rouge_l(summary: Sequence[str], reference: Sequence[str]) -> Score:
    """Return the union of longest common subsequences, sentence by sentence (summary-level ROUGE-L, section 3.2)."""
    mine, theirs = ([tokens(text) for text in texts] for texts in (summary, reference))
    left = Counter(word for sentence in mine for word in sentence)
    hits = 0
    for sentence in theirs:
        for place in sorted(set[int]().union(*(_common(sentence, other) for other in mine))):
            hits += left[sentence[place]] > 0  # no word of the summary counts more often than it has it
            left[sentence[place]] -= 1
    return _score(hits, sum(map(len, mine)), sum(map(len, theirs)))


def _runs(n: int, text: str) -> Iterator[tuple[str, ...]]:
    words = tokens(text)
    return zip(*(words[start:] for start in range(n)), strict=False)


def _score(common: int, mine: int, theirs: int) -> Score:
    return Score(common / theirs if theirs else 0.0, common / mine if mine else 0.0)


def _common(one: Sequence[str], other: Sequence[str]) -> set[int]:
    """Return the places in `one` of a longest common subsequence of both."""
    lengths = [[0] * (len(other) + 1)]
    for word in one:
        above, row = lengths[-1], [0]
        for place, candidate in enumerate(other):
            row.append(above[place] + 1 if word == candidate else max(above[place + 1], row[place]))
        lengths.append(row)
    found: set[int] = set()
    i, j = len(one), len(other)
    while i and j:
        if one[i - 1] == other[j - 1]:
            found.add(i - 1)
            i, j = i - 1, j - 1
        elif lengths[i - 1][j] >= lengths[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return found
