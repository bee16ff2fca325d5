"""Measure the memory of all child processes while a thousand files of many kinds are indexed, and how long that takes.

Run with ``make bench-documents``; writes its section of RESULTS.md. Needs the test data beside the project.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from desktop.documents.library import Library
from desktop.documents.protocol import IndexFinished
from tests.benchmarks.document_sets import DATA, REPORTS, available, chunkeval, cmrc, mtrag, xquad
from tests.benchmarks.results import write_section

FILES = 1000
#: Reports among the files; characters of a text.
WITH_REPORTS, LETTERS = 1, 400
#: Gigabytes.
AIM = 1.5


class Watch:
    """Looks at the memory of all children of this process, many times a second; shared pages count once (PSS)."""

    def __init__(self) -> None:
        self.most = self.largest = self.processes = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.1):
            sizes = [size for child in own.children(recursive=True) if (size := _size(child))]
            if sum(sizes) > self.most:
                self.most, self.largest, self.processes = sum(sizes), max(sizes), len(sizes)


def _size(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
        return int(getattr(memory, "pss", 0) or memory.rss)
    except psutil.Error:
        return 0


def main() -> int:
    """Write the files, index them in the real processes, print and write what was seen."""
    if not available():
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "files"
        given = written(folder)
        began = time.monotonic()
        with Watch() as watch, Library(Path(place) / "library") as library:
            *_, finished = library.add("files", given)
        assert isinstance(finished, IndexFinished)
        seconds = time.monotonic() - began
    text = (
        f"{finished.indexed + len(finished.skipped) + len(finished.failed)} files (text, web pages, tables, office"
        f" files, reports, scans): {finished.indexed} indexed, {len(finished.skipped)} skipped,"
        f" {len(finished.failed)} failed; {finished.pages:,} pages, {finished.chunks:,} passages in {seconds:.0f} s.\n"
        f"All children together held at most {watch.most / 1e9:.2f} GB (aim ≤ {AIM}), in {watch.processes} processes,"
        f" the largest {watch.largest / 1e9:.2f} GB (PSS, looked at ten times a second)."
    )
    print(text)
    write_section("Memory", text)
    return 0


def written(folder: Path) -> list[Path]:
    """Write text, web pages and tables into `folder`; return it with real files that make a thousand together."""
    folder.mkdir(parents=True)
    real = [path for path in sorted((DATA / "office").iterdir()) if path.suffix != ".tsv"]
    real += sorted(REPORTS.glob("*.pdf"))[:WITH_REPORTS]
    real += sorted((DATA / "hostile_pdf").glob("*.pdf"))
    texts = [text for one in (xquad("en"), xquad("zh"), cmrc(), mtrag(), chunkeval()) for text in one.texts.values()]
    step = max(1, len(texts) // (FILES - len(real)))
    for number, text in enumerate(texts[::step][: FILES - len(real)]):
        kind = ("txt", "md", "html", "csv")[number % 4]
        lines = text[:LETTERS].splitlines() or [text]
        if kind == "html":
            body = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in lines)
            (folder / f"{number:04}.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
        elif kind == "csv":
            rows = "\n".join(f'{at},"{line.replace(chr(34), chr(39))}"' for at, line in enumerate(lines))
            (folder / f"{number:04}.csv").write_text(f"line,text\n{rows}\n", "utf-8")
        else:
            (folder / f"{number:04}.{kind}").write_text(f"# Paper {number}\n\n{text[:LETTERS]}", "utf-8")
    return [folder, *real]


if __name__ == "__main__":
    sys.exit(main())
