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
        self.before: Callable[[int], object] = lambda batch: None

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> Any:
        self.begun += 1
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
