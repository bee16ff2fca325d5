"""The list of chats: groups, search, names, and deletions that can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from desktop.domain.conversation import Message, ReasoningPart, TextPart, question
from desktop.domain.events import Answer
from desktop.ui.chat.history import Entry, Heading, HistoryPresenter
from tests.ui.chat.conftest import MakeWorld
from tests.ui.chat.script import WAIT, World, said, until


def entries(history: HistoryPresenter) -> list[str]:
    return [row.title for row in history.rows if isinstance(row, Entry)]


def headings(history: HistoryPresenter) -> list[str]:
    return [row.text for row in history.rows if isinstance(row, Heading)]


def chats(w: World, *titles: str) -> list[int]:
    made = []
    for title in titles:
        identifier = w.store.create(title)
        w.store.append(identifier, question(f"About {title}"))
        made.append(identifier)
    return made


def test_an_empty_list_says_what_will_be_there(world: MakeWorld) -> None:
    w = world()
    history = HistoryPresenter(w.chat, w.store)
    assert history.rows == ()
    assert "listed here" in history.empty_words
    assert w.chat.first_run


def test_chats_are_grouped_by_day(world: MakeWorld) -> None:
    w = world()
    chats(w, "One")
    noon = datetime.fromtimestamp(w.store.list()[0].updated).replace(hour=12)
    found = []
    for age in (0, 1, 3, 20, 90):
        moment = (noon + timedelta(days=age)).timestamp()
        found.append(headings(HistoryPresenter(w.chat, w.store, now=lambda moment=moment: moment)))  # type: ignore[misc]
    assert found == [["Today"], ["Yesterday"], ["Last 7 days"], ["Last 30 days"], ["Older"]]


def test_the_list_follows_the_chat(world: MakeWorld) -> None:
    w = world([Answer("so"), WAIT, *said("")])
    history = HistoryPresenter(w.chat, w.store)
    w.chat.send("What is a heat pump?")
    row = history.rows[1]
    assert isinstance(row, Entry)
    assert (row.title, row.current, row.writing) == ("What is a heat pump", True, True)
    w.turn.gate.set()
    w.idle()
    row = history.rows[1]
    assert isinstance(row, Entry)
    assert not row.writing
    w.chat.new()
    row = history.rows[1]
    assert isinstance(row, Entry)
    assert not row.current


def test_search_finds_words_inside_chats(world: MakeWorld) -> None:
    w = world(said("The blue whale is the largest animal."))
    w.chat.send("Which animal is largest?")
    w.idle()
    identifier = w.chat.id
    chats(w, "Tariffs")
    history = HistoryPresenter(w.chat, w.store)
    history.search("blue whale")
    until(lambda: len(history.rows) == 1)
    row = history.rows[0]
    assert isinstance(row, Entry)
    assert (row.id, row.index) == (identifier, 1)
    assert "blue whale" in row.snippet
    w.chat.new()
    places: list[int] = []
    w.chat.found.connect(lambda index, _: places.append(index))
    history.open(row)
    assert (w.chat.id, places) == (identifier, [1])
    history.search("no such words")
    until(lambda: not history.rows)
    assert history.empty_words == "No chat holds these words."
    history.search("")
    until(lambda: len(entries(history)) == 2)


def test_a_chat_gets_another_name(world: MakeWorld) -> None:
    w = world()
    (one,) = chats(w, "One")
    w.chat.open(one)
    history = HistoryPresenter(w.chat, w.store)
    history.rename(one, "  Winter\n demand ")
    assert entries(history) == ["Winter demand"]
    assert w.chat.conversation.title == "Winter demand"
    history.rename(one, "   ")
    assert entries(history) == ["Winter demand"]


def test_a_deleted_chat_comes_back(world: MakeWorld) -> None:
    w = world()
    one, two = chats(w, "One", "Two")
    w.chat.open(one)
    history = HistoryPresenter(w.chat, w.store)
    history.delete(one)
    assert entries(history) == ["Two"]
    shown = [w.chat.id]
    w.offers[-1].undo()
    assert set(entries(history)) == {"One", "Two"}
    shown.append(w.chat.id)
    history.delete(two)
    shown.append(w.chat.id)
    assert shown == [None, one, one]


def test_deleting_a_chat_stops_its_answer_and_undo_brings_the_words_back(world: MakeWorld) -> None:
    w = world([Answer("Half of it"), WAIT], said("Next"))
    w.chat.send("Go on")
    identifier = w.chat.id
    assert identifier is not None
    w.until(lambda: w.answer.text == "Half of it")
    history = HistoryPresenter(w.chat, w.store)
    history.delete(identifier)
    assert w.chat.runs.writing == frozenset()
    w.offers[-1].undo()
    assert (w.answer.text, w.answer.status) == ("Half of it", "stopped")
    w.idle()
    assert w.faults == []


def test_the_files_of_a_deleted_chat_go_with_it(world: MakeWorld, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("text")
    w = world(said("ok"))
    w.chat.attach([report])
    w.idle()
    identifier = w.chat.id
    assert identifier is not None
    assert len(w.library.libraries()) == 1
    w.chat.attachments.forget(identifier)
    w.idle()
    assert w.library.libraries() == ()


def test_words_of_a_thought_are_found_and_said_to_be_in_one(world: MakeWorld) -> None:
    w = world()
    first, second = chats(w, "One", "Two")
    thinking = (ReasoningPart("The zebra is striped.", 2.0), TextPart("It has stripes."))
    w.store.append(first, Message(role="assistant", parts=thinking))
    w.store.append(
        second, Message(role="assistant", parts=(ReasoningPart("A zebra.", 1.0), TextPart("A zebra, then.")))
    )
    history = HistoryPresenter(w.chat, w.store)
    history.search("zebra")
    until(lambda: len(history.rows) == 2)
    rows = {row.title: row for row in history.rows if isinstance(row, Entry)}
    assert rows["One"].snippet == "In a thought: The zebra is striped."
    assert rows["Two"].snippet == "A zebra, then."
    assert (rows["One"].thought, rows["Two"].thought) == (True, False)
    shown: list[tuple[int, bool]] = []
    w.chat.found.connect(lambda index, thought: shown.append((index, thought)))
    history.open(rows["One"])
    assert shown == [(1, True)]
