"""Fit the verdict "the documents do not hold the answer", and report both kinds of error of the one in use.

Run with ``python -m tests.benchmarks.answerable``; prints new coefficients for desktop/documents/answerable.py beside
the rates of those that stand there, and writes the rates into RESULTS.md. Needs what ``make bench-documents`` indexed.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop.documents import lexical
from desktop.documents.answerable import Evidence, Features, features, likelihood
from desktop.documents.embed import Model
from desktop.documents.intake import Room
from desktop.documents.rank import Candidate, join, order, read_question
from tests.benchmarks.document_room import open_room
from tests.benchmarks.document_sets import QUESTIONS, Asked, QuestionSet, available, chunkeval, reports, xquad
from tests.benchmarks.documents import BUILD, TOP
from tests.benchmarks.results import write_section

#: Questions of each set; passages of other conversations that stand beside those of an MTRAG conversation.
SAMPLE, OTHERS = 400, 20
#: Which features each model uses, and on which questions it is fitted.
MODELS = {
    "WITH_MEANING": ("sentence", "first", "cosine", "matched", "asked", "no_number", "size"),
    "WORDS_ALONE": ("sentence", "first", "matched", "asked", "no_number", "size"),
    "UNSPACED": (
        *("two", "first", "heaviest", "matched", "no_number", "wrong_number", "size"),
        *("signs", "near_signs"),
    ),
}
#: Questions that no quarterly report answers.
STRANGE = (
    "What is the boiling point of ethanol?",
    "Who wrote Hamlet?",
    "How many legs has a spider?",
    "What is the capital of Mongolia?",
    "Which enzyme breaks down lactose?",
    "How tall is Mount Everest?",
    "When does the train to Berlin leave?",
    "How long must concrete cure?",
)


class Piece(msgspec.Struct, frozen=True):
    """A passage with its vector."""

    number: int
    content: int
    page: int
    text: str
    vector: NDArray[np.float32]


class Case(msgspec.Struct, frozen=True):
    """A question put to passages, and whether they hold the answer."""

    set: str
    holds: bool
    evidence: Evidence


def main() -> int:
    """Build the cases, fit, report; leave with 2 when the data is not there."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    rng = random.Random(0)
    cases: list[Case] = []
    with open_room(BUILD / "text", text=True) as room:
        model = room.embedders.usual.get()
        assert model is not None
        for language in ("en", "zh"):
            cases += _of_articles(model, _pieces(room, f"xquad-{language}"), xquad(language), rng)
        cases += _of_files(model, _pieces(room, "chunkeval"), chunkeval(), rng)
        cases += _of_conversations(model, rng)
    with open_room(BUILD / "reports", text=False) as room:
        model = room.embedders.usual.get()
        assert model is not None
        cases += _of_reports(model, _pieces(room, "reports"), rng)
    fit(cases)
    lines = ["| set | questions | wrong refusals | wrong answers |", "| --- | --- | --- | --- |", *rates(cases)]
    print("\n".join(lines))
    write_section(
        "Answerable", "Rates at 0.5. The coefficients were fitted on draws from the same sets.\n\n" + "\n".join(lines)
    )
    return 0


# ── cases ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def put(query: str, vector: NDArray[np.float32], pieces: Sequence[Piece]) -> Evidence:
    """Search `pieces` as a library of their own."""
    table = sqlite3.connect(":memory:")
    table.execute(f"CREATE VIRTUAL TABLE w USING fts5(header, body, tokenize='{lexical.TOKENIZER}')")
    table.executemany(
        "INSERT INTO w (rowid, header, body) VALUES (?, '', ?)",
        ((p.number, lexical.index_text(p.text)) for p in pieces),
    )
    question = read_question(query)
    words = {hit.row: hit.score for hit in lexical.search(table, "w", lexical.expression(question.terms), 60)}
    counts = lexical.count(table, "w", question.terms)
    table.close()
    cosines = {piece.number: float(piece.vector @ vector) for piece in pieces}
    near = set(sorted(cosines, key=lambda number: -cosines[number])[:60])
    candidates = [
        Candidate(p.number, p.content, p.page, words.get(p.number, 0.0), cosines[p.number])
        for p in pieces
        if p.number in words or p.number in near
    ]
    texts = {piece.number: piece.text for piece in pieces}
    found = tuple(
        "\n".join(texts[one.candidate.passage] for one in group) for group in join(order(question, candidates), TOP)
    )
    speaks = question.unspaced < 0.5
    return Evidence(query, question, found, counts.shares, counts.total, max(cosines.values()) if speaks else None)


def _pieces(room: Room, name: str) -> dict[str, list[Piece]]:
    """The passages of each file of a library, by the file's name without its suffix."""
    library = room.ledger.number(name)
    found: dict[str, list[Piece]] = {}
    for entry in room.ledger.entries(library):
        if entry.content is None:
            continue
        numbers = room.contents.passages_of(entry.content)
        vectors = room.contents.vectors(room.embedders.usual.key, numbers)
        rows = [room.contents.passages([number])[number] for number in numbers]
        found[Path(entry.shown).stem] = [Piece(r.id, r.content, r.page, r.text, vectors[r.id]) for r in rows]
    return found


def _asked(model: Model, asked: Sequence[Asked]) -> Iterator[tuple[Asked, NDArray[np.float32]]]:
    yield from zip(asked, model.queries([one.query for one in asked]), strict=True)


