"""One window a data folder: a second start calls the first and leaves; a killed one leaves no lock behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.single import SingleWindow

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.ui.single import SingleWindow
app = QCoreApplication([])
window = SingleWindow(Path(sys.argv[1]))
print(window.take(), flush=True)
sys.stdin.read()
"""


#: Is called by another start as soon as that can see its lock.
CALLED_AT_ONCE = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QLockFile
from desktop.ui import single

class Lock(QLockFile):
    def tryLock(self, wait):
        taken = super().tryLock(wait)
        os.kill(os.getpid(), signal.SIGUSR1)
        return taken

single.QLockFile = Lock
app = QCoreApplication([])
window = single.SingleWindow(Path(sys.argv[1]))
window.called.connect(app.quit)
window.take()
print(app.exec())
"""


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[SingleWindow]:
    before = signal.getsignal(signal.SIGUSR1)
    made = SingleWindow(tmp_path)
    yield made
    made.close()
    signal.signal(signal.SIGUSR1, before)


def _start(folder: Path, script: str = SECOND) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_second_start_calls_the_first(qtbot: QtBot, first: SingleWindow, tmp_path: Path) -> None:
    assert first.take()
    with qtbot.waitSignal(first.called, timeout=120_000), _start(tmp_path) as second:
        answer, _ = second.communicate("", timeout=120)
    assert answer == "False\n"


def test_the_lock_of_a_killed_process_is_taken_over(first: SingleWindow, tmp_path: Path) -> None:
    with _start(tmp_path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert not first.take()
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    assert first.take()


def test_a_start_that_is_called_at_once_is_not_ended_by_it(tmp_path: Path) -> None:
    with _start(tmp_path, CALLED_AT_ONCE) as first:
        answer, _ = first.communicate("", timeout=120)
    assert (first.returncode, answer) == (0, "0\n")
