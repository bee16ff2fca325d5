"""What an adding has to do, decided without reading a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.documents.ledger import Ledger
from desktop.documents.plan import Plan, plan
from desktop.documents.store import Store
from desktop.errors import FileDamaged, FileIsScan, FileMissing, NothingReadable
from desktop.worker.cancel import Cancel


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"text of {name}")
    return folder


class Planner:
    """Knows a library to plan for."""

    def __init__(self, store: Store) -> None:
        self.ledger = Ledger(store)
        self.store = store
        self.library = self.ledger.create("work")

    def __call__(self, *paths: Path | str, again: bool = False, pictures: bool = True) -> Plan:
        given = [os.fsencode(path) for path in paths]
        return plan(self.store, self.ledger, self.library, given, Cancel(), again=again, pictures=pictures)

    def finish(self, made: Plan) -> None:
        for entry in made.read:
            self.ledger.set_state(entry.id, "indexed")


@pytest.fixture
def planner(store: Store) -> Planner:
    return Planner(store)


def _names(made: Plan) -> list[str]:
    return [Path(entry.shown).name for entry in made.read]


def test_new_files_are_read_once(planner: Planner, folder: Path) -> None:
    made = planner(folder, folder / "a.txt")
    assert _names(made) == ["a.txt", "b.txt"]
    planner.finish(made)
    again = planner(folder)
    assert (_names(again), again.unchanged, again.total) == ([], 2, 2)


def test_a_changed_file_is_read_again(planner: Planner, folder: Path) -> None:
    planner.finish(planner(folder))
    (folder / "b.txt").write_text("another text")
    assert _names(planner(folder)) == ["b.txt"]


def test_what_is_soon_done_is_read_first(planner: Planner, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"x" * 5000)
    (folder / "a.PNG").write_bytes(b"x")
    (folder / "z.txt").write_bytes(b"x" * 400)
    (folder / "deadly.txt").write_text("y")
    first = planner(folder)
    deadly = next(entry for entry in first.read if entry.shown.endswith("deadly.txt"))
    planner.ledger.count_death(deadly.id, deadly.shown)
    assert _names(planner(folder)) == ["a.txt", "b.txt", "z.txt", "a.pdf", "a.PNG", "deadly.txt"]


def test_paths_are_shown_as_given(planner: Planner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert [entry.shown for entry in planner("papers").read] == ["papers/a.txt", "papers/b.txt"]


def test_one_name_for_two_paths_is_told_apart(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "same.txt").write_text(place)
        monkeypatch.chdir(tmp_path / place)
        planner("same.txt")
    shown = [entry.shown for entry in planner.ledger.entries(planner.library)]
    assert shown == ["same.txt", str(tmp_path / "two" / "same.txt")]


def test_what_a_crash_left_is_taken_up(planner: Planner, folder: Path) -> None:
    made = planner(folder)
    planner.ledger.set_state(made.read[0].id, "reading")
    assert _names(planner()) == ["a.txt", "b.txt"]


def test_lasting_faults_are_told_and_not_tried_again(planner: Planner, folder: Path) -> None:
    made = planner(folder)
    planner.finish(made)
    planner.ledger.fail(made.read[0].id, FileDamaged(file="a.txt", reason="it is cut off"))
    again = planner(folder)
    assert (_names(again), [entry.kind for entry in again.told]) == ([], ["FileDamaged"])
    assert _names(planner(folder, again=True)) == ["a.txt"]


def test_a_vanished_file_is_missing(planner: Planner, folder: Path) -> None:
    planner.finish(planner(folder))
    (folder / "a.txt").unlink()
    made = planner(folder)
    assert [(Path(e.shown).name, e.state) for e in made.told] == [("a.txt", "missing")]


def test_a_vanished_folder_is_missing_not_deleted(planner: Planner, folder: Path, tmp_path: Path) -> None:
    planner.finish(planner(folder))
    folder.rename(tmp_path / "elsewhere")
    made = planner(folder)
    assert {entry.state for entry in made.told} == {"missing"}
    assert len(planner.ledger.entries(planner.library)) == 2
    (tmp_path / "elsewhere").rename(folder)
    assert _names(planner(folder)) == ["a.txt", "b.txt"]


def test_a_path_that_never_was_is_a_fault(planner: Planner, tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="never"):
        planner(tmp_path / "never.txt")


def test_a_folder_with_nothing_to_read_is_a_fault(planner: Planner, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "picture.xyz").write_bytes(b"x")
    with pytest.raises(NothingReadable, match="bare"):
        planner(tmp_path / "bare")


def test_a_scan_that_was_passed_over_is_read_once_scans_are_wanted(planner: Planner, folder: Path) -> None:
    (scan,) = planner(folder / "a.txt", pictures=False).read
    planner.ledger.fail(scan.id, FileIsScan(file=scan.shown))
    assert planner(folder / "a.txt", pictures=False).read == ()
    assert _names(planner(folder / "a.txt")) == ["a.txt"]


def test_a_change_of_one_file_looks_at_no_other(
    planner: Planner, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "papers-2"
    other.mkdir()
    (other / "c.txt").write_text("text of c")
    planner.finish(planner(folder, other))
    (folder / "a.txt").write_text("new text of a")
    (folder / "b.txt").unlink()
    monkeypatch.setattr(Ledger, "entries", lambda *_: pytest.fail("all files of the library were looked at"))
    made = planner(folder / "a.txt", folder / "b.txt")
    assert _names(made) == ["a.txt"]
    assert [(Path(entry.shown).name, entry.state) for entry in made.told] == [("b.txt", "missing")]
    below = planner.ledger.under(planner.library, os.fsencode(folder))
    assert {Path(entry.shown).name for entry in below} == {"a.txt", "b.txt"}