def _of_articles(
    model: Model, pieces: dict[str, list[Piece]], given: QuestionSet, rng: random.Random
) -> Iterator[Case]:
    """Each question against its article and all articles, with and without its paragraph, one paragraph, and another
    article."""
    articles: dict[int, list[str]] = {}
    for name, group in given.groups.items():
        articles.setdefault(group, []).append(Path(name).stem)
    for one, vector in _asked(model, rng.sample(given.asked, min(SAMPLE, len(given.asked)))):
        (gold,) = (Path(name).stem for name in one.files)
        own = articles[given.groups[f"{gold}.txt"]]
        rest = [name for name in own if name != gold]
        far = articles[rng.choice([group for group in articles if articles[group] is not own])]
        for kind, holds, names in (
            ("article", True, own),
            ("article", False, rest),
            ("paragraph", True, [gold]),
            ("paragraph", False, [rng.choice(rest)]),
            ("elsewhere", False, far),
            ("all", True, list(pieces)),
            ("all", False, [name for name in pieces if name != gold]),
        ):
            chosen = [piece for name in names for piece in pieces[name]]
            yield Case(f"{given.name}, {kind}", holds, put(one.query, vector, chosen))


def _of_files(model: Model, pieces: dict[str, list[Piece]], given: QuestionSet, rng: random.Random) -> Iterator[Case]:
    """Each question against its own text and against another."""
    for one, vector in _asked(model, rng.sample(given.asked, SAMPLE // 2)):
        (gold,) = (Path(name).stem for name in one.files)
        other = rng.choice([name for name in pieces if name != gold])
        yield Case(given.name, True, put(one.query, vector, pieces[gold]))
        yield Case(given.name, False, put(one.query, vector, pieces[other]))


def _of_reports(model: Model, pieces: dict[str, list[Piece]], rng: random.Random) -> Iterator[Case]:
    """Analysts' questions against their report; strange ones and such about anything else against any report."""
    for one, vector in _asked(model, reports(single=True).asked):
        (gold,) = (Path(name).stem for name in one.files)
        yield Case("one report", True, put(one.query, vector, pieces[gold]))
    strange = [Asked(query, frozenset()) for query in STRANGE] + rng.sample(xquad("en").asked, SAMPLE // 4)
    for one, vector in _asked(model, strange):
        yield Case("one report", False, put(one.query, vector, pieces[rng.choice(sorted(pieces))]))


def _of_conversations(model: Model, rng: random.Random) -> Iterator[Case]:
    """MTRAG: the last turn against the passages of its conversation and some others of its collection."""
    lines = (QUESTIONS / "mtragun_reference.jsonl").read_text("utf-8").splitlines()
    turns = [json.loads(line) for line in lines]
    pools: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    for turn in turns:
        texts = {context["text"] for context in turn["contexts"]}
        pools.setdefault(turn["Collection"], set()).update(texts)
        own.setdefault(turn["conversation_id"], set()).update(texts)
    every = sorted(set().union(*pools.values()))
    vectors = dict(zip(every, model.passages([text[:2000] for text in every]), strict=True))
    judged = [turn for turn in turns if turn["answerability"] in (["ANSWERABLE"], ["UNANSWERABLE"])]
    asked = [Asked(turn["input"][-1]["text"], frozenset()) for turn in judged]
    for turn, (one, vector) in zip(judged, _asked(model, asked), strict=True):
        near = sorted(own[turn["conversation_id"]])
        far = sorted(pools[turn["Collection"]] - set(near))
        beside = near + rng.sample(far, min(OTHERS, len(far)))
        pieces = [Piece(number, number, 1, text, vectors[text]) for number, text in enumerate(beside, start=1)]
        yield Case("MTRAG", turn["answerability"] == ["ANSWERABLE"], put(one.query, vector, pieces))


# ── fitting and rates ─────────────────────────────────────────────────────────────────────────────────────────────


def fit(cases: Sequence[Case]) -> None:
    """Print coefficients; within each set and label all cases together weigh the same."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    for name, chosen in MODELS.items():
        some = [
            c for c in cases if (c.evidence.question.unspaced > 0.3) == (name == "UNSPACED") and c.evidence.passages
        ]
        rows = np.array([[_value(features(case.evidence), feature) for feature in chosen] for case in some])
        labels = np.array([case.holds for case in some])
        groups = [(case.set, case.holds) for case in some]
        weights = np.array([100.0 / groups.count(group) for group in groups])
        spread = rows.std(axis=0) + 1e-9
        model = LogisticRegression(max_iter=5000).fit(rows / spread, labels, sample_weight=weights)
        fitted = {feature: round(float(c), 2) for feature, c in zip(chosen, model.coef_[0] / spread, strict=True)}
        print(f"{name} = Coefficients({fitted}, {model.intercept_[0]:.2f})")


def _value(found: Features, name: str) -> float:
    return float(getattr(found, name))


def rates(cases: Sequence[Case]) -> list[str]:
    """Wrong refusals among questions with an answer and wrong answers among those without, for each set."""
    lines = []
    for name in dict.fromkeys(case.set for case in cases):
        some = [case for case in cases if case.set == name]
        refused = [likelihood(case.evidence) < 0.5 for case in some if case.holds]
        answered = [likelihood(case.evidence) >= 0.5 for case in some if not case.holds]
        cells = [f"{sum(wrong) / len(wrong):.3f}" if wrong else "" for wrong in (refused, answered)]
        lines.append(f"| {name} | {len(some)} | {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
