"""A real child process: answers, cancels, hangs, dies, comes back and leaves no orphan."""

from __future__ import annotations

import functools
import multiprocessing
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from desktop.errors import Cancelled, Fault, FileEmpty, OutOfMemory, ProcessHung, ProcessStopped
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker
from desktop.worker.life import Life
from desktop.worker.outcome import Outcome
from desktop.worker.protocol import Limits
from tests.fakes import wait_until
from tests.process.scripted import Config, Count, Die, Hog, Look, Number, Raise, Seen

pytestmark = pytest.mark.process
SERVICE = "tests.process.scripted:open_service"


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(SERVICE, Config(), name="test process") as made:
        yield made


@pytest.fixture
def ends() -> list[Outcome]:
    return []


def _count(worker: Worker, upto: int) -> list[int]:
    return [reply.value for reply in worker.call(Count(upto), Number)]


def test_replies_come_in_order(worker: Worker) -> None:
    assert _count(worker, 1000) == list(range(1000))


def test_child_is_quiet_private_and_offline(worker: Worker) -> None:
    seen = worker.ask(Look(), Seen)
    assert seen.pid == worker.pid != os.getpid()
    assert seen.environment["HF_HUB_OFFLINE"] == "1"
    assert seen.umask == 0o077


def test_lanes_work_beside_each_other(worker: Worker) -> None:
    slow = worker.call(Count(1000, pause=0.05, lane="index"), Number)
    assert next(slow).value == 0
    assert [reply.value for reply in worker.call(Count(3, lane="search"), Number)] == [0, 1, 2]
    slow.close()  # type: ignore[attr-defined]
    assert _count(worker, 2) == [0, 1]


@pytest.mark.usefixtures("patient")
def test_cancel_ends_the_request_and_keeps_the_child(worker: Worker) -> None:
    cancel = Cancel()
    replies = worker.call(Count(10_000, pause=0.01), Number, cancel)
    next(replies)
    pid = worker.pid
    threading.Timer(0.05, cancel.cancel).start()
    with pytest.raises(Cancelled):
        list(replies)
    assert worker.pid == pid
    assert _count(worker, 3) == [0, 1, 2]


def test_cancel_kills_a_child_that_does_not_heed(worker: Worker) -> None:
    cancel = Cancel()
    replies = worker.call(Count(10_000, pause=0.01, heed=False), Number, cancel)
    next(replies)
    first = worker.pid
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(replies)
    assert worker.pid is None
    assert _count(worker, 2) == [0, 1]
    assert worker.pid != first


@pytest.mark.usefixtures("patient")
def test_close_lets_a_resting_child_close(tmp_path: Path) -> None:
    """A child that is killed instead never gets to close its files."""
    farewell = tmp_path / "farewell"
    with Worker(SERVICE, Config(farewell=str(farewell)), name="test process") as worker:
        worker.ask(Look(), Seen)
        time.sleep(0.3)  # our reader now waits in the pipe
    assert farewell.read_text() == "closed"


def test_cancelled_before_the_call_starts_nothing() -> None:
    cancel = Cancel()
    cancel.cancel()
    with Worker(SERVICE, Config(), name="test process") as worker:
        with pytest.raises(Cancelled):
            list(worker.call(Count(1), Number, cancel))
        assert worker.pid is None


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL])
def test_death_is_told_and_the_next_call_starts_again(number: signal.Signals, ends: list[Outcome]) -> None:
    with Worker(SERVICE, Config(), name="test process", on_end=ends.append) as worker:
        got: list[int] = []
        with pytest.raises(ProcessStopped) as stopped:
            got.extend(reply.value for reply in worker.call(Die(number, after=5), Number))
        assert [end.exitcode for end in ends] == [-number], "before the request tells it"
        assert stopped.value.values["name"] == "test process"
        assert _count(worker, 2) == [0, 1]


def test_replies_before_a_death_all_arrive(worker: Worker) -> None:
    got: list[int] = []
    with pytest.raises(ProcessStopped):
        got.extend(reply.value for reply in worker.call(Die(signal.SIGKILL, after=500), Number))
    assert got == list(range(500))


def test_last_words_explain_the_death(worker: Worker) -> None:
    with pytest.raises(ProcessStopped) as stopped:
        list(worker.call(Die(signal.SIGABRT, words="x" * 20000 + "ggml: failed to allocate buffer"), Number))
    assert "memory" in stopped.value.message


def _end_while_it_waits(worker: Worker, end: Callable[[], None]) -> None:
    """End a child at rest so that it is seen only after the next request was sent."""
    os.kill(worker.ask(Look(), Seen).pid, signal.SIGSTOP)
    threading.Timer(0.3, end).start()


def test_a_child_that_was_killed_while_it_waited_is_asked_again_and_told_of(ends: list[Outcome]) -> None:
    with Worker(SERVICE, Config(), name="test process", on_end=ends.append) as worker:
        first = worker.ask(Look(), Seen).pid
        _end_while_it_waits(worker, functools.partial(os.kill, first, signal.SIGKILL))
        assert _count(worker, 3) == [0, 1, 2]
        assert worker.pid != first
    assert [end.exitcode for end in ends] == [-signal.SIGKILL]


def test_what_had_begun_is_not_asked_again(worker: Worker) -> None:
    worker.ask(Look(), Seen)
    with pytest.raises(ProcessStopped):
        list(worker.call(Die(signal.SIGKILL), Number))
    pid = worker.ask(Look(), Seen).pid
    replies = worker.call(Count(1000, pause=0.01), Number)
    next(replies)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(ProcessStopped):
        list(replies)


