"""Watched folders are followed in the real library process: what changes in them changes in the library."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.documents import watcher
from desktop.documents.library import Library
from desktop.documents.protocol import FolderChanged, FolderState, Following
from desktop.documents.store import Store
from desktop.errors import Cancelled, FileMissing, NotAFolder
from desktop.worker.cancel import Cancel

pytestmark = pytest.mark.process
HERE = "tests.process.poison:HereReaders"
NAME = "work"


class Followed:
    """Follows on a thread of its own, as the window does, and keeps what it is told."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.events: list[Following] = []
        self.cancel = Cancel()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            for event in self.library.follow(self.cancel):
                self.events.append(event)
        except Cancelled:
            pass

    def stop(self) -> None:
        self.cancel.cancel()
        self._thread.join(250)
        assert not self._thread.is_alive()

    def until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 240
        while not holds():
            assert self._thread.is_alive(), "the following ended by itself"
            assert time.monotonic() < deadline, (self.library.files(NAME), self.library.folders())
            time.sleep(0.5)

    def files(self) -> dict[str, str]:
        return {Path(state.file).name: state.state for state in self.library.files(NAME)}


@pytest.fixture
def library(tmp_path: Path, embedder: Path) -> Iterator[Library]:
    with Library(tmp_path / "data", embedder, reader=HERE) as made:
        yield made


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "old").mkdir(parents=True)
    (folder / "a.txt").write_text("The boiler was replaced in March.")
    (folder / "old" / "b.txt").write_text("The roof was mended in May.")
    return folder


def _vectors(data: Path) -> tuple[set[int], set[bytes]]:
    """Numbers of the passages that have vectors, and the digests of what was read."""
    store = Store(data)
    try:
        chunks = {row[0] for row in store.read.execute("SELECT chunk FROM vectors")}
        return chunks, {row[0] for row in store.read.execute("SELECT hash FROM contents")}
    finally:
        store.close()


@pytest.mark.usefixtures("patient")
def test_what_changes_in_a_folder_changes_in_its_library(library: Library, papers: Path, tmp_path: Path) -> None:
    library.watch(NAME, papers)
    followed = Followed(library)
    followed.until(lambda: followed.files() == {"a.txt": "indexed", "b.txt": "indexed"})
    assert [(state.state, state.reason, state.files) for state in library.folders()] == [("watched", "", 2)]

    (papers / "new").mkdir()
    (papers / "new" / "c.txt").write_text("The cellar was dried in June.")
    (papers / "a.txt").write_text("The boiler was replaced in April, not in March.")
    (papers / "~$lock.txt").write_text("passed over")
    followed.until(lambda: followed.files() == {"a.txt": "indexed", "b.txt": "indexed", "c.txt": "indexed"})
    followed.until(lambda: "April" in library.page_text(NAME, str(papers / "a.txt"), None))

    (papers / "old").rename(papers / "older")
    (papers / "a.txt").unlink()
    shutil.copy(papers / "new" / "c.txt", papers / "copy.txt")
    followed.until(lambda: followed.files() == {"b.txt": "indexed", "c.txt": "indexed", "copy.txt": "indexed"})
    files = {Path(state.file).name: state for state in library.files(NAME)}
    assert files["b.txt"].file == str(papers / "older" / "b.txt")
    found = library.retriever(NAME).search("When was the boiler replaced?")
    assert all("boiler" not in passage.text for passage in found.passages)
    followed.stop()
    library.close()
    # A file that was moved, and a copy, were neither read nor embedded again; what was deleted is in no file of ours.
    passages, contents = _vectors(tmp_path / "data")
    assert len(passages) == len(contents) == 2
    assert all(b"boiler" not in file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())


def test_a_folder_that_vanishes_is_missing_and_comes_back(library: Library, papers: Path, tmp_path: Path) -> None:
    library.watch(NAME, papers)
    followed = Followed(library)
    followed.until(lambda: set(followed.files().values()) == {"indexed"} and len(followed.files()) == 2)
    papers.rename(tmp_path / "elsewhere")
    followed.until(lambda: followed.files() == {"a.txt": "missing", "b.txt": "missing"})
    followed.until(lambda: [state.state for state in library.folders()] == ["missing"])
    assert library.retriever(NAME).search("When was the boiler replaced?").passages  # what was read is still found
    papers.mkdir()  # an empty folder is what a drive leaves that is not there
    time.sleep(3)
    assert followed.files() == {"a.txt": "missing", "b.txt": "missing"}
    papers.rmdir()
    (tmp_path / "elsewhere").rename(papers)
    followed.until(lambda: followed.files() == {"a.txt": "indexed", "b.txt": "indexed"})
    followed.stop()
    assert [event.state.state for event in followed.events if isinstance(event, FolderChanged)].count("missing") >= 1


def test_what_changed_while_nobody_followed_is_taken_in(
    library: Library, papers: Path, tmp_path: Path, embedder: Path
) -> None:
    library.watch(NAME, papers)
    followed = Followed(library)
    followed.until(lambda: len(followed.files()) == 2 and set(followed.files().values()) == {"indexed"})
    followed.stop()
    library.close()
    (papers / "a.txt").unlink()
    (papers / "d.txt").write_text("The garden was planted in April.")
    with Library(tmp_path / "data", embedder, reader=HERE) as again:
        followed = Followed(again)
        followed.until(lambda: followed.files() == {"b.txt": "indexed", "d.txt": "indexed"})
        again.unwatch(NAME, papers)
        followed.until(lambda: again.folders() == ())
        (papers / "e.txt").write_text("Nobody looks any longer.")
        time.sleep(3)
        assert followed.files() == {"b.txt": "indexed", "d.txt": "indexed"}  # its files stay
        followed.stop()


def test_only_folders_can_be_watched(library: Library, papers: Path) -> None:
    with pytest.raises(NotAFolder):
        library.watch(NAME, papers / "a.txt")
    with pytest.raises(FileMissing):
        library.watch(NAME, papers / "nothing")
    assert library.folders() == ()
    library.watch(NAME, papers)
    library.watch(NAME, papers)
    assert library.folders() == (FolderState(NAME, str(papers), "watched", "", 0),)


def test_a_folder_the_system_does_not_tell_of_says_why(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = watcher.Watcher(lambda folder, path: None)
    monkeypatch.setattr(watcher, "on_network", lambda folder: True)
    assert made.watch(os.fsencode(papers)) == watcher.LOOKED_AT
    monkeypatch.setattr(watcher, "on_network", lambda folder: False)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.inotify.InotifyEmitter.on_thread_start", refuse)
    assert made.watch(os.fsencode(papers)) == watcher.TOO_MANY
    made.close()
    assert not watcher.on_network(os.fsencode(papers))
