"""Faults around the library process: its index damaged while it runs, a disk that fills up, and files that are none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.documents.library import Library
from desktop.documents.protocol import IndexFinished
from desktop.errors import DiskFull
from tests.process.soundness import assert_every_passage_finds_itself, by_meaning

pytestmark = pytest.mark.process
HERE = "tests.process.poison:HereReaders"


def _papers(folder: Path, files: int, words: int = 20) -> Path:
    folder.mkdir()
    for number in range(files):
        (folder / f"report-{number:03}.txt").write_text(f"Report {number} on pumps. " + f"Pump {number} ran. " * words)
    return folder


def _added(library: Library, paths: list[Path], *, again: bool = False) -> IndexFinished:
    *_, finished = library.add("work", paths, again=again)
    assert isinstance(finished, IndexFinished)
    return finished


# ── the index, damaged while it is open ───────────────────────────────────────────────────────────────────────────


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


def _cut(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize("damage", [_remove, _cut])
def test_an_index_damaged_under_a_running_process_is_built_again(
    tmp_path: Path, damage: Callable[[Path], None], embedder: Path
) -> None:
    papers = _papers(tmp_path / "papers", 6)
    data = tmp_path / "data"
    with Library(data, embedder, reader=HERE) as library:
        assert _added(library, [papers]).indexed == 6
        retriever = library.retriever("work")
        by_meaning(retriever, "Report 3 on pumps")
        (folder,) = data.glob("index-*")
        damage(folder)
        assert retriever.search("Report 3 on pumps").passages[0].file.endswith("report-003.txt")
        (papers / "late.txt").write_text("The turbine hall was painted green in spring.")
        assert _added(library, [papers]).indexed == 1
        found = retriever.search("What colour has the turbine hall?")
        assert found.passages[0].file.endswith("late.txt")
    with Library(data, embedder, reader=HERE) as library:
        by_meaning(library.retriever("work"), "Report 3 on pumps")
    assert assert_every_passage_finds_itself(data, "work") == 7


# ── a disk that fills up ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes; mounting it needs rights that most people do not have."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=0700", "lectern-test", str(place)]
    mounted = bool(shutil.which("mount")) and not subprocess.run(command, capture_output=True, check=False).returncode
    if not mounted:
        pytest.skip("a small disk cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_fills_up_while_indexing(tmp_path: Path, small_disk: Path, embedder: Path) -> None:
    """It is said in one sentence; what was read stays and is found, also while the disk is still full."""
    papers = _papers(tmp_path / "papers", 40, words=500)
    data = small_disk / "data"
    with Library(data, embedder, reader=HERE) as library:
        with pytest.raises(DiskFull) as told:
            _added(library, [papers])
        assert "disk is full" in told.value.message
        done = [state for state in library.files("work") if state.state == "indexed"]
    with Library(data, embedder, reader=HERE) as library:  # the start works on a full disk
        assert len([state for state in library.files("work") if state.state == "indexed"]) >= len(done)
        if done:
            assert library.retriever("work").search(Path(done[0].file).stem.replace("-", " ")).passages
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    with Library(data, embedder, reader=HERE) as library:
        finished = _added(library, [papers])
        assert (finished.skipped, finished.failed) == ((), ())
        assert {state.state for state in library.files("work")} == {"indexed"}
    assert assert_every_passage_finds_itself(data, "work") > 40


# ── what is no document ───────────────────────────────────────────────────────────────────────────────────────────


def test_pipes_devices_sockets_and_loops_of_links(tmp_path: Path, embedder: Path) -> None:
    """Nothing is waited for, each is told in a sentence or passed over, and what lies beside it is read."""
    folder = _papers(tmp_path / "papers", 2)
    os.mkfifo(folder / "pipe.txt")
    (folder / "self").symlink_to(folder)
    (folder / "round.txt").symlink_to(folder / "about.txt")
    (folder / "about.txt").symlink_to(folder / "round.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "outside.txt").write_text("CANARY of another folder")
    (folder / "outside.txt").symlink_to(tmp_path / "outside.txt")
    listening = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket must be short
    try:
        listening.bind("socket.txt")
    finally:
        os.chdir(here)
    try:
        with Library(tmp_path / "data", embedder) as library:
            finished = _added(library, [folder])
            assert finished.indexed == 2
            states = {Path(state.file).name: state for state in library.files("work")}
            for name in ("pipe.txt", "socket.txt"):
                assert states[name].state in {"skipped", "failed"}
                assert states[name].reason
            assert not any(b"CANARY" in path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
            (refused,) = _added(library, [folder / "pipe.txt"]).skipped  # by its name it is not waited for either
            assert refused.reason
    finally:
        listening.close()


def test_names_with_line_ends_and_marks_of_direction(tmp_path: Path, embedder: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    names = [
        "two\nlines.txt",
        "\u202etxt.exe.txt",
        "-rf.txt",
        "a\\b.txt",
        "%s {0}.txt",
        "n" * 200 + ".txt",
    ]
    for number, name in enumerate(names):
        (folder / name).write_text(f"The animal of file {number} is a platypus of {number * 111 + 1} grams.")
    with Library(tmp_path / "data", embedder, reader=HERE) as library:
        assert _added(library, [folder]).indexed == len(names)
        states = library.files("work")
        assert all("\n" not in state.file and "\u202e" not in state.file for state in states)
        for number in range(len(names)):
            passage = library.retriever("work").search(f"platypus of {number * 111 + 1} grams").passages[0]
            assert f"file {number}" in library.page_text("work", passage.file, passage.page)
        library.remove("work", [state.file for state in states])
        assert library.files("work") == ()


# ── a file that kills its reader ──────────────────────────────────────────────────────────────────────────────────


def test_a_quarantined_file_is_tried_again_when_it_is_asked_for(tmp_path: Path, embedder: Path) -> None:
    papers = _papers(tmp_path / "papers", 2)
    (papers / "poison.txt").write_text("deadly")
    with Library(tmp_path / "data", embedder, reader="tests.process.poison:PoisonReaders") as library:
        assert [state.kind for state in _added(library, [papers]).skipped] == ["FileQuarantined"]
    with Library(tmp_path / "data", embedder, reader=HERE) as library:  # a newer reader, which it does not kill
        assert _added(library, [papers]).indexed == 0
        assert _added(library, [papers / "poison.txt"], again=True).indexed == 1
        assert library.retriever("work").search("deadly").passages
