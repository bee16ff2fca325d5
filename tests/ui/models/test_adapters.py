"""Adapters on the Models page: switched in the open chat, with a strength; those for another model say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.domain.adapter import AdapterUse, switched
from desktop.engine.catalog import starter_model
from desktop.errors import AdapterUnfit, NotAnAdapter
from desktop.settings import Settings
from desktop.ui.menu import Menu
from desktop.ui.models.adapter_presenter import AdaptersPresenter
from desktop.ui.models.adapters import AdapterRow, Adapters
from desktop.ui.models.state import Notice
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from tests.adapter_files import lora
from tests.ui.models.test_models_page import Memory


class Chat:
    """The choices of a chat that only remembers them."""

    def __init__(self) -> None:
        self.adapters: tuple[AdapterUse, ...] = ()

    def set_adapter(self, path: str, scale: float | None) -> None:
        self.adapters = switched(self.adapters, path, scale)


class Open:
    """A section with two adapters, of which one is for another model."""

    def __init__(self, qtbot: QtBot, look: Appearance, folder: Path) -> None:
        self.qtbot = qtbot
        self.models = folder / "models"
        self.models.mkdir()
        self.house = str(lora(self.models, "House style.gguf"))
        self.legal = str(
            lora(self.models, "法律术语.gguf", sides=(64, 64), values={"general.base_model.0.name": "Gemma"})
        )
        self.chat = Chat()
        self.errors: list[Exception] = []
        self.notices: list[Notice] = []
        self.tasks = Tasks(self.errors.append)
        settings = SettingsPresenter(folder / "settings.json", Settings())
        self.presenter = AdaptersPresenter(Memory(starter_model()), self.chat, settings, self.tasks, self.models)
        self.presenter.failed.connect(self.errors.append)
        self.presenter.noticed.connect(self.notices.append)
        self.picked = ""
        self.section = Adapters(look, self.presenter, pick_adapter=lambda: self.picked)
        qtbot.addWidget(self.section)
        self.section.resize(900, 400)
        self.section.show()
        self.presenter.refresh()
        qtbot.waitUntil(lambda: len(self.section.rows) == 2)

    def row(self, name: str) -> AdapterRow:
        return next(row for row in self.section.rows if isinstance(row, AdapterRow) and row.name.text() == name)

    def act(self, name: str, words: str) -> None:
        self.row(name).menu_wanted.emit(QPoint(0, 0))
        menu = self.section.findChildren(Menu)[-1]
        next(action for action in menu.actions() if action.text() == words).trigger()


@pytest.fixture
def o(qtbot: QtBot, both: Appearance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setattr(Menu, "popup", lambda *_: None)  # without a display a menu cannot take the keyboard
    made = Open(qtbot, both, tmp_path)
    yield made
    made.tasks.close()


def test_an_adapter_is_switched_on_with_a_strength_and_off(o: Open) -> None:
    row = o.row("House style")
    assert row.about.text().startswith("Made for SmolLM2 135M Instruct, ")
    assert not row.strength.isVisible()
    o.qtbot.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    assert o.chat.adapters == (AdapterUse(o.house, 1.0),)
    assert row.strength.isVisible()
    o.qtbot.keyClick(row.strength, Qt.Key.Key_Left)
    assert list(o.chat.adapters) == [AdapterUse(o.house, 0.95)]
    assert row.percent.text() == "95 %"
    assert o.row("House style") is row
    o.qtbot.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    assert not o.chat.adapters


def test_an_adapter_for_another_model_says_so_and_cannot_be_switched_on(o: Open) -> None:
    row = o.row("法律术语")
    assert row.remark.text() == "For another model"
    assert not row.toggle.isEnabled()
    told: list[str] = []
    o.section.told.connect(lambda _, text: told.append(text))
    o.act("法律术语", "Why it does not fit")
    assert "another shape than the model's" in told[0]
    # One that was on before the model was changed can be switched off.
    o.presenter.switch(o.legal, 0.5)
    assert row.toggle.isEnabled()
    o.qtbot.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    assert not o.chat.adapters


def test_one_that_is_gone_can_be_switched_off(o: Open) -> None:
    o.presenter.switch("/gone/Old one.gguf", 1.0)
    row = o.row("Old one")
    assert row.remark.text() == "Its file is gone"
    o.qtbot.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    assert len(o.section.rows) == 2


def test_one_is_added_and_on(o: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    o.picked = str(lora(tmp_path, "New.gguf"))
    gone: list[str] = []
    switch = o.chat.set_adapter

    def switched_on(path: str, scale: float | None) -> None:
        switch(path, scale)  # the window shows the entries again as soon as the choices of the chat change
        gone.extend(entry.info.name for entry in o.presenter.entries if entry.gone)

    monkeypatch.setattr(o.chat, "set_adapter", switched_on)
    o.qtbot.mouseClick(o.section.add, Qt.MouseButton.LeftButton)
    o.qtbot.waitUntil(lambda: len(o.section.rows) == 3)
    assert not gone, "it was there all the time"
    assert o.chat.adapters == (AdapterUse(str(o.models / "New.gguf"), 1.0),)
    assert o.row("New").toggle.isChecked()


def test_what_cannot_be_added_is_told(o: Open, tmp_path: Path) -> None:
    o.picked = str(tmp_path / "wrong.gguf")
    Path(o.picked).write_text("This is no adapter.")
    o.qtbot.mouseClick(o.section.add, Qt.MouseButton.LeftButton)
    o.qtbot.waitUntil(lambda: len(o.errors) == 1)
    assert isinstance(o.errors[0], NotAnAdapter)
    o.picked = str(lora(tmp_path, "Unfit.gguf", sides=(8, 8)))
    o.qtbot.mouseClick(o.section.add, Qt.MouseButton.LeftButton)
    o.qtbot.waitUntil(lambda: len(o.section.rows) == 3)
    assert isinstance(o.errors[1], AdapterUnfit)
    assert not o.chat.adapters


def test_one_is_removed_with_a_way_back(o: Open) -> None:
    o.presenter.switch(o.house, 0.8)
    o.act("House style", "Remove")
    assert not o.chat.adapters
    assert len(o.section.rows) == 1
    assert not Path(o.house).exists()
    assert o.notices[0].act is not None
    o.notices[0].act()
    o.qtbot.waitUntil(lambda: len(o.section.rows) == 2)
    assert list(o.chat.adapters) == [AdapterUse(o.house, 0.8)]


def test_search_leaves_what_matches(o: Open) -> None:
    o.section.search("gemma")
    assert [row.accessibleName() for row in o.section.rows] == ["法律术语"]
    o.section.search("")
    assert len(o.section.rows) == 2


def test_a_narrow_row_keeps_name_and_strength(qtbot: QtBot, o: Open) -> None:
    def below() -> None:
        row = o.row("House style")
        assert row.name.width() >= row.name.sizeHint().width()
        assert row.about.width() >= row.about.sizeHint().width()
        assert row.strength.isVisible()
        assert row.strength.mapTo(row, QPoint(0, 0)).y() > row.name.geometry().bottom()

    def beside() -> None:
        row = o.row("House style")
        assert row.strength.mapTo(row, QPoint(0, 0)).y() < row.name.geometry().bottom()

    o.presenter.switch(o.house, 0.8)
    o.section.resize(560, 500)
    qtbot.waitUntil(below)
    o.section.resize(900, 500)
    qtbot.waitUntil(beside)
