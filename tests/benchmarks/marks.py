"""Measure the grammar of marks on the starter model: beside free writing and quotes, on questions with known answers.

Run with ``python -m tests.benchmarks.marks``; writes its figures into RESULTS.md. The model is the only one that
a clone has, and far smaller than those that the grammar is for: what it shows is what the grammar does to a text, and
what it costs, not how well a model of a billion weights answers.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Iterator, Sequence

import msgspec

from desktop.chat import fold
from desktop.chat.language import say
from desktop.chat.turn import TurnOptions, turn
from desktop.domain.conversation import Message
from desktop.domain.document import Block, Document, Found, Named, Page, Passage
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.reasoning.sentences import prose_spans
from desktop.worker.cancel import Cancel
from tests.benchmarks.document_sets import QUESTIONS
from tests.benchmarks.results import write_section

#: Questions, passages that are shown with each, and tokens of an answer.
ASKED, SHOWN, TOKENS = 24, 4, 120
_MARK = re.compile(r"\[\d+\]")


class Shelf:
    """A retriever that finds the same few paragraphs whatever it is asked."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._texts = {f"paragraph {n}.txt": text for n, text in enumerate(paragraphs, 1)}

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        found = tuple(Passage(name, None, None, text, 1.0) for name, text in self._texts.items())
        return Found(found, len(found), len(found))

    def page_text(self, file: str, page: int | None) -> str:
        return self._texts[file]

    def similarity(self, query: str, texts: Sequence[str]) -> list[float]:
        return [0.0] * len(texts)

    def names(self) -> tuple[Named, ...]:
        return tuple(map(Named, self._texts))

    def documents(self, files: Sequence[str] = ()) -> tuple[Document, ...]:
        chosen = {name: text for name, text in self._texts.items() if not files or name in files}
        return tuple(Document(name, (Page(1, (Block(text),)),), paged=False) for name, text in chosen.items())


class Tally(msgspec.Struct):
    """What was counted: answers, those that hold the right words, sentences and what they bear, tokens a second."""

    answers: int = 0
    refused: int = 0
    right: int = 0
    sentences: int = 0
    verified: int = 0
    noted: int = 0
    bare: int = 0
    speeds: list[float] = []

    def add(self, message: Message, answers: Sequence[str]) -> None:
        """Count one answer."""
        self.answers += 1
        self.refused += message.kind == "refused"
        self.right += message.kind != "refused" and any(answer.lower() in message.text.lower() for answer in answers)
        if message.usage is not None and message.usage.tokens_per_s:
            self.speeds.append(message.usage.tokens_per_s)
        verified = {citation.n for citation in message.citations if citation.verified}
        for sentence in _sentences(message.text) if message.kind != "refused" else ():
            marks = {int(mark[1:-1]) for mark in _MARK.findall(sentence)}
            self.sentences += 1
            self.verified += bool(marks & verified)
            noted = say("unsupported", "en") in sentence
            self.noted += noted or (bool(marks) and not marks & verified)
            self.bare += not noted and not marks


def main() -> int:
    """Ask, count, print and write; leave with 2 when the questions are not there."""
    if not (QUESTIONS / "xquad.en.json").is_file():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    small = starter_model()
    ways = {
        "quotes, as the starter model answers": small,
        "prose, marks asked for": msgspec.structs.replace(small, parameters=7_000_000_000),
        "prose, marks by grammar": msgspec.structs.replace(small, parameters=1_700_000_000),
    }
    tallies: dict[str, Tally] = {}
    for way, model in ways.items():
        engine, tally = LocalEngine(model, context=4096), tallies.setdefault(way, Tally())
        for question, answers, paragraphs in _questions():
            message, shelf = fold.start(), Shelf(paragraphs)
            options = TurnOptions(seed=1, max_tokens=TOKENS)
            for event in turn((), question, engine=engine, retriever=shelf, options=options, cancel=Cancel()):
                message = fold.fold(message, event, 0.0)
            tally.add(message, answers)
        engine.close()
    text = "\n".join(_lines(tallies))
    print(text)
    write_section("Marks", text)
    return 0


def _questions() -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield questions on one article each, its answers, and the paragraphs around the one that holds them."""
    articles = json.loads((QUESTIONS / "xquad.en.json").read_text("utf-8"))["data"]
    for number, article in enumerate(articles[:ASKED]):
        paragraphs = article["paragraphs"]
        asked = paragraphs[number % len(paragraphs)]["qas"][0]
        first = min(max(number % len(paragraphs) - 1, 0), max(len(paragraphs) - SHOWN, 0))
        shown = [paragraph["context"] for paragraph in paragraphs[first : first + SHOWN]]
        yield asked["question"], [answer["text"] for answer in asked["answers"]], shown


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of an answer, each with the mark behind it."""
    for line in text.splitlines():
        told = re.sub(r"([.!?]+[\"”]?) ?((?:\[\d+\])+)", r" \2\1", line.removeprefix("> "))
        for start, end in prose_spans(told):
            if any(letter.isalnum() for letter in _MARK.sub("", told[start:end])):
                yield told[start:end]


def _lines(tallies: dict[str, Tally]) -> Iterator[str]:
    yield f"The starter model on XQuAD, {SHOWN} paragraphs of one article, at most {TOKENS} tokens. Sentences as they"
    yield "are shown: with a citation whose words stand on the page, told as not found there, or neither."
    yield ""
    yield "| way | answers | refused | with the right words | sentences | verified | not found | neither | tokens/s |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for way, tally in tallies.items():
        share = [f"{count / max(tally.sentences, 1):.2f}" for count in (tally.verified, tally.noted, tally.bare)]
        speed = f"{statistics.median(tally.speeds):.1f}" if tally.speeds else ""
        counts = f"{tally.answers} | {tally.refused} | {tally.right} | {tally.sentences}"
        yield f"| {way} | {counts} | {' | '.join(share)} | {speed} |"


if __name__ == "__main__":
    sys.exit(main())
