"""Another text size scales every space, and going back gives exactly what was there."""

from __future__ import annotations

import gc

from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.fields import Field, SearchField
from desktop.ui.rescale import Rescale, spaces
from desktop.ui.taborder import in_reading_order
from desktop.ui.theme import Appearance
from desktop.ui.window import Window
from tests.ui.test_window import Shelf


def test_spaces_that_were_given_once_follow_the_text_size_and_come_back(qtbot: QtBot, look: Appearance) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    column.setContentsMargins(24, 0, 24, 3)
    column.setSpacing(7)
    column.addSpacing(13)
    Rescale(look, root)
    before = spaces(column)
    look.choose(scale=1.5)
    assert spaces(column) == (36, 0, 36, round(4.5), round(10.5), 0, round(19.5))
    for scale in (1.1, 1.3, 2.0, 1.7):
        look.choose(scale=scale)
    look.choose("dark", scale=1.0)
    assert spaces(column) == before


def test_margins_follow_where_the_style_decides_the_spacing(qtbot: QtBot, look: Appearance) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    row = QHBoxLayout(root)
    row.setContentsMargins(20, 6, 12, 0)
    row.addWidget(Field(look, "Name"))
    Rescale(look, root)
    for scale in (2.0, 1.3, 2.0):
        look.choose(scale=scale)
    assert spaces(row)[:4] == (40, 12, 24, 0)
    look.choose(scale=1.0)
    assert spaces(row)[:4] == (20, 6, 12, 0)


def test_what_restyles_itself_is_left_alone(qtbot: QtBot, look: Appearance) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    look.changed.connect(lambda: column.setSpacing(round(10 * look.theme.scale) + 1))
    column.setSpacing(11)
    Rescale(look, root)
    look.choose(scale=2.0)
    assert column.spacing() == 21


def test_a_scroll_bar_that_is_kept_lives_through_another_text_size_and_a_walk(qtbot: QtBot, look: Appearance) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    area = QScrollArea()
    area.setWidget(QWidget())
    QVBoxLayout(root).addWidget(area)
    bar = area.verticalScrollBar()
    Rescale(look, root)
    look.choose(scale=1.5)
    assert bar not in list(in_reading_order(root))
    gc.collect()
    assert bar.maximum() >= 0, "PySide holds that it has gone"


def test_the_window_is_the_same_after_a_larger_text_size(qtbot: QtBot, look: Appearance) -> None:
    window = Window(look, Shelf(), lambda path: path.suffix == ".pdf")
    qtbot.addWidget(window)
    window.add_page("chat", QWidget())
    window.resize(1440, 900)
    window.show()

    def measures() -> list[tuple[int, ...]]:
        window.sidebar.ensurePolished()
        return [spaces(layout) for layout in window.findChildren(QLayout)] + [
            (row.y(), row.height()) for row in window.sidebar.places.values()
        ]

    before = measures()
    look.choose(scale=1.5)
    look.choose(scale=1.0)
    qtbot.waitUntil(lambda: measures() == before)


def test_a_field_keeps_its_height_whatever_was_chosen_while_it_was_hidden(qtbot: QtBot, look: Appearance) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    fields = [Field(look, "Topic", height=40), SearchField(look, "Search", height=40), Field(look, "Name")]
    for field in fields:
        column.addWidget(field)
    column.addStretch(1)
    root.resize(300, 400)
    root.show()
    root.hide()
    look.choose("dark")
    look.choose("light")
    root.show()
    assert [field.height() for field in fields] == [40, 40, 32]
