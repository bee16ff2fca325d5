"""Controls act by mouse and keyboard, say their names, show plain text, and paint in every state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, IconButton, PrimaryButton, SecondaryButton, SendButton
from desktop.ui.cards import Card, Column, Hairline, PageHeader
from desktop.ui.citations import CitationChip, SourceCard
from desktop.ui.contextmeter import ContextMeter, short
from desktop.ui.fields import Choice, Field, SearchField, Slider, TextArea
from desktop.ui.flow import FlowLayout
from desktop.ui.indicators import ProgressBar, Spinner, StatusWords, Tag
from desktop.ui.labels import Label
from desktop.ui.menu import Menu
from desktop.ui.paint import plain_tip
from desktop.ui.toggles import NavRow, Segmented, Switch, TogglePill
from tests.ui.gallery import write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Appearance


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Show a widget as the window that has the keyboard."""
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def test_the_gallery_paints_in_both_themes(qapp: QApplication, look: Appearance, tmp_path: Path) -> None:
    light, dark = write(qapp, look, tmp_path)
    assert light.stat().st_size > 20_000
    assert light.read_bytes() != dark.read_bytes()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_buttons_are_pressed_by_keyboard(qtbot: QtBot, look: Appearance, key: Qt.Key) -> None:
    for button in (
        PrimaryButton(look, "Save"),
        IconButton(look, "copy", "Copy answer"),
        CitationChip(look, 1, "close"),
    ):
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)


def test_buttons_paint_other_colours_in_other_states(qtbot: QtBot, both: Appearance) -> None:
    c = both.theme.color
    button = PrimaryButton(both, "Save")
    qtbot.addWidget(button)
    seen = [button.coat().fill]
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    seen.append(button.coat().fill)
    button.setDown(True)
    seen.append(button.coat().fill)
    button.setEnabled(False)
    seen.append(button.coat().fill)
    assert seen == [c.accent.fill, c.accent.hover, c.accent.pressed, c.surface.hover]


def test_button_widths_follow_their_words(qtbot: QtBot, look: Appearance) -> None:
    plain = SecondaryButton(look, "Add")
    icon = SecondaryButton(look, "Add", icon="plus")
    hint = SecondaryButton(look, "Add", hint="F2")
    for button in (plain, icon, hint):
        qtbot.addWidget(button)
        assert button.sizeHint().height() == 32
    assert plain.sizeHint().width() < icon.sizeHint().width()
    assert plain.sizeHint().width() < hint.sizeHint().width()
    look.choose(scale=2.0)
    assert plain.sizeHint().height() == 64
    look.choose(scale=1.0)


def test_ampersands_are_letters(qtbot: QtBot, look: Appearance) -> None:
    button = SecondaryButton(look, "R&D && notes")
    qtbot.addWidget(button)
    assert button.text() == "R&D && notes"
    assert button.shortcut().isEmpty()
    name = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    assert name == "R&D && notes"


def test_icon_buttons_say_what_they_do(qtbot: QtBot, look: Appearance) -> None:
    button = IconButton(look, "copy", "Copy <answer>", keys="Ctrl Shift C")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Copy <answer>"
    assert "Ctrl Shift C" in button.toolTip()
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.role() == QAccessible.Role.Button


def test_send_becomes_stop(qtbot: QtBot, both: Appearance) -> None:
    button = SendButton(both, "Send")
    qtbot.addWidget(button)
    button.set_stopping(True, "Stop")
    assert button.accessibleName() == "Stop"
    assert button.coat().edge == both.theme.color.line.control


def test_toggles_expose_checked(qtbot: QtBot, both: Appearance) -> None:
    for toggle in (TogglePill(both, "Think", icon="brain"), NavRow(both, "Documents"), Switch(both, "Reduce motion")):
        qtbot.addWidget(toggle)
        with qtbot.waitSignal(toggle.toggled):
            qtbot.keyClick(toggle, Qt.Key.Key_Space)
        assert toggle.isChecked()
        assert QAccessible.queryAccessibleInterface(toggle).state().checked


def test_a_segmented_choice_moves_with_arrows(qtbot: QtBot, look: Appearance) -> None:
    choice = Segmented(look, "Typeface", [("serif", "Serif"), ("sans", "Sans")])
    qtbot.addWidget(choice)
    show_active(qtbot, choice)
    first, second = choice.findChildren(QPushButton)
    assert first.accessibleName() == "Typeface: Serif"
    with qtbot.waitSignal(choice.chosen) as chosen:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert chosen.args == ["sans"]
    choice.choose("serif")
    assert choice.value == "serif"
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert choice.value == "sans"


