"""Measure quoted answers on XQuAD, where the words of each answer are known: do they stand in what is quoted.

Run with ``python -m tests.benchmarks.quotes``; writes its figures into RESULTS.md. Each question is asked of all 240
paragraphs of its language and goes the whole way: search, quotes, verdict. There is no model: a small one leads with
the same quotes. What was indexed stays in build/.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import msgspec

from desktop.documents.library import Library
from tests.benchmarks.asking import ask, filled
from tests.benchmarks.document_sets import Asked, available, xquad
from tests.benchmarks.documents import BUILD
from tests.benchmarks.results import write_section

FOLDER = BUILD / "quotes"
#: Every so-manieth question is asked.
EVERY = 5


class Tally(msgspec.Struct):
    """What was counted: questions, answered ones, quotes, and answers whose words stand in the first or any quote."""

    asked: int = 0
    answered: int = 0
    quotes: int = 0
    characters: int = 0
    first: int = 0
    some: int = 0

    def add(self, one: Asked, kind: str, quotes: list[str]) -> None:
        """Count one answer."""
        self.asked += 1
        if kind == "refused":
            return
        self.answered += 1
        self.quotes += len(quotes)
        self.characters += sum(map(len, quotes))
        self.first += bool(quotes) and any(words in quotes[0] for words in one.evidence)
        self.some += any(words in quote for words in one.evidence for quote in quotes)


def main() -> int:
    """Ask, count, print and write; leave with 2 when the questions are not there."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    tallies = {"xquad-en": Tally(), "xquad-zh": Tally()}
    with Library(FOLDER / "library") as library:
        for name, tally in tallies.items():
            given = xquad(name.rpartition("-")[2], EVERY)
            folder = FOLDER / "texts" / name
            folder.mkdir(parents=True, exist_ok=True)
            for file, text in given.texts.items():
                (folder / file).write_text(text, "utf-8")
            filled(library, name, [folder])
            retriever = library.retriever(name)
            for one in given.asked:
                message = ask(retriever, one.query)
                quotes = list(dict.fromkeys(citation.quote for citation in message.citations))
                tally.add(one, message.kind, quotes)
    text = "\n".join(_lines(tallies))
    print(text)
    write_section("Quotes", text)
    return 0


def _lines(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "Answers by quotes alone, asked of all paragraphs. Of those answered: how often the words of the answer"
    yield "stand in the first quote and in any, and what is quoted."
    yield ""
    yield "| set | asked | answered | in the first quote | in any quote | quotes | characters |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, one in tallies.items():
        of = max(one.answered, 1)
        shares = f"{one.first / of:.3f} | {one.some / of:.3f} | {one.quotes / of:.2f} | {one.characters / of:.0f}"
        yield f"| {name} | {one.asked} | {one.answered} | {shares} |"


if __name__ == "__main__":
    sys.exit(main())
