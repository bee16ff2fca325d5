"""Killing any child during work: nothing is lost, one plain sentence says what happened, and work goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.build import open_window
from desktop.app.opened import Opened
from desktop.domain.conversation import FaultPart
from desktop.engine.catalog import starter_model
from desktop.paths import locate
from tests.journeys.conftest import PATIENCE, ROOT, Lectern

pytestmark = pytest.mark.journey
WAIT = PATIENCE * 1000


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    with open_window(qapp, locate(tmp_path / "data")) as made:
        made.window.show()
        yield made
        made.window.close()


@pytest.mark.usefixtures("endless")
def test_the_model_dies_mid_answer_and_the_window_goes_on(qtbot: QtBot, opened: Opened) -> None:
    chat = opened.chat
    chat.send("Tell a long story about a lighthouse and its keeper.")
    qtbot.waitUntil(lambda: len(chat.messages) == 2 and len(chat.messages[-1].text) > 40, timeout=WAIT)
    pid = opened.services.engine.pid
    assert pid is not None
    shown = chat.messages[-1].text
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: chat.run is None, timeout=WAIT)
    answer = chat.messages[-1]
    assert answer.status == "failed"
    assert answer.text.startswith(shown)
    qtbot.waitUntil(lambda: opened.window.sidebar.status.label.text() == "Engine stopped", timeout=WAIT)
    assert [part.kind for part in answer.parts if isinstance(part, FaultPart)] == ["ProcessStopped"]
    assert chat.id is not None
    assert opened.store.open(chat.id).messages == chat.messages
    chat.regenerate()
    qtbot.waitUntil(lambda: len(chat.messages[-1].text) > 10, timeout=WAIT)
    assert opened.services.engine.pid != pid
    chat.stop()
    qtbot.waitUntil(lambda: chat.run is None, timeout=WAIT)
    assert chat.messages[-1].status == "stopped"


def test_a_model_that_cannot_be_loaded_is_no_engine_that_stopped(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    starter = starter_model()
    copy = tmp_path / "copy.gguf"
    shutil.copyfile(starter.path, copy)
    opened.engine.choose(msgspec.structs.replace(starter, path=str(copy), name="Copy", starter=False))
    copy.write_bytes(b"GGUF and nothing else")
    opened.engine.reload()
    status = opened.window.sidebar.status.label
    qtbot.waitUntil(lambda: status.text() == "Copy could not be loaded", timeout=WAIT)


@pytest.mark.usefixtures("endless")
def test_stop_ends_the_answer(qtbot: QtBot, opened: Opened) -> None:
    chat = opened.chat
    chat.send("Count from one to three hundred in words.")
    qtbot.waitUntil(lambda: len(chat.messages) == 2 and bool(chat.messages[-1].text), timeout=WAIT)
    chat.stop()
    with qtbot.waitSignal(chat.answered, timeout=WAIT):
        pass
    assert chat.messages[-1].status == "stopped"
    assert chat.messages[-1].text


def test_the_library_dies_while_indexing_and_finishes(qtbot: QtBot, opened: Opened, planted: dict[str, Path]) -> None:
    documents = opened.documents
    documents.add([str(path) for path in planted.values()], "papers")
    qtbot.waitUntil(lambda: documents.counts()["indexed"] >= 1, timeout=WAIT)
    pid = opened.services.library.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: documents.indexing is None, timeout=WAIT)
    documents.open("papers")
    qtbot.waitUntil(lambda: documents.counts()["indexed"] == len(planted), timeout=WAIT)
    found = opened.services.library.retriever("papers").search("access code of the Zephyr vault", 3)
    assert any("48213" in passage.text for passage in found.passages)


def test_a_question_from_documents_in_the_window(qtbot: QtBot, opened: Opened, planted: dict[str, Path]) -> None:
    chat = opened.chat
    chat.attach([planted["docx"]])
    qtbot.waitUntil(lambda: bool(chat.files) and all(file.state == "ready" for file in chat.files), timeout=WAIT)
    chat.send("Who is the keeper of the Northgate clock?")
    qtbot.waitUntil(lambda: len(chat.messages) == 2 and chat.run is None, timeout=WAIT)
    answer = chat.messages[-1]
    assert answer.kind == "quoted"
    assert "Marguerite Oduya" in answer.text
    assert answer.citations[0].verified
    opened.chat_page.transcript.cite_pressed.emit(1, answer.citations[0].n)
    qtbot.waitUntil(opened.chat_page.pane.isVisible, timeout=WAIT)


@pytest.mark.parametrize("victim", ["library process", "reader"])
def test_a_child_of_the_command_line_dies(
    lectern: Lectern, planted: dict[str, Path], tmp_path: Path, victim: str
) -> None:
    command = [sys.executable, "-m", "desktop", "--data", str(tmp_path / "data"), "index", *map(str, planted.values())]
    command += ["--library", "papers", "--json"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as run:
        killed: list[int] = []
        killer = threading.Thread(target=_kill_one, args=(run.pid, victim == "reader", killed))
        killer.start()
        out, err = run.communicate(timeout=PATIENCE)
        killer.join()
    assert killed
    assert "Traceback" not in err
    assert run.returncode == 0, err
    result = json.loads(out)
    told = [entry["reason"] for entry in result["failed"] + result["skipped"]]
    assert result["indexed"] + len(told) == len(planted)
    assert len(told) <= 1
    assert all(reason.endswith((".", "”")) for reason in told)
    again = lectern("index", *planted.values(), "--library", "papers", "--json", folder=tmp_path / "data")
    assert again.code == 0, again.err
    assert again.json()["indexed"] + again.json()["unchanged"] == len(planted)


def _kill_one(parent: int, grandchild: bool, killed: list[int]) -> None:
    """Kill a child of the command, or a child of that child, as soon as there is one at work."""
    while psutil.pid_exists(parent):
        time.sleep(0.01)
        try:
            children = [c for c in psutil.Process(parent).children() if "spawn_main" in " ".join(c.cmdline())]
            if grandchild:
                children = [g for c in children for g in c.children() if "spawn_main" in " ".join(g.cmdline())]
            for child in children:
                if child.cpu_times().user > (0.05 if grandchild else 0.4):
                    child.kill()
                    killed.append(child.pid)
                    return
        except psutil.Error:
            continue
