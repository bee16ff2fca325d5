"""Measure decks made of real documents: seconds, slides, layouts, and what the deck check finds.

python -m tests.benchmarks.slides [FILE ...]      without files: the reports and office samples beside the project
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from desktop.documents.reader_client import Readers
from desktop.domain.deck import Outline
from desktop.domain.document import Document
from desktop.errors import LecternError, OutlineEmpty
from desktop.slides.check import check
from desktop.slides.compose import compose
from desktop.slides.looks import LEDGER
from desktop.slides.ooxml.inspect import inspect
from desktop.slides.outline import outline_of
from desktop.slides.render import render
from desktop.worker.cancel import Cancel

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SUFFIXES = {".pdf", ".docx", ".pptx", ".xlsx", ".html", ".md", ".txt"}


def measure(document: Document) -> str:
    """Return one line of figures."""
    begun = time.perf_counter()
    outline = list(outline_of([document], cancel=Cancel()))[-1]
    assert isinstance(outline, Outline)
    outlined = time.perf_counter()
    deck = compose(outline, LEDGER)
    composed = time.perf_counter()
    content = render(deck)
    rendered = time.perf_counter()
    found = [c for c in (*check(deck), *inspect(content, deck)) if c.level != "ok"]
    kinds = " ".join(slide.layout[:2] for slide in deck.slides)
    wrong = ", ".join(f"{c.check} {c.slide} {c.level}" for c in found)
    return (
        f"{len(document.pages):5} pages  outline {outlined - begun:5.2f} s  "
        f"compose {(composed - outlined) * 1000:5.0f} ms  file {(rendered - composed) * 1000:5.0f} ms "
        f"{len(content) // 1000:4} kB  {len(deck.slides):2} slides  {kinds}  {wrong}"
    )


def main() -> int:
    """Read each file in a process of its own and print its line."""
    files = [Path(name) for name in sys.argv[1:]] or [
        file
        for folder in ("reports", "office")
        for file in sorted((DATA / folder).glob("*"))
        if file.suffix in SUFFIXES
    ]
    if not files:
        print("There is no test data beside the project (../shared/data), so give files.")
        return 1
    readers = Readers(spare=False)
    for file in files:
        try:
            document = next(event for event in readers.read(file, file.name) if isinstance(event, Document))
            line = measure(document)
        except OutlineEmpty:
            line = "nothing to show"
        except LecternError as error:
            line = error.message
        print(f"{file.name[:44]:44} {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
