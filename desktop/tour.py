"""The tour: the real window does the main job on the shipped samples and writes a picture of each step."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.app.build import open_window
from desktop.chat.export import as_markdown
from desktop.domain.conversation import FaultPart
from desktop.errors import CannotWrite, Fault, LecternError, rebuild
from desktop.paths import assets, locate
from desktop.settings import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.app.opened import Opened

SIZE = (1440, 900)
#: Seconds that a step may take on a slow machine before the tour gives up.
PATIENCE = 300.0
#: Milliseconds that painting and folding take after a step, before its picture.
SETTLE = 0.4
QUESTION = "How much did winter heating demand fall across the 48 homes?"
CHINESE = "试点家庭的冬季采暖需求下降了多少？"
ELSEWHERE = "What is the boiling point of ethanol?"
PUZZLE = "A train leaves at 9:40 and arrives at 11:05. How long does it travel?"


def run_tour(outdir: Path, data: Path | None = None) -> int:
    """Do the main job and write numbered PNGs, the answers and the deck to `outdir`; return the exit code.

    Without a display the window is drawn off screen. Without `data` a folder is used that is gone afterwards.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        outdir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(CannotWrite(file=str(outdir), reason=error.strerror), file=sys.stderr)  # noqa: T201  the command's voice
        return CannotWrite.exit_code
    app = QApplication.instance() or QApplication(["lectern"])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory(prefix="lectern-tour-") as scratch:
        try:
            paths = locate(data or Path(scratch))
            with open_window(app, paths) as opened:
                _Tour(app, opened, outdir).go()
        except LecternError as error:
            print(error, file=sys.stderr)  # noqa: T201
            return error.exit_code
    return 0


