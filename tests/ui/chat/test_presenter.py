"""The chat without a widget: nothing is lost, whatever happens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.chat.title import title_from
from desktop.domain.adapter import AdapterUse
from desktop.domain.conversation import FaultPart, ReasoningPart
from desktop.domain.document import Block, Document, Page, Within
from desktop.domain.events import Answer, Thinking
from desktop.errors import DiskFull
from desktop.store.conversations import Conversations
from desktop.ui.chat.runs import WAITS
from tests.ui.chat.conftest import MakeWorld
from tests.ui.chat.script import HANG, HURRY, WAIT, dies, said, thought


def test_a_question_is_answered_and_both_are_kept(world: MakeWorld) -> None:
    w = world(said("It is 31 per cent."))
    assert w.chat.send("  How much was it?\r\n")
    assert w.chat.conversation.title == "How much was it"
    w.idle()
    assert [m.text for m in w.kept()] == ["How much was it?", "It is 31 per cent."]
    assert w.answer.status == "complete"
    assert w.answer.model == "Fake 4B"
    assert w.said == ["Answering", "It is 31 per cent."]


def test_nothing_is_sent_for_an_empty_question(world: MakeWorld) -> None:
    w = world(said("no"))
    assert not w.chat.send(" \n ")
    assert w.store.list() == ()


def test_the_question_is_on_disk_before_the_model_sees_it(world: MakeWorld) -> None:
    w = world(said("yes"))
    seen: list[list[str]] = []

    def look(question: str) -> None:
        with Conversations(w.folder / "conversations.sqlite", read_only=True) as other:
            seen.append([m.text for m in other.open(other.list()[0].id).messages])

    w.turn.before = look
    w.chat.send("Is it safe?")
    w.idle()
    assert seen == [["Is it safe?", ""]]


def test_the_answer_is_kept_while_it_is_written(world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.ui.chat.recording.SAVE_EVERY", 0.0)
    w = world([Answer("The first half"), WAIT, *said(", the second half")])
    w.chat.send("Go on")
    w.until(lambda: w.answer.text == "The first half" and w.kept()[1].text == "The first half")
    assert w.kept()[1].status == "writing"
    w.turn.gate.set()
    w.idle()
    assert w.kept()[1].text == "The first half, the second half"


def test_a_window_that_is_killed_leaves_an_interrupted_answer(
    world: MakeWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.chat.recording.SAVE_EVERY", 0.0)
    w = world([Answer("So far"), WAIT])
    w.chat.send("Go on")
    w.until(lambda: w.answer.text == "So far")
    left = tmp_path / "left"
    shutil.copytree(w.folder, left)
    with Conversations(left / "conversations.sqlite") as again:
        message = again.open(again.list()[0].id).messages[1]
    assert (message.text, message.status) == ("So far", "interrupted")


def test_a_window_that_is_closed_stops_its_answer_and_keeps_it(world: MakeWorld) -> None:
    w = world([Answer("So far"), WAIT])
    w.chat.send("Go on")
    w.until(lambda: w.answer.text == "So far")
    w.tasks.close()
    assert (w.kept()[1].text, w.kept()[1].status) == ("So far", "stopped")


def test_stop_keeps_what_is_written(world: MakeWorld) -> None:
    w = world([Answer("Half an answer"), WAIT, *said(" more")])
    w.chat.send("Go on")
    w.until(lambda: w.answer.text == "Half an answer")
    w.chat.stop()
    w.idle()
    assert (w.answer.text, w.answer.status) == ("Half an answer", "stopped")
    assert w.kept()[1] == w.answer


def test_stop_closes_the_answer_also_when_the_model_hangs(world: MakeWorld) -> None:
    w = world([Answer("Half"), HANG, *said(" more")], said("New"))
    w.chat.send("Go on")
    w.until(lambda: w.answer.text == "Half")
    w.chat.stop()
    w.until(lambda: w.chat.run is None)
    assert w.tasks.busy, "it hangs on"
    assert (w.kept()[1].text, w.kept()[1].status) == ("Half", "stopped")
    w.turn.gate.set()
    w.until(lambda: not w.tasks.busy)
    assert (w.answer.text, w.kept()[1].text) == ("Half", "Half")


def test_a_dying_model_leaves_the_partial_answer_and_says_why(world: MakeWorld) -> None:
    w = world(dies("Both reports measure"), said("Now it is whole"))
    w.chat.send("Compare them")
    w.idle()
    assert w.answer.text == "Both reports measure"
    assert w.answer.status == "failed"
    assert isinstance(w.answer.parts[-1], FaultPart)
    assert w.kept()[1] == w.answer
    w.chat.regenerate()
    w.idle()
    assert w.answer.text == "Now it is whole"


def test_an_unforeseen_error_closes_the_answer_and_is_explained(world: MakeWorld) -> None:
    w = world([Answer("Some"), ValueError("odd")])
    w.chat.send("Go on")
    w.idle()
    assert (w.answer.text, w.answer.status) == ("Some", "failed")
    assert "odd" in str(w.answer.parts[-1])


def test_answering_again_can_be_undone(world: MakeWorld) -> None:
    w = world(said("First"), said("Second"))
    w.chat.send("Say something")
    w.idle()
    w.chat.regenerate()
    w.idle()
    assert w.kept()[1].text == "Second"
    w.offers[-1].undo()
    assert (w.answer.text, w.kept()[1].text) == ("First", "First")


def test_answering_again_can_be_undone_while_it_is_written(world: MakeWorld) -> None:
    w = world(said("First"), [Answer("Sec"), WAIT])
    w.chat.send("Say something")
    w.idle()
    w.chat.regenerate()
    w.until(lambda: w.answer.text == "Sec")
    w.offers[-1].undo()
    w.idle()
    assert (w.answer.text, w.kept()[1].text) == ("First", "First")


def test_an_answer_that_came_to_nothing_leaves_the_way_back_to_the_old_one(world: MakeWorld) -> None:
    w = world(said("First"), dies("Half"))
    w.chat.send("Say something")
    w.idle()
    w.chat.regenerate()
    w.idle()
    assert (w.answer.text, w.answer.status) == ("Half", "failed")
    assert [offer.words for offer in w.offers] == ["Answering again", "The earlier answer is kept"]
    w.offers[-1].undo()
    assert (w.answer.text, w.kept()[1].text) == ("First", "First")


def test_an_earlier_answer_is_written_again_in_its_place(world: MakeWorld) -> None:
    w = world(said("One"), said("Two"), said("One again"))
    w.chat.send("First question")
    w.idle()
    w.chat.send("Second question")
    w.idle()
    w.chat.regenerate(1)
    w.idle()
    assert [m.text for m in w.kept()] == ["First question", "One again", "Second question", "Two"]
    assert w.turn.histories[-1] == ()


def test_a_question_is_edited_and_the_old_pair_comes_back(world: MakeWorld) -> None:
    w = world(said("About cats"), said("About dogs"))
    w.chat.send("Tell me of cats")
    w.idle()
    assert w.chat.begin_edit() == "Tell me of cats"
    w.chat.send("Tell me of dogs")
    w.idle()
    assert [m.text for m in w.kept()] == ["Tell me of dogs", "About dogs"]
    assert w.chat.editing is None
    w.offers[-1].undo()
    assert [m.text for m in w.kept()] == ["Tell me of cats", "About cats"]


def test_a_question_asked_meanwhile_waits_and_is_sent(world: MakeWorld) -> None:
    w = world([Answer("One"), WAIT, *said(".")], said("Two"))
    w.chat.send("First")
    w.until(lambda: w.answer.text == "One")
    assert w.chat.send("Second")
    assert list(w.chat.queued) == ["Second"]
    w.turn.gate.set()
    w.until(lambda: w.answer.text == "Two" and w.answer.status == "complete")
    w.idle()  # kept too
    assert not w.chat.queued
    assert [m.text for m in w.kept()] == ["First", "One.", "Second", "Two"]


def test_a_waiting_question_comes_back_when_the_answer_is_stopped(world: MakeWorld) -> None:
    w = world([Answer("One"), WAIT])
    w.chat.send("First")
    w.until(lambda: w.answer.text == "One")
    w.chat.send("Second")
    w.chat.stop()
    w.idle()
    assert w.returned == ["Second"]
    assert not w.chat.queued


def test_a_waiting_question_is_sent_once_the_model_is_back(world: MakeWorld) -> None:
    w = world([Answer("One"), WAIT, *dies("")], said("Whole"), said("Two"))
    w.chat.send("First")
    w.until(lambda: w.answer.text == "One")
    w.chat.send("Second")
    w.turn.gate.set()
    w.idle()
    assert list(w.chat.queued) == ["Second"]
    w.chat.regenerate()
    w.until(lambda: w.answer.text == "Two" and w.answer.status == "complete")


def test_generating_goes_on_in_its_own_conversation(world: MakeWorld) -> None:
    w = world([Answer("Long "), WAIT, *said("answer")], said("Short"))
    w.chat.send("First chat")
    first = w.chat.id
    assert first is not None
    w.until(lambda: w.answer.text == "Long ")
    w.chat.new()
    assert w.chat.messages == ()
    w.chat.send("Second chat")
    second = w.chat.id
    assert w.answer.status == "writing"
    assert w.chat.runs.writing == {first, second}
    waiting = w.chat.run
    assert waiting is not None
    assert waiting.progress == WAITS
    w.turn.gate.set()
    w.until(lambda: waiting.started)
    assert waiting.progress != WAITS
    w.idle()
    assert w.answer.text == "Short"
    assert w.store.open(first).messages[1].text == "Long answer"
    w.chat.open(first)
    assert w.answer.text == "Long answer"


def test_a_conversation_that_is_being_answered_opens_with_what_is_there(world: MakeWorld) -> None:
    w = world([Answer("Long "), WAIT, *said("answer")])
    w.chat.send("First chat")
    first = w.chat.id
    assert first is not None
    w.until(lambda: w.answer.text == "Long ")
    w.chat.new()
    w.chat.open(first)
    assert w.answer.text == "Long "
    w.turn.gate.set()
    w.idle()
    assert w.answer.text == "Long answer"


def test_a_waiting_answer_can_be_stopped_before_it_begins(world: MakeWorld) -> None:
    w = world([Answer("Long"), WAIT, *said("")], said("never"))
    w.chat.send("First chat")
    w.until(lambda: w.answer.text == "Long")
    w.chat.new()
    w.chat.send("Second chat")
    w.chat.stop()
    assert w.answer.status == "stopped"
    assert w.chat.run is None
    w.turn.gate.set()
    w.idle()
    assert w.turn.asked == ["First chat"]


def test_answer_now_ends_the_thought_and_keeps_it(world: MakeWorld) -> None:
    w = world([Thinking("Let me see"), HURRY, *thought("", "Done", 2.0)[1:]])
    w.chat.send("Hard question")
    w.until(lambda: w.answer.thinking == "Let me see")
    w.chat.answer_now()
    w.idle()
    assert w.answer.text == "Done"
    assert w.answer.parts[0] == ReasoningPart("Let me see", 2.0)


def test_think_and_library_are_choices_that_last(world: MakeWorld) -> None:
    w = world(said("ok"))
    w.library.put("Linden", Document("a.txt", (Page(1, (Block("text"),)),)))
    w.chat.choices.set_think("auto")
    w.chat.choices.set_library("Linden")
    w.chat.send("Asked from documents")
    w.idle()
    assert w.turn.options[0].think == "auto"
    assert w.turn.retrievers[0] is not None
    assert (w.settings.think, w.settings.library) == ("auto", "Linden")
    assert w.store.list()[0].library == "Linden"
    assert w.chat.choices.toggle_library()
    w.chat.send("Asked from nothing")
    w.idle()
    assert w.turn.retrievers[1] is None
    assert w.store.list()[0].library == ""


def test_adapters_are_choices_of_a_conversation_that_last(world: MakeWorld) -> None:
    w = world(said("ok"))
    w.chat.choices.set_adapter("/m/house.gguf", 0.8)
    w.chat.send("In our style")
    w.idle()
    house = (AdapterUse("/m/house.gguf", 0.8),)
    assert w.turn.options[0].adapters == w.settings.adapters == house
    first = w.chat.id
    assert first is not None
    assert w.store.open(first).adapters == house
    w.chat.new()
    w.chat.choices.set_adapter("/m/house.gguf", None)
    w.chat.send("Plainly")
    w.idle()
    assert w.turn.options[1].adapters == ()
    w.chat.open(first)
    assert w.chat.choices.adapters == house
    w.chat.send("In our style again")
    w.idle()
    assert w.turn.options[2].adapters == house


def test_dropped_files_are_read_into_the_chat_and_asked(world: MakeWorld, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The pilot cut demand by 31 per cent.")
    drawing = tmp_path / "plan.dwg"
    drawing.write_bytes(b"\0\1")
    w = world(said("31 per cent"))
    assert w.chat.attach([report, drawing])
    assert w.chat.send("How much?")
    assert list(w.chat.queued) == ["How much?"]
    w.until(lambda: bool(w.turn.asked))
    w.idle()
    states = {file.name: file.state for file in w.chat.files}
    assert states == {"report.txt": "ready", "plan.dwg": "skipped"}
    retriever = w.turn.retrievers[0]
    assert retriever is not None
    assert retriever.search("pilot demand").passages[0].file == str(report)
    assert w.chat.conversation.title == "How much"
    w.chat.giving.detach(str(report))
    w.until(lambda: not w.tasks.busy)
    assert w.library.files(f"@chat-{w.chat.id}")[0].file == str(drawing)


def test_a_file_that_is_not_there_costs_only_itself(world: MakeWorld, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The pilot cut demand by 31 per cent.")
    w = world(said("31 per cent"))
    w.chat.attach([tmp_path / "missing.pdf", report, tmp_path / "empty-folder"])
    w.idle()
    assert {file.name: file.state for file in w.chat.files} == {
        "missing.pdf": "failed",
        "report.txt": "ready",
        "empty-folder": "failed",
    }
    assert "no file or folder" in w.chat.files[0].reason


def test_a_question_to_files_that_cannot_be_read_comes_back(world: MakeWorld, tmp_path: Path) -> None:
    folder = tmp_path / "empty-folder"
    folder.mkdir()
    w = world(said("made up"))
    w.chat.attach([tmp_path / "missing.pdf", folder])
    w.chat.send("How much?")
    w.idle()
    assert w.returned == ["How much?"]
    assert w.turn.asked == []
    assert [type(fault).__name__ for fault in w.faults] == ["NothingReadable"]


def test_a_chat_remembers_its_files(world: MakeWorld, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("text")
    w = world(said("ok"))
    w.chat.attach([report])
    w.idle()
    identifier = w.chat.id
    assert identifier is not None
    from desktop.ui.chat.presenter import ChatPresenter

    again = ChatPresenter(w.tasks, w.turn, w.store, w.library, lambda: w.settings, lambda _: None)
    again.open(identifier)
    w.until(lambda: not w.tasks.busy)
    assert [file.name for file in again.files] == ["report.txt"]


def test_a_question_that_cannot_be_kept_is_not_taken(world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    w = world(said("never"))

    def full(*_: object) -> int:
        raise DiskFull(what="the conversations")

    monkeypatch.setattr(w.store, "append", full)
    assert not w.chat.send("Is there room?")
    assert isinstance(w.faults[0], DiskFull)
    assert w.turn.asked == []


def test_a_disk_that_fills_up_costs_no_word_on_the_screen(world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    w = world([Answer("All of it"), WAIT, *said("")])
    w.chat.send("Go on")
    w.until(lambda: w.answer.text == "All of it")

    def full(*_: object) -> None:
        raise DiskFull(what="the conversations")

    monkeypatch.setattr(w.chat.runs, "_keep", full)
    w.turn.gate.set()
    w.idle()
    assert (w.answer.text, w.answer.status) == ("All of it", "complete")
    assert isinstance(w.faults[0], DiskFull)


def test_drafts_belong_to_their_conversation(world: MakeWorld) -> None:
    w = world(said("ok"))
    w.chat.send("First")
    w.idle()
    first = w.chat.id
    assert first is not None
    w.chat.unsent.keep_draft(first, "half a thought")
    w.chat.new()
    assert w.chat.unsent.draft(w.chat.id) == ""
    w.chat.open(first)
    assert w.chat.unsent.draft(w.chat.id) == "half a thought"


def test_titles_come_from_the_first_question_only(world: MakeWorld) -> None:
    w = world(said("ok"))
    w.chat.send("Please tell me how heat pumps work.")
    w.idle()
    w.chat.send("And the second thing?")
    w.idle()
    assert w.chat.conversation.title == title_from("Please tell me how heat pumps work.")


def test_a_chat_asks_only_some_files_of_its_library(world: MakeWorld, tmp_path: Path) -> None:
    w = world(said("ok"))
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(f"The pump of {name} is red.")
        list(w.library.add("Papers", [tmp_path / name]))
    w.chat.choices.set_library("Papers")
    within = Within(kinds=("md",))
    w.chat.choices.set_within(within)
    w.chat.send("pump?")
    w.idle()
    retriever = w.turn.retrievers[-1]
    assert retriever is not None
    assert {passage.file for passage in retriever.search("pump red").passages} == {str(tmp_path / "b.md")}
    first = w.chat.id
    assert first is not None
    assert w.store.open(first).within == within
    w.chat.new()
    assert w.chat.choices.within == Within()
    w.chat.open(first)
    assert w.chat.choices.within == within
    w.chat.choices.toggle_library()
    w.chat.choices.toggle_library()
    assert w.chat.choices.within == within
    w.chat.choices.set_library("Others")
    assert w.chat.choices.within == Within()
    assert w.store.open(first).within == Within()


def test_the_files_of_a_chat_are_asked_whatever_its_library_is_narrowed_to(world: MakeWorld, tmp_path: Path) -> None:
    w = world(said("ok"))
    for name in ("own.txt", "a.txt", "b.md"):
        (tmp_path / name).write_text(f"The pump of {name} is red.")
    list(w.library.add("Papers", [tmp_path / "a.txt", tmp_path / "b.md"]))
    w.chat.choices.set_library("Papers")
    w.chat.choices.set_within(Within(kinds=("md",)))
    w.chat.attach([tmp_path / "own.txt"])
    w.chat.send("pump?")
    w.until(lambda: bool(w.turn.asked))
    w.idle()
    retriever = w.turn.retrievers[-1]
    assert retriever is not None
    found = retriever.search("pump red")
    assert {passage.file for passage in found.passages} == {str(tmp_path / "own.txt"), str(tmp_path / "b.md")}
    assert (found.within, found.left_out) == (Within(kinds=("md",)), 1)
