"""Measure search and reading: the right passage among XQuAD's 240 in two languages, and pages a second.

Run with ``make bench-documents``; prints a table and writes it into RESULTS.md. Needs the test data beside the project.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from desktop.documents.library import Library
from desktop.documents.protocol import IndexFinished
from desktop.worker.cancel import Cancel
from tests.benchmarks.results import write_section

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SETS = ("xquad.en", "xquad.zh")


def main() -> int:
    """Measure, print and write; leave with 2 when the data is not there."""
    if not (DATA / "questions").is_dir():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    lines = [
        "| set | questions | hit@1 | hit@5 | hit@10 | MRR@10 | ms a question |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    with tempfile.TemporaryDirectory() as scratch, Library(Path(scratch) / "library") as library:
        for name in SETS:
            lines.append(measure(library, name, Path(scratch) / name))
            print(lines[-1], flush=True)
        lines += ["", reading(library)]
        print(lines[-1])
    write_section("Documents", "\n".join(lines))
    return 0


def measure(library: Library, name: str, folder: Path) -> str:
    """Index each paragraph of a set as a file of its own and ask all its questions; return a row of the table."""
    folder.mkdir()
    questions: list[tuple[str, str]] = []
    content = json.loads((DATA / "questions" / f"{name}.json").read_text("utf-8"))
    for article, entry in enumerate(content["data"]):
        for number, paragraph in enumerate(entry["paragraphs"]):
            # The names tell nothing, so that only the text can be found.
            file = folder / f"{article:03d}-{number:03d}.txt"
            file.write_text(paragraph["context"], "utf-8")
            questions += [(asked["question"], file.name) for asked in paragraph["qas"]]
    for _ in library.add(name, [folder], Cancel()):
        pass
    retriever = library.retriever(name)
    ranks = []
    began = time.perf_counter()
    for question, wanted in questions:
        files = list(dict.fromkeys(Path(p.file).name for p in retriever.search(question, 10).passages))
        ranks.append(files.index(wanted) + 1 if wanted in files else 0)
    spent = (time.perf_counter() - began) / len(questions) * 1000
    hits = [sum(0 < rank <= k for rank in ranks) / len(ranks) for k in (1, 5, 10)]
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return f"| {name} | {len(ranks)} | " + " | ".join(f"{value:.3f}" for value in (*hits, mrr)) + f" | {spent:.0f} |"


def reading(library: Library) -> str:
    """Index the quarterly reports and say how fast, from drop to searchable by meaning."""
    for event in library.add("reports", [DATA / "reports"], Cancel()):
        if isinstance(event, IndexFinished):
            pace = event.pages / event.seconds
            return f"Reports: {event.pages} pages, {event.chunks} passages, {pace:.1f} pages a second to vectors."
    return "Reports: not measured."


if __name__ == "__main__":
    sys.exit(main())