class _Tour:
    """Knows the window and where the pictures go; each step does what a person would, then takes a picture."""

    def __init__(self, app: QApplication, opened: Opened, outdir: Path) -> None:
        self._app, self._o, self._outdir = app, opened, outdir
        self._step = 0
        self._captions: list[str] = []
        self._samples = sorted(path for path in (assets() / "samples").iterdir() if path.is_file())

    def go(self) -> None:
        """Take all steps."""
        window = self._o.window
        window.resize(*SIZE)
        window.show()
        self._o.look.choose("light", still=True)
        self._first_run()
        self._documents()
        self._ask()
        self._think()
        self._slides()
        self._survive()
        self._rest()
        lines = "\n".join(self._captions)
        write_atomically(self._outdir / "tour.md", f"# The tour of Lectern\n\n{lines}\n".encode())

    # The steps -----------------------------------------------------------------------------------------------------

    def _first_run(self) -> None:
        self._o.engine.load()
        self._until("the model", lambda: self._o.engine.condition == "ready")
        self._picture("first-run", "The window opens ready: the starter model is loaded, nothing had to be chosen.")

    def _documents(self) -> None:
        o = self._o
        window = o.window
        window.sheet.show_for(self._samples, window.drop_targets())
        self._picture("drop", "Files are dragged over the window: it counts them and says where they can go.")
        window.sheet.hide()
        window.show_page("documents")
        o.documents.create("Linden pilot")
        self._until("a collection", lambda: bool(o.documents.collections))
        o.documents.add([str(path) for path in self._samples], "Linden pilot")
        self._until("the first file", lambda: o.documents.counts()["indexed"] > 0)
        self._picture("reading", "Each file is read in a process of its own; search works on the finished ones.")
        self._until("the files", lambda: o.documents.indexing is None)
        o.documents.open("Linden pilot")
        o.documents_page.retrieval.field.setText("how far did winter demand fall")
        self._until("a test search", lambda: o.documents.test.outcome is not None)
        self._picture(
            "documents", "The ledger says what became of each file; a question can be tested without the model."
        )

    def _ask(self) -> None:
        o = self._o
        o.window.start_chat()
        o.chat.choices.set_library("Linden pilot")
        self._send(QUESTION)
        self._picture("answer", "The answer leads with the exact words found, each with its verified source.")
        index = len(o.chat.messages) - 1
        o.chat_page.transcript.cite_pressed.emit(index, 1)
        self._until("the page", o.chat_page.pane.isVisible)
        self._pause(1.5)
        self._picture("source", "A click on [1] opens the page with the quoted words marked.")
        o.look.choose("dark")
        self._picture("dark", "The same in the dark theme.")
        o.look.choose("light")
        write_atomically(self._outdir / "answer.md", as_markdown(o.chat.conversation).encode())
        self._send(CHINESE)
        self._picture("chinese", "A Chinese question finds the Chinese report.")
        o.window.start_chat()
        o.chat.choices.set_library("Linden pilot")
        self._send(ELSEWHERE)
        self._picture("not-there", "What is not in the documents is not answered.")

    def _think(self) -> None:
        o = self._o
        o.window.start_chat()
        o.chat.choices.set_library("")
        o.chat.choices.set_think("on")
        before = len(o.chat.messages)
        o.chat.send(PUZZLE)
        # A small model's thought may be over before it makes a good picture, so the end of the answer will do too.
        self._until("a thought", lambda: self._thinks(20) or self._answered(before))
        self._picture(
            "thinking", "With Think on, the thought streams into its own block, with a way to answer now.", settle=0.0
        )
        self._until("the answer", lambda: o.chat.run is None)
        self._picture("thought", "The thought folds when the answer begins; it stays out of later prompts.")
        o.chat.choices.set_think("off")

    def _slides(self) -> None:
        o = self._o
        o.window.show_page("slides")
        self._picture("slides-start", "Slides begin with documents, a chat, an outline or a topic.")
        report = next(path for path in self._samples if path.suffix == ".pdf")
        o.slides_page.make_from([str(report)])
        self._until("the outline", lambda: o.slides.deck is not None and o.slides.progress is None)
        deck = o.slides.deck
        assert deck is not None
        self._picture("outline", "The outline can be edited; every slide is drawn as it will be saved.")
        charts = [at for at, slide in enumerate(deck.slides) if slide.layout in {"chart", "table"}]
        o.slides.select(charts[0] if charts else 2)
        o.slides.set_theme("harbour")
        self._until("the theme", lambda: o.slides.deck is not None and o.slides.deck.theme == "harbour")
        self._picture("slide", "Another theme; each slide keeps its sources.")
        file = self._outdir / "deck.pptx"
        saved: list[str] = []
        o.slides.saved.connect(saved.append)
        o.slides.save(file)
        self._until("the saved deck", lambda: bool(saved))
        self._picture("saved", "The deck is saved as a real PowerPoint file.")

    def _survive(self) -> None:
        o = self._o
        o.window.start_chat()
        o.chat.choices.set_library("")
        o.chat.send("Tell me a long story about a lighthouse.")
        self._until("some words", lambda: bool(o.chat.messages) and len(o.chat.messages[-1].text) > 40)
        pid = o.services.engine.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        self._until("the end of the model", lambda: o.chat.run is None)
        self._picture("killed", "The model was killed: what was written is kept, and the window says what to do.")
        o.chat.regenerate()
        self._until("the model again", lambda: bool(o.chat.messages) and len(o.chat.messages[-1].text) > 40)
        o.chat.stop()
        self._until("the stop", lambda: o.chat.run is None)

    def _rest(self) -> None:
        for toast in self._o.window.toasts.shown:
            toast.close_now()  # what was offered in an earlier step has no place on these pages
        for key, words in (
            ("models", "The models on this computer, and how each fits."),
            ("settings", "Settings apply at once."),
        ):
            self._o.window.show_page(key)
            self._pause(0.5)
            self._picture(key, words)

    # The means -----------------------------------------------------------------------------------------------------

    def _send(self, text: str) -> None:
        chat = self._o.chat
        before = len(chat.messages)
        chat.send(text)
        self._until(f"an answer to “{text}”", lambda: self._answered(before))
        for part in chat.messages[-1].parts:
            if isinstance(part, FaultPart):
                raise rebuild(part.kind, part.values)

    def _thinks(self, letters: int) -> bool:
        messages = self._o.chat.messages
        return bool(messages) and len(messages[-1].thinking) > letters

    def _answered(self, before: int) -> bool:
        """Whether the question that was sent when there were `before` messages has its whole answer."""
        return self._o.chat.run is None and len(self._o.chat.messages) > before + 1

    def _until(self, what: str, ready: Callable[[], bool]) -> None:
        """Let the window work until `ready`.

        Raises:
            Fault: it was not after `PATIENCE` seconds.
        """
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > deadline:
                raise Fault(what=f"the tour waited too long for {what}")
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            time.sleep(0.005)

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._until("the paint", lambda: time.monotonic() >= end)

    def _picture(self, name: str, caption: str, settle: float = SETTLE) -> None:
        self._pause(settle)
        self._step += 1
        file = self._outdir / f"{self._step:02d}-{name}.png"
        if not self._o.window.grab().save(str(file)):
            raise CannotWrite(file=str(file), reason="the picture could not be saved")
        self._captions.append(f"{self._step}. ![{caption}]({file.name}) {caption}")
        print(f"{file}: {caption}", file=sys.stderr)  # noqa: T201  progress of the command
