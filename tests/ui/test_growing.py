"""An answer that grows looks as if it had been shown whole, whatever the batches were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QTest

from desktop.chat.fold import fold, start
from desktop.domain.conversation import question
from desktop.domain.events import Answer, Finished, Thinking, Thought
from desktop.ui.blocks import BlockColumn
from desktop.ui.chat.composer import Composer
from desktop.ui.chat.message import AnswerView
from desktop.ui.chat.transcript import Transcript
from desktop.ui.markdown import Line, Prose, Run, Splitter, Table, split
from desktop.ui.prose import ProseView
from desktop.ui.tableblock import TableView
from desktop.ui.typeset import fragments
from tests.ui.painted import Painted
from tests.unit.ui.test_markdown import PIECES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlockFormat, QTextCharFormat
    from pytestqt.qtbot import QtBot

    from desktop.domain.events import TurnEvent
    from desktop.ui.prose import Mark
    from desktop.ui.theme import Appearance

MARKS: dict[int, Mark] = {1: ("verified", "Across the 48 homes"), 3: ("missing", "")}
ANSWER = (
    "# The *pilot* 🎉\n\nIt cut demand by **31 %**[1], from `112` to 77 [3], as https://a.example/b says, in one "
    "winter and in more homes than any trial before it.\n\n---\n\n- partial [1] insulation\n- [x](https://b.example)\n"
    "  1. nested\n\n> said so\nand more\n\n```python\nimport os\n```\n\n| a | b |\n|---|--:|\n| 1 | 2[1] |\n\n"
    "冬季用电量下降。"
)


def written(view: ProseView) -> list[tuple[QTextBlockFormat, list[tuple[str, QTextCharFormat]]]]:
    """Return what stands in the document of a view: each line's format, and its letters in theirs."""
    found = []
    block = view.document().begin()
    while block.isValid():
        found.append((block.blockFormat(), [(part.text(), part.charFormat()) for part in fragments(block)]))
        block = block.next()
    return found


def column_of(look: Appearance, sources: Sequence[str]) -> BlockColumn:
    """Return a column that was shown these texts one after the other."""
    column = BlockColumn(look)
    column.resize(300, 600)
    column.set_marks(MARKS)
    column.set_streaming(True)
    splitter = Splitter()
    for source in sources:
        column.show_blocks(splitter.split(source))
    column.set_streaming(False)
    return column


def assert_same(one: BlockColumn, other: BlockColumn) -> None:
    """Hold two columns beside each other."""
    assert [type(widget) for widget in one.widgets] == [type(widget) for widget in other.widgets]
    for mine, its in zip(one.widgets, other.widgets, strict=True):
        if isinstance(mine, ProseView) and isinstance(its, ProseView):
            assert written(mine) == written(its)
            assert mine.height() == its.height()
            assert mine.focusPolicy() == its.focusPolicy()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(PIECES, max_size=3).map("".join), max_size=12))
@example(batches=["- \n* ", "\nword", "\n\nword"])
@example(batches=["# \n-", "word"])
def test_any_batches_leave_the_text_that_is_shown_at_once(look: Appearance, batches: list[str]) -> None:
    source = "".join(batches)
    grown = column_of(look, ["".join(batches[: at + 1]) for at in range(len(batches))])
    whole = column_of(look, [source])
    assert_same(grown, whole)
    assert whole.widgets or not split(source)
    for column in (grown, whole):
        column.deleteLater()


TABLE = (
    "| City | People |\n|---|--:|\n| *Bern* | 1,234 [1] |\n| `Ulm` 🎉 | **5** |\n"
    "| | \\| |\n| long words of a cell | 7 | 8 |\n"
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(TABLE)), max_size=30))
@example(cuts=list(range(len(TABLE))))
def test_a_table_that_grows_is_the_one_that_is_shown_at_once(look: Appearance, cuts: list[int]) -> None:
    grown = column_of(look, [TABLE[:cut] for cut in sorted(cuts)] + [TABLE])
    whole = column_of(look, [TABLE])
    assert_same(grown, whole)
    one, other = grown.widgets[0], whole.widgets[0]
    assert isinstance(one, TableView)
    assert isinstance(other, TableView)
    assert one.document().toHtml() == other.document().toHtml()
    assert one.grab().toImage() == other.grab().toImage()
    for column in (grown, whole):
        column.deleteLater()


def test_of_a_table_that_grows_only_what_differs_is_written(qtbot: QtBot, look: Appearance) -> None:
    view = TableView(look)
    qtbot.addWidget(view)
    rows = [f"| Town {number} | {number} |\n" for number in range(30)]
    changes: list[tuple[int, int]] = []
    view.document().contentsChange.connect(lambda _, removed, added: changes.append((removed, added)))
    for at in (20, 25):
        (table,) = split("| a | b |\n|---|---|\n" + "".join(rows[:at]))
        assert isinstance(table, Table)
        changes.clear()
        view.show_table(table)
    assert sum(removed for removed, _ in changes) < 20
    assert 0 < sum(added for _, added in changes) < 200


