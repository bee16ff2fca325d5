"""Tab goes through each page and dialog in reading order, misses nothing, and is seen and named wherever it stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.documents.protocol import FileState
from desktop.domain.document import EVERYTHING, Block, Document, Page
from desktop.ui.documents.place_form import PlaceForm
from desktop.ui.documents.placing import Placing
from desktop.ui.focus import FocusRing
from desktop.ui.models.endpoint_form import EndpointForm
from desktop.ui.narrowpopover import NarrowPopover
from desktop.ui.readdialog import ReadDialog
from desktop.ui.taborder import ReadingOrder, in_reading_order
from desktop.ui.theme import Appearance
from tests.ui.chat.script import settle
from tests.ui.documents.test_placing import Kept
from tests.ui.whole import Whole, focused

#: What a person can click or type into.
USABLE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, QAbstractItemView)
#: Pixels by which neighbours may overlap, as labels and buttons beside one another do by their margins.
SLACK = 8


@pytest.fixture(params=["en", "zh"])
def whole(request: pytest.FixtureRequest, look: Appearance, tmp_path: Path) -> Iterator[Whole]:
    if request.param == "zh":
        request.getfixturevalue("chinese")
    made = Whole(look, tmp_path)
    yield made
    made.close()


def walk(window: QWidget, key: Qt.Key) -> list[QWidget]:
    """Press the key until it comes round; return the stops."""
    stops: list[QWidget] = []
    while len(stops) < 200:
        QTest.keyClick(window.windowHandle(), key)
        settle()
        if stops and focused() is stops[0]:
            return stops
        if not stops or focused() is not stops[-1]:  # the links of a text are one stop here
            stops.append(focused())
    raise AssertionError("it does not come round")


def seen(widget: QWidget, window: QWidget) -> QRect:
    """Return where a widget is in its window, moved to the edge of a scroll area that it is scrolled out of."""
    box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    up = widget.parentWidget()
    while up is not None and up is not window:
        if isinstance(up, QAbstractScrollArea):
            view = QRect(up.viewport().mapTo(window, QPoint(0, 0)), up.viewport().size())
            top = min(max(box.top(), view.top()), view.bottom())
            bottom = min(max(box.bottom(), view.top()), view.bottom())
            box = QRect(QPoint(box.left(), top), QPoint(box.right(), bottom))
        up = up.parentWidget()
    return box


def is_read_before(first: QRect, second: QRect) -> bool:
    return first.bottom() - SLACK <= second.top() or first.right() - SLACK <= second.left()


def check(window: QWidget) -> None:
    """Hold all of it for one window as it is now."""
    window.activateWindow()
    window.setFocus()
    forth, back = walk(window, Qt.Key.Key_Tab), walk(window, Qt.Key.Key_Backtab)
    at = back.index(forth[0])
    assert (back[at:] + back[:at])[::-1] == forth[1:] + forth[:1], "Shift Tab goes another way"
    begin = forth.index(next(widget for widget in in_reading_order(window) if widget in forth))
    stops = forth[begin:] + forth[:begin]
    boxes = [seen(stop, window) for stop in stops]
    wrong = [
        (named(stops[a]), named(stops[b]))
        for a in range(len(stops))
        for b in range(a + 1, len(stops))
        if not is_read_before(boxes[a], boxes[b])
    ]
    assert wrong == []
    assert [named(widget) for widget in missed(window, stops)] == []
    assert [stop for stop in stops if not named(stop)] == []
    assert [named(stop) for stop in stops if not is_marked(window, stop)] == []


def named(widget: QWidget) -> str:
    own = getattr(widget, "text", str) if isinstance(widget, QAbstractButton) else str
    return str(widget.accessibleName() or own())


def missed(window: QWidget, stops: list[QWidget]) -> Iterator[QWidget]:
    """Yield what can be used and is neither a stop nor reached by the arrow keys from one."""
    groups = {stop.group() for stop in stops if isinstance(stop, QAbstractButton)} - {None}
    for widget in window.findChildren(QWidget):
        if not (isinstance(widget, USABLE) and widget.isVisible() and widget.isEnabled()):
            continue
        if widget in stops or widget.window() is not window or isinstance(widget.parentWidget(), QLineEdit):
            continue  # the button within a search field does what Esc does
        if isinstance(widget, QAbstractButton) and widget.group() in groups:
            continue
        if isinstance(widget, QScrollBar):
            continue  # its area scrolls by keys
        yield widget


def is_marked(window: QWidget, stop: QWidget) -> bool:
    """Whether one can see that a stop has the focus: by the ring around it, or because it is painted otherwise."""
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    (ring,) = [child for child in window.findChildren(FocusRing) if child.parentWidget() is window]
    box = QRect(stop.mapTo(window, QPoint(0, 0)), stop.size())
    if ring.target is stop:
        return ring.isVisible() and ring.geometry().intersects(box)
    with_focus = window.grab(box).toImage()
    window.setFocus(Qt.FocusReason.OtherFocusReason)
    settle()
    return window.grab(box).toImage() != with_focus


@pytest.mark.parametrize("state", ["first run", "asked", "documents", "filled", "slides", "outlined", "listed"])
def test_each_page(whole: Whole, state: str) -> None:
    acts: dict[str, Callable[[], None]] = {
        "first run": lambda: whole.show("chat"),
        "asked": whole.asked,
        "documents": lambda: whole.show("documents"),
        "filled": whole.filled,
        "slides": lambda: whole.show("slides"),
        "outlined": whole.outlined,
        "listed": whole.listed,
    }
    acts[state]()
    check(whole.window)


def test_each_section_of_the_settings(whole: Whole) -> None:
    whole.show("settings")
    page = whole.settings_page
    for key in page.pills:
        page.show_section(key)
        settle()
        check(whole.window)


def test_the_forms_and_popovers(whole: Whole, qtbot: QtBot) -> None:
    look, window = whole.look, whole.window
    files = [FileState(f"/d/{name}", "indexed") for name in ("a.pdf", "b.docx", "c/d.pdf")]
    placing = Placing(whole.shelves, Kept(), whole.world.tasks)  # type: ignore[arg-type]
    pages = tuple(Page(number, (Block("Words of a page"),)) for number in (1, 2, 3))
    reader = ReadDialog(look, Document("/d/a.pdf", pages), 2, parent=window)
    reader.show_questions(["What is it about?"])
    for made in (
        EndpointForm(look, whole.served, parent=window),
        PlaceForm(look, placing, "Papers", "https://chroma.example.com", parent=window),
        reader,
        NarrowPopover(look, files, EVERYTHING, window),
    ):
        made.show()
        qtbot.waitExposed(made)
        check(made)
        made.close()


class Strange(ReadingOrder, QWidget):
    """Made in another order than it is laid out."""

    def __init__(self) -> None:
        super().__init__()
        self.last, self.right, self.left, self.first = (QPushButton(name, self) for name in ("e", "c", "b", "a"))
        self.hidden, self.dead = QPushButton("h", self), QPushButton("x", self)
        self.floating = QPushButton("f", self)
        grid = QGridLayout()
        grid.addWidget(self.right, 0, 1)
        grid.addWidget(self.left, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.hidden)
        row.addWidget(self.dead)
        column = QVBoxLayout(self)
        column.addWidget(self.first)
        column.addLayout(grid)
        column.addLayout(row)
        column.addWidget(self.last)
        self.hidden.hide()
        self.dead.setEnabled(False)


def test_layouts_say_the_order_whatever_was_made_first(qtbot: QtBot) -> None:
    made = Strange()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    assert [stop.text() for stop in walk(made, Qt.Key.Key_Tab)] == ["a", "b", "c", "e", "f"]  # type: ignore[attr-defined]


def test_a_stop_is_scrolled_into_sight_from_outside(qtbot: QtBot) -> None:
    class Scrolled(ReadingOrder, QWidget):
        pass

    made = Scrolled()
    qtbot.addWidget(made)
    inner, area, above = QWidget(), QScrollArea(), QPushButton("above")
    rows = QVBoxLayout(inner)
    rows.addSpacing(2000)
    rows.addWidget(target := QPushButton("far below"))
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    column = QVBoxLayout(made)
    column.addWidget(above)
    column.addWidget(area)
    made.resize(300, 300)
    made.show()
    qtbot.waitExposed(made)
    above.setFocus()
    QTest.keyClick(made.windowHandle(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is target
    assert not target.visibleRegion().isEmpty()
