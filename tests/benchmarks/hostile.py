"""Drop the hostile PDFs, the office files and the bombs on the real window, pictures read too, and see each one's end.

Run with ``python -m tests.benchmarks.hostile``; writes its figures into RESULTS.md. Takes about ten minutes. Needs the
test data beside the project.
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

from PySide6.QtWidgets import QApplication

from desktop.app.build import open_window
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
    """Knows when each file was read: from the first that is heard of it to its end."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}
        self.seconds: dict[str, float] = {}

    def tell(self, row: Row) -> None:
        """Take a change of a file."""
        state = row.state
        if state.state == "reading":
            self.began.setdefault(state.file, time.monotonic())
        elif state.file in self.began:
            self.seconds.setdefault(state.file, time.monotonic() - self.began[state.file])


def main() -> int:
    """Add the three folders one after the other, check each file's end, print and write; 2 without the data."""
    if not all((DATA / name).is_dir() for name in FOLDERS):
        print("The test data is not on this machine, so nothing was measured.", file=sys.stderr)
        return 2
    app = QApplication(sys.argv[:1])
    lines: list[str] = []
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
            lives = []
            documents = opened.documents
            for folder in (*(DATA / name for name in FOLDERS), made):
                clock = Clock()
                documents.row_changed.connect(clock.tell)
                documents.add([str(folder)], f"{NAME} {folder.name}")
                until(lambda: documents.indexing is None, 3600.0)
                documents.row_changed.disconnect(clock.tell)
                wait(1.0)
                states = opened.services.library.files(f"{NAME} {folder.name}")
                lines.append(row(folder, states, clock))
                lives.append(opened.services.library.pid)
                print(lines[-1], flush=True)
            pauses = sorted(heart.pauses)
    text = (
        "Dropped on the window, with scans and pictures read and the limits that ship. Every file ends in text or in"
        " one sentence\nthat names it; none is left waiting.\n\n"
        "| folder | files | text | one sentence | stopped at its time | longest file | of these sentences |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        + "\n".join(lines)
        + f"\n\nThe window is one process throughout and so is the library ({len(set(lives))} life); the window's"
        f" longest pause was\n{pauses[-1] * 1000:.0f} ms, that of 99 in 100 at most"
        f" {pauses[int(0.99 * len(pauses))] * 1000:.0f} ms."
    )
    print(text)
    write_section("Hostile files", text)
    return 0


def row(folder: Path, states: tuple[FileState, ...], clock: Clock) -> str:
    """Check how each file ended, and say it in one row.

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
    late = sum(state.kind == "FileTookTooLong" or "reading took longer" in state.reason for state in states)
    kinds = ", ".join(f"{kind} {count}" for kind, count in said.most_common())
    text = sum(state.state == "indexed" for state in states)
    longest = max(clock.seconds.values(), default=0.0)
    return (
        f"| {folder.name} | {len(states)} | {text} | {len(states) - text} | {late} of {SECONDS:.0f} s |"
        f" {longest:.0f} s | {kinds} |"
    )


if __name__ == "__main__":
    sys.exit(main())
