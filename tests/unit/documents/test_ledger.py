"""The ledger: files found by whatever name they are known by, without looking through all of them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.documents.ledger import Ledger
from desktop.documents.narrow import Choice, whole
from desktop.documents.protocol import State
from desktop.documents.store import Store
from desktop.documents.walk import shown_path

PATHS = (b"/work/notes.txt", b"/work/two  spaces.txt", b"/work/\xff\xfe.txt", "/work/é “x” 😀.txt".encode())


STATES: tuple[State, ...] = ("waiting", "reading", "indexed", "skipped", "failed", "missing")


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


def _counted(store: Store, library: int) -> Choice:
    total, searched = store.read.execute(
        "SELECT count(*), count(content) FROM files WHERE library = ? AND state NOT IN ('skipped', 'failed')",
        (library,),
    ).fetchone()
    return Choice(searched, total)


def test_how_many_files_are_searched_is_known_without_counting_them(tmp_path: Path) -> None:
    """Whatever happens to files, in transactions that are kept and others that are not, and after opening again."""
    chance = random.Random(7)
    store = Store(tmp_path)
    ledger = Ledger(store)
    ledger.create("One")
    ledger.create("Two")
    with store.write() as connection:
        connection.execute("INSERT INTO contents VALUES (1, x'00', '', '', 1, '', 1, 1, 0)")
    seen = set()
    for step in range(400):
        try:
            with store.write() as connection:
                file = ledger.note(chance.choice((1, 2)), b"%d" % chance.randrange(8), str(step), 1, 1, "waiting")
                ledger.set_state(file, chance.choice(STATES))
                other, gone = (b"%d" % chance.randrange(8) for _ in range(2))
                connection.execute("UPDATE files SET content = ? WHERE path = ?", (chance.choice((None, 1)), other))
                if chance.random() < 0.3:
                    connection.execute("DELETE FROM files WHERE path = ?", (gone,))
                if chance.random() < 0.2:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        for library in (1, 2):
            assert whole(store, library) == _counted(store, library)
            seen.add(whole(store, library))
    assert len(seen) > 10
    store.close()
    again = Store(tmp_path)
    assert whole(again, 1) == _counted(again, 1)
    again.close()
