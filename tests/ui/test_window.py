"""The shell: pages by key, the rail, the list of chats, dropped files, regions, keys, what it remembers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSplitterHandle, QVBoxLayout, QWidget

from desktop.ui.buttons import IconButton
from desktop.ui.cards import PageHeader
from desktop.ui.chatmodel import ChatModel
from desktop.ui.dropsheet import Dragged, DropTarget, local_paths, look_at
from desktop.ui.fields import Field
from desktop.ui.menu import Menu
from desktop.ui.shortcuts import groups, show_shortcuts, shown
from desktop.ui.sidebar import Health
from desktop.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Appearance


class Heading(msgspec.Struct, frozen=True):
    text: str


class Entry(msgspec.Struct, frozen=True):
    id: int
    title: str
    current: bool = False
    writing: bool = False
    snippet: str = ""


class Shelf(QObject):
    """A history that remembers what it was asked."""

    changed = Signal()
    empty_words = "Your chats will be listed here."

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[object, ...] = (
            Heading("Today"),
            Entry(1, "Winter demand", current=True),
            Entry(2, "<b>Grant</b>"),
            Heading("Yesterday"),
            Entry(3, "供暖试点", writing=True),
        )
        self.asked: list[tuple[Any, ...]] = []

    def search(self, text: str) -> None:
        self.asked.append(("search", text))

    def open(self, row: Any) -> None:
        self.asked.append(("open", row.id))

    def rename(self, identifier: int, title: str) -> None:
        self.asked.append(("rename", identifier, title))

    def delete(self, identifier: int) -> None:
        self.asked.append(("delete", identifier))


class Page(QWidget):
    """A page with a header and two regions."""

    def __init__(self, look: Appearance, title: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.header = PageHeader(look, title)
        self.header.add_action(IconButton(look, "copy", "Copy"))
        self.first, self.second = Field(look, f"{title} upper"), Field(look, f"{title} lower")
        for widget in (self.header, self.first, self.second):
            column.addWidget(widget)

    @property
    def regions(self) -> tuple[QWidget, ...]:
        return (self.first, self.second)


TARGETS = (
    DropTarget("chat", "chat-circle", "Use in this chat", "Read now."),
    DropTarget("documents", "books", "Add to Documents", "Indexed.", "Linden pilot"),
)


@pytest.fixture
def shelf(qapp: QApplication) -> Shelf:
    return Shelf()


@pytest.fixture
def window(qtbot: QtBot, both: Appearance, shelf: Shelf) -> Window:
    made = Window(both, shelf, lambda path: path.suffix != ".dwg")
    qtbot.addWidget(made)
    for key in ("chat", "documents", "settings", "models"):
        made.add_page(key, Page(both, key))
    made.add_page("slides", Page(both, "slides"), rail=True)
    made.set_drop_targets(lambda: TARGETS)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_pages_are_shown_by_row_key_and_shortcut(qtbot: QtBot, window: Window) -> None:
    assert window.page == "chat"
    qtbot.mouseClick(window.sidebar.places["documents"], Qt.MouseButton.LeftButton)
    assert window.page == "documents"
    assert window.sidebar.places["documents"].isChecked()
    for keys, key in (("1", "chat"), ("2", "documents"), ("3", "slides"), (",", "settings")):
        with qtbot.waitSignal(window.page_shown):
            qtbot.keyClick(window, keys, Qt.KeyboardModifier.ControlModifier)
        assert window.page == key
    window.show_page("nowhere")
    assert window.page == "settings"


def test_a_page_that_comes_into_sight_takes_no_focus_by_chance(qtbot: QtBot, window: Window) -> None:
    page = window.stack.currentWidget()
    assert isinstance(page, Page)
    page.first.setFocus()
    window.show_page("models")
    assert window.focusWidget() is window


def test_new_chat_shows_the_chat_page(qtbot: QtBot, window: Window) -> None:
    window.show_page("models")
    with qtbot.waitSignal(window.new_chat):
        qtbot.keyClick(window, "n", Qt.KeyboardModifier.ControlModifier)
    assert window.page == "chat"


def test_the_sidebar_folds_by_width_page_and_wish(qtbot: QtBot, window: Window) -> None:
    folds = [window.folded]
    window.resize(1000, 700)
    folds.append(window.folded)
    window.toggle_sidebar()
    folds.append(window.folded)
    window.resize(1400, 800)
    folds.append(window.folded)
    window.show_page("slides")
    folds.append(window.folded)
    window.show_page("chat")
    folds.append(window.folded)
    assert folds == [False, True, False, False, True, False]
    with qtbot.waitSignal(window.rail_chosen) as chosen:
        qtbot.keyClick(window, "b", Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == [True]
    window.show_page("documents")
    assert window.folded


def test_large_text_starts_with_the_rail(window: Window, both: Appearance) -> None:
    both.choose(scale=1.5)
    assert window.folded
    both.choose(scale=1.0)
    assert not window.folded


def test_a_chat_is_opened_by_click_and_by_enter(qtbot: QtBot, window: Window, shelf: Shelf) -> None:
    window.show_page("documents")
    view = window.sidebar.list
    spot = view.visualRect(view.rows.index(2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert shelf.asked == [("open", 2)]
    assert window.page == "chat"
    view.setCurrentIndex(view.rows.index(4))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert shelf.asked[-1] == ("open", 3)


def test_headings_cannot_be_chosen(window: Window) -> None:
    view = window.sidebar.list
    assert view.rows.flags(view.rows.index(0)) == Qt.ItemFlag.NoItemFlags
    assert view.menu_for(view.rows.index(0)) is None


def test_a_chat_is_renamed_in_place(qtbot: QtBot, window: Window, shelf: Shelf) -> None:
    view = window.sidebar.list
    view.setFocus()
    view.setCurrentIndex(view.rows.index(1))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    (editor,) = view.viewport().findChildren(QLineEdit)
    assert editor.text() == "Winter demand"
    assert editor.accessibleName() == "Title of the chat"
    editor.setText("  Demand in winter ")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(shelf.asked))
    assert shelf.asked == [("rename", 1, "Demand in winter")]


def test_a_chat_is_deleted_by_key_and_menu(qtbot: QtBot, window: Window, shelf: Shelf) -> None:
    view = window.sidebar.list
    view.setCurrentIndex(view.rows.index(2))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    menu = view.menu_for(view.rows.index(1))
    assert isinstance(menu, Menu)
    assert [action.text() for action in menu.actions()] == ["Rename", "Delete"]
    menu.actions()[1].trigger()
    assert shelf.asked == [("delete", 2), ("delete", 1)]


def test_the_list_takes_over_only_what_differs(qtbot: QtBot, shelf: Shelf, window: Window) -> None:
    model = window.sidebar.list.rows
    resets: list[int] = []
    inserted: list[tuple[int, int]] = []
    removed: list[tuple[int, int]] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    model.rowsRemoved.connect(lambda _, first, last: removed.append((first, last)))
    shelf.rows = (shelf.rows[0], Entry(9, "New chat", current=True), *shelf.rows[1:])
    shelf.changed.emit()
    assert (inserted, removed, resets) == ([(1, 1)], [], [])
    shelf.rows = shelf.rows[:3]
    shelf.changed.emit()
    assert removed == [(3, 5)]
    assert model.rowCount() == 3


@pytest.mark.parametrize("rows", [(), (Heading("A"),), (Entry(1, "a"), Entry(2, "b")), (Entry(2, "b"), Entry(1, "a"))])
def test_any_rows_replace_any_others(qtbot: QtBot, qtmodeltester: Any, rows: Sequence[object]) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    model = ChatModel(parent)
    qtmodeltester.check(model)
    for other in ((Entry(1, "a"),), (Heading("A"), Entry(1, "a"), Entry(2, "b"), Entry(3, "c")), ()):
        model.show_rows(other)
        model.show_rows(rows)
        assert model.rowCount() == len(rows)
        assert [model.data(model.index(at)) for at in range(len(rows))] == [
            getattr(row, "title", None) or getattr(row, "text", None) for row in rows
        ]


def test_titles_stay_plain_text(window: Window) -> None:
    model = window.sidebar.list.rows
    assert model.data(model.index(2), Qt.ItemDataRole.ToolTipRole) == "<span>&lt;b&gt;Grant&lt;/b&gt;</span>"
    assert model.data(model.index(4), Qt.ItemDataRole.AccessibleTextRole) == "供暖试点, answering"


def test_search_and_the_words_of_an_empty_list(qtbot: QtBot, window: Window, shelf: Shelf) -> None:
    qtbot.keyClick(window, "k", Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.search.hasFocus()
    qtbot.keyClicks(window.sidebar.search, "heat")
    assert shelf.asked[-1] == ("search", "heat")
    qtbot.keyClick(window.sidebar.search, Qt.Key.Key_Return)
    assert shelf.asked.count(("open", 1)) == 1
    qtbot.keyClick(window.sidebar.search, Qt.Key.Key_Down)
    assert window.sidebar.list.hasFocus()
    window.sidebar.search.setFocus()
    qtbot.keyClick(window.sidebar.search, Qt.Key.Key_Escape)
    assert shelf.asked[-1] == ("search", "")
    shelf.rows = ()
    shelf.changed.emit()
    assert window.sidebar.hint.isVisible()
    assert not window.sidebar.list.isVisible()


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def enter_over(window: Window, data: QMimeData, spot: QPoint = QPoint(5, 5)) -> None:  # noqa: B008
    """Bring a drag into the window as the system does."""
    QApplication.sendEvent(window.windowHandle(), QDragEnterEvent(spot, COPY, data, LEFT, PLAIN))


LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


def test_files_over_any_field_show_the_sheet_and_go_to_the_half(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    file, drawing = tmp_path / "a.pdf", tmp_path / "plan.dwg"
    file.write_bytes(b"x" * 3_000_000)
    drawing.write_bytes(b"x")
    data = mime(file, drawing)
    enter_over(window, data, window.sidebar.search.geometry().center())
    assert window.sheet.isVisible()
    assert window.sheet.title_words() == "Where should these two files go?"
    assert window.sheet.count_words() == "2 files, 3 MB"
    assert window.sheet.reading_words() == "1 can be read. plan.dwg cannot."
    window.grab()
    move = QDragMoveEvent(QPoint(window.width() - 20, 50), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(window.sheet, move)
    assert window.sheet.chosen == "documents"
    with qtbot.waitSignal(window.files_dropped) as dropped:
        spot = QPointF(window.width() - 20, 50)
        QApplication.sendEvent(window.sheet, QDropEvent(spot, COPY, data, LEFT, PLAIN))
    assert dropped.args == [[file, drawing], "documents"]
    assert not window.sheet.isVisible()


def test_leaving_cancels_and_text_is_left_to_the_fields(window: Window, tmp_path: Path) -> None:
    data = mime(tmp_path)
    enter_over(window, data)
    assert window.sheet.count_words() == "1 folder"
    QApplication.sendEvent(window.sheet, QDragLeaveEvent())
    assert not window.sheet.isVisible()
    text = QMimeData()
    text.setText("words")
    text.setUrls([QUrl("https://a.example/file.pdf")])
    enter_over(window, text)
    assert not window.sheet.isVisible()
    assert local_paths(text) == ()


def test_missing_files_count_as_unreadable(tmp_path: Path) -> None:
    seen = look_at([tmp_path / "gone.pdf"], lambda _: True)
    assert seen == Dragged((tmp_path / "gone.pdf",), 0, 0, ("gone.pdf",))


def test_a_page_may_have_targets_of_its_own(qtbot: QtBot, window: Window, look: Appearance, tmp_path: Path) -> None:
    class Own(QWidget):
        def drop_targets(self) -> Sequence[DropTarget]:
            return (DropTarget("sources", "files", "Use as sources", "Slides are made from them."),)

    window.add_page("own", Own())
    window.show_page("own")
    enter_over(window, mime(tmp_path))
    assert window.sheet.chosen == "sources"
    assert window.sheet.title_words() == "Use as sources"
    window.grab()


def test_f6_goes_round_the_regions(qtbot: QtBot, window: Window) -> None:
    page = window.stack.currentWidget()
    assert isinstance(page, Page)
    page.first.setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
    assert seen[0] is page.second
    assert window.sidebar.isAncestorOf(seen[1])
    assert seen[2] is page.first
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.sidebar.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]


def test_tab_follows_the_order_of_the_design(qtbot: QtBot, window: Window) -> None:
    names = []
    window.sidebar.fold.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName() or getattr(focus, "text", str)())
    assert names == ["New chat", "Documents", "Slides", "Search chats", "Chats", "Models", "Settings"]


def test_the_sidebar_is_sized_with_the_arrow_keys(qtbot: QtBot, window: Window) -> None:
    (handle,) = [one for one in window.findChildren(QSplitterHandle) if one.isVisible()]
    assert handle.accessibleName() == "Width of the sidebar"
    before = window.sidebar.width()
    handle.setFocus()
    qtbot.keyClick(handle, Qt.Key.Key_Right)
    assert window.sidebar.width() > before
    for _ in range(20):
        qtbot.keyClick(handle, Qt.Key.Key_Left)
    assert window.sidebar.width() == 220


def test_the_ring_follows_the_keyboard_and_not_the_mouse(qtbot: QtBot, window: Window) -> None:
    window.sidebar.fold.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    targets = [window.ring.target]
    ring = window.ring.geometry()
    new = window.sidebar.new
    inside = QRect(new.mapTo(window, QPoint(0, 0)), new.size())
    assert ring.contains(inside)
    QTest.mouseClick(window.windowHandle(), LEFT, PLAIN, inside.center())
    targets.append(window.ring.target)
    assert not window.ring.isVisible()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    window.sidebar.search.setFocus(Qt.FocusReason.TabFocusReason)
    targets.append(window.ring.target)
    assert targets == [window.sidebar.new, None, None]


def test_every_control_says_what_it_does(window: Window) -> None:
    for button in window.findChildren(QPushButton):
        assert button.accessibleName() or button.text(), button
        if not button.text() and not isinstance(button.parent(), QLineEdit):
            assert button.toolTip()


def test_status_and_count(window: Window) -> None:
    window.set_documents("1,200")
    states: tuple[Health, ...] = ("ready", "busy", "stopped", "none")
    for health in states:
        window.set_status("SmolLM2 is ready", health)
        window.grab()
    assert window.sidebar.status.label.text() == "SmolLM2 is ready"


def test_geometry_is_given_back(qtbot: QtBot, both: Appearance, shelf: Shelf, window: Window) -> None:
    window.resize(900, 650)
    with qtbot.waitSignal(window.closing) as closing:
        window.close()
    (text,) = closing.args or [""]
    again = Window(both, shelf, lambda _: True, geometry=text)
    qtbot.addWidget(again)
    again.show()
    # The offscreen screen is 800 wide, so the width is cut to the least; the height is as it was.
    assert (again.width(), again.height()) == (880, 650)
    damaged = Window(both, shelf, lambda _: True, geometry="no such thing")
    qtbot.addWidget(damaged)
    assert damaged.width() == 1440


def test_text_size_keys(qtbot: QtBot, window: Window) -> None:
    for keys, step in (("+", 1), ("-", -1), ("0", 0)):
        with qtbot.waitSignal(window.text_size) as size:
            qtbot.keyClick(window, keys, Qt.KeyboardModifier.ControlModifier)
        assert size.args == [step]


def test_all_shortcuts_are_listed(qtbot: QtBot, both: Appearance, window: Window) -> None:
    sheet = show_shortcuts(both, window)
    assert not sheet.isModal()
    sheet.grab()
    sheet.close()
    assert shown("Ctrl+Shift+C") == "Ctrl Shift C"
    assert shown("Ctrl++") == "Ctrl +"
    keys = [keys for _, rows in groups() for keys, _ in rows]
    assert len(keys) == len(set(keys))
