"""Measure search: the right file, page and figures on six sets, each leg alone and fused.

Run with ``make bench-documents``; prints a table and writes it into RESULTS.md. Needs the test data beside the project.
What was indexed stays in build/, so that a second run, after a change of the ranking, takes a minute or two.
"""

from __future__ import annotations

import math
import statistics
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from desktop.documents.intake import Room
from desktop.documents.rank import Ranked, Weights, order
from desktop.documents.search import Searcher
from desktop.worker.cancel import Cancel
from tests.benchmarks.document_room import index, open_room
from tests.benchmarks.document_sets import REPORTS, Asked, QuestionSet, available, chunkeval, cmrc, reports, xquad
from tests.benchmarks.results import write_section

BUILD = Path(__file__).resolve().parents[2] / "build" / "bench-documents"
#: Tokens that a model is given, and characters of a token, roughly: 4.3 in English; a Chinese one is a token.
BUDGET, LETTERS = 1500, 4.3
TOP = 8
ONLY_WORDS = Weights(words=1.0, sharp=0.0, exact=0.0, long=0.0, unspaced=1.0)
ONLY_MEANING = Weights(words=0.0, sharp=0.0, exact=0.0, long=0.0, unspaced=0.0)
WAYS = {"fused": Weights(), "words": ONLY_WORDS, "meaning": ONLY_MEANING}


class Row(msgspec.Struct):
    """Figures of one set in one way, each a mean over the questions."""

    hit1: list[float] = []
    hit10: list[float] = []
    mrr: list[float] = []
    ndcg: list[float] = []
    held: list[float] = []


def main() -> int:
    """Measure, print and write; leave with 2 when the data is not there."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    BUILD.mkdir(parents=True, exist_ok=True)
    lines = [
        "Right file among the first (hit@1, hit@10, MRR@10, nDCG@10), and how much of the evidence is held: the spans",
        f"in the first {BUDGET:,} tokens (chunkeval), the answer's figures in the first {TOP} passages (reports).",
        "",
        "| set | questions | way | hit@1 | hit@10 | MRR@10 | nDCG@10 | evidence |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    with open_room(BUILD / "text", text=True) as room:
        for asked in (xquad("en", 2), xquad("zh"), cmrc(6), chunkeval()):
            library, _ = index(room, asked.name, write_texts(asked))
            lines += measure(room, library, asked)
            print("\n".join(lines[-len(WAYS) :]), flush=True)
        sound = alone(room, xquad("en"))
    with open_room(BUILD / "reports", text=False) as room:
        library, _ = index(room, "reports", sorted(REPORTS.glob("*.pdf")))
        for asked in (reports(single=True), reports(single=False)):
            lines += measure(room, library, asked)
            print("\n".join(lines[-len(WAYS) :]), flush=True)
    lines += ["", sound]
    print(sound)
    write_section("Documents", "\n".join(line for line in lines if line is not None))
    return 0


def measure(room: Room, library: int, asked: QuestionSet) -> list[str]:
    """Ask all questions of a set; return a row of the table for each way."""
    searcher = Searcher(room)
    names = {entry.content: Path(entry.shown).name for entry in room.ledger.entries(library) if entry.content}
    rows = {way: Row([], [], [], [], []) for way in WAYS}
    for question in asked.asked:
        gathered = searcher.gather(library, question.query, searcher.held(library), Cancel())
        for way, weights in WAYS.items():
            ranked = order(gathered.question, gathered.candidates, weights=weights)
            _score(rows[way], question, [names[one.candidate.content] for one in ranked])
            rows[way].held.append(_held(room, asked.name, question, ranked, names))
    return [_line(asked, way, row) for way, row in rows.items()]


def _score(row: Row, question: Asked, files: Sequence[str]) -> None:
    places = [place for place, file in enumerate(dict.fromkeys(files), start=1) if file in question.files]
    first = places[0] if places and places[0] <= 10 else 0
    row.hit1.append(float(first == 1))
    row.hit10.append(float(first > 0))
    row.mrr.append(1.0 / first if first else 0.0)
    best = sum(1.0 / math.log2(place + 1) for place in range(1, min(len(question.files), 10) + 1))
    row.ndcg.append(sum(1.0 / math.log2(place + 1) for place in places if place <= 10) / best)


def _held(room: Room, name: str, question: Asked, ranked: Sequence[Ranked], names: dict[int, str]) -> float:
    """Share of the evidence in what a model would be given; not a number where there is none."""
    if not question.evidence:
        return math.nan
    ranked = ranked[: TOP if name.startswith("reports") else 60]
    rows = room.contents.passages([one.candidate.passage for one in ranked])
    text, tokens = "", 0.0
    for one in ranked:
        row = rows[one.candidate.passage]
        if name.startswith("reports") and names[row.content] not in question.files:
            continue
        text += _bare(row.text) + " "
        tokens += len(row.text) / LETTERS
        if tokens > BUDGET and not name.startswith("reports"):
            break
    return statistics.fmean(_share(_bare(words), text) for words in question.evidence)


def _share(words: str, text: str) -> float:
    """Share of the stretches of 25 letters of `words` that stand in `text`."""
    stretches = [words[at : at + 25] for at in range(0, max(1, len(words) - 24), 5)]
    return sum(stretch in text for stretch in stretches) / len(stretches)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def _line(asked: QuestionSet, way: str, row: Row) -> str:
    figures = [statistics.fmean(values) for values in (row.hit1, row.hit10, row.mrr, row.ndcg)]
    held = [value for value in row.held if not math.isnan(value)]
    figures += [statistics.fmean(held)] if held else []
    cells = [f"{figure:.3f}" for figure in figures] + ([] if held else [""])
    return f"| {asked.name} | {len(asked.asked)} | {way} | {' | '.join(cells)} |"


def alone(room: Room, asked: QuestionSet) -> str:
    """MiniLM by itself on whole paragraphs: published are MRR@10 .928 and nDCG@10 .944, so this shows a sound path."""
    model = room.embedders.usual.get()
    assert model is not None
    names = list(asked.texts)
    similar = model.queries([one.query for one in asked.asked]) @ model.passages(list(asked.texts.values())).T
    row = Row([], [], [], [], [])
    for one, cosines in zip(asked.asked, similar, strict=True):
        _score(row, one, [names[at] for at in np.argsort(-cosines)])
    return (
        f"MiniLM alone on XQuAD en, whole paragraphs: MRR@10 {statistics.fmean(row.mrr):.3f} (published .928),"
        f" nDCG@10 {statistics.fmean(row.ndcg):.3f} (published .944)."
    )


def write_texts(asked: QuestionSet) -> list[Path]:
    """Write the texts of a set as files of its own folder, and return that."""
    folder = BUILD / asked.name
    folder.mkdir(exist_ok=True)
    for name, text in asked.texts.items():
        file = folder / (name if name.endswith(".txt") else f"{Path(name).stem}.md")
        if not file.exists():
            file.write_text(text, "utf-8")
    return [folder]


if __name__ == "__main__":
    sys.exit(main())
