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
def model(qapp: QApplication, shelves: MemoryShelves) -> Iterator[SearchModel]:
    errors: list[Exception] = []
    tasks = Tasks(errors.append)
    made = SearchModel(shelves, tasks, lambda: [Path("/models/table")])
    made.failed.connect(errors.append)
    yield made
    made.stop()
    tasks.close()
    assert errors == []


@pytest.fixture
def page(
    qtbot: QtBot, look: Appearance, shelves: MemoryShelves, model: SearchModel, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DocumentsPage]:
    monkeypatch.setattr(Menu, "popup", lambda *_: None)  # without a display a menu cannot take the keyboard
    tasks = Tasks(lambda _: None)
    presenter = DocumentsPresenter(shelves, tasks, "My documents")
    made = DocumentsPage(
        look,
        presenter,
        say=lambda state: state.reason,
        pick_files=list,
        pick_folder=lambda: "/models/other",
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
    page.collections.model_wanted.emit("Papers", QPoint(10, 10))
    qtbot.waitUntil(lambda: page.model_menu.menu is not None)
    menu = page.model_menu.menu
    assert menu is not None
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_menu_shows_what_serves_and_how_it_is_computed(qtbot: QtBot, page: DocumentsPage) -> None:
    actions = _open(qtbot, page)
    assert list(actions) == [
        "The usual model",
        "table",
        "Choose a folder…",
        "Computed in bf16, 4.0 times as fast as fp32 here",
    ]
    assert actions["The usual model"].isChecked()  # type: ignore[attr-defined]


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
    assert card.stop.accessibleName() == "Stop embedding anew"
    card.stop.click()
    qtbot.waitUntil(lambda: not card.isVisible())
    assert shelves.embedder == {}


def test_nothing_is_claimed_that_was_not_measured(qapp: QApplication) -> None:
    assert measured(EmbedderInfo()) == ""
    assert measured(EmbedderInfo(precision="int8")) == "Computed in int8"
