"""A thought in the window on the real model: it ends at its budget, folds, is found again, and is not copied along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.build import open_window
from desktop.app.opened import Opened
from desktop.domain.conversation import ReasoningPart
from desktop.paths import locate
from desktop.settings import Settings, save
from desktop.ui.chat.message import AnswerView
from tests.journeys.conftest import PATIENCE

pytestmark = pytest.mark.journey
WAIT = PATIENCE * 1000
BUDGET = 48


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path, endless: None) -> Iterator[Opened]:
    """A window whose model never ends a text by itself, so that a thought always reaches its budget."""
    paths = locate(tmp_path / "data")
    paths.settings.parent.mkdir(mode=0o700, exist_ok=True)
    save(paths.settings, Settings(think="on", think_budget=BUDGET, temperature=0.0))
    with open_window(qapp, paths) as made:
        made.window.show()
        yield made
        made.window.close()


def test_a_thought_ends_at_its_budget_and_is_kept_apart_from_the_answer(qtbot: QtBot, opened: Opened) -> None:
    chat = opened.chat
    chat.send("How many eggs are left of twelve when five are eaten?")
    qtbot.waitUntil(lambda: len(chat.messages) == 2 and len(chat.messages[-1].text) > 20, timeout=WAIT)
    chat.stop()
    qtbot.waitUntil(lambda: chat.run is None, timeout=WAIT)
    answer = chat.messages[-1]
    (thought,) = [part for part in answer.parts if isinstance(part, ReasoningPart)]
    assert (thought.ended, thought.tokens) == ("budget", BUDGET)
    view = opened.chat_page.transcript.views[-1]
    assert isinstance(view, AnswerView)
    assert view.thought.isVisible()
    assert not view.thought.opened
    view.bar.copy.click()
    assert QGuiApplication.clipboard().text() == answer.text
    assert [(hit.id, hit.thought) for hit in opened.store.search(thought.text)] == [(chat.id, True)]
