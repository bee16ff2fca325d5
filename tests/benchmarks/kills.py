"""Kill the library process 100 times at random moments of an indexing that the real window shows, then check it all.

Run with ``python -m tests.benchmarks.kills [KILLS]``; writes its figures into RESULTS.md. Takes about ten minutes.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app.build import open_window
from desktop.app.opened import Opened
from desktop.paths import locate
from tests.benchmarks.results import write_section
from tests.process.soundness import assert_every_passage_finds_itself

KILLS, FILES, PARTS = 100, 24, 4
#: Seconds within which the process is killed: after its start, or after the first file that it got somewhere with.
EARLY, LATE = 2.5, 2.0
NAME = "work"
SUBJECTS = ("pump", "turbine", "contract", "kitchen", "library", "harbour", "vaccine", "sonata", "glacier", "orchard")


class Heart(QTimer):
    """Beats in the window's loop; the longest pause between two beats is how long the window did not answer."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.monotonic()
        self.pauses: list[float] = []
        self.timeout.connect(self._beat)
        self.start(20)

    def _beat(self) -> None:
        now = time.monotonic()
        self.pauses.append(now - self._last - 0.02)
        self._last = now


def main() -> int:
    """Run the kills in a folder of its own, check, print and write."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    rng = random.Random(kills)
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as place:
        paths, papers = locate(Path(place) / "data"), written(Path(place) / "papers", rng)
        began = time.monotonic()
        with open_window(app, paths) as opened:
            opened.window.show()
            wait(1.0)
            heart = Heart()
            done = torment(opened, papers, kills, rng)
            finished(opened, next(papers))
            states = {row.state.state for row in opened.documents.rows.values()}
            assert states == {"indexed"}, states
            pauses = sorted(heart.pauses)
        passages = assert_every_passage_finds_itself(paths.library, NAME)
    causes = ", ".join(f"{count} {what}" for what, count in sorted(done.items()))
    text = (
        f"{kills} × SIGKILL of the library process at random moments of an indexing that the window shows"
        f" ({causes}).\n\n"
        f"Afterwards each of the {passages} passages was found by its own words and by its own vector, and every file"
        " was indexed.\nThe window is the same process throughout; its longest pause was"
        f" {pauses[-1] * 1000:.0f} ms, that of 99 in 100 at most {pauses[int(0.99 * len(pauses))] * 1000:.0f} ms,\n"
        f"in {time.monotonic() - began:.0f} s of killing on a busy machine."
    )
    print(text)
    if kills == KILLS:
        write_section("Kills", text)
    return 0


def torment(opened: Opened, papers: Iterator[Path], kills: int, rng: random.Random) -> dict[str, int]:
    """Add folder after folder and kill the process that reads them; return how many kills met which moment."""
    library, documents = opened.services.library, opened.documents
    met: dict[str, int] = {}
    pids: set[int] = set()
    moved: list[object] = []
    documents.rows_changed.connect(lambda: moved.append(None))
    documents.row_changed.connect(moved.append)
    while len(pids) < kills:
        if documents.indexing is None:
            documents.add([str(next(papers))], NAME)
        until(lambda: documents.indexing is None or library.pid not in {None, *pids})
        moved.clear()
        late = len(pids) % 3 > 0
        until(lambda late=late: documents.indexing is None or not late or bool(moved))
        wait(rng.uniform(0.0, LATE if late else EARLY))
        pid = library.pid
        if documents.indexing is None or pid is None or pid in pids:
            continue  # it was over, or had given up: the next adding begins
        os.kill(pid, signal.SIGKILL)
        pids.add(pid)
        moment = "among its files" if moved else "while it started"
        met[moment] = met.get(moment, 0) + 1
        print(f"{len(pids)}: {moment}", flush=True)
    return met


def finished(opened: Opened, papers: Path) -> None:
    """Let the last adding come to its end, with what earlier ones left undone."""
    for _ in range(5):
        until(lambda: opened.documents.indexing is None)
        opened.documents.add([str(papers)], NAME)
        until(lambda: opened.documents.indexing is None)
        opened.documents.refresh()
        wait(1.0)
        if {row.state.state for row in opened.documents.rows.values()} == {"indexed"}:
            return


def written(folder: Path, rng: random.Random) -> Iterator[Path]:
    """Yield folders of text files that are all different."""
    for number in itertools.count(1):
        place = folder / f"{number:03}"
        place.mkdir(parents=True)
        for file in range(FILES):
            parts = [
                f"Report {number}.{file} on the {rng.choice(SUBJECTS)}, part {part}. "
                + " ".join(f"Its {rng.choice(SUBJECTS)} was checked {rng.randint(2, 9999)} times." for _ in range(14))
                for part in range(PARTS)
            ]
            (place / f"report-{file:03}.txt").write_text("\n\n".join(parts))
        yield place


def until(done: object, seconds: float = 1200.0) -> None:
    """Let the window run until `done` is true."""
    deadline = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        if time.monotonic() > deadline:
            raise TimeoutError
        wait(0.02)


def wait(seconds: float) -> None:
    """Let the window run."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
