"""The real library process: killed, damaged, full disk, two at once, and what is deleted is gone."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from desktop.documents.library import Library
from desktop.documents.protocol import FileChanged, FileState, IndexFinished, Indexing
from desktop.documents.store import Store
from desktop.errors import Cancelled, DiskFull, LibraryInUse, StoreDamaged, StoreNewer
from desktop.worker.cancel import Cancel
from desktop.worker.outcome import Outcome
from desktop.worker.protocol import Limits
from tests.fakes import wait_until
from tests.process.soundness import assert_every_passage_finds_itself, by_meaning

pytestmark = pytest.mark.process
HERE = "tests.process.poison:HereReaders"
SLOW = "tests.process.poison:SlowReaders"
PATIENT = "tests.process.poison:PatientReaders"
POISON = "tests.process.poison:PoisonReaders"
SUBJECTS = ("pump", "turbine", "contract", "kitchen", "library", "harbour", "vaccine", "sonata", "glacier", "orchard")


def _papers(folder: Path, files: int, paragraphs: int = 3) -> Path:
    """Write text files, each about its own subject and number."""
    rng = random.Random(files)
    folder.mkdir()
    for number in range(files):
        subject = SUBJECTS[number % len(SUBJECTS)]
        parts = [
            f"Report M{number:03} on the {subject}, part {part}. "
            + " ".join(f"Its {rng.choice(SUBJECTS)} was checked {rng.randint(2, 999)} times." for _ in range(14))
            for part in range(paragraphs)
        ]
        (folder / f"report-{number:03}.txt").write_text("\n\n".join(parts))
    return folder


def _with_one_that_waits(folder: Path, files: int) -> Path:
    """As `_papers`, and one more that `PatientReaders` do not read before there is a "go" beside the folder.

    It is the largest of them, since small files are read first.
    """
    _papers(folder, files)
    others = max(path.stat().st_size for path in folder.iterdir())
    (folder / "waits.txt").write_text("The barges wait at the lock until the gate is opened. ".ljust(others + 1, "\n"))
    return folder


def _finished(events: list[Indexing]) -> IndexFinished:
    assert isinstance(events[-1], IndexFinished)
    return events[-1]


def test_killed_again_and_again_while_indexing(tmp_path: Path, embedder: Path) -> None:
    papers = _papers(tmp_path / "papers", 30)
    ends: list[Outcome] = []
    events: list[Indexing] = []
    lives, killed = dict[int, int](), set[int]()
    with Library(tmp_path / "data", embedder, on_end=ends.append, reader=HERE) as library:
        for event in library.add("work", [papers]):
            events.append(event)
            # Between two lives there is nobody to kill, and what a life sent may arrive after its end. Each gets some
            # files done: one that had just begun with the same file as the one before would have it left alone.
            if not (isinstance(event, FileChanged) and event.state.state == "indexed"):
                continue
            if (pid := library.pid) is not None and pid not in killed:
                lives[pid] = lives.get(pid, 0) + 1
                if lives[pid] == 4:
                    os.kill(pid, signal.SIGKILL)
                    killed.add(pid)
        finished = _finished(events)
        assert len(killed) > 0
        assert wait_until(lambda: len(ends) == len(killed))
        # A life that ended between keeping a file and saying so leaves it to the next one as unchanged.
        assert (finished.indexed + finished.unchanged, finished.failed) == (30, ())
        states = library.files("work")
        assert all(state.state == "indexed" for state in states)
        found = by_meaning(library.retriever("work"), "Report M007 on the sonata")
        assert found.passages[0].file.endswith("report-007.txt")
        again = _finished(list(library.add("work", [papers])))
        assert (again.indexed, again.unchanged) == (0, 30)
    chunks = sum(state.chunks for state in states)
    assert chunks >= 30
    assert chunks == assert_every_passage_finds_itself(tmp_path / "data", "work")


def test_what_a_kill_left_is_taken_up_by_resume(tmp_path: Path, embedder: Path) -> None:
    papers = _with_one_that_waits(tmp_path / "papers", 6)
    with Library(tmp_path / "data", embedder, reader=PATIENT) as library:
        events = library.add("work", [papers])
        for _ in range(3):
            next(events)
        assert library.pid is not None
        os.kill(library.pid, signal.SIGKILL)
        events.close()  # type: ignore[attr-defined]
        states = {state.state for state in library.files("work")}
        assert states & {"waiting", "reading"}
        (tmp_path / "go").touch()
        assert _finished(list(library.resume("work"))).indexed > 0
        assert {state.state for state in library.files("work")} == {"indexed"}
    assert assert_every_passage_finds_itself(tmp_path / "data", "work") > 0


def _cancel_at_the_first_file(events: Iterator[Indexing], cancel: Cancel) -> None:
    for event in events:
        if isinstance(event, FileChanged) and event.state.state == "indexed":
            cancel.cancel()


@pytest.mark.usefixtures("patient")
def test_stop_keeps_what_was_done(tmp_path: Path, embedder: Path) -> None:
    papers = _with_one_that_waits(tmp_path / "papers", 7)
    cancel = Cancel()
    with Library(tmp_path / "data", embedder, reader=PATIENT) as library:
        with pytest.raises(Cancelled):
            _cancel_at_the_first_file(library.add("work", [papers], cancel), cancel)
        pid = library.pid
        assert pid is not None  # it heeded the stop by itself
        done = [state for state in library.files("work") if state.state == "indexed"]
        assert 0 < len(done) < 8
        (tmp_path / "go").touch()
        assert _finished(list(library.resume("work"))).indexed == 8 - len(done)
        assert library.pid == pid


def test_search_while_indexing(tmp_path: Path, embedder: Path) -> None:
    papers = _with_one_that_waits(tmp_path / "papers", 5)
    with Library(tmp_path / "data", embedder, reader=PATIENT) as library:
        seen = []
        for event in library.add("work", [papers]):
            if isinstance(event, FileChanged) and event.state.state == "indexed":
                name = Path(event.state.file).stem
                question = "Where do the barges wait?" if name == "waits" else f"Report M{name[-3:]}"
                seen.append((name, library.retriever("work").search(question)))
                (tmp_path / "go").touch()
    assert seen[0][1].files_searched < seen[0][1].files_total == len(seen) == 6
    assert seen[-1][0] == "waits"
    assert [Path(found.passages[0].file).stem for _, found in seen] == [name for name, _ in seen]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory, embedder: Path) -> Path:
    """A data folder with one library, closed in good order."""
    place = tmp_path_factory.mktemp("indexed")
    papers = _papers(place / "papers", 10)
    with Library(place / "data", embedder, reader=HERE) as library:
        assert _finished(list(library.add("work", [papers]))).indexed == 10
    return place / "data"


@pytest.fixture
def data(indexed: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed, tmp_path / "data")
    return tmp_path / "data"


def _folder(data: Path) -> Path:
    (folder,) = data.glob("index-*")
    return folder


def _remove_folder(data: Path) -> None:
    shutil.rmtree(_folder(data))


def _garble_database(data: Path) -> None:
    (_folder(data) / "chroma.sqlite3").write_bytes(os.urandom(50_000))


def _empty_graph(data: Path) -> None:
    for file in _folder(data).glob("*/*.bin"):
        file.write_bytes(b"")
    connection = sqlite3.connect(_folder(data) / "chroma.sqlite3")
    connection.execute("DELETE FROM embeddings_queue")
    connection.commit()
    connection.close()


def _lose_vectors(data: Path) -> None:
    connection = sqlite3.connect(_folder(data) / "chroma.sqlite3")
    connection.execute("DELETE FROM embeddings WHERE rowid % 2 = 0")
    connection.execute("DELETE FROM embeddings_queue")
    connection.commit()
    connection.close()


def _poison_links(data: Path) -> None:
    place = _folder(data) / "00000000-0000-4000-8000-000000000000"
    place.mkdir(exist_ok=True)
    with (place / "link_lists.bin").open("wb") as file:
        file.truncate(1 << 40)  # apparent size only


def _leave_mark(data: Path) -> None:
    connection = sqlite3.connect(data / "library.sqlite")
    connection.execute("UPDATE libraries SET mark = 'opening'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "damage", [_remove_folder, _garble_database, _empty_graph, _lose_vectors, _poison_links, _leave_mark]
)
def test_a_damaged_index_is_built_again(data: Path, damage: object, embedder: Path) -> None:
    before = _folder(data).name
    damage(data)  # type: ignore[operator]
    with Library(data, embedder, reader=HERE) as library:
        retriever = library.retriever("work")
        found = retriever.search("Report M003 on the kitchen")
        assert found.passages[0].file.endswith("report-003.txt")
        assert by_meaning(retriever, "Report M003 on the kitchen").passages[0].vector_rank > 0
    assert _folder(data).name != before
    assert_every_passage_finds_itself(data, "work")


def test_a_sound_index_is_used_as_it_is(data: Path, embedder: Path) -> None:
    before = _folder(data).name
    with Library(data, embedder, reader=HERE) as library:
        by_meaning(library.retriever("work"), "Report M003")
    assert _folder(data).name == before


def test_killed_between_questions(data: Path, embedder: Path) -> None:
    with Library(data, embedder, reader=HERE) as library:
        first = by_meaning(library.retriever("work"), "Report M004 on the library")
        assert library.pid is not None
        os.kill(library.pid, signal.SIGKILL)
        assert library.retriever("work").search("Report M004 on the library").passages
        assert by_meaning(library.retriever("work"), "Report M004 on the library") == first


def test_deleted_text_and_vectors_are_in_no_file(tmp_path: Path, embedder: Path) -> None:
    papers = _papers(tmp_path / "papers", 4)
    secret = papers / "canary-name.txt"
    secret.write_text("The canary word is xylophonequartz. " + "It sings of zebrafinchsecret in the morning. " * 12)
    other = papers / "kanarienvogel.txt"
    other.write_text("这是秘密金丝雀的文字。" * 20)
    data = tmp_path / "data"
    with Library(data, embedder, reader=HERE) as library:
        list(library.add("work", [papers]))
        library.retriever("work").search("xylophonequartz")
        library.close()
    vectors = _vectors_of(data, ("canary-name.txt", "kanarienvogel.txt"))
    words = ("xylophonequartz", "zebrafinchsecret", "xylophonequartz"[:10], "金丝雀", "金丝", "canary-name")
    needles = [word.encode() for word in words] + [part for parts in vectors for part in parts]
    for parts in ([needles[0]], [needles[1]], *vectors):
        assert any(part in content for content in _contents(data) for part in parts)
    with Library(data, embedder, reader=HERE) as library:
        library.remove("work", [str(secret), str(other)])
        _assert_gone(data, needles)  # at once, while the process runs
        by_meaning(library.retriever("work"), "Report M001 on the turbine")
    _assert_gone(data, needles)
    assert_every_passage_finds_itself(data, "work")
    with Library(data, embedder, reader=HERE) as library:
        library.delete("work")
        _assert_gone(data, [b"Report M001", b"turbine"])


def _vectors_of(data: Path, names: tuple[str, ...]) -> list[list[bytes]]:
    """The vectors of these files, as float16 and as float32, each as three runs of eight numbers.

    Eight numbers are enough to know a vector by; one run of them may lie across two pages of a database.
    """
    store = Store(data)
    rows = store.read.execute(
        "SELECT f.shown, v.vector FROM files f JOIN chunks c ON c.content = f.content JOIN vectors v ON v.chunk = c.id"
    ).fetchall()
    store.close()
    found = []
    for shown, vector in rows:
        if shown.endswith(names):
            halves = np.frombuffer(vector, "<f2")
            both = (halves, halves.astype("<f4"))
            found += [[numbers[at : at + 8].tobytes() for at in (0, 32, 64)] for numbers in both]
    assert found
    return found


def _contents(data: Path) -> Iterator[bytes]:
    return (path.read_bytes() for path in data.rglob("*") if path.is_file())


def _assert_gone(data: Path, needles: list[bytes]) -> None:
    for path in data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [needle for needle in needles if needle in content], path


def test_known_content_is_not_read_or_embedded_again(tmp_path: Path, embedder: Path) -> None:
    papers = _papers(tmp_path / "papers", 3)
    with Library(tmp_path / "data", embedder, reader=HERE) as library:
        list(library.add("work", [papers]))
        shutil.copytree(papers, tmp_path / "copy")
        (tmp_path / "copy" / "report-000.txt").rename(tmp_path / "copy" / "renamed.txt")
        finished = _finished(list(library.add("other", [tmp_path / "copy"])))
        assert finished.indexed == 3
        found = by_meaning(library.retriever("other"), "Report M000 on the pump")
        assert found.passages[0].file.endswith("renamed.txt")
        library.delete("work")
        assert library.retriever("other").search("Report M001 on the turbine").passages
    store = Store(tmp_path / "data")
    contents, vectors, passages = (
        store.read.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("contents", "vectors", "chunks")
    )
    store.close()
    assert contents == 3
    assert vectors == passages
    assert_every_passage_finds_itself(tmp_path / "data", "other")


def test_a_file_that_kills_its_reader_is_left_alone(tmp_path: Path, embedder: Path) -> None:
    papers = _papers(tmp_path / "papers", 3)
    (papers / "poison.txt").write_text("deadly")
    with Library(tmp_path / "data", embedder, reader=POISON) as library:
        finished = _finished(list(library.add("work", [papers])))
        assert finished.indexed == 3
        (poison,) = finished.skipped
        assert poison.kind == "FileQuarantined"
        assert "stopped its reader twice" in poison.reason
    with Library(tmp_path / "data", embedder, reader=POISON) as library:
        assert _states(library)["poison.txt"].kind == "FileQuarantined"
        finished = _finished(list(library.add("work", [papers])))
        assert (finished.indexed, finished.unchanged, len(finished.skipped)) == (0, 3, 1)
    (papers / "poison.txt").write_text("harmless now")  # but its name still kills
    with Library(tmp_path / "data", embedder, reader=HERE) as library:
        assert _finished(list(library.add("work", [papers]))).indexed == 1
        assert _states(library)["poison.txt"].state == "indexed"


def _states(library: Library) -> dict[str, FileState]:
    return {Path(state.file).name: state for state in library.files("work")}


def test_two_processes_on_one_folder(data: Path, embedder: Path) -> None:
    with Library(data, embedder, reader=HERE) as first, Library(data, embedder, reader=HERE) as second:
        assert [info.name for info in first.libraries()] == ["work"]
        with pytest.raises(LibraryInUse, match="in use by another Lectern"):
            second.libraries()
        assert first.retriever("work").search("Report M001").passages
        first.close()
        assert [info.name for info in second.libraries()] == ["work"]


def test_full_disk_is_told_and_nothing_is_lost(tmp_path: Path, embedder: Path) -> None:
    papers = _papers(tmp_path / "papers", 40, paragraphs=12)
    with (
        Library(tmp_path / "data", embedder, reader=HERE, limits=Limits(written=300_000)) as library,
        pytest.raises(DiskFull, match="disk is full"),
    ):
        list(library.add("work", [papers]))
    with Library(tmp_path / "data", embedder, reader=HERE) as library:
        done = [state for state in library.files("work") if state.state == "indexed"]
        finished = _finished(list(library.add("work", [papers])))
        assert finished.indexed == 40 - len(done)
        assert finished.failed == finished.skipped == ()
    assert_every_passage_finds_itself(tmp_path / "data", "work")


def test_a_damaged_store_is_kept_aside(data: Path, embedder: Path) -> None:
    (data / "library.sqlite").write_bytes(os.urandom(20_000))
    with Library(data, embedder, reader=HERE) as library:
        with pytest.raises(StoreDamaged, match="damaged-1"):
            library.libraries()
        assert library.libraries() == ()
    assert (data / "library.damaged-1.sqlite").stat().st_size == 20_000


def test_a_newer_store_is_left_alone(data: Path, embedder: Path) -> None:
    connection = sqlite3.connect(data / "library.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    with Library(data, embedder, reader=HERE) as library, pytest.raises(StoreNewer):
        library.libraries()


def test_a_library_deleted_while_it_is_filled(tmp_path: Path, embedder: Path) -> None:
    papers = _papers(tmp_path / "papers", 6)
    with Library(tmp_path / "data", embedder, reader=SLOW) as library:
        events: list[Indexing] = []
        done = threading.Event()
        for event in library.add("work", [papers]):
            events.append(event)
            if isinstance(event, FileChanged) and event.state.state == "indexed" and not done.is_set():
                library.delete("work")
                done.set()
        assert library.libraries() == ()
    assert done.is_set()
    store = Store(tmp_path / "data")
    assert [store.read.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("files", "contents", "chunks")] == [
        0,
        0,
        0,
    ]
    store.close()


def test_odd_names(tmp_path: Path, embedder: Path) -> None:
    folder = tmp_path / "ü 名 🦊 'q\""
    folder.mkdir()
    names = ['it\'s "quoted".txt', "🦊.txt", "苹果 报告.txt", "a%20b;--.txt"]
    for number, name in enumerate(names):
        (folder / name).write_text(f"The animal of file {number} is number {number * 111}.")
    raw = os.path.join(os.fsencode(folder), b"not\xffutf8.txt")
    with open(raw, "w") as file:
        file.write("The animal without a proper name is a platypus.")
    with Library(tmp_path / "data", embedder, reader=HERE) as library:
        assert _finished(list(library.add("работа 'x\"", [folder]))).indexed == 5
        retriever = library.retriever("работа 'x\"")
        for number, name in enumerate(names):
            found = retriever.search(f"animal number {number * 111}", file=str(folder / name))
            assert found.passages[0].file == str(folder / name)
        strange = retriever.search("platypus").passages[0]
        assert "\\xff" in strange.file
        assert "platypus" in retriever.page_text(strange.file, strange.page)
        library.remove("работа 'x\"", [strange.file])
        assert len(library.files("работа 'x\"")) == 4


def test_killed_while_files_are_read_again(tmp_path: Path, embedder: Path) -> None:
    papers = _with_one_that_waits(tmp_path / "papers", 7)
    data = tmp_path / "data"
    with Library(data, embedder, reader=HERE) as library:
        list(library.add("work", [papers]))
    _as_an_earlier_version_read(data)
    killed = False
    with Library(data, embedder, reader=PATIENT) as library:
        told = []
        for event in library.read_again():
            told.append(event)
            if event.done == 3 and not killed and library.pid is not None:
                os.kill(library.pid, signal.SIGKILL)
                killed = True
                (tmp_path / "go").touch()  # after it, so that not all was read before it
            assert all(state.state == "indexed" for state in library.files("work"))
        assert killed
        assert told[-1].done == told[-1].total
        assert all(state.state == "indexed" for state in library.files("work"))
        found = library.retriever("work").search("What did an earlier version read?").passages
        assert not any("an earlier version" in passage.text for passage in found)
        assert list(library.read_again()) == []
        chunks = sum(state.chunks for state in library.files("work"))
    assert chunks == assert_every_passage_finds_itself(data, "work")


def _as_an_earlier_version_read(data: Path) -> None:
    """Have the first passage of each file read as an earlier version might have read it."""
    store = Store(data)
    with store.write() as connection:
        connection.execute("UPDATE files SET reader = 0")
        wrong = "'What an earlier version read of it.'"
        connection.execute(
            f"UPDATE chunks SET text = {wrong} WHERE id IN (SELECT min(id) FROM chunks GROUP BY content)"
        )
    store.close()
