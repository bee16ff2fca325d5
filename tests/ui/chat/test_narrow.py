"""The chat page where there is little room: at twice the text size in the smallest window, and after the pane."""

from __future__ import annotations

import pytest

from desktop.domain.conversation import Message, ReasoningPart, SourcesPart, TextPart, VotePart, question
from desktop.domain.document import Block, Citation, Document, Page
from desktop.domain.model import Usage
from desktop.domain.thought import Vote
from desktop.ui.labels import Label
from tests.ui.chat.conftest import MakeFace
from tests.ui.chat.faces import Face
from tests.ui.chat.script import cited, settle

#: What the smallest window leaves to a page at twice the text size: 880 less the rail, and 600.
WIDTH, HEIGHT, SCALE = 752, 600, 2.0
LONG = "Annual-consolidated-financial-and-operational-performance-review-of-the-department-final-v3.txt"


def narrow(face: MakeFace) -> Face:
    f = face(width=WIDTH, height=HEIGHT)
    f.window.setFixedSize(WIDTH, HEIGHT)
    f.look.choose(scale=SCALE)
    settle()
    return f


def test_nothing_of_an_answer_is_cut_at_the_right(face: MakeFace) -> None:
    f = narrow(face)
    files = [f"/d/{n}-{LONG}" for n in (1, 2, 3)]
    sources = (
        Citation(1, files[0], 1, "words", "verified"),
        Citation(2, files[1], 2, "words", "close"),
        Citation(3, files[2], 3, "words", "missing"),
    )
    votes = VotePart((Vote("one hour and twenty-five minutes, or 85 minutes in all", 3), Vote("2 h", 2)))
    parts = (ReasoningPart("9:40 to 11:05.", 16.0, 420, "budget"), votes, TextPart("It is 85 [1] [2] [3]."))
    store = f.world.store
    chat = store.create("Trains")
    store.append(chat, question("A train leaves at 9:40 and arrives at 11:05. How long does it travel? " * 3))
    usage = Usage(answer_tokens=9, first_token_s=1, tokens_per_s=20)
    store.append(
        chat, Message("assistant", (*parts, SourcesPart(sources)), model="A model of a long name", usage=usage)
    )
    f.chat.open(chat)
    f.idle()
    transcript = f.page.transcript
    sheet = transcript.widget()
    assert sheet is not None
    assert sheet.width() == transcript.viewport().width()
    for view in transcript.views:
        assert view.geometry().right() <= sheet.width()


def test_the_column_takes_the_room_of_a_pane_that_closes(face: MakeFace) -> None:
    f = face(width=1176)
    file = f.file("report.txt", "Demand fell.")
    f.world.turn.scripts = [cited("It fell [1].", Citation(1, str(file), 1, "Demand fell", "verified"))]
    f.type("How much?")
    f.idle()
    before = f.page.composer.width()
    f.answer.sources.cards[0].click()
    f.idle()
    assert f.page.composer.width() < before
    f.source.close()
    f.idle()
    assert f.page.composer.width() == before


def test_both_versions_of_a_close_match_are_whole_in_a_low_window(face: MakeFace) -> None:
    f = narrow(face)
    file = f.file("report.txt", "x")
    says = "Across the 48 homes, winter heating demand fell by 31 per cent against the baseline winter. "
    f.world.library.put("Linden", Document(str(file), (Page(1, (Block(says),)),)))
    f.chat.choices.set_library("Linden")
    quote = "Across all 48 homes winter heating demand fell by some 31 per cent against the baseline winter"
    f.world.turn.scripts = [cited("It fell [1].", Citation(1, str(file), 1, quote, "close"))]
    f.type("How much?")
    f.idle()
    f.answer.sources.cards[0].click()
    f.idle()
    proof = f.page.pane.proof
    shown = [label for label in proof.findChildren(Label) if label.isVisible() and label.wordWrap()]
    assert len(shown) == 2
    for label in shown:
        assert label.height() >= label.heightForWidth(label.width())
    assert proof.height() < f.page.pane.height() * 2 / 3, "the page itself stays in sight"


@pytest.mark.parametrize(("pages", "share"), [(1, 0.5), (12, 0.33)])
def test_the_name_of_a_source_has_most_of_its_line(face: MakeFace, pages: int, share: float) -> None:
    f = narrow(face)
    file = f.file(LONG, "x")
    made = tuple(Page(n, (Block(f"Demand fell by {n} per cent."),)) for n in range(1, pages + 1))
    f.world.library.put("Linden", Document(str(file), made))
    f.chat.choices.set_library("Linden")
    f.world.turn.scripts = [cited("It fell [1].", Citation(1, str(file), 1, "Demand fell", "verified"))]
    f.type("How much?")
    f.idle()
    f.answer.sources.cards[0].click()
    f.idle()
    header = f.page.pane.header
    assert header.name.width() >= header.width() * share
    assert header.name.toolTip() == LONG
    assert header.back_button.accessibleName() == "Back to the chat"
    texts = [action.text() for action in header.menu(f.page).actions()]
    assert texts == ["Why this passage?", "Related passages", "Open in its own program"]
    f.look.choose(scale=1.0)
    header.show_file("short.txt")
    f.idle()
    assert header.why.isVisible()
    assert header.name.toolTip() == ""
    assert not header.more.isVisible()
