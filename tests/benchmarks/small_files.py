"""Index a hundred thousand small files, searchable by words, and see that the last ones take no longer than the first.

Run with ``python -m tests.benchmarks.small_files [FILES]``; writes its section of RESULTS.md when all were indexed.
Vectors are left out: they take as long as the embedder takes, whatever the number of files.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from desktop.documents.embedding import Embedding
from desktop.documents.indexing import Adding
from desktop.documents.protocol import FileChanged, IndexFinished
from desktop.documents.search import Searcher
from desktop.worker.cancel import Cancel
from tests.benchmarks.document_room import open_room
from tests.benchmarks.results import write_section

FILES, IN_FOLDER, PARTS = 100_000, 1000, 10
SUBJECTS = ("pump", "turbine", "contract", "kitchen", "library", "harbour", "vaccine", "sonata", "glacier", "orchard")
NAME = "small"


def main() -> int:
    """Write the files, index them, look some up, print and write."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    rng = random.Random(files)
    with tempfile.TemporaryDirectory() as place:
        folder = written(Path(place) / "files", files, rng)
        with open_room(Path(place) / "library", text=True) as room:
            room.embedders.usual = Embedding(room.store, None)
            library = room.ledger.create(NAME)
            began = time.perf_counter()
            ends: list[float] = []
            finished: IndexFinished | None = None
            for event in Adding(room, library, Cancel()).run([os.fsencode(folder)]):
                if isinstance(event, FileChanged) and event.state.state == "indexed":
                    ends.append(time.perf_counter() - began)
                elif isinstance(event, IndexFinished):
                    finished = event
            assert finished is not None
            assert finished.indexed == files
            part = files // PARTS
            first, last = ends[part] - ends[0], ends[-1] - ends[-part - 1]
            again = timed(lambda: [*Adding(room, library, Cancel()).run([os.fsencode(folder)])])
            names = [str(folder / f"{n // IN_FOLDER:03}" / f"{n:06}.txt") for n in rng.sample(range(files), 200)]
            found = statistics.median(timed(lambda name=name: room.ledger.find(library, [name])) for name in names)
            searcher = Searcher(room)
            questions = [f"What about the {rng.choice(SUBJECTS)} in note {n}?" for n in rng.sample(range(files), 50)]
            searcher.find(library, NAME, questions[0], 8, None, Cancel())
            worked = time.process_time()
            asked = [timed(lambda q=q: searcher.find(library, NAME, q, 8, None, Cancel())) for q in questions]
            worked = (time.process_time() - worked) / len(questions)
    text = (
        f"{files:,} files of a few lines, read and searchable by words: {files / ends[-1]:.0f} files/s. The last tenth"
        f" took {last / first:.2f} × the time of the first.\nA second adding, in which nothing had changed, took"
        f" {again:.1f} s. A file is looked up in {found * 1000:.2f} ms, a search by words takes"
        f" {statistics.median(asked) * 1000:.0f} ms\n(p95 {statistics.quantiles(asked, n=20)[-1] * 1000:.0f} ms, of the"
        f" processor {worked * 1000:.0f} ms). This process held at most"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB."
    )
    print(text)
    if files == FILES:
        write_section("Small files", text)
    return 0


def written(folder: Path, files: int, rng: random.Random) -> Path:
    """Write files that are all different, a thousand a folder."""
    for number in range(files):
        place = folder / f"{number // IN_FOLDER:03}"
        if number % IN_FOLDER == 0:
            place.mkdir(parents=True)
        lines = (f"Its {rng.choice(SUBJECTS)} was checked {rng.randint(2, 9999)} times." for _ in range(3))
        (place / f"{number:06}.txt").write_text(f"Note {number} on the {rng.choice(SUBJECTS)}. {' '.join(lines)}")
    return folder


def timed(work: object) -> float:
    """Return how many seconds `work` takes."""
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
