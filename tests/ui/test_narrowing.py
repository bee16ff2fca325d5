"""Narrowing a search: what there is to choose from, what is chosen in the popover, and what a filter says of itself."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.documents.protocol import FileState
from desktop.domain.document import EVERYTHING, Within, day
from desktop.ui.narrowing import ago, begin_of, counted, end_of, kinds, parts, places, searched
from desktop.ui.narrowpopover import NarrowPopover
from desktop.ui.theme import Appearance

MARCH = begin_of("2024-03-01")
FILES = (
    FileState("reports/2023/a.pdf", "indexed", path="/home/reports/2023/a.pdf", modified=begin_of("2023-05-05")),
    FileState("reports/2024/b.pdf", "indexed", path="/home/reports/2024/b.pdf", modified=MARCH),
    FileState("reports/2024/c.docx", "waiting", path="/home/reports/2024/c.docx", modified=MARCH + 1),
    FileState("reports/2024/broken.pdf", "failed", path="/home/reports/2024/broken.pdf", modified=MARCH),
)


@pytest.fixture
def popover(qtbot: QtBot, look: Appearance) -> NarrowPopover:
    made = NarrowPopover(look, FILES, EVERYTHING)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    return made


def test_what_failed_is_nothing_to_choose() -> None:
    files = searched(FILES)
    assert [state.file for state in files] == [state.file for state in FILES[:3]]
    assert kinds(files) == [("pdf", 2), ("docx", 1)]


def test_places_are_named_below_what_all_have_in_common() -> None:
    found = [(place.name, place.files, place.folder) for place in places(FILES[:3])]
    assert found == [
        ("2023", 1, True),
        ("2024", 2, True),
        ("a.pdf", 1, False),
        ("b.pdf", 1, False),
        ("c.docx", 1, False),
    ]
    assert places(()) == ()


def test_each_part_says_itself_and_can_be_taken_away() -> None:
    within = Within(("/home/reports/2024", "/home/b.pdf"), ("pdf",), since=MARCH, until=end_of("2024-03-31"))
    assert within.words == "PDF, 2024, b.pdf, 2024-03-01 – 2024-03-31"
    assert [(part.words, part.icon) for part in parts(within)] == [
        ("PDF", "file-pdf"),
        ("2024", "folder"),
        ("b.pdf", "file-pdf"),
        ("2024-03-01 to 2024-03-31", "calendar-blank"),
    ]
    for part in parts(within):
        assert len(parts(part.rest)) == 3
        assert part.words not in [other.words for other in parts(part.rest)]
    assert [part.words for part in parts(Within(since=MARCH))] == ["From 2024-03-01 on"]
    assert [part.words for part in parts(Within(until=MARCH))] == ["Up to 2024-02-29"]
    assert parts(EVERYTHING) == ()


def test_days_are_whole_days() -> None:
    assert day(begin_of(" 2024-02-29 ")) == day(end_of("2024-02-29") - 1) == "2024-02-29"
    assert begin_of("") == end_of(" ") == 0
    assert ago(30, datetime.fromtimestamp(MARCH)) == "2024-01-31"
    with pytest.raises(ValueError, match="2024"):
        begin_of("2024-3")


def test_days_are_whole_where_the_clock_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    hours = [(end_of(date) - begin_of(date)) / 3600 for date in ("2024-03-30", "2024-03-31", "2024-10-27")]
    far = ago(7, datetime(2024, 4, 3, 0, 30))
    monkeypatch.undo()
    time.tzset()
    assert hours == [24, 23, 25]
    assert far == "2024-03-27"


def test_kinds_and_days_are_chosen_together(popover: NarrowPopover, qtbot: QtBot) -> None:
    said: list[Within] = []
    popover.changed.connect(said.append)
    assert popover.count.text() == "3 of 3 files are searched"
    popover.pills["pdf"].click()
    assert said[-1] == Within(kinds=("pdf",))
    assert popover.count.text() == "2 of 3 files are searched"
    qtbot.keyClicks(popover.since, "2024-03-0")
    assert popover.count.text() == "A day is written like 2024-03-31."
    qtbot.keyClicks(popover.since, "1")
    assert said[-1] == Within(kinds=("pdf",), since=MARCH)
    assert counted(FILES[:3], said[-1]) == 1
    popover.until.setText("")
    qtbot.keyClicks(popover.until, "2020-01-01")
    assert popover.count.text() == "No file is left to search."
    popover.clear.click()
    assert said[-1] == EVERYTHING
    assert (popover.since.text(), popover.until.text()) == ("", "")
    assert not popover.pills["pdf"].isChecked()
    assert not popover.clear.isEnabled()
    popover.spans[0].click()
    assert said[-1] == Within(since=begin_of(ago(7)))


def test_places_are_found_and_chosen_by_keyboard(popover: NarrowPopover, qtbot: QtBot) -> None:
    said: list[Within] = []
    popover.changed.connect(said.append)
    qtbot.keyClicks(popover.search, "2024")
    assert popover.list.places.rowCount() == 1
    popover.list.setCurrentIndex(popover.list.places.index(0))
    QTest.keyClick(popover.list, Qt.Key.Key_Space)
    assert said[-1] == Within(places=("/home/reports/2024",))
    assert popover.list.places.index(0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    QTest.keyClick(popover.list, Qt.Key.Key_Return)
    assert said[-1] == EVERYTHING


def test_a_press_anywhere_in_its_row_chooses_a_place(popover: NarrowPopover) -> None:
    popover.show()
    spot = popover.list.visualRect(popover.list.places.index(1)).center()
    QTest.mouseClick(popover.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert popover.within.places == ("/home/reports/2024",)


def test_it_shows_what_was_chosen_before(look: Appearance, qtbot: QtBot) -> None:
    within = Within(("/home/reports/2023",), ("pdf",), until=end_of("2023-12-31"))
    made = NarrowPopover(look, FILES, within)
    qtbot.addWidget(made)
    assert made.pills["pdf"].isChecked()
    assert made.until.text() == "2023-12-31"
    assert made.list.places.chosen == within.places
    assert made.count.text() == "1 of 3 files are searched"


def test_it_is_painted_in_both_themes_named_and_left_by_escape(both: Appearance, qtbot: QtBot) -> None:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.resize(900, 700)
    anchor.show()
    made = NarrowPopover(both, FILES, Within(kinds=("pdf",)), anchor)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.open_by(anchor)
    image = made.grab().toImage()
    assert image.pixelColor(made.rect().center().x(), made.count.geometry().center().y() + 8).isValid()
    reached = [made.clear, *made.pills.values(), made.since, made.until, *made.spans, made.search, made.list]
    for widget in reached:
        assert widget.accessibleName() or widget.property("text")
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    order: list[QWidget] = []
    at = made.nextInFocusChain()
    while at is not None and at is not made:
        order += [at] if at in reached else []
        at = at.nextInFocusChain()
    assert order == reached
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
