"""Measure digests of whole documents by the summaries that these bear themselves, beside simple ways to choose.

Run with ``make bench-documents``, or by itself with ``python -m tests.benchmarks.summaries``; writes its figures into
RESULTS.md. The abstract, the lead or the highlights are taken out of a document, and what is chosen from the rest is
held beside them. Needs the test data beside the project, and the starter embedder.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop.chat.summed import DIGEST
from desktop.documents.embed import Model
from desktop.reasoning.digest import digest
from desktop.reasoning.sentences import is_row, split_sentences
from desktop.reasoning.words import is_unspaced
from tests.benchmarks import summarisers
from tests.benchmarks.document_room import open_room
from tests.benchmarks.document_sets import available
from tests.benchmarks.results import write_section
from tests.benchmarks.rouge import rouge_l, rouge_n, tokens
from tests.benchmarks.summary_sets import Case, cases

#: Seeds of what is drawn by chance; sentences have so many words, or characters without spaces, at least.
SEEDS, SHORTEST = 2, 5
PROSE = ("text", "list")
HEAD = f"""\
Summaries that documents bear themselves, taken out of them: abstracts of papers, leads of encyclopedia articles, what
quarterly reports say mattered; in Chinese there are only long paragraphs (CMRC 2018), of which the first sentence says
what they are about. Lectern chooses {DIGEST} sentences, 2 of a paragraph; the other ways get as many words of each
document as those have. ROUGE by recall and F (Lin 2004; Chinese by characters, nothing stemmed or left out). Near: for
the mean sentence of the summary the cosine of the nearest one chosen, by the starter embedder, which knows little
Chinese. By chance: the mean of {SEEDS} seeds."""
LECTERN, BEST = "Lectern", "best with the reference at hand"


class Vectors:
    """Embeds each text once."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._kept: dict[str, NDArray[np.float32]] = {}

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, a row each."""
        if new := [text for text in dict.fromkeys(texts) if text not in self._kept]:
            self._kept |= zip(new, self._model.passages(new), strict=True)
        return np.stack([self._kept[text] for text in texts])

    def near(self, summary: Sequence[str], reference: Sequence[str]) -> float:
        """Return for the mean sentence of a reference the cosine of the sentence of the summary that is nearest."""
        return float((self.of(reference) @ self.of(summary).T).max(axis=1).mean())


class Row(msgspec.Struct, frozen=True):
    """Figures of one way on one document."""

    words: float
    recall1: float
    f1: float
    recall2: float
    f2: float
    recall_l: float
    f_l: float
    near: float


def main() -> int:
    """Measure, print and write; leave with 2 when the data is not there."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    rows: dict[str, dict[str, list[Row]]] = {}
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as place, open_room(Path(place), text=True) as room:
        model = room.embedders.usual.get()
        assert model is not None
        vectors = Vectors(model)
        for case in cases(Path(place)):
            for way, found in ways(case, vectors, seconds):
                rows.setdefault(case.set, {}).setdefault(way, []).append(found)
            print(case.set, case.document.file, f"{rows[case.set][LECTERN][-1].f1:.3f}", flush=True)
    text = "\n".join(table(rows, seconds))
    print(text)
    write_section("Summaries", text)
    return 0


def ways(case: Case, vectors: Vectors, seconds: list[float]) -> Iterator[tuple[str, Row]]:
    """Yield each way with its figures on a document; all have as many words as our digest of it."""
    count = case.sentences or DIGEST
    began = time.process_time()
    ours = [quote.text for quote in digest((case.document,), count)]
    seconds.append(time.process_time() - began)
    reference = plain([case.reference])
    yield LECTERN, figures(ours, reference, vectors)
    words = sum(len(tokens(text)) for text in ours)
    sentences = plain([block.text for page in case.document.pages for block in page.blocks if block.kind in PROSE])
    orders = {
        "first sentences": [summarisers.lead(sentences)],
        "evenly spaced": [summarisers.spaced(sentences, count)],
        "by chance": [summarisers.drawn(sentences, seed) for seed in range(SEEDS)],
        "LexRank": [summarisers.lexrank(sentences)],
        BEST: [summarisers.best(sentences, reference)],
    }
    for way, tries in orders.items():
        found = [figures(within(sentences, order, words), reference, vectors) for order in tries]
        yield way, Row(*mean(found))


def plain(texts: Sequence[str]) -> list[str]:
    """Return the sentences of texts without ours being asked which of them say something; no lines of tables."""
    found = [sentence for text in texts for sentence in split_sentences(text) if not is_row(sentence)]
    return [sentence for sentence in found if len(tokens(sentence)) >= SHORTEST]


def within(sentences: Sequence[str], order: Sequence[int], words: int) -> list[str]:
    """Return the first sentences of an order, the last one cut, that have so many words together."""
    found: list[str] = []
    for place in order:
        text = sentences[place]
        size = len(tokens(text))
        if size > words:
            text = text[:words] if is_unspaced(text) else " ".join(text.split()[:words])
        if words > 0:
            found.append(text)
        words -= size
    return found


def figures(summary: Sequence[str], reference: Sequence[str], vectors: Vectors) -> Row:
    """Hold a summary beside the reference."""
    if not summary:
        return Row(0, 0, 0, 0, 0, 0, 0, 0)
    one, two, longest = rouge_n(1, summary, reference), rouge_n(2, summary, reference), rouge_l(summary, reference)
    words = float(sum(len(tokens(text)) for text in summary))
    return Row(words, one.recall, one.f, two.recall, two.f, longest.recall, longest.f, vectors.near(summary, reference))


def mean(rows: Sequence[Row]) -> list[float]:
    """Return the mean of each figure, in the order of `Row`."""
    return [statistics.fmean(column) for column in zip(*map(msgspec.structs.astuple, rows), strict=True)]


def table(rows: dict[str, dict[str, list[Row]]], seconds: Sequence[float]) -> Iterator[str]:
    """Yield the lines of the section."""
    yield HEAD
    yield ""
    yield "| set | documents | way | words | R-1 | F-1 | R-2 | F-2 | R-L | F-L | near |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, found in rows.items():
        for way, values in found.items():
            words, *means = (
                statistics.fmean(column) for column in zip(*map(msgspec.structs.astuple, values), strict=True)
            )
            shown = " | ".join(f"{value:.3f}" for value in means)
            yield f"| {name} | {len(values)} | {way} | {words:.0f} | {shown} |"
    yield ""
    yield f"A digest took {statistics.median(seconds):.1f} s of processor time, at most {max(seconds):.1f}."


if __name__ == "__main__":
    sys.exit(main())
