"""Messages and progress on standard error: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

#: Seconds between two lines about a transfer where there is no terminal.
TELL_SECONDS = 10.0

if TYPE_CHECKING:
    from desktop.domain.events import Progress as Step


class Report:
    """Knows how to tell a person how far the work is; standard output stays free for the result."""

    def __init__(self, *, verbose: bool = False) -> None:
        self._console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
        self._verbose = verbose
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._said = ""
        self._told = 0.0
        self._open = False  # whether standard output was left within a line

    def say(self, text: str) -> None:
        """Show one line."""
        self._console.print(text)

    def detail(self, text: str) -> None:
        """Show one line when --verbose was given."""
        if self._verbose:
            self._console.print(text)

    def progress(self, step: Step) -> None:
        """Show how far the work is; off a terminal each new activity is one line."""
        if not self._console.is_terminal:
            if step.what != self._said:
                self._said = step.what
                self._begin_line()
                self._console.print(step.what)
            return
        self._show(step.what, step.done, step.total)

    def wrote(self, text: str) -> None:
        """Be told what was written to standard output: a bar in the same line would take it away when it goes."""
        self._open = not text.endswith("\n") if text else self._open

    def transfer(self, words: str, done: float, total: float) -> None:
        """Show how far a transfer is, whose words change all the time; off a terminal a line every ten seconds."""
        if self._console.is_terminal:
            self._show(words, done, total)
        elif time.monotonic() - self._told > TELL_SECONDS:
            self._told = time.monotonic()
            self._console.print(words)

    def _show(self, words: str, done: float, total: float) -> None:
        if self._bar is None:
            columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._task = self._bar.add_task(words)
            self._begin_line()
            self._bar.start()
        assert self._task is not None
        self._bar.update(self._task, description=words, completed=done, total=total or None)

    def _begin_line(self) -> None:
        if self._open:
            self._console.print()
            self._open = False

    def quiet(self) -> None:
        """Take the bar away, since text follows."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
