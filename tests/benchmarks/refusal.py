"""Measure refusals end to end: questions asked of libraries that hold the answer, and of such that do not.

Run with ``python -m tests.benchmarks.refusal``; writes both rates into RESULTS.md. Each question goes the whole way:
search, quotes, verdict. What decides is the same without a model and with a small one, so none is needed. The questions
are a sample, the same in each run, so that all takes a few minutes on two cores; two are asked at a time, since one is
searched for in the library's process while the quotes of another are compared in this one. What was indexed stays in
build/, so that a second run only asks.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from desktop.documents.library import Library
from desktop.domain.conversation import Message, TextPart
from desktop.domain.conversation import question as asked
from tests.benchmarks.answerable import STRANGE
from tests.benchmarks.asking import ask, filled
from tests.benchmarks.document_sets import QUESTIONS, REPORTS, QuestionSet, available, xquad
from tests.benchmarks.documents import BUILD
from tests.benchmarks.results import write_section

FOLDER = BUILD / "refusal"
#: Questions of each language of XQuAD, each asked twice, and of MTRAG with and without an answer; every so-manieth of
#: those on the reports; general ones.
SAMPLE, EVERY, GENERAL = 60, 2, 30
#: Questions under way at a time, and after how many it is told how far it is.
AT_ONCE, TOLD = 2, 20
#: Companies that questions.csv asks about and that have no report among the files.
ABSENT = ("MSFT", "INTC")


class Case(msgspec.Struct, frozen=True):
    """A question to a library, and whether the library holds the answer.

    Attributes:
        set: the row of the table that it counts in.
    """

    set: str
    library: str
    question: str
    holds: bool
    history: tuple[Message, ...] = ()


def main() -> int:
    """Fill the libraries, ask, print and write; leave with 2 when the data is not there."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    asked_of = list(cases())
    refused: dict[str, dict[bool, list[bool]]] = {}
    with Library(FOLDER / "library") as library, ThreadPoolExecutor(AT_ONCE) as pool:
        fill(library)

        def refuses(case: Case) -> bool:
            return ask(library.retriever(case.library), case.question, history=case.history).kind == "refused"

        for done, (case, outcome) in enumerate(zip(asked_of, pool.map(refuses, asked_of), strict=True), start=1):
            refused.setdefault(case.set, {True: [], False: []})[case.holds].append(outcome)
            if done % TOLD == 0 or done == len(asked_of):
                print(f"{done} of {len(asked_of)} questions: {case.set}", file=sys.stderr, flush=True)
    lines = [
        f"A sample of {len(asked_of)} questions, the same in each run: of each row's questions as many as it says.",
        "Each question through the whole path (search, quotes, verdict), without a model; with a small one the verdict",
        "is the same. XQuAD: each question is asked of half of the paragraphs with its own among them, and",
        "of the other half, where its article's other paragraphs are. MTRAG: the last turn of a conversation, asked of",
        "its collection. Reports: analysts' questions, most of which want several passages compared, and none a line;",
        "without an answer are those on two companies that have no report there, and general ones.",
        f"A rate of {SAMPLE} questions is sure to ±{1.96 * 0.5 / SAMPLE**0.5:.2f} at most (95 %).",
        "",
        "| set | with an answer | refused all the same | without an answer | refused |",
        "| --- | --- | --- | --- | --- |",
        *(_line(name, found) for name, found in refused.items()),
    ]
    print("\n".join(lines))
    write_section("Refusal", "\n".join(lines))
    return 0


def _line(name: str, found: dict[bool, list[bool]]) -> str:
    cells = [
        f"{len(found[holds])} | {sum(found[holds]) / len(found[holds]):.3f}" if found[holds] else "0 |"
        for holds in (True, False)
    ]
    return f"| {name} | {' | '.join(cells)} |"


def fill(library: Library) -> None:
    """Index what the questions are asked of."""
    for given in (xquad("en"), xquad("zh")):
        for half in (0, 1):
            _filled(library, f"{given.name}-{half}", [_folder(f"{given.name}-{half}", _half(given, half))])
    for name, texts in _collections().items():
        _filled(library, name, [_folder(name, {f"{at:04}.txt": text for at, text in enumerate(texts)})])
    _filled(library, "reports", sorted(REPORTS.glob("*.pdf")))


def _filled(library: Library, name: str, paths: list[Path]) -> None:
    """Have `paths` in the library, all of them: a question whose paragraph could not be read would pass for refused."""
    print(f"{name}: indexed, unless it was before", file=sys.stderr, flush=True)
    filled(library, name, paths)
    unread = [state for state in library.files(name) if state.state != "indexed"]
    if unread:
        raise RuntimeError(f"{unread[0].file} is not indexed: {unread[0].reason}")


def cases() -> Iterator[Case]:
    """Yield all questions."""
    rng = random.Random(0)
    for given in (xquad("en"), xquad("zh")):
        held = (_half(given, 0), _half(given, 1))
        for one in rng.sample(given.asked, SAMPLE):
            for half in (0, 1):
                yield Case(given.name, f"{given.name}-{half}", one.query, one.files <= held[half].keys())
    for verdict in ("ANSWERABLE", "UNANSWERABLE"):
        judged = [turn for turn in _turns() if turn["answerability"] == [verdict]]
        for turn in rng.sample(judged, min(SAMPLE, len(judged))):
            *before, last = turn["input"]
            history = tuple(
                asked(one["text"]) if one["speaker"] == "user" else Message("assistant", (TextPart(one["text"]),))
                for one in before
            )
            yield Case("MTRAG", turn["Collection"], last["text"], verdict == "ANSWERABLE", history)
    with (REPORTS / "questions.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in list(csv.DictReader(stream))[::EVERY]:
            absent = any(name in row["Source Docs"] for name in ABSENT)
            kind = "several passages" if "Multi" in row["Question Type"] else "one passage"
            yield Case(f"reports, {kind}", "reports", row["Question"], not absent)
    for question in (*STRANGE, *(one.query for one in rng.sample(xquad("en").asked, GENERAL))):
        yield Case("reports, general", "reports", question, holds=False)


def _half(given: QuestionSet, half: int) -> dict[str, str]:
    """Every other paragraph, so that both halves know of each article."""
    return {name: text for at, (name, text) in enumerate(given.texts.items()) if at % 2 == half}


def _turns() -> list[dict[str, Any]]:
    lines = (QUESTIONS / "mtragun_reference.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _collections() -> dict[str, list[str]]:
    """Return the passages of MTRAG by the name of their collection."""
    found: dict[str, set[str]] = {}
    for turn in _turns():
        found.setdefault(turn["Collection"], set()).update(context["text"] for context in turn["contexts"])
    return {name: sorted(texts) for name, texts in found.items()}


def _folder(name: str, texts: dict[str, str]) -> Path:
    folder = FOLDER / "texts" / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in texts.items():
        if not (folder / file).exists():
            (folder / file).write_text(text, "utf-8")
    return folder


if __name__ == "__main__":
    sys.exit(main())
