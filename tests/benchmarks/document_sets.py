"""The sets of questions that search is measured on, read from the test data beside the project."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
QUESTIONS = DATA / "questions"
REPORTS = DATA / "reports"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Asked(msgspec.Struct, frozen=True):
    """A question and what its answer rests on.

    Attributes:
        files: names of the files that hold the answer.
        evidence: words that the passages must hold; see `QuestionSet.kind`.
    """

    query: str
    files: frozenset[str]
    evidence: tuple[str, ...] = ()


class QuestionSet(msgspec.Struct, frozen=True):
    """Documents and the questions asked of them.

    Attributes:
        texts: text by file name; empty where the documents are files of their own.
        groups: for each file the article that it is a part of.
        kind: what the evidence is: wordings of the answer, spans of the text, or figures of the answer.
    """

    name: str
    texts: dict[str, str]
    asked: tuple[Asked, ...]
    groups: dict[str, int] = {}
    kind: Literal["answer", "spans", "figures"] = "answer"


def available() -> bool:
    """Whether the test data is on this machine."""
    return QUESTIONS.is_dir()


def paragraphs(name: str, file: Path, every: int = 1) -> QuestionSet:
    """A SQuAD-shaped set; each paragraph is a file whose name tells nothing. Every `every`-th question is asked."""
    texts: dict[str, str] = {}
    asked: list[Asked] = []
    groups: dict[str, int] = {}
    for article, entry in enumerate(json.loads(file.read_text("utf-8"))["data"]):
        for paragraph in entry["paragraphs"]:
            place = f"p{len(texts):04}.txt"
            texts[place] = paragraph["context"]
            groups[place] = article
            asked += [
                Asked(
                    question["question"],
                    frozenset([place]),
                    tuple(dict.fromkeys(answer["text"] for answer in question["answers"])),
                )
                for question in paragraph["qas"]
            ]
    return QuestionSet(name, texts, tuple(asked[::every]), groups)


def xquad(language: str, every: int = 1) -> QuestionSet:
    """XQuAD: 240 paragraphs, 1,190 questions."""
    return paragraphs(f"xquad-{language}", QUESTIONS / f"xquad.{language}.json", every)


def cmrc(every: int = 1) -> QuestionSet:
    """CMRC 2018, development part: 848 Chinese paragraphs, 3,219 questions."""
    return paragraphs("cmrc2018", QUESTIONS / "cmrc2018_dev.json", every)


def chunkeval() -> QuestionSet:
    """Five long texts and 472 questions with the exact spans of their evidence."""
    folder = QUESTIONS / "chunkeval"
    with (folder / "questions_df.csv").open(encoding="utf-8", newline="") as stream:
        asked = tuple(
            Asked(
                row["question"],
                frozenset([f"{row['corpus_id']}.md"]),
                tuple(span["content"] for span in json.loads(row["references"])),
            )
            for row in csv.DictReader(stream)
        )
    texts = {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.md"))}
    return QuestionSet("chunkeval", texts, asked, kind="spans")


def mtrag() -> QuestionSet:
    """The last turn, as it stands, of real conversations whose answer is there; evidence: the passages shown to it.

    Passages of one document are one file; there are four collections of them, searched as one library.
    """
    passages: dict[str, dict[str, None]] = {}
    asked = []
    for line in (QUESTIONS / "mtragun_reference.jsonl").read_text("utf-8").splitlines():
        turn = json.loads(line)
        for context in turn["contexts"]:
            passages.setdefault(_document(context["document_id"]), {}).setdefault(context["text"].strip())
        if turn["answerability"] == ["ANSWERABLE"] and turn["contexts"]:
            files = frozenset(_document(context["document_id"]) for context in turn["contexts"])
            asked.append(Asked(turn["input"][-1]["text"], files, tuple(c["text"].strip() for c in turn["contexts"])))
    return QuestionSet("mtrag", {n: "\n\n".join(t) for n, t in sorted(passages.items())}, tuple(asked), kind="spans")


def _document(passage: str) -> str:
    """The file that a passage of MTRAG is put in: its number goes on with where in the document it begins and ends."""
    return re.sub(r"\W+", "_", re.sub(r"-\d+-\d+$", "", passage))[:60] + ".txt"


def reports(*, single: bool) -> QuestionSet:
    """Analysts' questions on twelve quarterly reports, on one of them or on several; evidence: the answer's figures."""
    asked = []
    names = sorted(file.name for file in REPORTS.glob("*.pdf"))
    with (REPORTS / "questions.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            source = row["Source Docs"].strip("*")
            files = frozenset(name for name in names if Path(name).stem.endswith(source))
            if files and row["Question Type"].startswith("Single") == single:
                asked.append(Asked(row["Question"], files, tuple(figures(row["Answer"]))))
    return QuestionSet(f"reports-{'one' if single else 'several'}", {}, tuple(asked), kind="figures")


def figures(answer: str) -> Iterator[str]:
    """Figures of three digits and more that are no year of the reports."""
    for figure in dict.fromkeys(match.rstrip(".,") for match in _NUMBER.findall(answer)):
        if len(re.sub(r"\D", "", figure)) >= 3 and figure not in ("2021", "2022", "2023"):
            yield figure
