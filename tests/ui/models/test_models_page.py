"""The Models page: the starter is there, another file can be used where it lies, and a wrong file is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.model import ModelInfo
from desktop.engine.catalog import starter_model
from desktop.errors import NotAModel
from desktop.settings import Settings
from desktop.ui.models.installed import Installed
from desktop.ui.models.page import ModelsPage
from desktop.ui.models.presenter import ModelsPresenter
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance


class Memory:
    """An engine that only remembers what it was told."""

    def __init__(self, model: ModelInfo) -> None:
        self.model: ModelInfo | None = model
        self.context = 0

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
    page.search.setText("smol")
    assert rows(page)


def test_a_loaded_model_can_be_unloaded(
    qtbot: QtBot, page: ModelsPage, presenter: ModelsPresenter, engine: Memory
) -> None:
    engine.context = 2048
    presenter.changed.emit()
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Unload")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert engine.context == 0
