"""Files are read one after the other; past one that is slow others are read, and none is lost whatever happens."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from desktop.documents import read_ahead
from desktop.documents.ledger import Entry
from desktop.documents.read_ahead import CouldNotRead, ReadAhead, Reading, WasRead
from desktop.documents.reader_run import Looks
from desktop.domain.document import Block, Document, Page
from desktop.domain.events import Progress
from desktop.errors import Cancelled, FileDamaged, ProcessStopped
from desktop.worker.cancel import Cancel

#: Seconds that nothing in these tests takes.
LONG = 20.0


class Pages:
    """What the reading thread is given to keep what it saw on scans; nothing is seen here."""

    def known(self) -> tuple[tuple[int, bytes], ...]:
        return ()

    def keep(self, page: int, seen: bytes) -> None:
        raise AssertionError


class Held:
    """Reads at once what is not held up; a file that is ends when it is let go."""

    def __init__(self, held: Sequence[str] = ()) -> None:
        self.doors = {name: threading.Event() for name in held}
        self.begun = threading.Semaphore(0)
        self.most = 0
        self.died: set[str] = set()
        self._now = 0
        self._lock = threading.Lock()

    def read(
        self, path: Path, shown: str, cancel: Cancel, *, pictures: bool, looks: Looks
    ) -> Iterator[Progress | Document]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        self.begun.release()
        try:
            with cancel.watch(self._open):
                if path.name in self.doors:
                    assert self.doors[path.name].wait(LONG)
            cancel.check()
            if "dies" in path.name and path.name not in self.died:
                self.died.add(path.name)
                raise ProcessStopped(name="reader", cause="a test")
            if "broken" in path.name:
                raise FileDamaged(file=shown, reason="a test")
            yield Document(file=shown, pages=(Page(1, (Block("Text."),)),))
        finally:
            with self._lock:
                self._now -= 1

    def _open(self) -> None:
        for door in self.doors.values():
            door.set()

    def close(self) -> None:
        """Nothing is held."""


def _entries(folder: Path, names: Sequence[str]) -> list[Entry]:
    for name in names:
        (folder / name).write_text(name)
    return [
        Entry(at, os.fsencode(folder / name), name, 1, 1, "waiting", "", "{}", 0, None, 0.0, 0, 0, "", 0)
        for at, name in enumerate(names)
    ]


Start = Callable[..., ReadAhead]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Begins to read files of these names; what was begun ends with the test."""
    begun: list[ReadAhead] = []

    def begin(
        readers: Held,
        names: Sequence[str],
        *,
        at_once: int = 2,
        slow: float = 0.0,
        note: Callable[[Entry], None] = lambda _: None,
    ) -> ReadAhead:
        ahead = ReadAhead(
            _entries(tmp_path, names),
            readers,
            begin=note,
            known=lambda digest, suffix: False,
            looks=lambda entry, digest: Pages(),
            leave=lambda: None,
            at_once=at_once,
            slow=slow,
        )
        begun.append(ahead)
        return ahead

    yield begin
    for ahead in begun:
        ahead.close()
        assert not any(thread.is_alive() for thread in ahead._threads)


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_ahead, "free_memory", lambda: read_ahead.FREE)


def _names(items: Sequence[Reading]) -> list[str]:
    return [item.entry.shown for item in items]


def test_files_are_read_past_a_slow_one(start: Start) -> None:
    readers = Held(["slow.txt"])
    items = iter(start(readers, ["slow.txt", "a.txt", "b.txt", "c.txt"]))
    assert _names([next(items) for _ in range(3)]) == ["a.txt", "b.txt", "c.txt"]
    readers.doors["slow.txt"].set()
    assert _names(list(items)) == ["slow.txt"]


@pytest.mark.parametrize(("at_once", "slow", "free"), [(2, LONG, 1), (1, 0.0, 1), (2, 0.0, 0)])
def test_one_is_read_at_a_time_where_none_is_slow_or_there_is_no_room(
    start: Start, monkeypatch: pytest.MonkeyPatch, at_once: int, slow: float, free: int
) -> None:
    monkeypatch.setattr(read_ahead, "free_memory", lambda: free * read_ahead.FREE)
    names = [f"{number}.txt" for number in range(30)]
    readers = Held(["0.txt"])
    ahead = start(readers, names, at_once=at_once, slow=slow)
    assert readers.begun.acquire(timeout=LONG)
    readers.doors["0.txt"].set()
    assert _names(list(ahead)) == names
    assert readers.most == 1


def test_no_more_than_two_are_read_at_once(start: Start) -> None:
    readers = Held(["slow.txt", "slower.txt"])
    ahead = start(readers, ["slow.txt", "slower.txt", "a.txt"])
    for _ in range(2):
        assert readers.begun.acquire(timeout=LONG)
    for door in readers.doors.values():
        door.set()
    assert sorted(_names(list(ahead))) == ["a.txt", "slow.txt", "slower.txt"]
    assert readers.most == 2


def test_one_that_ended_its_reader_is_read_again_past_a_slow_one(start: Start) -> None:
    readers = Held(["slow.txt"])
    ahead = start(readers, ["slow.txt", "dies.txt", "broken.txt", "a.txt"])
    told: list[tuple[str, type[Reading]]] = []
    for item in ahead:
        told.append((item.entry.shown, type(item)))
        if isinstance(item, CouldNotRead) and item.died:
            ahead.again(item.entry)
        if told[-1] == ("dies.txt", WasRead):
            readers.doors["slow.txt"].set()
    assert told == [
        ("dies.txt", CouldNotRead),
        ("broken.txt", CouldNotRead),
        ("a.txt", WasRead),
        ("dies.txt", WasRead),
        ("slow.txt", WasRead),
    ]


@pytest.mark.parametrize("slow", [0.0, LONG])
def test_a_stop_ends_both(start: Start, slow: float) -> None:
    readers = Held(["slow.txt", "slower.txt"])
    ahead = start(readers, ["slow.txt", "slower.txt", "a.txt"], slow=slow)
    assert readers.begun.acquire(timeout=LONG)
    ahead.stop()
    with pytest.raises(Cancelled):
        list(ahead)


def test_a_fault_of_ours_past_a_slow_file_ends_the_reading(start: Start) -> None:
    def full(entry: Entry) -> None:
        if entry.shown == "a.txt":
            raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        list(start(Held(["slow.txt"]), ["slow.txt", "a.txt", "b.txt"], note=full))
