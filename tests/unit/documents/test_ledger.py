"""The ledger: files found by whatever name they are known by, without looking through all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.documents.ledger import Ledger
from desktop.documents.store import Store
from desktop.documents.walk import shown_path

PATHS = (b"/work/notes.txt", b"/work/two  spaces.txt", b"/work/\xff\xfe.txt", "/work/é “x” 😀.txt".encode())


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    store = Store(tmp_path)
    made = Ledger(store)
    library = made.create("Papers")
    for path in PATHS:
        made.note(library, path, f"given/{shown_path(os.path.basename(os.fsdecode(path)))}", 1, 1, "indexed")
    made.note(made.create("Others"), b"/work/notes.txt", "given/notes.txt", 1, 1, "indexed")
    yield made
    store.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_file_is_found_as_shown_and_by_its_whole_path(ledger: Ledger, path: bytes) -> None:
    for name in (f"given/{shown_path(os.path.basename(os.fsdecode(path)))}", shown_path(os.fsdecode(path))):
        assert [entry.path for entry in ledger.find(1, [name])] == [path]


def test_each_file_is_found_once_and_in_order(ledger: Ledger) -> None:
    names = ["given/two spaces.txt", "/work/notes.txt", "given/notes.txt", "nothing"]
    assert [entry.id for entry in ledger.find(1, names)] == [1, 2]


def test_looking_up_a_known_name_reads_only_its_line(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def entries(library: int) -> list[object]:
        raise AssertionError("all lines were read")

    monkeypatch.setattr(ledger, "entries", entries)
    assert len(ledger.find(1, ["given/notes.txt", "/work/notes.txt"])) == 1


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (
            "SELECT 1 FROM files WHERE library = 1 AND content = 2 AND id != 5",
            "files_of_content (content=? AND library=?)",
        ),
        ("SELECT count(*), count(content) FROM files WHERE library = 1", "COVERING INDEX files_by_state"),
        ("SELECT id FROM files WHERE library = 1 AND state IN ('waiting', 'reading')", "(library=? AND state=?)"),
    ],
)
def test_what_is_asked_for_each_file_goes_through_an_index(tmp_path: Path, statement: str, index: str) -> None:
    store = Store(tmp_path)
    rows = store.read.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    assert any(index in row[3] for row in rows), rows
    store.close()


def test_files_waiting_are_told_apart(ledger: Ledger) -> None:
    ledger.set_state(2, "reading")
    ledger.set_state(4, "waiting")
    assert [entry.id for entry in ledger.unfinished(1)] == [2, 4]
