"""From a question to its proof in the window: asked, cited, a click, the page with its words marked, and F3 onwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.build import open_window
from desktop.app.opened import Opened
from desktop.domain.document import Within
from desktop.paths import locate
from desktop.ui.chat.message import AnswerView
from desktop.ui.readdialog import ReadDialog
from tests.journeys.conftest import PATIENCE

pytestmark = pytest.mark.journey
WAIT = PATIENCE * 1000


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    with open_window(qapp, locate(tmp_path / "data")) as made:
        made.window.show()
        yield made
        made.window.close()


def _ask(qtbot: QtBot, opened: Opened, question: str) -> AnswerView:
    """Ask, wait for the whole answer, and return its widget."""
    chat = opened.chat
    before = len(chat.messages)
    chat.send(question)
    qtbot.waitUntil(lambda: len(chat.messages) == before + 2 and chat.run is None, timeout=WAIT)
    view = opened.chat_page.transcript.views[-1]
    assert isinstance(view, AnswerView)
    return view


def test_each_kind_of_page_shows_its_marks(qtbot: QtBot, opened: Opened, planted: dict[str, Path]) -> None:
    chat, pane = opened.chat, opened.chat_page.pane
    chat.attach([planted["pdf"], planted["pptx"]])
    qtbot.waitUntil(lambda: len(chat.files) == 2 and all(f.state == "ready" for f in chat.files), timeout=WAIT)

    answer = _ask(qtbot, opened, "What is the access code of the Zephyr vault?")
    citations = chat.messages[-1].citations
    at = next(n for n, citation in enumerate(citations) if "48213" in citation.quote)
    assert citations[at].verified
    answer.sources.cards[at].click()
    qtbot.waitUntil(lambda: pane.isVisible() and pane.pdf.marked, timeout=WAIT)
    assert pane.pdf.isVisible()
    assert pane.header.where.text() == "57 of 100"
    assert pane.proof.words.startswith("Verified.")
    QTest.keyClick(opened.chat_page.composer.edit, Qt.Key.Key_F3)
    source = opened.chat_page._source
    assert source.place == (at + 1) % len(citations)
    QTest.keyClick(pane.pdf, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert source.place == at

    answer = _ask(qtbot, opened, "How many bicycles did the ferry to Halden carry in 2023?")
    citations = chat.messages[-1].citations
    at = next(n for n, citation in enumerate(citations) if "9,406" in citation.quote)
    answer.sources.cards[at].click()
    qtbot.waitUntil(lambda: "9,406" in pane.text.marked, timeout=WAIT)
    assert pane.text.isVisible()
    assert pane.header.where.text() == "12 of 20"
    QTest.keyClick(pane.text.sheet, Qt.Key.Key_F3)
    assert source.place == (at + 1) % len(citations)


def test_a_library_is_asked_in_one_of_its_files_only(qtbot: QtBot, opened: Opened, planted: dict[str, Path]) -> None:
    documents, chat = opened.documents, opened.chat
    documents.add([str(planted["docx"]), str(planted["txt"])], "Archive")
    qtbot.waitUntil(lambda: documents.indexing is None and len(documents.rows) == 2, timeout=WAIT)
    chat.choices.set_library("Archive")
    chat.choices.set_within(Within(places=(str(planted["txt"]),)))
    _ask(qtbot, opened, "Who is the keeper of the Northgate clock?")
    assert chat.messages[-1].kind == "refused"
    chat.choices.set_within(Within(kinds=("docx",)))
    _ask(qtbot, opened, "Who is the keeper of the Northgate clock?")
    assert "Marguerite Oduya" in chat.messages[-1].text
    assert {Path(citation.file) for citation in chat.messages[-1].citations} == {planted["docx"]}

    row = next(row for row in documents.rows.values() if row.state.file == str(planted["txt"]))
    documents.show_read(row)
    qtbot.waitUntil(lambda: any(dialog.questions for dialog in opened.window.findChildren(ReadDialog)), timeout=WAIT)
    dialog = opened.window.findChildren(ReadDialog)[0]
    dialog.questions[0].click()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: len(chat.messages) == 2 and chat.run is None, timeout=WAIT)
    assert chat.choices.within == Within(places=(str(planted["txt"]),))
    assert {Path(citation.file) for citation in chat.messages[-1].citations} == {planted["txt"]}
