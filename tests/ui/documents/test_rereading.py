"""Files that are read again: told while it goes on, stopped by a button, and the counts made anew at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.documents.protocol import Reread
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.documents.presenter import DocumentsPresenter
from desktop.ui.documents.rereading import RereadingCard
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from tests.ui.documents.shelves import MemoryShelves, indexed


@pytest.fixture
def shelves() -> MemoryShelves:
    made = MemoryShelves()
    made.held = {"Papers": [indexed("/d/a.pdf", 2, 9), indexed("/d/b.docx", 1, 4)]}
    made.rereads = [
        Reread(0, 2),
        Reread(1, 2, "Papers", "/d/a.pdf"),
        Reread(2, 2, "Papers", "/d/b.docx", changed=True),
    ]
    return made


@pytest.fixture
def page(qtbot: QtBot, look: Appearance, shelves: MemoryShelves) -> Iterator[DocumentsPage]:
    tasks = Tasks(lambda error: pytest.fail(str(error)))
    presenter = DocumentsPresenter(shelves, tasks, "My documents")
    made = DocumentsPage(look, presenter, say=lambda state: state.reason, pick_files=list, pick_folder=str)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    presenter.refresh()
    qtbot.waitUntil(lambda: len(presenter.rows) == 2)
    yield made
    presenter.close()
    tasks.close()


def test_it_is_told_and_the_rows_are_loaded_anew(qtbot: QtBot, page: DocumentsPage, shelves: MemoryShelves) -> None:
    card = page.findChild(RereadingCard)
    assert card is not None
    assert not card.isVisible()
    presenter = page._presenter
    presenter.rereading.start()
    qtbot.waitUntil(card.isVisible)
    assert card.what.text() == "0 of 2 files read again"
    shelves.held["Papers"][1] = indexed("/d/b.docx", 1, 7)
    shelves.go_on.set()
    qtbot.waitUntil(lambda: not card.isVisible())
    qtbot.waitUntil(lambda: presenter.rows["Papers", "/d/b.docx"].state.chunks == 7)


def test_it_can_be_stopped_and_begins_anew(qtbot: QtBot, page: DocumentsPage, shelves: MemoryShelves) -> None:
    card = page.findChild(RereadingCard)
    assert card is not None
    page._presenter.rereading.start()
    qtbot.waitUntil(card.isVisible)
    card.stop.click()
    qtbot.waitUntil(lambda: not card.isVisible())
    page._presenter.rereading.start()
    qtbot.waitUntil(card.isVisible)


def test_nothing_is_shown_where_there_is_nothing_to_read(
    qtbot: QtBot, page: DocumentsPage, shelves: MemoryShelves
) -> None:
    shelves.rereads = []
    card = page.findChild(RereadingCard)
    assert card is not None
    shown: list[bool] = []
    page._presenter.rereading.changed.connect(lambda: shown.append(card.isVisible()))
    page._presenter.rereading.start()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [False]
