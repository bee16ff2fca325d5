"""The engine in the window: values that its user chose, measured ones, and what stops twice on the same question."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.build import open_window
from desktop.app.opened import Opened
from desktop.domain.conversation import FaultPart
from desktop.engine.choosing import Choosing
from desktop.engine.gguf import stamp
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.engine.protocol import Tuned
from desktop.paths import locate
from desktop.ui.chat.message import AnswerView
from desktop.ui.fields import Choice
from desktop.ui.labels import Label
from desktop.ui.notices import ErrorCard
from desktop.ui.settings.page import SettingsPage
from tests.journeys.conftest import PATIENCE

pytestmark = pytest.mark.journey
WAIT = PATIENCE * 1000
ASKED = "Tell a long story about a lighthouse and its keeper."


@pytest.fixture(scope="module")
def opened(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with open_window(qapp, locate(tmp_path_factory.mktemp("data"))) as made:
        made.window.show()
        yield made
        made.window.close()


def _written(qtbot: QtBot, opened: Opened, letters: int = 1) -> None:
    """Wait until some of the answer is written, then stop it."""
    chat = opened.chat
    qtbot.waitUntil(lambda: len(chat.messages[-1].text) >= letters or chat.run is None, timeout=WAIT)
    chat.stop()
    qtbot.waitUntil(lambda: chat.run is None, timeout=WAIT)


def _answer(opened: Opened) -> AnswerView:
    view = opened.chat_page.transcript.views[-1]
    assert isinstance(view, AnswerView)
    return view


def test_chosen_values_go_before_measured_ones_and_back(qtbot: QtBot, opened: Opened) -> None:
    local, chat = opened.services.engine.local, opened.chat
    model = local.model
    assert model is not None
    notebook = Notebook(opened.services.paths.engine)
    measured = Tuned(2, 128, "on", "f16", guess=True, read_speed=210.0, write_speed=24.0)
    Choosing(notebook, Offloading(notebook)).keep(model.path, stamp(model.path), measured)
    page = opened.window.findChild(SettingsPage)
    assert page is not None
    choices = {choice.accessibleName(): choice for choice in page.findChildren(Choice)}

    def choose(**keys: str) -> None:
        for name, key in keys.items():
            choice = choices[name.replace("_", " ")]
            choice.choose(key)
            choice.chosen.emit(key)

    def says(words: str) -> bool:
        return any(words in label.text() for label in page.findChildren(Label))

    opened.window.show_page("settings")
    page.show_section("performance")
    choose(Threads="1", Reading_step="64", Flash_attention="off", Memory_of_the_conversation="f16")
    chat.send("Say hello.")
    _written(qtbot, opened)
    loaded = local.loaded
    assert loaded is not None
    assert (loaded.threads, loaded.batch, loaded.flash, loaded.cache) == (1, 64, "off", "f16")
    qtbot.waitUntil(lambda: says("Reads 64 tokens in one go. Flash attention: off."), timeout=WAIT)

    choose(Threads="0", Reading_step="0", Flash_attention="auto", Memory_of_the_conversation="auto")
    assert says("Your changes hold from the next question on")
    chat.regenerate()
    _written(qtbot, opened)
    loaded = local.loaded
    assert loaded is not None
    assert (loaded.threads, loaded.batch, loaded.flash, loaded.cache) == (2, 128, "on", "f16"), "as measured"
    qtbot.waitUntil(lambda: says("Measured: 210 tokens a second read, 24 written."), timeout=WAIT)
    assert says("The next words are guessed from your text")
    assert not says("Your changes hold from the next question on")


@pytest.mark.usefixtures("endless")
def test_what_stops_twice_on_the_same_question_offers_a_shorter_context(qtbot: QtBot, opened: Opened) -> None:
    chat, engine = opened.chat, opened.services.engine
    opened.window.start_chat()
    for again in (False, True):
        if again:
            chat.regenerate()
        else:
            chat.send(ASKED)
        qtbot.waitUntil(lambda: len(chat.messages) == 2 and bool(chat.messages[-1].text), timeout=WAIT)
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGKILL)
        qtbot.waitUntil(lambda: chat.run is None, timeout=WAIT)
    assert [part.kind for part in chat.messages[-1].parts if isinstance(part, FaultPart)] == ["ProcessStoppedAgain"]
    qtbot.waitUntil(lambda: _answer(opened).card is not None, timeout=WAIT)
    card = _answer(opened).card
    assert isinstance(card, ErrorCard)
    shorter, same = card.buttons[:2]
    assert (shorter.text(), same.text()) == ("Reload with a shorter context", "Reload and try again")
    shorter.click()
    qtbot.waitUntil(lambda: chat.run is not None, timeout=WAIT)
    _written(qtbot, opened)
    assert engine.local.loaded is not None
    assert opened.settings.settings.context == engine.local.loaded.context == 4096