def test_a_child_that_was_told_to_end_is_not_asked_again(worker: Worker) -> None:
    _end_while_it_waits(worker, worker.kill)
    with pytest.raises(ProcessStopped, match="told to end"):
        _count(worker, 3)


def test_how_a_child_ended_is_known_though_another_thread_waited_for_it_first(
    ends: list[Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever starts a process asks the system after all others, which tells of each end only once."""
    waitpid, told = os.waitpid, threading.Event()

    def first_to_the_other(pid: int, options: int) -> tuple[int, int]:
        if threading.current_thread() is not other:
            assert told.wait(60)
            return waitpid(pid, options)
        found = waitpid(pid, options)
        if found[0]:
            told.set()
            time.sleep(0.3)
        return found

    def ask() -> None:
        while not told.is_set():
            multiprocessing.active_children()

    with Worker(SERVICE, Config(), name="test process", on_end=ends.append) as worker:
        pid = worker.ask(Look(), Seen).pid
        other = threading.Thread(target=ask)
        monkeypatch.setattr(os, "waitpid", first_to_the_other)
        other.start()
        os.kill(pid, signal.SIGSEGV)
        other.join()
        assert wait_until(lambda: bool(ends))
    assert [end.exitcode for end in ends] == [-signal.SIGSEGV]


def test_hang_is_ended(worker: Worker) -> None:
    worker.ask(Look(), Seen)  # it has started
    with pytest.raises(ProcessHung):
        list(worker.call(Count(10, pause=300), Number, silence=0.5))
    assert _count(worker, 1) == [0]


def test_stopped_process_is_ended_at_its_deadline(worker: Worker) -> None:
    pid = worker.ask(Look(), Seen).pid
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(ProcessHung):
        list(worker.call(Count(1), Number, deadline=0.5))
    assert _count(worker, 1) == [0]


def test_our_errors_cross_and_others_become_a_fault(worker: Worker) -> None:
    with pytest.raises(FileEmpty, match="“a"):
        list(worker.call(Raise("ours"), Number))
    with pytest.raises(Fault, match="ZeroDivisionError"):
        list(worker.call(Raise("other"), Number))
    assert _count(worker, 1) == [0]


def test_a_service_that_cannot_open_says_why() -> None:
    with Worker(SERVICE, Config(refuse=True), name="test process") as worker, pytest.raises(FileEmpty, match="config"):
        list(worker.call(Count(1), Number))


def test_a_service_that_cannot_open_says_why_however_soon_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Life.open

    def late(life: Life, identifier: int, inbox: queue.SimpleQueue[object]) -> None:
        assert life.ended.wait(60)
        opened(life, identifier, inbox)

    monkeypatch.setattr(Life, "open", late)
    with Worker(SERVICE, Config(refuse=True), name="test process") as worker, pytest.raises(FileEmpty, match="config"):
        list(worker.call(Count(1), Number))


def test_a_child_that_leaves_since_it_could_not_open_is_asked_no_more(tmp_path: Path) -> None:
    refuse = tmp_path / "refuse"
    refuse.touch()
    with Worker(SERVICE, Config(refuse_while=str(refuse)), name="test process") as worker:
        for _ in range(3):
            with pytest.raises(FileEmpty, match="config"):
                list(worker.call(Count(1), Number))
        refuse.unlink()
        assert _count(worker, 1) == [0]


def test_unknown_service_is_a_fault() -> None:
    with Worker("tests.process.nowhere:open_service", name="test process") as worker, pytest.raises(Fault):
        list(worker.call(Count(1), Number))


def test_memory_limit_holds() -> None:
    limits = Limits(memory=1 << 30)
    with Worker(SERVICE, Config(), name="test process", limits=limits) as worker:
        assert worker.ask(Hog(16), Number).value == 16 << 20
        with pytest.raises(OutOfMemory):
            worker.ask(Hog(4096), Number)


def test_wrong_reply_type_is_refused(worker: Worker) -> None:
    import msgspec

    with pytest.raises(msgspec.ValidationError):
        list(worker.call(Look(), Number))


def test_close_ends_the_child_and_later_calls_fail() -> None:
    worker = Worker(SERVICE, Config(), name="test process")
    pid = worker.ask(Look(), Seen).pid
    worker.close()
    assert not psutil.pid_exists(pid)
    with pytest.raises(Fault):
        list(worker.call(Count(1), Number))


def test_child_started_from_a_short_thread_outlives_it(worker: Worker) -> None:
    thread = threading.Thread(target=worker.start)
    thread.start()
    thread.join()
    pid = worker.pid
    assert worker.ask(Look(), Seen).pid == pid


ORPHANS = """
import sys, time
from desktop.worker.host import Worker
from tests.process.scripted import Config, Number, Spawn
worker = Worker("tests.process.scripted:open_service", Config(), name="test process")
if __name__ == "__main__":
    replies = worker.call(Spawn(), Number)
    print(next(replies).value, worker.pid, flush=True)
    time.sleep(600)
"""


def test_no_orphans_after_kill_of_the_parent(tmp_path: object) -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(word) for word in parent.stdout.readline().split()]
        assert len(pids) == 2
        parent.kill()
        parent.wait()
    assert wait_until(lambda: not any(_lives(pid) for pid in pids), 30)


def _lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
