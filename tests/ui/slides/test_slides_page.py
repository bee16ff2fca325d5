"""The Slides page: a topic becomes an outline, edits reach the slides and can be undone, a deck is saved."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.deck import Deck, Material
from desktop.errors import CannotWrite, OutlineEmpty
from desktop.ui.slides.outline_model import ENTRY
from desktop.ui.slides.page import SlidesPage
from desktop.ui.slides.presenter import SlidesPresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from tests.ui.chat.script import settle
from tests.ui.slides.making import SAMPLE, memory_making

Saved = list[tuple[Deck, Path]]


@pytest.fixture
def saved() -> Saved:
    return []


@pytest.fixture
def errors() -> list[Exception]:
    return []


@pytest.fixture
def presenter(qapp: object, saved: Saved, errors: list[Exception]) -> Iterator[SlidesPresenter]:
    tasks = Tasks(errors.append)
    made = SlidesPresenter(memory_making(saved), tasks, "ledger")
    made.failed.connect(errors.append)
    yield made
    made.close()
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, both: Appearance, presenter: SlidesPresenter, tmp_path: Path) -> SlidesPage:
    made = SlidesPage(
        both,
        presenter,
        pick_files=lambda: ["/d/Linden-Street-final.pdf"],
        pick_outline=lambda: "",
        pick_template=lambda: "",
        save_as=lambda name: str(tmp_path / name),
        chat=lambda: (7, "Heat-pump pilot"),
    )
    qtbot.addWidget(made)
    made.resize(1376, 900)
    made.show()
    return made


@pytest.fixture
def made(qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter) -> SlidesPage:
    presenter.make(Material(topic="Heat pumps"))
    qtbot.waitUntil(lambda: presenter.deck is not None and presenter.progress is None)
    return page


def _titles(page: SlidesPage) -> list[str]:
    rows = page.outline.rows
    return [str(rows.index(at, 0).data()) for at in range(rows.rowCount())]


def _settled(qtbot: QtBot, presenter: SlidesPresenter, title: str) -> None:
    qtbot.waitUntil(lambda: presenter.deck is not None and any(s.title == title for s in presenter.deck.slides))


def test_a_topic_becomes_an_outline_and_slides(qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter) -> None:
    qtbot.keyClicks(page.start.topic, "Heat pumps")
    qtbot.keyClick(page.start.topic, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: presenter.deck is not None)
    assert _titles(page)[:3] == ["Heat-pump pilot for the board", "Agenda", "Part 1: What we measured"]
    assert presenter.deck is not None
    assert len(presenter.deck.slides) == 7


def test_documents_and_the_chat_are_taken(qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter) -> None:
    qtbot.mouseClick(page.start.documents, Qt.MouseButton.LeftButton)
    assert presenter.making == Material(files=("/d/Linden-Street-final.pdf",))
    page.from_chat()
    assert presenter.making == Material(conversation=7, conversation_title="Heat-pump pilot")


def test_making_can_be_stopped(qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter) -> None:
    presenter.make(Material(topic="slow"))
    qtbot.waitUntil(page.start.stop.isVisible)
    qtbot.mouseClick(page.start.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: presenter.progress is None)
    assert presenter.outline is None


def test_nothing_to_make_slides_from_is_told(
    qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter, errors: list[Exception]
) -> None:
    presenter.make(Material(topic="nothing"))
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], OutlineEmpty)


def test_a_slide_is_renamed_in_place(qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter) -> None:
    made.outline.begin_edit("s2")
    editor = made.outline.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Demand fell")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    _settled(qtbot, presenter, "Demand fell")
    made.undo.click()
    _settled(qtbot, presenter, "Winter demand fell by 31 %")


def test_slides_move_by_keys_and_by_drop(qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter) -> None:
    made.outline.setCurrentIndex(made.outline.rows.find("s4"))
    qtbot.keyClick(made.outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert presenter.outline is not None
    assert [slide.id for slide in presenter.outline.slides] == ["s1", "s2", "s4", "s3"]
    rows = made.outline.rows
    data = rows.mimeData([rows.find("s3")])
    rows.dropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert [slide.id for slide in presenter.outline.slides] == ["s3", "s1", "s2", "s4"]


def test_points_are_written_added_and_removed(qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter) -> None:
    view = made.outline
    prompt = view.rows.find("s4", 1)
    assert prompt.data(ENTRY).prompt
    view.rows.setData(prompt, "We ask two firms now")
    assert presenter.outline is not None
    assert presenter.outline.slides[3].points[1].text == "We ask two firms now"
    assert not presenter.outline.slides[3].points[1].prompt
    view.expand(view.rows.find("s4"))
    view.setCurrentIndex(view.rows.find("s4", 0))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [p.text for p in presenter.outline.slides[3].points] == ["We ask two firms now"]


def test_a_slide_is_added_and_removed(qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter) -> None:
    made.outline.setCurrentIndex(made.outline.rows.find("s2"))
    qtbot.mouseClick(made.add, Qt.MouseButton.LeftButton)
    assert presenter.outline is not None
    assert [slide.id for slide in presenter.outline.slides] == ["s1", "s2", "s5", "s3", "s4"]
    qtbot.waitUntil(lambda: bool(presenter.problems))
    presenter.remove_slide("s5")
    qtbot.waitUntil(lambda: not presenter.problems)


def test_choosing_a_row_shows_its_slide(made: SlidesPage, presenter: SlidesPresenter) -> None:
    made.outline.setCurrentIndex(made.outline.rows.find("s3"))
    assert presenter.selected == 4
    assert made.thumbnails.currentIndex().row() == 4
    made.thumbnails.setCurrentIndex(made.thumbnails.model().index(2, 0))
    assert presenter.selected == 2


def test_notes_and_layout_belong_to_the_slide_in_sight(
    qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter
) -> None:
    presenter.select(5)
    made.inspector.notes.setPlainText("Say it calmly")
    presenter.select(0)
    assert presenter.outline is not None
    assert presenter.outline.slides[3].notes == "Say it calmly"
    presenter.select(5)
    presenter.set_layout("numbers")
    assert presenter.outline.slides[3].layout == "numbers"


def test_the_keys_that_are_listed_save_and_undo(
    qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter, saved: Saved
) -> None:
    made.window().activateWindow()
    made.save.setFocus()
    with qtbot.waitSignal(presenter.saved):
        qtbot.keyClick(made, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saved
    before = presenter.outline
    presenter.remove_slide("s3")
    assert presenter.outline != before
    qtbot.keyClick(made, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: presenter.outline == before)  # a button shows first that it is pressed


def test_the_deck_is_saved_under_its_title(
    qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter, saved: Saved, tmp_path: Path
) -> None:
    with qtbot.waitSignal(presenter.saved):
        qtbot.mouseClick(made.save, Qt.MouseButton.LeftButton)
    assert saved[0][1] == tmp_path / "Heat-pump pilot for the board.pptx"
    assert saved[0][0].title == SAMPLE.title


def test_a_full_disk_is_told_and_the_outline_stays(
    qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter, errors: list[Exception], tmp_path: Path
) -> None:
    presenter.save(tmp_path / "full.pptx")
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], CannotWrite)
    assert presenter.outline == SAMPLE


def test_a_theme_changes_every_slide(qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter) -> None:
    before = made.preview.grab().toImage()
    presenter.set_theme("evening")
    qtbot.waitUntil(lambda: presenter.deck is not None and presenter.deck.theme == "evening")
    assert made.preview.grab().toImage() != before


def test_a_narrow_page_shows_the_inspector_in_turn(made: SlidesPage) -> None:
    made.resize(900, 700)
    assert not made.inspector.isVisible()
    made.inspect.setChecked(True)
    assert made.inspector.isVisible()


def test_a_page_of_large_text_in_a_small_window_shows_one_column_at_a_time(made: SlidesPage) -> None:
    made.look.choose(scale=2.0)
    made.resize(752, 600)
    columns = (made.side, made.preview, made.inspector)
    assert [column.isVisible() for column in columns] == [False, True, False]
    made.plan.click()
    settle()
    assert [column.isVisible() for column in columns] == [True, False, False]
    assert made.side.width() == made.width()
    made.inspect.click()
    settle()
    assert [column.isVisible() for column in columns] == [False, False, True]
    assert made.inspector.width() == made.width()
    made.inspect.click()
    assert [column.isVisible() for column in columns] == [False, True, False]
    made.grab()
    for button in (made.new, made.present, made.save):
        assert button.width() >= button.sizeHint().width()
        assert button.accessibleName()
    assert made.save.shortcut().toString() == "Ctrl+S"
    made.look.choose(scale=1.0)
    made.resize(1376, 900)
    assert made.save.text() == "Save .pptx"
    assert all(column.isVisible() for column in columns)


def test_thumbnails_end_where_the_slide_above_them_does(made: SlidesPage, presenter: SlidesPresenter) -> None:
    for width, in_a_row in ((1376, 4), (960, 3), (816, 2)):
        made.resize(width, 850)
        settle()
        made.grab()
        view = made.thumbnails
        boxes = [view.visualRect(view.model().index(at, 0)) for at in range(in_a_row)]
        assert len({box.top() for box in boxes}) == 1
        assert 0 <= made.preview.width() - boxes[-1].right() <= 12


def test_the_ways_to_begin_keep_their_words_apart_with_large_text(page: SlidesPage) -> None:
    page.look.choose(scale=2.0)
    for width, height in ((1312, 900), (752, 600)):
        page.resize(width, height)
        page.grab()
        rows = (page.start.documents, page.start.chat, page.start.outline)
        for above, row in itertools.pairwise(rows):
            assert above.geometry().bottom() < row.geometry().top()
        for row in rows:
            words, how = row.boxes()
            assert words.right() < how.left()
            assert row.height() == row.sizeHint().height()
            assert row.width() <= page.start.viewport().width()


def test_a_deck_that_was_put_away_comes_back_with_its_edits(
    qtbot: QtBot, made: SlidesPage, presenter: SlidesPresenter
) -> None:
    told: list[tuple[str, Callable[[], None]]] = []
    presenter.put_away.connect(lambda title, back: told.append((title, back)))
    made.outline.rows.setData(made.outline.rows.find("s4", 1), "We ask two firms now")
    edited = presenter.outline
    qtbot.mouseClick(made.new, Qt.MouseButton.LeftButton)
    assert presenter.outline is None
    assert made.start.isVisible()
    title, bring_back = told[0]
    assert title == "Heat-pump pilot for the board"
    bring_back()
    assert presenter.outline == edited
    assert presenter.can_undo
    assert not made.start.isVisible()


def test_a_chat_without_an_answer_says_why_it_cannot_be_chosen(page: SlidesPage) -> None:
    page.start.offer_chat(begun=False, idle=True)
    assert not page.start.chat.isEnabled()
    assert "no answer" in page.start.chat.toolTip()
    page.start.offer_chat(begun=True, idle=True)
    assert page.start.chat.isEnabled()
    assert not page.start.chat.toolTip()
