"""Which files a filter lets through, and that a search looks at these before it chooses, not after."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.documents import legs, search
from desktop.documents.intake import Room
from desktop.documents.narrow import choose, fits, kind
from desktop.documents.passages import PassageRow
from desktop.documents.search import Searcher
from desktop.domain.document import Within
from desktop.errors import FileMissing, NothingWithin
from desktop.worker.cancel import Cancel
from tests.unit.documents.room_of import put, room_of

DAY = 86_400.0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = room_of(tmp_path / "data")
    library = made.ledger.create("Papers")
    for number in range(30):  # whatever is asked, these have more of its words
        put(made, library, f"/work/many/note-{number:02}.txt", f"pump pump pump pressure limit {number}", modified=DAY)
    put(made, library, "/work/old/manual.pdf", "The pump may run at a pressure of 16 bar.", modified=2 * DAY)
    put(made, library, "/work/new/manual.docx", "The pump may run at a pressure of 25 bar.", modified=9 * DAY)
    yield made
    made.store.close()


def _found(room: Room, within: Within, k: int = 5) -> list[str]:
    found = Searcher(room).find(1, "Papers", "pump pressure", k, None, Cancel(), within)
    return [passage.file for passage in found.passages]


@pytest.mark.parametrize(
    ("within", "files"),
    [
        (Within(places=("/work/old",)), ["/work/old/manual.pdf"]),
        (Within(places=("new",)), ["/work/new/manual.docx"]),
        (Within(places=("manual.pdf",)), ["/work/old/manual.pdf"]),
        (Within(kinds=("docx",)), ["/work/new/manual.docx"]),
        (Within(since=5 * DAY), ["/work/new/manual.docx"]),
        (Within(since=1.5 * DAY, until=5 * DAY), ["/work/old/manual.pdf"]),
        (Within(places=("old", "new"), kinds=("pdf",)), ["/work/old/manual.pdf"]),
    ],
)
def test_what_the_best_of_all_files_would_crowd_out_is_found(room: Room, within: Within, files: list[str]) -> None:
    assert all(name.startswith("/work/many/") for name in _found(room, Within()))
    assert _found(room, within) == files


def test_counts_are_of_the_chosen_files(room: Room) -> None:
    found = Searcher(room).find(1, "Papers", "pump", 5, None, Cancel(), Within(places=("many",)))
    assert (found.files_searched, found.files_total) == (30, 30)
    assert (found.left_out, found.within) == (2, Within(places=("many",)))
    alone = Searcher(room).find(1, "Papers", "pump", 5, "/work/old/manual.pdf", Cancel(), Within(kinds=("docx",)))
    assert (alone.left_out, alone.within.narrows) == (0, False)


def test_nothing_is_let_through(room: Room) -> None:
    with pytest.raises(NothingWithin):
        _found(room, Within(kinds=("xlsx",)))


def test_one_file_by_name(room: Room) -> None:
    found = Searcher(room).find(1, "Papers", "pump", 5, "/work/old/manual.pdf", Cancel())
    assert [passage.file for passage in found.passages] == ["/work/old/manual.pdf"]
    with pytest.raises(FileMissing):
        Searcher(room).find(1, "Papers", "pump", 5, "nothing.pdf", Cancel())


def test_many_chosen_passages_come_from_the_index_asked_for_more(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legs, "COMPARED", 1)
    monkeypatch.setattr(legs, "DEPTH", 3)
    assert sorted(_found(room, Within(places=("old", "new")))) == ["/work/new/manual.docx", "/work/old/manual.pdf"]
    assert room.indexes.asked == [12, 48]  # type: ignore[attr-defined]


def test_what_only_meaning_proposes_of_a_file_that_is_meant_has_its_score_by_words(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "DEPTH_IN_FILE", 3)
    for number in range(60):  # with those that are there, more than the words of all files propose
        put(room, 1, f"/work/many/more-{number:02}.txt", f"pump pump pump pressure limit again {number}")
    by_words = [f"The pump {number} has pump and pressure, " + "and it stands in the yard, " * 9 for number in range(6)]
    by_meaning = ["Pressure. " * (number + 1) for number in range(6)]
    put(room, 1, "/work/Orchard.pdf", *by_words, *by_meaning)
    searcher = Searcher(room)
    gathered = searcher.gather(1, "At which pressure does the pump of Orchard run", searcher.held(1), Cancel())
    own = [one for one in gathered.candidates if gathered.holders[one.content].shown.endswith("Orchard.pdf")]
    assert len(own) > 1
    assert all(one.words > 0 for one in own)


def test_what_words_find_is_read_while_the_question_is_embedded(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    read, usual = threading.Event(), room.embedders.usual
    passages, question = room.contents.passages, usual.question

    def reading(numbers: Sequence[int]) -> dict[int, PassageRow]:
        found = passages(numbers)
        read.set()
        return found

    def embedding(query: str, cancel: Cancel | None = None) -> NDArray[np.float32] | None:
        assert read.wait(60)
        return question(query, cancel)

    monkeypatch.setattr(room.contents, "passages", reading)
    monkeypatch.setattr(usual, "question", embedding)
    assert len(_found(room, Within(), 8)) == 8


def test_what_a_file_says_again_is_given_once(room: Room) -> None:
    again, other = "The pump of Orchard stands in the yard.", "Its pressure is that of the pump of Orchard in May."
    put(room, 1, "/work/Orchard.pdf", again, other, again)
    put(room, 1, "/work/Orchard too.pdf", again)
    found = Searcher(room).find(1, "Papers", "Where does the pump of Orchard stand", 8, None, Cancel())
    assert sorted((passage.file, passage.text.count(again)) for passage in found.passages if again in passage.text) == [
        ("/work/Orchard too.pdf", 1),
        ("/work/Orchard.pdf", 1),
    ]


def test_a_copy_outside_the_choice_does_not_name_the_passage(room: Room) -> None:
    content = next(entry.content for entry in room.ledger.entries(1) if entry.shown.endswith(".docx"))
    file = room.ledger.note(1, b"/work/copy/manual.docx", "/work/copy/manual.docx", 1, 0, "indexed")
    assert content is not None
    with room.store.write():
        room.contents.attach(1, file, "/work/copy/manual.docx", content)
    choice = choose(room.store, 1, Within(places=("copy",)))
    assert choice.holders is not None
    assert [holder.shown for holder in choice.holders.values()] == ["/work/copy/manual.docx"]


def test_kinds() -> None:
    assert [kind(name) for name in ("a.PDF", "b.htm", "c.jpeg", "noending")] == ["pdf", "html", "jpg", ""]


def test_places_are_whole_names() -> None:
    within = Within(places=("report",))
    assert not fits(within, "/x/reports/a.txt", "reports/a.txt", 0)
    assert fits(within, "/x/report/a.txt", "report/a.txt", 0)
