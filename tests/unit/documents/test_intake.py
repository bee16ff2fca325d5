"""Taking in what was read: one batch is written while the next is computed, and whatever ends it leaves no thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.documents.intake import BATCH, Intake, Room
from desktop.documents.read_ahead import WasRead
from desktop.domain.document import Block, Document, Page
from desktop.errors import Cancelled, DiskFull
from desktop.worker.cancel import Cancel
from tests.fakes import wait_until
from tests.unit.documents.room_of import CountedWords, OneForAll, room_of

PAGES = 2 * BATCH + 10


class Watched(CountedWords):
    """Embeds, and calls `before` with the number of the batch."""

    def __init__(self) -> None:
        self.begun = 0
        self.texts: list[str] = []
        self.before: Callable[[int], object] = lambda batch: None

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> Any:
        self.begun += 1
        self.texts += texts
        self.before(self.begun)
        if cancel is not None:
            cancel.check()
        return super().passages(texts, cancel)


class Desk:
    """A library with one file that was read and waits to be taken in."""

    def __init__(self, folder: Path) -> None:
        self.model = Watched()
        self.choice: Any = OneForAll(self.model)
        self.room: Room = msgspec.structs.replace(room_of(folder), embedders=self.choice)
        self.library = self.room.ledger.create("Papers")
        self.cancel = Cancel()
        self.file = self.room.ledger.note(self.library, b"/a.pdf", "/a.pdf", 1, 1, "waiting")

    def take_in(self) -> list[str]:
        """Take the file in; return the states that were told."""
        intake = Intake(self.room, self.library, self.cancel)
        pages = tuple(Page(n, (Block(f"The pump number {n} is maintained in March. " * 4),)) for n in range(PAGES))
        document = Document("/a.pdf", pages)
        entry = self.room.ledger.entry(self.file)
        assert entry is not None
        told: list[str] = []
        with intake.ending():
            told += [
                e.state.state for e in intake.take(WasRead(entry, b"1" * 32, ".pdf", document), intake.cut(document))
            ]
            told += [e.state.state for e in intake.embed(lambda: True)]
        return told

    def embedded(self) -> int:
        return len(self.room.contents.passage_numbers(self.library, self.model.key))


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    desk = Desk(tmp_path)
    yield desk
    desk.room.store.close()


def alive() -> bool:
    return any(thread.name.startswith("embedding") for thread in threading.enumerate())


def test_a_batch_is_written_while_the_next_is_computed(desk: Desk) -> None:
    def wait(batch: int) -> None:
        with desk.room.store.leaving():
            if batch == 2:
                wait_until(lambda: desk.embedded() == BATCH)

    desk.model.before = wait
    told = desk.take_in()
    assert desk.embedded() == PAGES
    assert told[-1] == "indexed"
    assert set(told[:-1]) == {"reading"}
    assert not alive()


def test_a_stop_keeps_what_was_written_and_leaves_no_thread(desk: Desk) -> None:
    desk.model.before = lambda batch: desk.cancel.cancel() if batch == 2 else None
    with pytest.raises(Cancelled):
        desk.take_in()
    assert desk.embedded() <= BATCH
    assert desk.model.begun <= 2
    assert not alive()


def test_a_fault_of_the_embedder_is_told_and_leaves_no_thread(desk: Desk) -> None:
    def full(batch: int) -> None:
        raise DiskFull(what="the library")

    desk.model.before = full
    with pytest.raises(DiskFull):
        desk.take_in()
    assert not alive()


def test_a_file_is_indexed_by_words_where_the_embedder_goes_while_it_is_embedded(desk: Desk) -> None:
    class Gone(CountedWords):
        key = ""

        def get(self, cancel: Cancel | None = None) -> Any:
            return None

    def go(batch: int) -> None:
        desk.choice.usual = Gone()

    desk.model.before = go
    assert desk.take_in()[-1] == "indexed"
    assert desk.embedded() == BATCH


SHARED = tuple(
    f"Rule {n}: the pump house stays locked at night, and its key hangs in the office. " * 4 for n in range(5)
)


def put_in(desk: Desk, intake: Intake, name: str, texts: Sequence[str], copy_of: str = "") -> int:
    """Take in a file of a page for each text, as one that was read or as a copy of one that was."""
    path = f"/{name}.pdf"
    file = desk.room.ledger.note(desk.library, path.encode(), path, 1, 1, "waiting")
    entry = desk.room.ledger.entry(file)
    assert entry is not None
    document = Document(path, tuple(Page(n, (Block(text),)) for n, text in enumerate(texts, start=1)))
    read = WasRead(entry, (copy_of or name).encode(), ".pdf", None if copy_of else document)
    for _ in intake.take(read, [] if copy_of else intake.cut(document)):
        pass
    return file


def states(desk: Desk, *files: int) -> set[str]:
    return {entry.state for file in files if (entry := desk.room.ledger.entry(file))}


def embed_all(intake: Intake) -> None:
    for _ in intake.embed(lambda: True):
        pass


def test_passages_of_two_files_that_say_the_same_are_embedded_once(desk: Desk) -> None:
    intake = Intake(desk.room, desk.library, desk.cancel)
    with intake.ending():
        files = [put_in(desk, intake, name, (*SHARED, f"Only {name} says this of the garden. " * 6)) for name in "ab"]
        embed_all(intake)
    assert len(desk.model.texts) == len(set(desk.model.texts)) == len(SHARED) + 2
    assert desk.embedded() == 2 * (len(SHARED) + 1)
    assert states(desk, *files) == {"indexed"}


def test_passages_that_an_earlier_file_says_are_not_embedded_again(desk: Desk) -> None:
    for name in "ab":
        intake = Intake(desk.room, desk.library, desk.cancel)
        with intake.ending():
            put_in(desk, intake, name, SHARED)
            embed_all(intake)
    assert len(desk.model.texts) == len(SHARED)
    assert desk.embedded() == 2 * len(SHARED)


def test_a_text_under_way_is_not_embedded_again(desk: Desk) -> None:
    intake = Intake(desk.room, desk.library, desk.cancel)
    with intake.ending():
        first = put_in(desk, intake, "a", SHARED)
        idle = iter((True, False))
        for _ in intake.embed(lambda: next(idle)):  # begins a batch and leaves it under way
            pass
        second = put_in(desk, intake, "b", SHARED)
        embed_all(intake)
        assert states(desk, first, second) == {"indexed"}
    assert len(desk.model.texts) == len(SHARED)
    assert desk.embedded() == 2 * len(SHARED)


def test_a_file_and_its_copy_wait_for_the_same_passages(desk: Desk) -> None:
    intake = Intake(desk.room, desk.library, desk.cancel)
    with intake.ending():
        first = put_in(desk, intake, "a", SHARED)
        copy = put_in(desk, intake, "b", SHARED, copy_of="a")
        embed_all(intake)
        assert states(desk, first, copy) == {"indexed"}
    assert len(desk.model.texts) == desk.embedded() == len(SHARED)
