"""Measure the pace of indexing the reports, beside the embedding alone and a short script, and that of questions.

Run with ``make bench-documents`` on a machine that does nothing else; writes its section of RESULTS.md. Each process
that is started here imports this module again, as it does the application's, so this one too imports late.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.documents.intake import Room

#: Of the pages of a report only every so many-th is read the slow way.
ONE_IN = 9


def main() -> int:
    """Measure, print and write; leave with 2 when the data is not there."""
    from tests.benchmarks.document_room import open_room
    from tests.benchmarks.document_sets import available
    from tests.benchmarks.results import write_section

    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, open_room(Path(folder), text=False) as room:
        library, pace = indexing(room)
        text = f"{pace}\n\n{questions_a_second(room, library)}"
    print(text)
    write_section("Pace", text)
    return 0


def indexing(room: Room) -> tuple[int, str]:
    """Read, cut, embed and index the reports; return their library, and the pace beside that of the embedding alone."""
    from tests.benchmarks.document_room import Stopwatch, index
    from tests.benchmarks.document_sets import REPORTS

    model = room.embedders.usual.get()
    assert model is not None
    files, precision = room.embedders.usual.files, room.embedders.usual.precision
    assert files is not None
    watch = Stopwatch(model)
    library, finished = index(room, "reports", sorted(REPORTS.glob("*.pdf")))
    pace = finished.pages / finished.seconds
    plain = pace_one_by_one(files.folder)
    return library, (
        f"Indexing the reports: {finished.pages} pages, {finished.chunks} passages,"
        f" {pace:.1f} pages/s from drop to searchable by meaning with vectors in {precision},"
        f" {finished.seconds / watch.seconds:.2f} × the time of the embedding in it (aim ≤ 1.25).\n"
        f"pypdf and MiniLM in fp32, one passage after the other: {plain:.1f} pages/s, so {pace / plain:.1f} × that"
        " (aim ≥ 5)."
    )


def pace_one_by_one(folder: str | Path) -> float:
    """Pages a second of what a short script does: pypdf's text cut every 150 words, each piece embedded by itself."""
    from pypdf import PdfReader
    from sentence_transformers import SentenceTransformer

    from tests.benchmarks.document_sets import REPORTS

    plain = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    pages, began = 0, time.perf_counter()
    for path in sorted(REPORTS.glob("*.pdf")):
        for page in PdfReader(path).pages[::ONE_IN]:
            words = page.extract_text().split()
            for start in range(0, len(words), 150):
                plain.encode(" ".join(words[start : start + 150]), show_progress_bar=False)
            pages += 1
    return pages / (time.perf_counter() - began)


def questions_a_second(room: Room, library: int) -> str:
    """Time whole searches, beside a bare query of the vector index."""
    import statistics

    from desktop.documents.search import Searcher
    from desktop.worker.cancel import Cancel
    from tests.benchmarks.document_sets import reports
    from tests.benchmarks.documents import TOP

    searcher = Searcher(room)
    model = room.embedders.usual.get()
    assert model is not None
    whole, bare = [], []
    for question in reports(single=True).asked:
        began = time.perf_counter()
        searcher.find(library, "reports", question.query, TOP, None, Cancel())
        whole.append(time.perf_counter() - began)
        began = time.perf_counter()
        room.indexes.query(library, room.embedders.usual.key, model.queries([question.query])[0], TOP)
        bare.append(time.perf_counter() - began)
    median, late = statistics.median(whole), statistics.quantiles(whole, n=20)[-1]
    return (
        f"A question to the reports: median {median * 1000:.0f} ms, p95 {late * 1000:.0f} ms,"
        f" {median / statistics.median(bare):.1f} × embedding the question and asking Chroma."
    )


if __name__ == "__main__":
    sys.exit(main())
