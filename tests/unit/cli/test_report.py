"""What is told on standard error beside an answer that is being written."""

from __future__ import annotations

import io
import sys

import pytest

from desktop.cli.report import Report
from desktop.domain.events import Progress

LOADING = Progress("Loading a model", 1, 2, "steps")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_begins_below_a_line_that_is_being_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it goes it takes its line away, which must not be that of the answer."""
    told = _Terminal()
    monkeypatch.setattr(sys, "stderr", told)
    monkeypatch.setenv("TERM", "xterm")
    report = Report()
    report.wrote("> The filter was replaced. [1]")
    report.progress(LOADING)
    report.quiet()
    assert told.getvalue().startswith("\n")
    report.wrote("It was replaced.\n")
    told.truncate(0)
    told.seek(0)
    report.progress(LOADING)
    report.quiet()
    assert not told.getvalue().startswith("\n")


def test_off_a_terminal_too(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.progress(Progress("Reading", 0, 1, "files"))
    report.wrote("> The filter was replaced. [1]")
    report.progress(LOADING)
    assert capsys.readouterr().err == "Reading\n\nLoading a model\n"