def test_search_is_emptied_by_button_and_escape(qtbot: QtBot, both: Appearance) -> None:
    field = SearchField(both, "Search chats", placeholder="Search chats")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "tariff")
    (clear,) = field.findChildren(IconButton)
    assert clear.isVisible()
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert not clear.isVisible()


def test_tab_leaves_a_text_area(qtbot: QtBot, look: Appearance) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    area, field = TextArea(look, "Notes"), Field(look, "Name")
    column.addWidget(area)
    column.addWidget(field)
    show_active(qtbot, window)
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert field.hasFocus()


def wheel() -> QWheelEvent:
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    spot = QPointF(5, 5)
    return QWheelEvent(spot, spot, QPoint(0, 0), QPoint(0, 120), none, plain, Qt.ScrollPhase.NoScrollPhase, False)


def test_the_wheel_moves_pages_and_not_values(qtbot: QtBot, look: Appearance) -> None:
    slider, choice = Slider(look, "Text size", 100, 200), Choice(look, "Language", [("en", "English"), ("zh", "中文")])
    for control in (slider, choice):
        qtbot.addWidget(control)
        event = wheel()
        control.wheelEvent(event)
        assert not event.isAccepted()
    assert slider.value() == 100
    assert choice.value == "en"


def test_a_choice_tells_its_key(qtbot: QtBot, look: Appearance) -> None:
    choice = Choice(look, "Language", [("en", "English"), ("zh", "中文")], icon="globe")
    qtbot.addWidget(choice)
    with qtbot.waitSignal(choice.chosen) as chosen:
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert chosen.args == ["zh"]
    choice.choose("en")
    assert choice.value == "en"
    choice.choose("unknown")
    assert choice.value == "en"


def test_the_meter_tells_used_and_total(qtbot: QtBot, both: Appearance) -> None:
    meter = ContextMeter(both)
    qtbot.addWidget(meter)
    assert meter.isHidden()
    meter.set_usage(6100, 32768)
    assert meter.words() == "6.1k of 32k"
    assert meter.accessibleName() == "Context: 6100 of 32768 tokens used"
    meter.set_usage(32000, 32768)
    assert meter.words().startswith("Almost full")
    meter.set_usage(0, 0)
    assert meter.isHidden()


@pytest.mark.parametrize(("tokens", "words"), [(0, "0"), (812, "812"), (6100, "6.1k"), (32768, "32k"), (2048, "2k")])
def test_counts_are_short(tokens: int, words: str) -> None:
    assert short(tokens) == words


def test_the_bar_is_four_pixels_and_accessible(qtbot: QtBot, both: Appearance) -> None:
    bar = ProgressBar(both, "Reading files")
    qtbot.addWidget(bar)
    bar.setRange(0, 1200)
    bar.setValue(340)
    assert bar.sizeHint().height() == 4
    value = QAccessible.queryAccessibleInterface(bar).valueInterface()
    assert (value.currentValue(), value.maximumValue()) == (340, 1200)
    bar.resize(1200, 4)
    picture = bar.grab().toImage()
    assert picture.pixelColor(100, 2) == both.theme.color.accent.fill
    assert picture.pixelColor(900, 2) == both.theme.color.line.hairline


def test_the_spinner_counts_after_a_second(qtbot: QtBot, look: Appearance) -> None:
    spinner = Spinner(look, "Loading the model")
    qtbot.addWidget(spinner)
    spinner.show()
    assert spinner.text() == "Loading the model"
    qtbot.waitUntil(lambda: spinner.text() == "Loading the model, 1 s")


@pytest.mark.parametrize("state", ["verified", "close", "missing"])
def test_citations_say_their_state(qtbot: QtBot, both: Appearance, state: str) -> None:
    chip = CitationChip(both, 12, state, snippet="<img src=x>")  # type: ignore[arg-type]
    card = SourceCard(both, 2, "A & <b>.pdf", "p. 14", state)  # type: ignore[arg-type]
    for widget in (chip, card):
        qtbot.addWidget(widget)
        widget.set_opened(True)
        widget.grab()
    assert chip.sizeHint().height() >= 24
    assert chip.sizeHint().width() >= 23
    words = {"verified": "verified", "close": "close match", "missing": "not found"}[state]
    assert card.accessibleName() == f"Open source 2, A & <b>.pdf, p. 14, {words}"
    assert chip.accessibleName() == f"12, {words}"
    assert chip.toolTip() == "<span>&lt;img src=x&gt;</span>"


def test_a_source_that_is_gone_says_so(qtbot: QtBot, look: Appearance) -> None:
    card = SourceCard(look, 1, "a.pdf", "", "verified", gone=True)
    qtbot.addWidget(card)
    card.grab()
    assert card.accessibleName() == "Open source 1, a.pdf, file moved"


