"""The chat page as a person uses it: typing, reading, stopping, sources, faults."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.domain.conversation import Message, TextPart, question
from desktop.domain.document import EVERYTHING, Block, Citation, Document, Page
from desktop.domain.events import Answer, Finished, Progress, Step, Thinking
from desktop.domain.model import Usage
from desktop.paths import assets
from desktop.ui.announce import announce
from desktop.ui.buttons import PrimaryButton
from desktop.ui.chat import menus
from desktop.ui.chat.empty import Suggestion
from desktop.ui.chat.transcript import BY_ITSELF, WINDOW
from desktop.ui.chat.why import WhyPopover
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label
from desktop.ui.menu import Menu
from desktop.ui.narrowpopover import NarrowPopover
from tests.fakes import FAKE_MODEL
from tests.ui.chat.conftest import MakeFace, MakeWorld
from tests.ui.chat.script import HANG, WAIT, World, cited, dies, said, settle, thought
from tests.ui.painted import Painted
from tests.unit.documents.readers.pdfs import pdf

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)
    settle()


def test_the_first_page_leads_everywhere(face: MakeFace) -> None:
    f = face(said("It says 31 per cent."))
    assert f.page.empty.isVisible()
    assert not f.page.header.share.isVisible()
    wanted: list[str] = []
    f.page.models_wanted.connect(lambda: wanted.append("models"))
    f.page.notes_wanted.connect(lambda: wanted.append("notes"))
    f.page.empty.findChild(PrimaryButton).click()  # type: ignore[union-attr]
    f.page.empty.rows[2].click()
    assert wanted == ["models", "notes"]


def test_a_better_model_is_offered_on_a_first_run_and_downloaded_when_asked(face: MakeFace) -> None:
    f = face(said("It says 31 per cent."))
    wanted: list[str] = []
    f.page.download_wanted.connect(lambda: wanted.append("download"))
    f.page.models_wanted.connect(lambda: wanted.append("models"))
    f.page.suggest(Suggestion("Qwen3 4B", "Fits this computer", "Thinks.", "Download, 2.5 GB"))
    assert wanted == [], "nothing goes out by itself"
    (button,) = [b for b in f.page.empty.findChildren(PrimaryButton) if b.text() == "Download, 2.5 GB"]
    button.click()
    assert wanted == ["download"]
    f.page.suggest(None)
    settle()
    assert "Qwen3 4B" not in [label.text() for label in f.page.empty.findChildren(Label) if label.isVisible()]


def test_the_sample_report_is_asked(face: MakeFace) -> None:
    f = face(said("It says 31 per cent."))
    f.file("sample.txt", "The pilot cut demand by 31 per cent.")
    f.page.empty.rows[0].click()
    f.until(lambda: bool(f.world.turn.asked))
    f.idle()
    assert f.world.turn.asked == ["What does it say?"]
    assert f.world.turn.retrievers[0] is not None
    assert f.page.transcript.isVisible()
    assert [chip.accessibleName() for chip in f.page.foot.chips] == ["sample.txt"]


def test_a_hard_question_is_thought_through(face: MakeFace) -> None:
    f = face(thought("First, then second.", "Third."))
    f.page.empty.rows[1].click()
    f.idle()
    assert f.world.turn.options[0].think == "on"
    assert f.page.composer.think.isChecked()
    assert f.answer.thought.isVisible()
    assert not f.answer.thought.opened


def test_typing_and_enter_ask(face: MakeFace) -> None:
    f = face(said("Hello **you**"))
    edit = f.page.composer.edit
    assert edit.hasFocus() or not f.window.isActiveWindow()
    QTest.keyClicks(edit, "Good day")
    press(edit, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(edit, "to you")
    press(edit, Key.Key_Return)
    f.idle()
    assert f.world.turn.asked == ["Good day\nto you"]
    assert f.page.composer.text == ""
    assert f.bubble.text == "Good day\nto you"
    assert f.answer.blocks.isVisible()
    assert f.answer.bar.isVisible()
    assert f.answer.bar.usage.text() == "Fake 4B  ·  20.0 tokens/s  ·  2.5 s"


def test_nothing_is_painted_anew_where_nothing_changed(face: MakeFace) -> None:
    f = face(said("Hello"))
    f.chat.send("Good day")
    f.idle()
    settle()
    painted = Painted(f.page)
    painted.settle()
    for _ in range(8):
        f.chat.changed.emit()
    settle()
    assert not painted.widgets
    f.chat.begin_edit()
    settle()
    assert painted.widgets


def test_the_cursor_stays_lit_while_an_answer_is_written(face: MakeFace) -> None:
    """What blinks is painted at each blink, and llama.cpp waits for it where it has all processors."""
    f = face([WAIT, *said("Hello")])
    hints = QApplication.styleHints()
    f.look.choose(still=False)
    assert hints.cursorFlashTime() > 0
    f.chat.send("Good day")
    assert hints.cursorFlashTime() == 0
    f.look.choose(still=False)
    assert hints.cursorFlashTime() == 0
    f.world.turn.gate.set()
    f.idle()
    assert hints.cursorFlashTime() > 0


def test_the_composer_grows_to_eight_lines(face: MakeFace) -> None:
    f = face(said("ok"))
    edit = f.page.composer.edit
    heights = []
    for lines in (1, 3, 8, 20):
        edit.set_text("\n".join(["word"] * lines))
        settle()
        heights.append(edit.height())
    line = f.look.theme.line_height("message")
    assert heights == [line, 3 * line, 8 * line, 8 * line]
    assert edit.verticalScrollBar().maximum() > 0
    box = f.page.composer
    f.until(lambda: f.page.rect().contains(box.mapTo(f.page, box.inner().toRect().bottomRight())))


def test_up_in_the_empty_composer_edits_the_last_question(face: MakeFace) -> None:
    f = face(said("Cats purr."), said("Dogs bark."))
    f.type("Tell me of cats")
    f.idle()
    press(f.page.composer.edit, Key.Key_Up)
    assert f.page.composer.text == "Tell me of cats"
    assert [chip.accessibleName() for chip in f.page.foot.chips] == ["Editing your question"]
    press(f.page.composer.edit, Key.Key_Escape)
    assert f.page.composer.text == ""
    assert not f.page.foot.chips
    press(f.page.composer.edit, Key.Key_Up)
    f.type("Tell me of dogs")
    f.idle()
    assert f.bubble.text == "Tell me of dogs"
    assert f.toasts.shown[-1].button is not None
    f.toasts.shown[-1].button.click()
    settle()
    assert f.bubble.text == "Tell me of cats"


def test_escape_stops_the_answer_of_a_model_that_hangs(face: MakeFace) -> None:
    f = face([Answer("So far"), HANG, *said("never")])
    f.type("Go on")
    f.until(lambda: f.chat.messages[-1].text == "So far")
    press(f.page.composer.edit, Key.Key_Escape)
    assert f.page.composer.send.accessibleName() == "Stopping"
    f.until(lambda: f.chat.run is None)
    assert f.world.tasks.busy, "it hangs on"
    assert f.answer.note.text() == "Stopped."
    assert f.page.composer.send.accessibleName() == "Write a question to send"
    assert f.chat.messages[-1].text == "So far"


def test_send_becomes_stop_while_an_answer_is_written(face: MakeFace) -> None:
    f = face([Answer("So far"), WAIT, *said("")])
    f.type("Go on")
    f.until(lambda: f.chat.messages[-1].text == "So far")
    send = f.page.composer.send
    assert send.accessibleName() == "Stop the answer"
    assert send.isEnabled()
    send.click()
    f.idle()
    assert f.chat.messages[-1].status == "stopped"


def test_a_question_typed_meanwhile_waits_above_the_composer(face: MakeFace) -> None:
    f = face([Answer("One"), WAIT, *said("")], said("Two"))
    f.type("First")
    f.until(lambda: f.chat.messages[-1].text == "One")
    f.type("Second")
    f.type("Third")
    assert [chip.accessibleName() for chip in f.page.foot.chips] == ["Next: Second", "Next: Third"]
    f.page.foot.chips[1].button.click()
    assert f.page.composer.text == "Third"
    f.world.turn.gate.set()
    f.until(lambda: f.world.turn.asked == ["First", "Second"])
    f.idle()
    assert not f.page.foot.chips


def test_thinking_is_open_while_it_streams_and_folds_for_the_answer(face: MakeFace) -> None:
    f = face([Step("searched", {"files": "3"}), Thinking("Let me see."), WAIT, *thought("", "Done.")[1:]])
    f.type("Hard")
    f.until(lambda: f.chat.messages[-1].thinking != "")
    settle()
    opened = [f.answer.thought.opened]
    assert f.answer.steps.steps == ("Searched 3 files",)
    f.world.turn.gate.set()
    f.idle()
    opened.append(f.answer.thought.opened)
    assert opened == [True, False]
    f.answer.thought.set_opened(True)
    assert f.answer.thought.text.isVisible()


def test_a_thought_that_the_reader_closed_stays_closed(face: MakeFace) -> None:
    f = face([Thinking("Let me"), WAIT, Thinking(" see."), *thought("", "Done.")[1:]])
    f.type("Hard")
    f.until(lambda: f.chat.messages[-1].thinking == "Let me")
    settle()
    f.answer.thought.set_opened(False)
    f.world.turn.gate.set()
    f.idle()
    assert not f.answer.thought.opened


def test_what_is_being_done_is_said_after_a_moment(face: MakeFace) -> None:
    f = face([Progress("Loading Fake 4B", 1, 2), WAIT, *said("Here.")])
    f.type("Go on")
    f.until(f.answer.working.isVisible)
    assert f.answer.working.text().startswith("Loading Fake 4B")
    f.world.turn.gate.set()
    f.idle()
    assert not f.answer.working.isVisible()


def test_a_question_that_waits_for_the_answer_in_another_chat_says_so(face: MakeFace) -> None:
    f = face([Answer("Long "), WAIT, *said("answer")], said("Short"))
    f.type("First")
    f.until(lambda: f.chat.messages[-1].text == "Long ")
    f.chat.new()
    f.type("Second")
    f.until(f.answer.working.isVisible)
    assert f.answer.working.text().startswith("Waiting until the answer in another chat is written")
    f.world.turn.gate.set()
    f.idle()
    assert not f.answer.working.isVisible()
    assert f.chat.messages[-1].text == "Short"


def test_one_notice_offers_the_answer_that_was_replaced(face: MakeFace) -> None:
    """What said that it is answered again stood below the one that says that the earlier answer is kept."""
    f = face(said("Whole."), dies("Both reports"))
    f.type("Compare")
    f.idle()
    f.chat.regenerate()
    f.idle()
    assert [toast.message for toast in f.toasts.shown] == ["The earlier answer is kept"]


def test_the_keys_of_the_page_work_while_the_focus_is_beside_it(face: MakeFace) -> None:
    f = face()
    file = f.file("report.txt", "Demand fell.")
    f.world.turn.scripts = [cited("It fell [1].", Citation(1, str(file), 1, "Demand fell", "verified"))]
    f.type("How much?")
    f.idle()
    beside = QLineEdit(f.window)
    beside.show()
    beside.setFocus()
    QTest.keyClick(beside, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    f.idle()
    assert f.page.pane.isVisible()


def test_a_file_of_another_kind_changes_the_one_icon_of_the_pane(face: MakeFace) -> None:
    header = face().page.pane.header
    for name in ("a.pdf", "b.xlsx"):
        header.show_file(name)
    assert len(header.findChildren(IconMark)) == 1


def test_a_notice_of_one_chat_does_not_stand_over_another(face: MakeFace) -> None:
    """It covered the card of the fault there; it comes back with its chat."""
    f = face(said("Whole."), dies("Both reports"), said("Other."))
    f.type("Compare")
    f.idle()
    first = f.chat.id
    f.chat.regenerate()
    f.idle()
    f.chat.new()
    f.idle()
    assert not f.toasts.shown
    assert first is not None
    f.chat.open(first)
    f.idle()
    notice = f.toasts.shown[0]
    assert notice.message == "The earlier answer is kept"
    notice.close_now()
    f.chat.new()
    f.chat.open(first)
    f.idle()
    assert not f.toasts.shown, "it was seen out"


def test_a_model_that_dies_leaves_its_words_and_a_way_on(face: MakeFace) -> None:
    f = face(dies("Both reports measure"), said("Whole."))
    f.type("Compare")
    f.idle()
    card = f.answer.card
    assert card is not None
    assert card.accessibleName().startswith("The model stopped before it finished")
    assert "the part already written are kept" in card.message.text()
    assert [button.text() for button in card.buttons] == [
        "Reload and try again",
        "Reload with a shorter context",
        "Details",
    ]
    assert not f.answer.bar.isVisible()
    card.buttons[1].click()
    f.idle()
    assert f.models.shortened == 1
    assert f.answer.card is None
    assert f.chat.messages[-1].text == "Whole."


def test_another_model_is_chosen_after_one_that_cannot_be_used(face: MakeFace) -> None:
    f = face(dies("", "NotAModel", file="a.gguf", reason="its file is cut off"))
    f.type("Compare")
    f.idle()
    card = f.answer.card
    assert card is not None
    assert card.buttons[0].text() == "Choose another model"
    wanted: list[str] = []
    f.page.models_wanted.connect(lambda: wanted.append("models"))
    card.buttons[0].click()
    f.idle()
    assert wanted == ["models"]
    assert f.answer.card is card, "nothing is asked before another model is chosen"


def test_a_second_death_on_the_same_question_offers_another_way_first(face: MakeFace) -> None:
    twice = {"kind": "ProcessStoppedAgain", "gpu_layers": "24"}
    f = face(dies("Both reports measure", **twice), dies("Both reports", **twice), said("Whole."))
    f.type("Compare")
    f.idle()
    card = f.answer.card
    assert card is not None
    assert [button.text() for button in card.buttons] == [
        "Reload with a shorter context",
        "Reload on the processor only",
        "Reload and try again",
        "Details",
    ]
    assert f.chat.messages[-1].text == "Both reports measure", "what was shown is kept"
    assert "stopped again" in card.message.text()
    card.buttons[0].click()
    f.idle()
    card = f.answer.card
    assert card is not None
    card.buttons[1].click()
    f.idle()
    assert (f.models.shortened, f.models.processors) == (1, 1)
    assert f.chat.messages[-1].text == "Whole."


def test_the_model_loads_while_the_question_is_typed(face: MakeFace) -> None:
    f = face(said("Here."))
    assert f.engine.loads == 0
    f.page.composer.set_text("  ")
    f.idle()
    assert f.engine.loads == 0
    f.page.composer.set_text("Which")
    f.idle()
    assert f.engine.loads == 1
    assert f.chat.messages == ()


def test_a_refusal_is_calm(face: MakeFace) -> None:
    f = face(said("Your documents do not say.", kind="refused"))
    f.type("Who?")
    f.idle()
    assert f.answer.card is None
    assert f.answer.bar.copy.isVisible()
    assert not f.answer.bar.make.isVisible()


def test_sources_open_beside_the_conversation(face: MakeFace) -> None:
    f = face()
    text = "Demand fell by 31 per cent.\nHomes with partial insulation gained less."
    file = f.file("report.txt", text)
    f.world.library.put("Linden", Document(str(file), (Page(1, (Block(text),)),)))
    f.chat.choices.set_library("Linden")
    first = Citation(1, str(file), 1, "Demand fell by 31 per cent", "verified")
    second = Citation(2, str(file), 1, "Homes with partial isolation gained less", "close")
    third = Citation(3, str(f.world.folder / "gone.txt"), 1, "Nothing", "missing")
    f.world.turn.scripts = [cited("It fell by 31 per cent [1], less in some [2] [3].", first, second, third)]
    f.type("How much?")
    f.idle()
    cards = f.answer.sources.cards
    assert [card.accessibleName() for card in cards] == [
        "Open source 1, report.txt, p. 1, verified",
        "Open source 2, report.txt, p. 1, close match",
        "Open source 3, gone.txt, p. 1, file moved",
    ]
    cards[0].click()
    f.idle()
    pane = f.page.pane
    assert pane.isVisible()
    assert pane.text.marked == "Demand fell by 31 per cent"
    assert pane.proof.words == "Verified. These words are on this page."
    press(f.window, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    f.idle()
    assert pane.text.marked == "Homes with partial insulation gained less"
    assert pane.proof.words.startswith("Close match.")
    press(f.window, Key.Key_F3)
    f.idle()
    assert pane.view is pane.gone
    assert not pane.locate.isVisible()
    press(f.window, Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert f.source.citation == second
    press(f.window, Key.Key_F3)
    f.idle()
    pane.proof.next.click()
    assert f.source.citation == first
    press(f.page.composer.edit, Key.Key_Escape)
    assert not pane.isVisible()
    assert f.source.citation is None


def test_a_pdf_opens_at_its_words_also_after_it_moved(face: MakeFace) -> None:
    f = face()
    report = assets() / "samples" / "Linden-Street-final.pdf"
    here = Citation(1, str(report), 4, "winter heating demand fell by 31 per cent", "verified")
    moved = Citation(2, "/nowhere/Linden-Street-final.pdf", 2, "winter heating demand fell by 31 per cent", "verified")
    f.world.turn.scripts = [cited("It fell [1] [2].", here, moved)]
    f.type("How much?")
    f.idle()
    f.answer.sources.cards[0].click()
    f.idle()
    pane = f.page.pane
    assert pane.view is pane.pdf
    assert pane.pdf.marked
    assert pane.header.where.text() == "4 of 7"
    f.window.resize(1000, 700)
    settle()
    settle()
    assert not f.page.transcript.isVisible()
    assert pane.header.where.text() == "4 of 7"
    pane.header.next.click()
    assert pane.header.where.text() == "5 of 7"
    pane.proof.next.click()
    f.idle()
    assert pane.view is pane.gone
    f.dialogs.files = (str(report),)
    pane.locate.click()
    f.idle()
    assert pane.view is pane.pdf
    assert pane.pdf.marked
    assert pane.header.where.text() == "2 of 7"
    pane.header.close_button.click()
    assert pane.isHidden()
    assert pane.pdf.pages == 0


def test_another_theme_and_size_lose_nothing(face: MakeFace) -> None:
    f = face(thought("Let me see.", "It is **31** [1].\n\n```python\nx = 1\n```"))
    f.chat.attach([f.file("notes.txt", "words")])
    f.type("How much was it in the winter of the pilot?")
    f.idle()
    before = f.page.composer.edit.height()
    f.look.choose("dark", scale=2.0)
    settle()
    settle()
    transcript = f.page.transcript
    assert f.page.composer.edit.height() == 2 * before
    assert transcript.horizontalScrollBar().maximum() == 0
    assert f.answer.blocks.isVisible()
    f.look.choose("light", scale=1.0)
    settle()
    assert f.page.composer.edit.height() == before


@pytest.mark.parametrize(("width", "scale"), [(960, 1.0), (1312, 2.0), (752, 2.0)])
def test_a_new_chat_stands_over_its_composer_and_nothing_is_cut(face: MakeFace, width: int, scale: float) -> None:
    f = face(width=width, height=600)
    f.page.suggest(Suggestion("Qwen3 4B", "Fits this computer", "Answers in its own words. " * 4, "Download, 2.5 GB"))
    f.look.choose("dark", scale=scale)
    settle()
    settle()
    empty, composer = f.page.empty, f.page.composer
    assert empty.verticalScrollBar().maximum() > 0
    sheet = empty.widget()
    assert sheet is not None
    assert sheet.width() == empty.viewport().width()
    left = empty.body.mapTo(f.page, QPoint(0, 0)).x()
    box = composer.inner().translated(composer.mapTo(f.page, QPoint(0, 0)))
    assert abs(left - box.left()) <= 1
    assert abs(left + empty.body.width() - box.right()) <= 1


def test_a_narrow_composer_shows_icons_and_the_ring_alone(face: MakeFace) -> None:
    f = face(said("It fell."), width=752, height=600)
    f.type("How much?")
    f.idle()
    f.look.choose(scale=2.0)
    settle()
    settle()
    composer = f.page.composer
    controls = [composer.attach_button, composer.think, composer.documents, composer.meter, composer.send]
    assert composer.meter.isVisible()
    for one, other in itertools.pairwise(controls):
        assert one.geometry().right() < other.geometry().left()
    assert all(control.width() >= control.sizeHint().width() for control in controls)
    assert [pill.accessibleName() for pill in controls[1:3]] == ["Think", "Documents"]
    f.look.choose(scale=1.0)
    settle()
    assert (composer.think.text(), composer.meter.words()) == ("Think", composer.meter.words() or "words")


def test_where_the_page_cannot_be_marked_its_text_is(face: MakeFace, tmp_path: Path) -> None:
    """A PDF that Qt cannot open, and one whose words are only a picture: the text that was read shows the words."""
    f = face()
    broken, scan = tmp_path / "broken.pdf", tmp_path / "scan.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    scan.write_bytes(pdf([[]]))
    for file in (broken, scan):
        text = (Block("Demand fell by 31 per cent in winter."),)
        f.world.library.put("Linden", Document(str(file), (Page(1, text),)))
    f.chat.choices.set_library("Linden")
    citations = [Citation(n, str(file), 1, "fell by 31 per cent", "verified") for n, file in ((1, broken), (2, scan))]
    f.world.turn.scripts = [cited("It fell [1] [2].", *citations)]
    f.type("How much?")
    f.idle()
    pane = f.page.pane
    for card in f.answer.sources.cards:
        card.click()
        f.idle()
        assert pane.view is pane.text
        assert pane.text.marked == "fell by 31 per cent"
        assert pane.proof.words.startswith("Verified. Shown as text")


def test_a_narrow_window_gives_the_pane_the_whole_place(face: MakeFace) -> None:
    f = face(width=1000)
    file = f.file("report.txt", "Demand fell.")
    f.world.turn.scripts = [cited("It fell [1].", Citation(1, str(file), 1, "Demand fell", "verified"))]
    f.type("How much?")
    f.idle()
    f.answer.sources.cards[0].click()
    f.idle()
    assert f.page.pane.isVisible()
    assert not f.page.transcript.isVisible()
    f.page.pane.header.back_button.click()
    settle()
    assert f.page.transcript.isVisible()
    assert not f.page.pane.isVisible()


def long_chat(w: World, turns: int, text: str) -> int:
    identifier = w.store.create("Long")
    for at in range(turns):
        w.store.append(identifier, question(f"Question {at}"))
        w.store.append(identifier, Message("assistant", (TextPart(f"Answer {at}. {text}"),)))
    return identifier


def test_long_chats_show_their_end_and_more_near_its_beginning(face: MakeFace, world: MakeWorld) -> None:
    w = world(said("ok"))
    identifier = long_chat(w, 100, "It is long. " * 90)
    f = face(w)
    f.chat.open(identifier)
    f.idle()
    transcript = f.page.transcript
    assert len(transcript.views) == WINDOW
    bar = transcript.verticalScrollBar()
    assert bar.value() == bar.maximum()
    first = transcript.views[0]
    bar.setValue(0)
    before = first.mapTo(transcript, first.rect().topLeft()).y()
    settle()
    settle()
    assert len(transcript.views) > WINDOW
    assert abs(first.mapTo(transcript, first.rect().topLeft()).y() - before) <= 1
    for _ in range(20):
        bar.setValue(0)
        settle()
    assert len(transcript.views) in range(BY_ITSELF, BY_ITSELF + WINDOW)
    assert transcript.earlier.isVisible()
    transcript.earlier.click()
    settle()
    assert len(transcript.views) > BY_ITSELF
    transcript.jump_to_latest()
    settle()
    assert bar.value() == bar.maximum()
    transcript.show_index(0)
    settle()
    settle()
    question_0 = transcript.views[0]
    assert len(transcript.views) == 200
    assert abs(question_0.mapTo(transcript, question_0.rect().topLeft()).y()) <= 2


def test_short_messages_fill_the_view(face: MakeFace, world: MakeWorld) -> None:
    w = world(said("ok"))
    identifier = long_chat(w, 40, "")
    f = face(w, height=2400)
    f.chat.open(identifier)
    f.idle()
    f.until(lambda: f.page.transcript.verticalScrollBar().maximum() > 0)


def test_the_end_is_followed_until_the_reader_scrolls_up(face: MakeFace) -> None:
    words = [Answer(f"Line {at}.\n\n") for at in range(60)]
    f = face([*words, WAIT, *words, *said("")])
    f.type("Go on")
    f.until(lambda: "Line 59" in f.chat.messages[-1].text)
    settle()
    transcript = f.page.transcript
    bar = transcript.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == bar.maximum()
    bar.setValue(bar.maximum() // 2)
    settle()
    following = [transcript.following]
    assert transcript.jump.isVisible()
    place = bar.value()
    f.world.turn.gate.set()
    f.idle()
    assert bar.value() == place
    transcript.jump.click()
    settle()
    following.append(transcript.following)
    assert following == [False, True]
    assert bar.value() == bar.maximum()
    assert not transcript.jump.isVisible()


def test_copying_and_saving(face: MakeFace) -> None:
    f = face(said("It is **31**."))
    f.type("How much?")
    f.idle()
    f.answer.bar.copy.click()
    assert QGuiApplication.clipboard().text() == "It is **31**."
    assert f.answer.bar.copy.accessibleName() == "Copied"
    f.dialogs.save = str(f.world.folder / "chat.md")
    f.page.header.save_wanted.emit(".md", False)
    assert "It is **31**." in Path(f.dialogs.save).read_text()
    f.dialogs.save = str(f.world.folder / "no" / "chat.json")
    f.page.header.save_wanted.emit(".json", False)
    assert "cannot be written" in f.toasts.shown[-1].message
    f.page.header.copy_wanted.emit()
    assert "How much?" in QGuiApplication.clipboard().text()


def test_thoughts_are_copied_and_saved_only_when_asked_for(face: MakeFace) -> None:
    f = face(thought("Add them up.", "It is 31."))
    f.type("How much?")
    f.idle()
    f.answer.bar.copy.click()
    assert QGuiApplication.clipboard().text() == "It is 31."
    f.answer.thought.set_opened(True)
    f.answer.thought.copy.click()
    assert QGuiApplication.clipboard().text() == "Add them up."
    f.dialogs.save = str(f.world.folder / "chat.md")
    saved = []
    for thoughts in (False, True):
        f.page.header.save_wanted.emit(".md", thoughts)
        saved.append("Add them up." in Path(f.dialogs.save).read_text())
    assert saved == [False, True]


def test_related_passages_are_found_and_opened(face: MakeFace, monkeypatch: pytest.MonkeyPatch) -> None:
    menus: list[Menu] = []  # a menu that pops up would take the keyboard, which there is none of off screen
    monkeypatch.setattr("desktop.ui.chat.pane.popup", lambda menu, button: menus.append(menu))
    report = "The pilot saved heat in every home.\fLunch was served at noon.\fEvery home of the pilot saved heat."
    f = face(said("Heat was saved [1]."))
    f.chat.attach([f.file("report.txt", report)])
    f.idle()
    path = f.chat.files[0].file
    quote = Citation(1, path, 1, "The pilot saved heat in every home.", "verified")
    f.world.turn.scripts[0] = cited("Heat was saved [1].", quote)
    f.type("What was saved?")
    f.idle()
    f.page.transcript.cite_pressed.emit(1, 1)
    f.idle()
    f.page.pane.header.related.click()
    assert not f.page.pane.header.related.isEnabled()
    f.until(f.page.pane.header.related.isEnabled)
    settle()
    (menu,) = menus
    assert [action.text() for action in menu.actions()] == ["report.txt, p. 3: Every home of the pilot saved heat."]
    menu.actions()[0].trigger()
    f.idle()
    assert f.source.citation is not None
    assert (f.source.citation.page, f.source.citation.state) == (3, "verified")


def test_files_can_be_dropped_on_the_composer(face: MakeFace) -> None:
    f = face(said("ok"))
    report = f.file("a & b.txt", "words")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(report))])
    edit = f.page.composer.edit
    assert edit.canInsertFromMimeData(data)
    edit.insertFromMimeData(data)
    f.idle()
    assert f.page.composer.text == ""
    assert [chip.accessibleName() for chip in f.page.foot.chips] == ["a & b.txt"]
    f.page.foot.chips[0].button.click()
    f.idle()
    assert not f.page.foot.chips
    plain = QMimeData()
    plain.setText("<b>just words</b>")
    edit.insertFromMimeData(plain)
    assert f.page.composer.text == "<b>just words</b>"


def test_files_that_cannot_be_read_say_why(face: MakeFace) -> None:
    f = face(said("ok"))
    f.chat.attach([f.file("plan.dwg", "x"), f.file("notes.txt", "words")])
    f.idle()
    chip = f.page.foot.chips[0]
    assert "plan.dwg" in chip.accessibleName()
    assert "cannot read" in chip.accessibleName()


def test_files_suggest_what_they_could_be_asked(face: MakeFace) -> None:
    f = face(said("Twice a year."))
    f.chat.attach([f.file("manual.md", "# Manual\n\n“Service Interval” means the time between two visits.")])
    f.until(lambda: bool(f.page.empty.questions))
    settle()
    rows = f.page.empty.questions
    assert [row.words for row in rows] == ["What is this document about?", "What does “Service Interval” mean here?"]
    assert rows[1].isVisible()
    assert not f.page.empty.rows[0].isVisible()
    f.page.composer.set_text("half a thought")
    rows[1].click()
    f.idle()
    assert f.chat.messages[0].text == "What does “Service Interval” mean here?"
    assert f.page.composer.text == "half a thought"
    f.chat.new()
    settle()
    assert not f.page.empty.questions
    assert f.page.empty.rows[0].isVisible()


def test_the_model_button_tells_the_state_and_chooses(face: MakeFace) -> None:
    f = face(said("ok"))
    assert f.page.header.model.text() == "Fake 4B"
    menu = f.page.header.model_menu()
    assert [action.text() for action in menu.actions() if action.text()] == ["Fake 4B", "Other 8B", "All models"]
    menu.actions()[1].trigger()
    f.idle()
    assert [model.name for model in f.models.chosen] == ["Other 8B"]
    assert f.state.condition == "ready"


def test_a_conversation_shows_no_word_of_another(face: MakeFace) -> None:
    f = face(said("First answer"), said("Second answer"))
    f.type("First")
    f.idle()
    first = f.chat.id
    assert first is not None
    f.page.composer.set_text("a draft")
    f.chat.new()
    settle()
    assert f.page.empty.isVisible()
    assert f.page.composer.text == ""
    f.type("Second")
    f.idle()
    assert len(f.page.transcript.views) == 2
    f.chat.open(first)
    settle()
    assert f.bubble.text == "First"
    assert f.page.composer.text == "a draft"


def test_all_controls_have_names_and_the_tab_key_leaves_the_text(face: MakeFace) -> None:
    f = face(said("ok"))
    f.type("Go")
    f.idle()
    nameless = [
        widget
        for widget in f.page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not _name(widget)
    ]
    assert nameless == []
    order = []
    widget: QWidget = f.page.composer.edit
    for _ in range(4):
        order.append(_name(widget))
        widget = _next(widget)
    assert order == ["Your question", "Attach files", "Think", "Documents"]


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def _next(widget: QWidget) -> QWidget:
    following = widget.nextInFocusChain()
    while following is not None and not (
        following.focusPolicy() & Qt.FocusPolicy.TabFocus and following.isVisible() and following.isEnabled()
    ):
        following = following.nextInFocusChain()
    assert following is not None
    return following


def test_announcing_needs_no_screen_reader(face: MakeFace) -> None:
    f = face(said("ok"))
    announce(f.page, "Answering")
    announce(f.page, "")
    assert f.page.isVisible()


def test_a_press_beside_the_text_puts_the_cursor_there(face: MakeFace) -> None:
    f = face(said("ok"))
    box = f.page.composer
    spot = box.inner().toRect().bottomRight()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=spot)
    settle()
    assert f.window.focusWidget() is box.edit


def test_keys_reach_the_page(face: MakeFace, monkeypatch: pytest.MonkeyPatch) -> None:
    f = face(said("ok"))
    opened: list[Menu] = []
    monkeypatch.setattr("desktop.ui.chat.menus.popup", lambda menu, button, **_: opened.append(menu))
    press(f.page.composer.edit, Key.Key_T, CTRL)
    assert f.chat.choices.think == "on"
    press(f.page.composer.edit, Key.Key_D, CTRL)
    assert [action.text() for action in opened[0].actions()] == ["Attach files to this chat", "Manage documents"]
    f.world.library.create("Linden")
    f.chat.choices.refresh()
    f.idle()
    press(f.page.composer.edit, Key.Key_D, CTRL)
    opened[1].actions()[0].trigger()
    assert f.chat.choices.library == "Linden"
    assert f.page.composer.documents.text() == "Linden"
    press(f.page.composer.edit, Key.Key_D, CTRL)
    assert f.chat.choices.library == ""
    assert f.page.composer.documents.text() == "Documents"


def test_a_library_is_narrowed_with_chips_that_can_be_taken_away(
    face: MakeFace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = face(said("ok"))
    opened: list[Menu] = []
    monkeypatch.setattr("desktop.ui.chat.menus.popup", lambda menu, button, **_: opened.append(menu))
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text("The pump is red.")
    list(f.world.library.add("Papers", [tmp_path]))
    f.chat.choices.set_library("Papers")
    f.page.composer.documents.click()
    row = next(action for action in opened[0].actions() if action.text() == "Search only some files…")
    row.trigger()
    f.until(lambda: f.page.findChild(NarrowPopover) is not None)
    popover = f.page.findChild(NarrowPopover)
    assert isinstance(popover, NarrowPopover)
    popover.pills["md"].click()
    popover.close()
    (chip,) = f.page.foot.chips
    assert chip.accessibleName() == "Only MD"
    f.chat.choices.set_library("")
    assert not f.page.foot.chips
    f.chat.choices.set_library("Papers")
    f.page.foot.chips[0].button.click()
    assert not f.page.foot.chips
    assert f.chat.choices.within == EVERYTHING


def test_a_card_says_why_its_passage_was_found_without_opening_it(
    face: MakeFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = face()
    opened: list[QPoint] = []
    monkeypatch.setattr(Menu, "popup", lambda menu, at: opened.append(at))
    text = "Demand fell by 31 per cent in winter."
    file = f.file("report.txt", text)
    f.world.library.put("Linden", Document(str(file), (Page(1, (Block(text),)),)))
    f.chat.choices.set_library("Linden")
    found = Citation(1, str(file), 1, text, "verified")
    f.world.turn.scripts = [cited("It fell [1].", found)]
    f.type("How far did demand fall in winter?")
    f.idle()
    card = f.answer.sources.cards[0]
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        QApplication.sendEvent(card, QContextMenuEvent(reason, QPoint(5, 5), card.mapToGlobal(QPoint(5, 5))))
    assert opened == [card.mapToGlobal(card.rect().bottomLeft()), card.mapToGlobal(QPoint(5, 5))]
    rows = {action.text(): action for action in card.menu().actions()}
    assert list(rows) == ["Open source", "Why this passage?"]
    rows["Why this passage?"].trigger()
    f.idle()
    popover = f.page.findChild(WhyPopover)
    assert isinstance(popover, WhyPopover)
    assert popover.words.startswith("Scores compare the passages")
    assert not f.page.pane.isVisible()
    assert f.source.citation is None
    popover.close()
    rows["Open source"].trigger()
    assert f.page.pane.isVisible()


def test_a_source_says_why_its_passage_was_found(face: MakeFace) -> None:
    f = face()
    text = "Demand fell by 31 per cent in winter."
    file = f.file("report.txt", text)
    document = Document(str(file), (Page(1, (Block("The pilot ran for two years."), Block(text))),))
    f.world.library.put("Linden", document)
    f.chat.choices.set_library("Linden")
    found = Citation(1, str(file), 1, text, "verified")
    other = Citation(2, str(f.world.folder / "other.txt"), 1, "Nothing of it", "missing")
    f.world.turn.scripts = [cited("It fell [1] [2].", found, other)]
    f.type("How far did demand fall in winter?")
    f.idle()
    f.answer.sources.cards[0].click()
    f.idle()
    header = f.page.pane.header
    assert header.why.accessibleName() == "Why this passage?"
    assert header.why.isVisible()
    header.why.click()
    assert not header.why.isEnabled()
    f.idle()
    reason = f.source.why.reason
    assert reason.passage is not None
    assert (reason.passage.text, reason.place) == (text, 1)
    popover = f.page.pane.findChild(WhyPopover)
    assert isinstance(popover, WhyPopover)
    assert popover.words.startswith("Scores compare the passages")
    rows = [label for label in popover.findChildren(Label) if not label.wordWrap()]
    told = [label.text() for label in rows]
    assert told[-2:] == ["Chance of an answer here", "50 %"]
    assert all(label.width() >= label.sizeHint().width() for label in rows), "no word is cut"
    sure = WhyPopover(f.look, msgspec.structs.replace(reason, answerable=1.0), f.page)
    assert "99 %" in {label.text() for label in sure.findChildren(Label)}, "it is never certain"
    sure.close()
    popover.close()
    f.source.step(1)
    header.why.click()
    f.idle()
    assert f.source.why.reason.passage is None
    assert header.why.isEnabled()
    f.source.open(("Linden",), -1, (found,), 1)
    assert not header.why.isVisible(), "nothing was asked for it"


def test_what_is_typed_beside_the_text_goes_into_it(face: MakeFace) -> None:
    f = face(said("It says 31 per cent."), said("Yes."))
    f.page.empty.rows[1].setFocus()
    QTest.keyClicks(f.page.empty.rows[1], "Why")
    assert f.page.composer.text == "Why"
    press(f.page.composer.edit, Key.Key_Return)
    f.idle()
    f.page.transcript.setFocus()
    QTest.keyClick(f.page.transcript, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(f.page.transcript, Key.Key_Space)
    assert f.page.composer.text == ""
    QTest.keyClicks(f.page.transcript, "And?")
    assert f.page.composer.text == "And?"


def test_a_way_to_start_leaves_the_cursor_in_the_text(face: MakeFace) -> None:
    f = face(thought("First, then second.", "Third."))
    f.page.empty.rows[1].setFocus()
    f.page.empty.rows[1].click()
    f.idle()
    assert f.window.focusWidget() is f.page.composer.edit


def test_it_is_plain_at_the_composer_and_below_the_answer_that_questions_leave(face: MakeFace) -> None:
    away = Finished(status="complete", usage=Usage(answer_tokens=1, left=True), model="big@office")
    f = face(said("Yes."), [Answer("No."), away])
    mark = f.page.composer.leaves
    assert not mark.isVisible()
    f.type("Asked here?")
    f.idle()
    assert not f.answer.bar.left.isVisible()
    f.engine._model = msgspec.structs.replace(FAKE_MODEL, name="big@office", endpoint="office", leaves=True)
    f.state.changed.emit()
    f.page.composer.set_text("Asked away?")
    assert mark.isVisible(), "also while something is typed"
    assert mark.text() == mark.accessibleName() == "Leaves this computer"
    f.type("Asked away?")
    f.idle()
    assert f.answer.bar.left.isVisible()
    assert f.answer.bar.left.text() == "Left this computer"
    f.window.resize(600, 700)
    settle()
    assert (mark.isVisible(), mark.text()) == (True, ""), "its icon stays where words have no room"
    assert mark.geometry().right() < f.page.composer.send.geometry().left()


def test_the_longest_thought_is_chosen_at_the_composer(face: MakeFace) -> None:
    f = face(said("Yes."))
    f.world.settings = msgspec.structs.replace(f.world.settings, think_budget=640)

    def lengths() -> dict[str, QAction]:
        menu = menus.think(f.look, f.page, f.chat.choices)
        (longest,) = [inner for action in menu.actions() if isinstance(inner := action.menu(), Menu)]
        return {action.text(): action for action in longest.actions()}

    assert [text for text, action in lengths().items() if action.isChecked()] == ["640 tokens"]
    lengths()["256 tokens"].trigger()
    assert f.world.settings.think_budget == 256
    assert [text for text, action in lengths().items() if action.isChecked()] == ["256 tokens"]
    f.type("Is it so?")
    f.idle()
    assert f.world.turn.options[-1].think_budget == 256


def test_an_adapter_that_is_on_is_shown_at_the_composer_and_switched_off_there(face: MakeFace) -> None:
    f = face(said("Yes."))
    f.chat.choices.set_adapter("/m/House style.gguf", 0.8)
    settle()
    (chip,) = f.page.foot.chips
    assert chip.accessibleName().startswith("House style, 80 %")
    f.chat.choices.set_adapter("/m/House style.gguf", 0.5)
    settle()
    (chip,) = f.page.foot.chips
    assert chip.accessibleName().startswith("House style, 50 %")
    chip.removed.emit()
    settle()
    assert f.page.foot.chips == ()
    assert f.chat.choices.adapters == ()
