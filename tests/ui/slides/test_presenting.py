"""Presenting: the slides fill a screen, turned by keys, clicks and the wheel; the page follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.deck import Column, Figure, Material, Point, Quote, Slide, StepItem
from desktop.ui.slides import presenting
from desktop.ui.slides.page import SlidesPage
from desktop.ui.slides.presenter import SlidesPresenter
from desktop.ui.slides.presenting import Presenting, present, words_of
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from tests.ui.slides.making import memory_making


@pytest.fixture
def presenter(qapp: QApplication) -> Iterator[SlidesPresenter]:
    tasks = Tasks(lambda error: None)
    made = SlidesPresenter(memory_making([]), tasks, "evening")
    yield made
    made.close()
    tasks.close()


@pytest.fixture
def page(qtbot: QtBot, look: Appearance, presenter: SlidesPresenter) -> SlidesPage:
    made = SlidesPage(
        look,
        presenter,
        pick_files=list,
        pick_outline=str,
        pick_template=str,
        save_as=lambda name: "",
        chat=lambda: (0, ""),
    )
    qtbot.addWidget(made)
    made.resize(1376, 900)
    made.show()
    presenter.make(Material(topic="Heat pumps"))
    qtbot.waitUntil(lambda: presenter.deck is not None and presenter.progress is None)
    return made


def _presenting(page: SlidesPage) -> list[Presenting]:
    return [shown for shown in page.findChildren(Presenting) if shown.isVisible()]


def _begun(qtbot: QtBot, page: SlidesPage, *, here: bool = False) -> Presenting:
    page.window().activateWindow()
    shift = Qt.KeyboardModifier.ShiftModifier if here else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(page, Qt.Key.Key_F5, shift)
    qtbot.waitUntil(lambda: len(_presenting(page)) == 1)
    return _presenting(page)[0]


def _wheel(shown: Presenting, eighths: int) -> None:
    spot, no, still = QPointF(9, 9), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    begun = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(shown, QWheelEvent(spot, spot, QPoint(), QPoint(0, eighths), no, still, begun, False))


def test_f5_begins_with_the_first_slide_and_escape_ends(
    qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter
) -> None:
    presenter.select(3)
    shown = _begun(qtbot, page)
    assert shown.isFullScreen()
    assert shown.size() == page.screen().size()
    assert presenter.selected == 0
    assert shown.accessibleName() == "Slide 1 of 7: Heat-pump pilot for the board"
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _presenting(page))


def test_the_slide_in_sight_can_be_begun_with(qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter) -> None:
    presenter.select(3)
    shown = _begun(qtbot, page, here=True)
    assert presenter.selected == 3
    assert "Winter demand fell by 31 %" in shown.accessibleName()
    assert "Column chart" in shown.accessibleDescription()


def test_the_button_presents(qtbot: QtBot, page: SlidesPage) -> None:
    qtbot.mouseClick(page.present, Qt.MouseButton.LeftButton)
    assert len(_presenting(page)) == 1


def test_a_narrow_page_keeps_the_button_and_its_key(qtbot: QtBot, page: SlidesPage) -> None:
    page.resize(800, 600)
    assert page.present.text() == ""
    assert page.present.accessibleName() == "Present"
    page.resize(1376, 900)
    assert page.present.text() == "Present"
    page.resize(800, 600)
    _begun(qtbot, page)


@pytest.mark.parametrize(
    ("forward", "back"),
    [
        (Qt.Key.Key_Right, Qt.Key.Key_Left),
        (Qt.Key.Key_Down, Qt.Key.Key_Up),
        (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
        (Qt.Key.Key_Space, Qt.Key.Key_Backspace),
    ],
)
def test_keys_turn_the_slides_and_stop_at_the_ends(
    qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter, forward: Qt.Key, back: Qt.Key
) -> None:
    shown = _begun(qtbot, page)
    qtbot.keyClick(shown, back)
    assert presenter.selected == 0
    qtbot.keyClick(shown, forward)
    qtbot.keyClick(shown, forward)
    assert presenter.selected == 2
    qtbot.keyClick(shown, back)
    assert page.thumbnails.currentIndex().row() == presenter.selected == 1
    qtbot.keyClick(shown, Qt.Key.Key_End)
    qtbot.keyClick(shown, forward)
    assert presenter.selected == 6
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    assert presenter.selected == 0


def test_clicks_and_the_wheel_turn_the_slides(qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter) -> None:
    shown = _begun(qtbot, page)
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(shown, Qt.MouseButton.RightButton)
    assert presenter.selected == 1
    for eighths in (-60, -60, -240, 120):
        _wheel(shown, eighths)
    assert presenter.selected == 3


def test_a_resting_pointer_is_hidden(qtbot: QtBot, page: SlidesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presenting, "POINTER_STAY", 20)
    shown = _begun(qtbot, page)
    qtbot.waitUntil(lambda: shown.cursor().shape() == Qt.CursorShape.BlankCursor)
    spot, no = QPointF(40, 40), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, spot, spot, no, no, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(shown, moved)
    assert shown.cursor().shape() == Qt.CursorShape.ArrowCursor
    qtbot.waitUntil(lambda: shown.cursor().shape() == Qt.CursorShape.BlankCursor)


def test_the_slide_is_as_large_as_the_screen_allows(qtbot: QtBot, page: SlidesPage) -> None:
    shown = _begun(qtbot, page)
    shown.showNormal()
    shown.resize(1000, 1000)
    image = shown.grab().toImage()
    ratio = image.devicePixelRatio()
    black = QColor("black")
    edge = (1000 - 1000 * 9 / 16) / 2
    assert image.pixelColor(round(500 * ratio), round((edge - 4) * ratio)) == black
    assert image.pixelColor(round(996 * ratio), round((edge + 4) * ratio)) != black


def test_it_ends_with_its_deck_and_does_not_begin_without_one(
    qtbot: QtBot, page: SlidesPage, presenter: SlidesPresenter
) -> None:
    _begun(qtbot, page)
    presenter.clear()
    qtbot.waitUntil(lambda: not _presenting(page))
    assert present(presenter, page) is None
    assert not page.present.isVisible()


def test_a_screen_reader_is_told_all_that_stands_on_a_slide() -> None:
    slide = Slide(
        "s",
        "bullets",
        "t",
        subtitle="Sub",
        points=(Point("One"),),
        columns=(Column("Left", (Point("Two"),)),),
        figures=(Figure("31 %", "less"),),
        steps=(StepItem("June", "begin"),),
        quote=Quote("Warm", "A tenant"),
        alt="Column chart",
        source_line="a.pdf, p. 1",
    )
    told = words_of(slide).split("\n")
    assert told == [
        "Sub",
        "One",
        "Left",
        "Two",
        "31 % less",
        "June begin",
        "Warm",
        "A tenant",
        "Column chart",
        "a.pdf, p. 1",
    ]


def test_that_the_saved_file_is_in_the_own_template_is_said_for_a_while(
    page: SlidesPage, presenter: SlidesPresenter
) -> None:
    without = present(presenter, page)
    assert without is not None
    assert without.note == ""
    without.close()
    presenter.set_template(Path("/t/company.potx"))
    shown = present(presenter, page)
    assert shown is not None
    assert "company.potx" in shown.note
    spot = QPoint(20, shown.height() - 2 - max(0, (shown.height() - shown.width() * 9 // 16) // 2))
    noted = shown.grab().toImage().pixelColor(spot)
    shown.end_note()
    assert shown.note == ""
    assert shown.grab().toImage().pixelColor(spot) != noted
    shown.close()
