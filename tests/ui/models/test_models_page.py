"""The Models page: the starter is there, another file can be used where it lies, and a wrong file is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.model import ModelInfo
from desktop.engine.catalog import starter_model
from desktop.engine.fit import Fit, relieved
from desktop.engine.gguf import read_header
from desktop.engine.offload import OnCards
from desktop.engine.protocol import Device, Loaded, Tuned
from desktop.errors import NotAModel
from desktop.settings import Settings
from desktop.ui.menu import Menu
from desktop.ui.models.cards import card_words
from desktop.ui.models.installed import Installed
from desktop.ui.models.machine_card import MachineCard
from desktop.ui.models.page import ModelsPage
from desktop.ui.models.presenter import ModelsPresenter
from desktop.ui.models.row import ModelRow
from desktop.ui.models.state import Entry
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from tests.tiny_gguf import llama


class Memory:
    """An engine that only remembers what it was told."""

    def __init__(self, model: ModelInfo) -> None:
        self.model: ModelInfo | None = model
        self.context = 0
        self.loaded: Loaded | None = None

    def choose(self, model: ModelInfo | None, *, context: int = 0, gpu_layers: int = -1, threads: int = 0) -> None:
        self.model = model

    def unload(self) -> None:
        self.context = 0


@pytest.fixture
def errors() -> list[Exception]:
    return []


@pytest.fixture
def engine() -> Memory:
    return Memory(starter_model())


@pytest.fixture
def choices(tmp_path: Path) -> SettingsPresenter:
    return SettingsPresenter(tmp_path / "settings.json", Settings())


@pytest.fixture
def presenter(
    qapp: object, tmp_path: Path, engine: Memory, choices: SettingsPresenter, errors: list[Exception]
) -> Iterator[ModelsPresenter]:
    tasks = Tasks(errors.append)
    models = tmp_path / "models"
    models.mkdir()
    shutil.copy(starter_model().path, models / "copy.gguf")
    made = ModelsPresenter(engine, choices, tasks, models)
    made.failed.connect(errors.append)
    yield made
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, both: Appearance, presenter: ModelsPresenter, tmp_path: Path) -> ModelsPage:
    made = ModelsPage(both, presenter, [Installed(both, presenter)], pick_model=lambda: str(tmp_path / "wrong.gguf"))
    qtbot.addWidget(made)
    made.resize(1176, 900)
    made.show()
    presenter.refresh()
    qtbot.waitUntil(lambda: len(presenter.entries) == 2)
    return made


def rows(page: ModelsPage) -> list[QWidget]:
    return page.sections[0].rows


def test_models_are_listed_with_their_fit(page: ModelsPage, presenter: ModelsPresenter) -> None:
    assert presenter.entries[0].model.starter
    assert {entry.fit.label for entry in presenter.entries} == {"Fits"}
    assert len(rows(page)) == 2


def test_a_narrow_page_shows_each_row_whole(qtbot: QtBot, page: ModelsPage, look: Appearance) -> None:
    def below() -> None:
        for row in rows(page):
            assert isinstance(row, ModelRow)
            assert row.about.wordWrap()
            assert row.about.height() >= row.about.heightForWidth(row.about.width())
            assert row.name.width() >= row.name.sizeHint().width(), "the name is not cut"
            assert row.fit.y() > row.about.y()

    def beside() -> None:
        for row in rows(page):
            assert isinstance(row, ModelRow)
            assert row.about.height() >= row.about.heightForWidth(row.about.width())
            assert row.fit.x() > row.about.geometry().right()

    look.choose(scale=1.5)
    page.resize(928, 700)
    qtbot.waitUntil(below)  # what is found out about the computer meanwhile makes the rows anew
    look.choose(scale=1.0)
    qtbot.waitUntil(beside)


@pytest.mark.parametrize("origin", ["", "LM Studio"])
def test_all_of_a_long_line_is_shown_with_the_licence_at_its_end(
    qtbot: QtBot, page: ModelsPage, presenter: ModelsPresenter, origin: str
) -> None:
    """On a card, or from another program, the line about a model is long, and what it ends with was cut or left out."""
    licensed = {"origin": origin, "licence": "llama3.2", "starter": False}
    model = msgspec.structs.replace(presenter.entries[0].model, **licensed)
    on_card = OnCards(32, 40, "NVIDIA GeForce RTX 3060 Laptop GPU", 10_000_000_000, 12_000_000_000)
    cards = None if origin else on_card
    presenter.entries = (presenter.entries[0], Entry(model, presenter.entries[0].fit, cards=cards))
    presenter.changed.emit()

    def whole() -> None:
        starter, row = (found for found in rows(page) if isinstance(found, ModelRow))
        assert row.about.text().endswith("Licence: Llama 3.2 Community.")
        assert starter.about.text().endswith("Licence: Apache-2.0.")
        assert row.about.height() >= row.about.heightForWidth(row.about.width())
        assert row.about.heightForWidth(row.about.width()) > row.about.heightForWidth(5000) or origin

    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    qtbot.waitUntil(whole)


def test_another_model_can_be_used_and_is_remembered(
    qtbot: QtBot, page: ModelsPage, presenter: ModelsPresenter, engine: Memory, choices: SettingsPresenter
) -> None:
    use = next(b for b in page.findChildren(QPushButton) if b.accessibleName().startswith("Use "))
    told: list[ModelInfo] = []
    presenter.chosen.connect(told.append)
    qtbot.mouseClick(use, Qt.MouseButton.LeftButton)
    assert engine.model is not None
    assert engine.model.path.endswith("copy.gguf")
    assert choices.settings.model == engine.model.path
    assert told == [engine.model]


def test_a_file_that_is_no_model_is_told_and_nothing_changes(
    qtbot: QtBot, page: ModelsPage, engine: Memory, errors: list[Exception], tmp_path: Path
) -> None:
    (tmp_path / "wrong.gguf").write_text("This is no model.")
    before = engine.model
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], NotAModel)
    assert "wrong.gguf" in errors[0].message
    assert engine.model == before


def test_search_leaves_what_matches(page: ModelsPage) -> None:
    page.search.setText("zzz")
    assert rows(page) == []
    assert page.nothing.isVisible()
    assert [section.isVisible() for section in page.sections] == [not section.searched for section in page.sections]
    page.search.setText("smol")
    assert rows(page)
    assert page.sections[0].isVisible()
    assert not page.nothing.isVisible()


def test_a_loaded_model_can_be_unloaded(
    qtbot: QtBot, page: ModelsPage, presenter: ModelsPresenter, engine: Memory
) -> None:
    engine.context = 2048
    presenter.changed.emit()
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Unload")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert engine.context == 0


def test_the_graphics_card_is_named_with_what_lies_on_it(
    qtbot: QtBot, look: Appearance, engine: Memory, choices: SettingsPresenter, tmp_path: Path, errors: list[Exception]
) -> None:
    card = Device("CUDA0", "NVIDIA GeForce RTX 3060", 11 << 30, 12 << 30)
    tasks = Tasks(errors.append)
    presenter = ModelsPresenter(engine, choices, tasks, tmp_path / "models", lambda _: (card,))
    section = Installed(look, presenter)
    machine = MachineCard(look, presenter)
    for widget in (section, machine):
        qtbot.addWidget(widget)
    presenter.refresh()
    qtbot.waitUntil(lambda: bool(presenter.entries) and presenter.entries[0].cards is not None)
    assert presenter.machine.cards == (card,)
    (entry,) = presenter.entries
    assert entry.cards is not None
    assert entry.cards.gpu_layers == entry.model.layers + 1
    words = f"{entry.model.layers} of {entry.model.layers} layers on NVIDIA GeForce RTX 3060, "
    assert card_words(entry.cards).startswith(words)
    (row,) = section.rows
    assert isinstance(row, ModelRow)
    assert row.about.text().startswith(words)
    assert words in row.fit.toolTip()
    assert "NVIDIA GeForce RTX 3060, 12.9 GB of memory, 11.8 GB free." in machine.facts.text()
    assert presenter.machine.room > presenter.machine.free
    engine.loaded = Loaded(2048, backend="NVIDIA GeForce RTX 3060", gpu_layers=20, threads=2, layers=30)
    engine.loaded = msgspec.structs.replace(engine.loaded, card_used=5_100_000_000, card_total=12_900_000_000)
    presenter.changed.emit()
    (row,) = section.rows
    assert isinstance(row, ModelRow)
    assert "20 of 30 layers on NVIDIA GeForce RTX 3060, 5.1 of 12.9 GB" in row.about.text()
    assert "In use: 20 of 30 layers" in machine.facts.text()
    tasks.close()
    assert errors == []


def test_without_a_card_nothing_is_said_of_one(page: ModelsPage, presenter: ModelsPresenter) -> None:
    assert all(entry.cards is None for entry in presenter.entries)
    assert "layers" not in page.card.facts.text()
    assert "\n" not in page.card.facts.text()


def test_what_lies_on_a_card_is_no_memory_of_the_computer() -> None:
    needs = Fit("Won't fit", 4096, 9_000_000_000, 0, 0, 100_000_000, free=6_000_000_000)
    assert relieved(needs, 8_000_000_000).label == "Fits"
    assert relieved(needs, 4_000_000_000).label == "May be slow"
    assert relieved(needs, 1_000_000_000).label == "Won't fit"


def test_a_draft_model_is_chosen_in_the_menu_and_told_with_what_it_brings(
    qtbot: QtBot, look: Appearance, engine: Memory, choices: SettingsPresenter, tmp_path: Path, errors: list[Exception]
) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    large, small = llama(folder / "large.gguf", width=64, layers=8), llama(folder / "small.gguf", layers=1)
    gains = {"of": Tuned(2)}
    tasks = Tasks(errors.append)
    presenter = ModelsPresenter(engine, choices, tasks, folder, tuned=lambda: gains["of"])
    section = Installed(look, presenter)
    qtbot.addWidget(section)
    presenter.refresh()
    qtbot.waitUntil(lambda: len(presenter.entries) == 3)
    entry = next(entry for entry in presenter.entries if entry.model.path == str(large))
    engine.choose(entry.model)
    assert [draft.path for draft in presenter.drafts(entry.model)] == [str(small)]
    assert presenter.drafts(read_header(small)) == ()

    def press(name: str) -> None:
        menu = section.menu(entry)
        (choice,) = [inner for action in menu.actions() if isinstance(inner := action.menu(), Menu)]
        assert choice.accessibleName() == f"Draft model of {entry.model.name}"
        next(action for action in choice.actions() if action.text() == name).trigger()

    def about() -> str:
        return next(
            row.about.text()
            for row in section.rows
            if isinstance(row, ModelRow) and row.accessibleName() == entry.model.name
        )

    press(read_header(small).name)
    assert choices.settings.drafts == {str(large): str(small)}
    qtbot.waitUntil(lambda: any(found.fit.draft for found in presenter.entries))
    assert "Draft model small, not measured here yet." in about()
    for gain, words in (
        (1.34, "Draft model small: 1.3 × as fast here."),
        (0.7, "small: not faster here, so not used."),
    ):
        gains["of"] = Tuned(2, draft=str(small), gain=gain)
        presenter.changed.emit()
        assert words in about()
    small.rename(folder / "gone")
    presenter.refresh()
    qtbot.waitUntil(lambda: "Draft model small: its file is gone, so not used." in about())
    press("None")
    assert choices.settings.drafts == {}
    qtbot.waitUntil(lambda: not any(found.fit.draft for found in presenter.entries) and "Draft" not in about())
    assert not errors
    tasks.close()


def test_details_say_what_was_measured_here(
    qtbot: QtBot, look: Appearance, tmp_path: Path, engine: Memory, choices: SettingsPresenter
) -> None:
    found: list[Tuned] = []
    tasks = Tasks(lambda error: None)
    presenter = ModelsPresenter(engine, choices, tasks, tmp_path / "models", tuned=lambda: found[-1] if found else None)
    card = MachineCard(look, presenter)
    qtbot.addWidget(card)

    def details() -> str:
        return "\n".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden())

    assert "SmolLM2-135M-Instruct: not yet. It is done once" in details()
    found.append(Tuned(2, read_speed=74.3, write_speed=21.4))
    card.refresh()
    qtbot.waitUntil(lambda: "not yet" not in details())
    assert "reads 74.3 tokens a second and writes 21.4, quickest with 2 threads." in details()
    tasks.close()
