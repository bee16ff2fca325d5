"""A search whose reranker meets what was removed meanwhile goes on with the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.indexing import Room
from desktop.documents.rank import order
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


def _removing(room: Room, file: str) -> Callable[[], object]:
    return lambda: room.contents.remove(1, room.ledger.find(1, [file]))


def _found(room: Room, reranker: Reranker) -> list[str]:
    found = Searcher(room).find(1, "Papers", "which pump may run", 10, None, Cancel(), reranker=reranker)
    return [passage.file for passage in found.passages]


def test_it_orders_what_was_found(room: Room) -> None:
    assert _found(room, Backwards()) == list(reversed(FILES))


@pytest.mark.parametrize("gone", [FILES[0], FILES[3], FILES[5]])
def test_what_was_removed_before_it_reads_is_neither_read_nor_shown(
    room: Room, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def order_and_remove(*arguments: Any, **named: Any) -> Any:
        ranked = order(*arguments, **named)
        _removing(room, gone)()
        return ranked

    monkeypatch.setattr("desktop.documents.search.order", order_and_remove)
    reader = Backwards()
    assert _found(room, reader) == [file for file in reversed(FILES) if file != gone]
    assert len(reader.read) == len(FILES) - 1


@pytest.mark.parametrize("gone", [FILES[0], FILES[3], FILES[5]])
def test_what_is_removed_while_it_reads_is_not_shown(room: Room, gone: str) -> None:
    reader = Backwards(_removing(room, gone))
    assert _found(room, reader) == [file for file in reversed(FILES) if file != gone]
    assert len(reader.read) == len(FILES)


def test_all_removed_leaves_nothing(room: Room) -> None:
    def all_of_them() -> None:
        room.contents.remove(1, room.ledger.find(1, FILES))

    assert _found(room, Backwards(all_of_them)) == []
