"""Measure search in a hundred thousand passages: each step by itself, and the whole beside a bare query of Chroma.

Run with ``make bench-large``; writes its section of RESULTS.md. Needs the test data beside the project. The library is
built once, in build/, which takes some minutes.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from desktop.documents import lexical, search
from desktop.documents.contents import Contents
from desktop.documents.intake import Room
from desktop.documents.legs import Legs
from desktop.documents.search import Searcher
from desktop.worker.cancel import Cancel
from tests.benchmarks.document_room import open_room
from tests.benchmarks.document_sets import available, chunkeval, mtrag, reports, xquad
from tests.benchmarks.large_library import fill, sources
from tests.benchmarks.results import write_section

BUILD = Path(__file__).resolve().parents[2] / "build" / "bench-large"
NAME = "files of many sizes"
PASSAGES = 100_000
TOP = 8
#: Questions of each set.
ASKED = 40
#: What is timed by itself: where it lies, and how it is called in the table.
STEPS: tuple[tuple[Any, str, str], ...] = (
    (Legs, "vector", "embedding the question"),
    (Legs, "by_meaning", "nearest in Chroma"),
    (Searcher, "_files", "which file is meant"),
    (lexical, "count", "how common the words are"),
    (Legs, "by_words", "best by words"),
    (Legs, "nearest", "nearest in the files meant"),
    (Contents, "passages", "text of the candidates"),
    (Contents, "vectors", "vectors of the candidates"),
    (search, "order", "fusion"),
    (search, "likelihood", "verdict"),
)


#: Seconds by the clock, and of the processor.
Spent: TypeAlias = tuple[float, float]


class Spending:
    """Knows when something began; says what was spent since."""

    def __init__(self, worked: Callable[[], float] = time.process_time) -> None:
        self._worked = worked
        self._began = (time.perf_counter(), worked())

    def __call__(self) -> Spent:
        """Return it."""
        return time.perf_counter() - self._began[0], self._worked() - self._began[1]


class Laps:
    """Counts the seconds that each step of a search takes, and those of the processor, question by question."""

    def __init__(self) -> None:
        self.steps: dict[str, list[Spent]] = {name: [] for _, _, name in STEPS}
        self._now: dict[str, Spent] = {}

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Time the steps of all searches in the block."""
        kept = [(place, name, getattr(place, name)) for place, name, _ in STEPS]
        for place, name, shown in STEPS:
            setattr(place, name, self._timed(getattr(place, name), shown))
        try:
            yield
        finally:
            for place, name, function in kept:
                setattr(place, name, function)

    def _timed(self, function: Callable[..., Any], shown: str) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            spent = Spending(time.thread_time)
            try:
                return function(*given, **named)
            finally:
                whole, worked = self._now.get(shown, (0.0, 0.0))
                more = spent()
                self._now[shown] = (whole + more[0], worked + more[1])

        return timed

    def end(self) -> None:
        """Say that a question was answered."""
        for shown, seconds in self.steps.items():
            seconds.append(self._now.get(shown, (0.0, 0.0)))
        self._now.clear()


def main() -> int:
    """Measure, print and write; leave with 2 when the data is not there."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    BUILD.mkdir(parents=True, exist_ok=True)
    with open_room(BUILD / "mixed", text=True) as room:
        library = room.ledger.create(NAME)
        if room.contents.passage_count(library) < PASSAGES:
            fill(room, library, PASSAGES, sources(room))
        lines = measure(room, library)
    print("\n".join(lines), flush=True)
    write_section("Large", "\n".join(lines))
    return 0


def questions() -> list[str]:
    """Questions of every kind, some of each set."""
    rng = random.Random(7)
    sets = (xquad("en"), xquad("zh"), chunkeval(), mtrag(), reports(single=True))
    return [one.query for asked in sets for one in rng.sample(asked.asked, min(ASKED, len(asked.asked)))]


def measure(room: Room, library: int) -> list[str]:
    """Ask all questions; return a paragraph and a table."""
    searcher, model, key = Searcher(room), room.embedders.usual.get(), room.embedders.usual.key
    assert model is not None
    laps = Laps()
    whole: list[Spent] = []
    bare: list[Spent] = []
    embedding: list[Spent] = []
    asked = questions()
    for query in asked[:: len(asked) // 10]:  # whatever is loaded once; not the question itself, which is remembered
        searcher.find(library, NAME, f"{query} And why?", TOP, None, Cancel())
    for query in asked:
        spent = Spending()
        vector = model.queries([query])[0]
        embedding.append(spent())
        spent = Spending()
        room.indexes.query(library, key, vector, TOP)
        bare.append(spent())
        with laps.watching():
            spent = Spending()
            searcher.find(library, NAME, query, TOP, None, Cancel())
            whole.append(spent())
        laps.end()
    both = [(one[0] + other[0], one[1] + other[1]) for one, other in zip(embedding, bare, strict=True)]
    held = searcher.held(library)
    rows = {
        "the whole search": whole,
        "a bare Chroma query": bare,
        "embedding the question and a bare Chroma query": both,
        **laps.steps,
    }
    return [
        f"{held.total:,} files of many sizes, {room.contents.passage_count(library):,} passages,"
        f" {len(asked)} questions. The search takes at p95 {_late(whole) * 1000:.0f} ms (aim ≤ 60),"
        f" {_late(whole) / _late(both):.1f} × a bare Chroma query (aim ≤ 3)\n"
        "that begins with the question's text too, as every search does, and"
        f" {_late(whole) / _late(bare):.1f} × one with a vector that is there already; of medians"
        f" {_median(whole) / _median(both):.1f} × and {_median(whole) / _median(bare):.1f} ×.",
        "Embedding and Chroma run beside the other steps. The processor's time of the first four rows is of all"
        " threads, of a step its own; other work makes a search\ntake longer than that: this"
        f" machine's load was {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores.",
        "",
        "| step | median ms | p95 ms | most ms | processor, median ms | p95 ms |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_row(step, seconds) for step, seconds in rows.items()),
    ]


def _median(spent: Sequence[Spent]) -> float:
    return statistics.median(seconds for seconds, _ in spent)


def _late(spent: Sequence[Spent]) -> float:
    return statistics.quantiles((seconds for seconds, _ in spent), n=20)[-1]


def _row(step: str, spent: Sequence[Spent]) -> str:
    worked = [(seconds, 0.0) for _, seconds in spent]
    figures = (_median(spent), _late(spent), max(spent)[0], _median(worked), _late(worked))
    return f"| {step} | {' | '.join(f'{figure * 1000:.1f}' for figure in figures)} |"


if __name__ == "__main__":
    sys.exit(main())