def test_labels_are_plain_wrapped_and_elided(qtbot: QtBot, both: Appearance) -> None:
    label = Label(both, "<b>bold</b> & more", wrap=True)
    name = Label(both, "A-rather-long-<i>name</i>-of-a-paper.pdf", elide="middle")
    for widget in (label, name):
        qtbot.addWidget(widget)
        assert widget.textFormat() == Qt.TextFormat.PlainText
    assert label.heightForWidth(60) > label.heightForWidth(600) == both.theme.line_height("ui")
    name.resize(100, 20)
    name.show()
    assert name.toolTip().startswith("<span>A-rather-long-&lt;i&gt;")
    name.resize(600, 20)
    assert name.toolTip() == ""
    lines = Label(both, "one\ntwo")
    qtbot.addWidget(lines)
    assert lines.sizeHint().height() == 2 * both.theme.line_height("ui")


def test_tooltips_never_render_html() -> None:
    assert plain_tip("plain") == "plain"
    assert plain_tip("<img src='file:///dev/zero'>") == "<span>&lt;img src=&#x27;file:///dev/zero&#x27;&gt;</span>"


def test_tags_and_words_are_labels(qtbot: QtBot, look: Appearance) -> None:
    for widget in (Tag(look, "Fits", "ok", "check-circle"), StatusWords(look, "Indexed", "secondary", "check-circle")):
        qtbot.addWidget(widget)
        assert isinstance(widget, QLabel)
        assert QAccessible.queryAccessibleInterface(widget).role() == QAccessible.Role.StaticText
        before = widget.sizeHint().width()
        widget.set_text("Won't fit this computer", "x-circle")
        assert widget.sizeHint().width() > before


def test_menus_show_keys_and_act(qtbot: QtBot, both: Appearance) -> None:
    done: list[str] = []
    menu = Menu(both)
    qtbot.addWidget(menu)
    menu.add("Rename", lambda: done.append("rename"), icon="pencil-simple", keys="F2")
    menu.addSeparator()
    menu.add("Delete", lambda: done.append("delete"), icon="trash", keys="Del", danger=True)
    more = menu.addMenu("More")
    more.addAction("x")
    rename, line, delete, _ = menu.actions()
    menu.setActiveAction(rename)
    menu.adjustSize()
    picture = menu.grab().toImage()
    row = menu.actionGeometry(delete)
    reds = {picture.pixelColor(x, row.center().y()).name() for x in range(row.left(), row.right())}
    assert both.theme.color.error.text.name() in reds
    assert line.isSeparator()
    rename.trigger()
    assert done == ["rename"]


def test_cards_keep_room_for_their_shadow(qtbot: QtBot, both: Appearance) -> None:
    card = Card(both, shadow="popover")
    qtbot.addWidget(card)
    column = QVBoxLayout(card)
    column.setContentsMargins(10, 10, 10, 10)
    column.addWidget(Hairline(both))
    card.resize(300, 200)
    card.show()
    assert card.inner().left() == card.room().left() == 24
    assert card.inner().bottom() == 200 - card.room().bottom()
    card.set_box(edge="accent", dashed=True)
    card.grab()


def test_a_header_has_its_title_left_and_actions_right(qtbot: QtBot, both: Appearance) -> None:
    header = PageHeader(both, "Documents", big=True)
    qtbot.addWidget(header)
    action = GhostButton(both, "Details", link=True)
    header.add_action(action)
    header.set_note("Saved a minute ago")
    header.resize(800, 56)
    header.show()
    assert header.height() == 56
    assert header.title.x() == 24
    assert action.geometry().right() == 800 - 16 - 1
    assert header.note.isVisible()
    header.resize(240, 56)
    assert not header.note.isVisible(), "a few of its letters would say nothing"
    header.resize(800, 56)
    assert header.note.isVisible()


def test_a_column_stays_centred_and_narrow(qtbot: QtBot, look: Appearance) -> None:
    column = Column(look, 720)
    qtbot.addWidget(column)
    column.content.addWidget(Label(look, "words " * 300, wrap=True))
    column.resize(1200, 400)
    column.show()
    left = column.body.x()
    assert column.body.width() == 720
    assert abs(left - (column.viewport().width() - 720) / 2) <= 1
    column.resize(500, 400)
    assert column.body.width() < 500


def test_a_flow_wraps(qtbot: QtBot, look: Appearance) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=8)
    for _ in range(5):
        flow.addWidget(Tag(look, "May be slow", "warn"))
    assert flow.heightForWidth(1000) == 20
    assert flow.heightForWidth(120) >= 5 * 20
    holder.resize(1000, 30)
    holder.show()
    assert flow.takeAt(99) is None
