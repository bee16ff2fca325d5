"""Blocks: only what changed is touched, nothing is loaded, marks are links, code can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.domain.thought import Vote
from desktop.ui.blocks import BlockColumn
from desktop.ui.codeblock import CodeBlock
from desktop.ui.markdown import Splitter, Table, split
from desktop.ui.notices import Act, ErrorCard, StepsRow
from desktop.ui.prose import ProseView
from desktop.ui.reading import ReadingView
from desktop.ui.tableblock import TableView
from desktop.ui.thought import ThoughtBlock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme import Appearance

ANSWER = """The pilot cut demand by **31 %**[1], from 112 to 77[2].

- partial insulation[3]
- colder winter

```python
import os
```

| a | b |
|---|--:|
| 1 | 2[1] |

End with `code`.
"""
MARKS = {1: ("verified", "Across the 48 homes"), 2: ("close", "about 77"), 3: ("missing", "")}


@pytest.fixture
def column(qtbot: QtBot, both: Appearance) -> BlockColumn:
    made = BlockColumn(both)
    qtbot.addWidget(made)
    made.set_marks(MARKS)  # type: ignore[arg-type]
    made.show_blocks(split(ANSWER))
    made.resize(648, 600)
    made.show()
    return made


def prose_of(column: BlockColumn, at: int = 0) -> ProseView:
    view = column.widgets[at]
    assert isinstance(view, ProseView)
    return view


def test_each_block_has_its_widget(column: BlockColumn) -> None:
    assert [type(widget) for widget in column.widgets] == [ProseView, CodeBlock, TableView, ProseView]


def test_views_are_as_tall_as_their_text(column: BlockColumn) -> None:
    view = prose_of(column)
    tall = view.height()
    assert view.verticalScrollBar().maximum() == 0
    column.resize(200, 600)
    QTest.qWait(1)
    assert view.height() > tall
    assert view.verticalScrollBar().maximum() == 0


def test_growing_text_leaves_finished_blocks_and_lines_alone(qtbot: QtBot, look: Appearance) -> None:
    column = BlockColumn(look)
    qtbot.addWidget(column)
    splitter = Splitter()
    source = "First paragraph.\n\nSecond paragraph.\n\nThird.\n\n```python\nx = 1\n```\n\nlast words"
    column.show_blocks(splitter.split(source))
    widgets = column.widgets
    first = prose_of(column)
    touched: list[int] = []
    first.document().contentsChange.connect(lambda at, *_: touched.append(at))
    column.show_blocks(splitter.split(source + " that grow"))
    assert column.widgets == widgets
    assert not touched
    last = prose_of(column, 2)
    last.document().contentsChange.connect(lambda at, *_: touched.append(at))
    column.show_blocks(splitter.split(source + " that grow\n\nand more"))
    assert min(touched) >= len("last words that grow")


def test_a_block_that_changes_kind_is_replaced(column: BlockColumn) -> None:
    column.show_blocks(split("```\ncode\n```"))
    assert [type(widget) for widget in column.widgets] == [CodeBlock]
    column.show_blocks(())
    assert column.widgets == ()


@pytest.mark.parametrize("source", ["![x](file:///dev/zero)", "![x](https://a.example/i.png)", "<img src='/dev/zero'>"])
def test_pictures_open_nothing(qtbot: QtBot, look: Appearance, source: str) -> None:
    column = BlockColumn(look)
    qtbot.addWidget(column)
    column.show_blocks(split(source))
    column.show()
    column.grab()
    # Even where Markdown or HTML reaches the view itself, it gets a pixel instead of the file.
    raw = ReadingView(look)
    qtbot.addWidget(raw)
    raw.setMarkdown(source)
    raw.show()
    raw.grab()
    raw.setHtml('<img src="file:///dev/zero"><link rel="stylesheet" href="file:///dev/zero">')
    raw.grab()
    assert raw.loadResource(2, "file:///dev/zero") is not None


def test_a_mark_is_a_chip_only_when_its_number_is_known(column: BlockColumn) -> None:
    column.show_blocks(split("known[1], unknown[9]"))
    text = prose_of(column).toPlainText()
    assert "[9]" in text
    assert "[1]" not in text


def test_chips_are_clicked_and_reached_by_keyboard(qtbot: QtBot, column: BlockColumn) -> None:
    view = prose_of(column)
    pressed: list[int] = []
    column.cite_pressed.connect(pressed.append)
    spot = find_chip(view, 1)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert pressed == [1]
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert pressed[-1] == 1
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert pressed == [1, 1, 2, 3]


def find_chip(view: ProseView, n: int) -> QPoint:
    for y in range(0, view.height(), 4):
        for x in range(0, view.width(), 4):
            if view.anchorAt(QPoint(x, y)) == f"cite:{n}":
                return QPoint(x + 4, y + 4)
    raise AssertionError("no such chip")


def test_prose_without_links_is_no_tab_stop(qtbot: QtBot, look: Appearance) -> None:
    column = BlockColumn(look)
    qtbot.addWidget(column)
    column.show_blocks(split("plain words"))
    assert prose_of(column).focusPolicy() == Qt.FocusPolicy.ClickFocus


def test_copied_text_has_marks_and_no_padding(column: BlockColumn) -> None:
    view = prose_of(column)
    view.selectAll()
    assert view.selected_text() == (
        "The pilot cut demand by 31 %[1], from 112 to 77[2].\n- partial insulation[3]\n- colder winter"
    )
    view.copy()
    assert QGuiApplication.clipboard().text() == view.selected_text()
    last = prose_of(column, 3)
    last.selectAll()
    assert last.selected_text() == "End with code."
    cursor = view.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(9, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selected_text() == "pilot"


def test_the_wheel_is_left_to_the_page(column: BlockColumn) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    prose_of(column).wheelEvent(event)
    assert not event.isAccepted()


def test_a_theme_change_repaints_in_the_new_ink(qtbot: QtBot, look: Appearance) -> None:
    column = BlockColumn(look)
    qtbot.addWidget(column)
    column.show_blocks(split("words"))
    look.choose("dark")
    cursor = QTextCursor(prose_of(column).document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert cursor.charFormat().foreground().color() == look.theme.color.text.primary


def test_text_scale_makes_prose_larger(qtbot: QtBot, look: Appearance) -> None:
    column = BlockColumn(look)
    qtbot.addWidget(column)
    column.resize(400, 300)
    column.show_blocks(split("words " * 40))
    column.show()
    before = prose_of(column).height()
    look.choose(scale=2.0)
    assert prose_of(column).height() > 2 * before
    look.choose(scale=1.0)


def test_code_is_copied_and_says_so(qtbot: QtBot, column: BlockColumn) -> None:
    code = column.widgets[1]
    assert isinstance(code, CodeBlock)
    (button,) = code.findChildren(QPushButton)
    assert button.accessibleName() == "Copy code"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "import os"
    assert button.text() == "Copied"


def test_code_grows_by_appending(qtbot: QtBot, look: Appearance) -> None:
    column = BlockColumn(look)
    qtbot.addWidget(column)
    splitter = Splitter()
    source = "```python\n"
    for line in range(30):
        source += f"x{line} = {line}\n"
        column.show_blocks(splitter.split(source))
    code = column.widgets[0]
    assert isinstance(code, CodeBlock)
    assert code.text.splitlines()[-1] == "x29 = 29"
    assert code.findChildren(ReadingView)[0].toPlainText() == code.text


def test_tables_fill_their_cells(column: BlockColumn) -> None:
    table = column.widgets[2]
    assert isinstance(table, TableView)
    assert table.toPlainText().split()[:3] == ["a", "b", "1"]


@pytest.mark.parametrize("width", range(500, 700, 20))
def test_a_table_scrolls_sideways_only_where_its_columns_do_not_fit(qtbot: QtBot, look: Appearance, width: int) -> None:
    head = "| Block | Homes | 2021/22 | 2022/23 | 2023/24 | Fall |"
    source = f"{head}\n|---|---:|---:|---:|---:|---:|\n| All homes | 48 | 112 | 108 | 77 | 31 % |"
    (table,) = Splitter().split(source)
    assert isinstance(table, Table)
    view = TableView(look)
    qtbot.addWidget(view)
    view.resize(width, 50)
    view.show_table(table)
    view.show()
    assert view.horizontalScrollBar().isVisible() == (view.narrowest() > width)
    assert view.height() >= view.document().size().height()


def test_thought_is_open_while_thinking_and_folds_after(qtbot: QtBot, both: Appearance) -> None:
    block = ThoughtBlock(both)
    qtbot.addWidget(block)
    block.show()
    block.show_thought("Because", None)
    opened = [block.opened]
    block.show_time(14)
    block.show_thought("Because of this.", 6.2)
    opened.append(block.opened)
    assert opened == [True, False]
    row = block.findChildren(QPushButton)[0]
    assert row.text() == "Thought for 6 s"
    assert not block.now.isVisible()
    assert not block.copy.isVisible()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    opened.append(block.opened)
    assert opened[-1]
    assert block.copy.isVisible()
    with qtbot.waitSignal(block.copied):
        block.copy.click()
    assert block.copy.accessibleName() == "Copied"


def test_vote_and_ending_stand_in_the_row_of_a_thought(qtbot: QtBot, both: Appearance) -> None:
    block = ThoughtBlock(both)
    qtbot.addWidget(block)
    block.show()
    row = block.findChildren(QPushButton)[0]
    block.show_thought("one", None, doing="Thinking it through, 2 of 5")
    block.show_time(3)
    assert row.text() == "Thinking it through, 2 of 5  3 s"
    votes = (Vote("42", 3), Vote("41", 1), Vote("a very long line " * 9, 1))
    block.show_thought("one two", 9.0, votes=votes)
    block.set_opened(True)
    assert row.text() == "Thought for 9 s  ·  3 of 5 said 42"
    assert block.tally.text().splitlines()[:2] == ["3 of 5 said 42", "1 of 5 said 41"]
    assert len(block.tally.text().splitlines()[2]) < 90
    assert block.tally.isVisible()
    block.show_thought("one two", 9.0, votes=(Vote("42", 1), Vote("41", 1)))
    assert row.text() == "Thought for 9 s  ·  No two of 2 tries agreed, so the first answers"
    block.show_thought("one two", 9.0, note="ended at 1,024 tokens")
    assert row.text() == "Thought for 9 s  ·  ended at 1,024 tokens"
    assert not block.tally.isVisible()


def test_a_thought_that_the_reader_folded_stays_folded(qtbot: QtBot, look: Appearance) -> None:
    block = ThoughtBlock(look)
    qtbot.addWidget(block)
    block.show_thought("one", None)
    block.set_opened(False)
    block.show_thought("one two", None)
    assert not block.opened
    with qtbot.waitSignal(block.hurried):
        block.now.click()


def test_folding_with_motion_ends_folded(qtbot: QtBot, look: Appearance) -> None:
    look.choose(still=False)
    block = ThoughtBlock(look)
    qtbot.addWidget(block)
    block.show()
    block.show_thought("a\n\nb\n\nc", None)
    tall = block.sizeHint().height()
    block.show_thought("a\n\nb\n\nc", 2)
    qtbot.waitUntil(lambda: block.sizeHint().height() < tall)


def test_steps_are_added_and_replaced(qtbot: QtBot, both: Appearance) -> None:
    row = StepsRow(both)
    qtbot.addWidget(row)
    row.show_steps(["Searched 214 files"])
    row.show_steps(["Searched 214 files", "Read 6 passages"])
    assert row.steps == ("Searched 214 files", "Read 6 passages")
    assert not row.isHidden()
    row.show_steps([])
    assert row.isHidden()


def test_error_card_offers_its_acts(qtbot: QtBot, both: Appearance) -> None:
    done: list[str] = []
    card = ErrorCard(
        both, "The model stopped", "Kept.", [Act("Reload", lambda: done.append("reload"))], detail="SIGSEGV"
    )
    qtbot.addWidget(card)
    card.show()
    qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    assert done == ["reload"]
    assert not card.detail.isVisible()
    card.buttons[-1].click()
    assert card.detail.isVisible()
    assert card.accessibleName() == "The model stopped. Kept."
