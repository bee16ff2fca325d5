"""A search whose reranker meets what was removed meanwhile goes on with the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.intake import Room
from desktop.documents.rerank import Reranker
from desktop.documents.search import Searcher
from desktop.worker.cancel import Cancel
from tests.unit.documents.room_of import put, room_of

FILES = tuple(f"/work/note-{number}.txt" for number in range(6))


class Backwards(Reranker):
    """Reads nothing: likes a note the better the higher its number is. `reading` is called while it reads."""

    def __init__(self, reading: Callable[[], object] = lambda: None) -> None:
        super().__init__(Path("/nowhere"))
        self._reading = reading
        self.read: list[str] = []

    def scores(self, query: str, texts: Sequence[str], cancel: Cancel) -> list[float]:
        self.read = list(texts)
        self._reading()
        return [int(text.partition("number ")[2][0]) / 10 for text in texts]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = room_of(tmp_path / "data")
    library = made.ledger.create("Papers")
    for number, file in enumerate(FILES):
        put(made, library, file, f"The pump number {number} may run.")
    yield made
    made.store.close()


def _remove(room: Room, *files: str) -> None:
    room.contents.remove(1, room.ledger.find(1, files))


def _found(room: Room, reranker: Reranker) -> list[str]:
    found = Searcher(room).find(1, "Papers", "which pump may run", 10, None, Cancel(), reranker=reranker)
    return [passage.file for passage in found.passages]


def test_it_orders_what_was_found(room: Room) -> None:
    assert _found(room, Backwards()) == list(reversed(FILES))


@pytest.mark.parametrize("gone", [FILES[0], FILES[3], FILES[5]])
def test_what_was_removed_since_it_was_found_is_neither_read_nor_shown(
    room: Room, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = room.contents.passages

    def remove_and_look_up(numbers: Sequence[int]) -> Any:
        _remove(room, gone)
        return looked_up(numbers)

    monkeypatch.setattr(room.contents, "passages", remove_and_look_up)
    reader = Backwards()
    assert _found(room, reader) == [file for file in reversed(FILES) if file != gone]
    assert len(reader.read) == len(FILES) - 1


def test_what_is_removed_while_it_reads_does_not_end_the_search(room: Room) -> None:
    """The answer is that of the moment in which its passages were looked up; the next one is without them."""
    assert _found(room, Backwards(lambda: _remove(room, *FILES[1:4]))) == list(reversed(FILES))
    assert _found(room, Backwards()) == [FILES[5], FILES[4], FILES[0]]


def test_all_removed_since_they_were_found_leaves_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = room.contents.passages

    def remove_and_look_up(numbers: Sequence[int]) -> Any:
        _remove(room, *FILES)
        return looked_up(numbers)

    monkeypatch.setattr(room.contents, "passages", remove_and_look_up)
    assert _found(room, Backwards()) == []