def test_a_text_that_is_replaced_leaves_nothing_of_the_old_one(look: Appearance, qtbot: QtBot) -> None:
    for before in ("plain words that go on", "- one\n- two\n- three", "a **bold** word", "# Title\n\ntext", "known[1]"):
        for after in ("plain words", "- one\n- other", "a **bolder** word", "known", "---\n\ntext"):
            grown, whole = column_of(look, [before, after]), column_of(look, [after])
            assert_same(grown, whole)
            for column in (grown, whole):
                qtbot.addWidget(column)


@pytest.mark.parametrize("step", [1, 7])
@pytest.mark.parametrize("height", [160, 900])
def test_what_is_painted_while_it_grows_is_what_is_painted_at_once(
    qtbot: QtBot, look: Appearance, height: int, step: int
) -> None:
    """The window paints only what changed, so what stands on it is compared, not what a grab would paint anew."""
    events: list[TurnEvent] = [Thinking("First. "), Thought(1.0)]
    events += [Answer(ANSWER[at : at + step]) for at in range(0, len(ANSWER), step)]
    messages = [question("How much?"), start()]
    grown, whole = Transcript(look), Transcript(look)
    for transcript in (grown, whole):
        qtbot.addWidget(transcript)
        transcript.resize(480, height)
        transcript.set_column(420)
        transcript.show()
    grown.show_all(messages)
    for event in events:
        messages[1] = fold(messages[1], event)
        grown.show_message(messages, 1, None)
        QTest.qWait(0)
    whole.show_all(messages)
    qtbot.waitUntil(lambda: _alike(grown, whole))  # with the writing caret, before anything paints all of it anew
    messages[1] = fold(messages[1], Finished("complete"))
    grown.show_message(messages, 1, None)
    whole.show_all(messages)
    qtbot.waitUntil(lambda: _alike(grown, whole))


def test_only_the_paragraph_that_grows_is_painted(qtbot: QtBot, look: Appearance) -> None:
    transcript = Transcript(look)
    qtbot.addWidget(transcript)
    transcript.resize(480, 900)
    transcript.set_column(420)
    transcript.show()
    messages = [question("How much?"), fold(start(), Answer("A first paragraph.\n\n```\ncode\n```\n\nIt cut demand"))]
    transcript.show_all(messages)
    qtbot.waitExposed(transcript)
    view = transcript.views[1]
    assert isinstance(view, AnswerView)
    *_, last = view.blocks.widgets
    assert isinstance(last, ProseView)
    painted = Painted(transcript)
    painted.settle()
    messages[1] = fold(messages[1], Answer(" by a third"))
    transcript.show_message(messages, 1, None)
    qtbot.waitUntil(lambda: last.viewport() in painted.widgets)
    QTest.qWait(50)
    assert set(painted.widgets) == {last.viewport()}


@pytest.mark.parametrize("height", [260, 900])
def test_a_further_line_is_painted_alone_and_once_also_where_the_page_scrolls(
    qtbot: QtBot, look: Appearance, height: int
) -> None:
    """What stands above it is moved: painting all in sight took as long again as all else that an update does."""
    transcript = Transcript(look)
    qtbot.addWidget(transcript)
    transcript.resize(480, height)
    transcript.set_column(420)
    transcript.show()
    messages = [question("How much?"), fold(start(), Answer("It cut demand in more homes than any trial before. " * 6))]
    transcript.show_all(messages)
    qtbot.waitExposed(transcript)
    view = transcript.views[1]
    assert isinstance(view, AnswerView)
    *_, last = view.blocks.widgets
    assert isinstance(last, ProseView)
    painted = Painted(transcript)
    painted.settle()
    line, before = look.theme.line_height("answer"), last.height()
    messages[1] = fold(messages[1], Answer("It was a long and cold winter in each of these homes."))
    transcript.show_message(messages, 1, None)
    qtbot.waitUntil(lambda: last.viewport() in painted.widgets)
    QTest.qWait(50)
    assert last.height() > before
    assert painted.times == 1
    assert painted.widgets[last.viewport()].boundingRect().height() <= last.height() - before + line
    assert transcript.verticalScrollBar().value() == transcript.verticalScrollBar().maximum()
    assert (transcript.verticalScrollBar().maximum() > 0) == (height == 260)


def test_a_blink_of_the_composer_paints_its_text_alone(qtbot: QtBot, look: Appearance) -> None:
    composer = Composer(look)
    qtbot.addWidget(composer)
    composer.resize(600, 160)
    composer.show()
    qtbot.waitExposed(composer)
    painted = Painted(composer)
    painted.settle()
    composer.edit.viewport().update(composer.edit.cursorRect())
    qtbot.waitUntil(lambda: bool(painted.widgets))
    assert set(painted.widgets) == {composer.edit.viewport()}


def test_the_caret_is_lit_by_what_is_written_and_blinks_later(qtbot: QtBot, look: Appearance) -> None:
    look.choose(still=False)
    view = ProseView(look)
    qtbot.addWidget(view)
    view.set_caret(True)
    assert view.caret_lit
    qtbot.waitUntil(lambda: not view.caret_lit)
    view.show_prose(Prose((Line("paragraph", (Run("It cut"),)),)))
    assert view.caret_lit


def _alike(*transcripts: Transcript) -> bool:
    """Whether these stand on the screen alike, and something does."""
    one, other = (transcript.screen().grabWindow(transcript.winId()).toImage() for transcript in transcripts)
    ground = one.copy()
    ground.fill(one.pixelColor(0, 0))
    return one == other and one != ground
