"""What a collection is searched with: asked for in its menu, changed with progress, stopped, and told when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.documents.embedder_info import EmbedderInfo
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.documents.presenter import DocumentsPresenter
from desktop.ui.documents.search_model import SearchModel
from desktop.ui.documents.search_model_view import ChangingCard, measured
from desktop.ui.menu import Menu
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from tests.ui.documents.shelves import MemoryShelves, indexed


@pytest.fixture
def shelves() -> MemoryShelves:
    made = MemoryShelves()
    made.held = {"Papers": [indexed("/d/a.pdf", 2, 9)]}
    return made


@pytest.fixture
def folders() -> list[str]:
    """What the user picks when asked for a folder."""
    return ["/models/other"]


@pytest.fixture
def chosen() -> list[str]:
    """The reranker of the settings."""
    return [""]


@pytest.fixture
def told() -> list[Exception]:
    """What failed; a test that expects it takes it out."""
    return []


@pytest.fixture
def model(
    qapp: QApplication, shelves: MemoryShelves, chosen: list[str], told: list[Exception]
) -> Iterator[SearchModel]:
    tasks = Tasks(told.append)
    made = SearchModel(shelves, tasks, lambda: [Path("/models/table")], lambda: chosen[0])
    made.reranked.connect(lambda folder: chosen.__setitem__(0, folder))
    made.failed.connect(told.append)
    yield made
    made.stop()
    tasks.close()
    assert told == []


@pytest.fixture
def page(
    qtbot: QtBot,
    look: Appearance,
    shelves: MemoryShelves,
    model: SearchModel,
    folders: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[DocumentsPage]:
    monkeypatch.setattr(Menu, "popup", lambda *_: None)  # without a display a menu cannot take the keyboard
    tasks = Tasks(lambda _: None)
    presenter = DocumentsPresenter(shelves, tasks, "My documents")
    made = DocumentsPage(
        look,
        presenter,
        say=lambda state: state.reason,
        pick_files=list,
        pick_folder=lambda: folders[0],
        search_model=model,
    )
    qtbot.addWidget(made)
    made.resize(1176, 900)
    made.show()
    presenter.refresh()
    qtbot.waitUntil(lambda: len(presenter.rows) == 1)
    yield made
    presenter.close()
    tasks.close()


def _card(page: DocumentsPage) -> ChangingCard:
    card = page.findChild(ChangingCard)
    assert isinstance(card, ChangingCard)
    return card


def _open(qtbot: QtBot, page: DocumentsPage) -> dict[str, object]:
    before = page.model_menu.menu
    page.collections.model_wanted.emit("Papers", QPoint(10, 10))
    qtbot.waitUntil(lambda: page.model_menu.menu is not before)
    menu = page.model_menu.menu
    assert menu is not None
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_menu_shows_what_serves_and_how_it_is_computed(qtbot: QtBot, page: DocumentsPage) -> None:
    actions = _open(qtbot, page)
    assert list(actions) == [
        "The usual model",
        "table",
        "Choose a folder…",
        "Get more search models…",
        "Read again what was found: off",
        "Computed in bf16, 4.0 times as fast as fp32 here",
    ]
    assert actions["The usual model"].isChecked()  # type: ignore[attr-defined]


def test_more_models_are_a_step_away(qtbot: QtBot, page: DocumentsPage) -> None:
    with qtbot.waitSignal(page.models_wanted):
        _open(qtbot, page)["Get more search models…"].trigger()  # type: ignore[attr-defined]


def _second(qtbot: QtBot, page: DocumentsPage) -> dict[str, object]:
    """Open the menu of the reranker below that of search models."""
    below = next(action for text, action in _open(qtbot, page).items() if text.startswith("Read again"))
    menu = below.menu()  # type: ignore[attr-defined]
    return {action.text(): action for action in menu.actions() if action.text()}


def test_a_reranker_is_off_until_a_folder_is_chosen_that_is_one(
    qtbot: QtBot, page: DocumentsPage, model: SearchModel, folders: list[str], chosen: list[str]
) -> None:
    actions = _second(qtbot, page)
    assert list(actions) == [
        "Off",
        "Choose a folder…",
        "A second model reads the first 30 passages that were found, each together with the question.",
        "They come in a better order, and each answer some seconds later.",
        "It serves all collections.",
    ]
    assert actions["Off"].isChecked()  # type: ignore[attr-defined]
    folders[:] = ["/models/reader"]
    with qtbot.waitSignal(model.reranked):
        actions["Choose a folder…"].trigger()  # type: ignore[attr-defined]
    assert chosen == ["/models/reader"]
    actions = _second(qtbot, page)
    assert actions["reader"].isChecked()  # type: ignore[attr-defined]
    with qtbot.waitSignal(model.reranked):
        actions["Off"].trigger()  # type: ignore[attr-defined]
    assert chosen == [""]


def test_a_folder_that_is_no_cross_encoder_is_refused_in_one_sentence(
    qtbot: QtBot, page: DocumentsPage, model: SearchModel, chosen: list[str], told: list[Exception]
) -> None:
    with qtbot.waitSignal(model.failed):
        _second(qtbot, page)["Choose a folder…"].trigger()  # type: ignore[attr-defined]
    assert "no cross-encoder" in str(told.pop())
    assert chosen == [""]


def test_a_change_shows_its_progress_and_serves_at_its_end(
    qtbot: QtBot, page: DocumentsPage, shelves: MemoryShelves, model: SearchModel
) -> None:
    card = _card(page)
    assert not card.isVisible()
    _open(qtbot, page)["table"].trigger()  # type: ignore[attr-defined]
    qtbot.waitUntil(card.isVisible)
    shelves.go_on.set()
    qtbot.waitUntil(lambda: shelves.embedder == {"Papers": "/models/table"})
    qtbot.waitUntil(lambda: not card.isVisible())


def test_a_change_can_be_stopped(qtbot: QtBot, page: DocumentsPage, shelves: MemoryShelves, model: SearchModel) -> None:
    card = _card(page)
    model.choose("Papers", "/models/table")
    qtbot.waitUntil(card.isVisible)
    assert card.stop.accessibleName() == "Stop the change"
    card.stop.click()
    qtbot.waitUntil(lambda: not card.isVisible())
    assert shelves.embedder == {}


def test_nothing_is_claimed_that_was_not_measured(qapp: QApplication) -> None:
    assert measured(EmbedderInfo()) == ""
    assert measured(EmbedderInfo(precision="int8")) == "Computed in int8"
