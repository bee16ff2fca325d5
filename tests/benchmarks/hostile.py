"""Drop the hostile PDFs, the office files and the bombs on the real window, pictures read too, and see each one's end.

Run with ``python -m tests.benchmarks.hostile``; tells each file's end as it comes, and writes its figures into
RESULTS.md after each folder. Takes twenty minutes on two cores, most of them for scans and bombs. Needs the test data
beside the project.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
from PySide6.QtWidgets import QApplication

from desktop.app.build import open_window
from desktop.app.opened import Opened
from desktop.documents.protocol import FileState
from desktop.documents.reader_client import SECONDS
from desktop.paths import locate
from desktop.ui.documents.state import Row
from tests.benchmarks.kills import Heart, until, wait
from tests.benchmarks.results import write_section
from tests.process.bombs import bombs

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FOLDERS = ("hostile_pdf", "office")
NAME = "hostile"
#: Holds text that is read whole, and is then embedded for an hour.
LONG = {"cells.csv"}
#: What no sentence for people holds.
CODE = re.compile(r"Error|Exception|Traceback|0x[0-9a-f]{6}")


class Clock:
    """Knows when each file was read, from the first that is heard of it to its end, and tells it."""

    def __init__(self, folder: Path) -> None:
        self._total = sum(path.is_file() for path in folder.iterdir())
        self._began: dict[str, float] = {}
        self.seconds: dict[str, float] = {}

    def tell(self, row: Row) -> None:
        """Take a change of a file."""
        state = row.state
        if state.state == "reading":
            self._began.setdefault(state.file, time.monotonic())
        elif state.state in ("indexed", "skipped", "failed") and state.file not in self.seconds:
            now = time.monotonic()
            seconds = self.seconds[state.file] = now - self._began.get(state.file, now)
            said = f"{state.pages} pages" if state.state == "indexed" else state.reason
            name = Path(state.file).name
            print(f"{len(self.seconds)}/{self._total} {name}: {said} ({seconds:.0f} s)", flush=True)


class Folder(msgspec.Struct, frozen=True):
    """How the files of a folder ended.

    Attributes:
        died: files that ended their reader twice.
        late: files whose reading was stopped at its time, with what was read by then or without any.
        longest: seconds from the first that was heard of a file to its end, of the one that took longest.
        kinds: the sentences by their kinds, the most frequent first.
    """

    name: str
    files: int
    text: int
    died: int
    late: int
    longest: float
    kinds: str

    def row(self) -> str:
        """Say it as a row of the table."""
        return (
            f"| {self.name} | {self.files} | {self.text} | {self.files - self.text} | {self.died} | {self.late} |"
            f" {self.longest:.0f} s | {self.kinds} |"
        )


def main() -> int:
    """Add the three folders one after the other, check each file's end, print and write; 2 without the data."""
    if not all((DATA / name).is_dir() for name in FOLDERS):
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "bombs"
        made.mkdir()
        for name, data in bombs():
            if name not in LONG:
                (made / name).write_bytes(data)
        with open_window(app, locate(Path(place) / "data")) as opened:
            opened.window.show()
            wait(1.0)
            heart = Heart()
            folders: list[Folder] = []
            lives: set[int | None] = set()
            for folder in (*(DATA / name for name in FOLDERS), made):
                folders.append(dropped(opened, folder))
                lives.add(opened.services.library.pid)
                text = told(folders, len(lives), sorted(heart.pauses))
                write_section("Hostile files", text)
    print(text)
    return 0


def dropped(opened: Opened, folder: Path) -> Folder:
    """Drop a folder on the window, wait for its end, and check how each file of it ended."""
    clock, documents, library = Clock(folder), opened.documents, f"{NAME} {folder.name}"

    def new() -> None:
        for row in documents.rows.values():
            if row.library == library:
                clock.tell(row)

    documents.row_changed.connect(clock.tell)
    documents.rows_changed.connect(new)
    documents.add([str(folder)], library)
    until(lambda: documents.indexing is None, 3600.0)
    documents.row_changed.disconnect(clock.tell)
    documents.rows_changed.disconnect(new)
    wait(1.0)
    return judged(folder.name, opened.services.library.files(library), clock)


def judged(name: str, states: tuple[FileState, ...], clock: Clock) -> Folder:
    """Check how each file ended.

    Raises:
        AssertionError: one ended in neither text nor a sentence.
    """
    said = Counter[str]()
    for state in states:
        assert state.state in ("indexed", "skipped", "failed"), state
        if state.state != "indexed":
            assert state.reason, state
            assert Path(state.file).name in state.reason, state
            said[state.kind] += 1
        assert not CODE.search(state.reason.replace(Path(state.file).name, "")), state
    return Folder(
        name,
        files=len(states),
        text=sum(state.state == "indexed" for state in states),
        died=said["FileQuarantined"],
        late=sum(state.kind == "FileTookTooLong" or "reading took longer" in state.reason for state in states),
        longest=max(clock.seconds.values(), default=0.0),
        kinds=", ".join(f"{kind} {count}" for kind, count in said.most_common()),
    )


def told(folders: list[Folder], lives: int, pauses: list[float]) -> str:
    """Say in the section what came of the folders."""
    text = (
        "Dropped on the window, with scans and pictures read and the limits that ship: a document has"
        f" {SECONDS:.0f} s of its reader's\nprocessor time, or more by its pages, and each page that is a picture"
        " a time of its own. Every file ends in text or in one\nsentence that names it; none is left waiting.\n\n"
        "| folder | files | text | one sentence | of these ended their reader twice | stopped at its time |"
        " longest file | the sentences |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
    )
    text += "\n".join(folder.row() for folder in folders)
    return text + (
        f"\n\nThe window is one process throughout and so is the library ({lives} life); the window's longest pause"
        f" was\n{pauses[-1] * 1000:.0f} ms, that of 99 in 100 at most {pauses[int(0.99 * len(pauses))] * 1000:.0f} ms."
    )


if __name__ == "__main__":
    sys.exit(main())
