"""Generators run on worker threads; their events, ends and errors arrive on the window's thread."""

from __future__ import annotations

import itertools
import os
import threading
import time
from typing import TYPE_CHECKING

import pytest

from desktop.errors import FileEmpty
from desktop.ui.tasks import FLUSH, SHARE, SLOWEST, Tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.worker.cancel import Cancel


class Log:
    """Remembers what was called, on which thread."""

    def __init__(self) -> None:
        self.batches: list[list[object]] = []
        self.done = 0
        self.errors: list[Exception] = []
        self.threads: set[int] = set()

    @property
    def events(self) -> list[object]:
        return [event for batch in self.batches for event in batch]

    def on_events(self, events: object) -> None:
        self.threads.add(threading.get_ident())
        assert isinstance(events, list)
        self.batches.append(events)

    def on_done(self) -> None:
        self.threads.add(threading.get_ident())
        self.done += 1

    def on_error(self, error: Exception) -> None:
        self.threads.add(threading.get_ident())
        self.errors.append(error)


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def tasks(qtbot: QtBot, log: Log) -> Iterator[Tasks]:
    made = Tasks(log.on_error)
    yield made
    assert made.close(60)


def test_events_come_in_order_in_batches_on_the_windows_thread(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    worker: list[int] = []

    def count(_: Cancel) -> Iterator[object]:
        worker.append(threading.get_ident())
        yield from range(500)

    tasks.run(count, log.on_events, log.on_done)
    qtbot.waitUntil(lambda: log.done == 1)
    assert log.events == list(range(500))
    assert len(log.batches) < 500
    assert log.threads == {threading.get_ident()}
    assert worker[0] != threading.get_ident()
    assert not tasks.busy


def test_a_cancelled_generator_may_say_its_last_words(
    qtbot: QtBot, tasks: Tasks, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.tasks.GRACE", 600.0)  # a busy machine may need more than a second for them
    closed: list[str] = []

    def talk(token: Cancel) -> Iterator[object]:
        try:
            yield "first"
            token.wait(600)
            yield "stopped"
            yield "finished"
        finally:
            closed.append(threading.current_thread().name)

    task = tasks.run(talk, log.on_events, log.on_done)
    qtbot.waitUntil(lambda: log.events == ["first"])
    task.cancel()
    qtbot.waitUntil(lambda: log.done == 1)
    assert log.events == ["first", "stopped", "finished"]
    assert closed == [closed[0]]
    assert closed[0].startswith("task-")


def test_a_generator_that_ignores_cancel_is_closed_on_its_own_thread(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    closed: list[str] = []

    def deaf(_: Cancel) -> Iterator[object]:
        try:
            while True:
                time.sleep(0.01)
                yield "more"
        finally:
            closed.append(threading.current_thread().name)

    task = tasks.run(deaf, log.on_events, log.on_done)
    qtbot.waitUntil(lambda: bool(log.events))
    task.cancel()
    qtbot.waitUntil(lambda: log.done == 1)
    assert closed
    assert closed[0].startswith("task-")
    assert not log.errors


def test_cancelled_raised_by_the_work_is_an_end_and_no_error(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    def work(token: Cancel) -> Iterator[object]:
        yield 1
        token.wait(600)
        token.check()
        yield 2

    task = tasks.run(work, log.on_events, log.on_done)
    qtbot.waitUntil(lambda: log.events == [1])
    task.cancel()
    qtbot.waitUntil(lambda: log.done == 1)
    assert log.events == [1]
    assert not log.errors


def test_errors_go_to_the_task_or_by_default_to_all(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    own: list[Exception] = []

    def fail(_: Cancel) -> Iterator[object]:
        yield 1
        raise FileEmpty(file="a.txt")

    tasks.run(fail, log.on_events, log.on_done, own.append)
    qtbot.waitUntil(lambda: len(own) == 1)
    assert not log.errors
    tasks.run(fail, log.on_events, log.on_done)
    qtbot.waitUntil(lambda: len(log.errors) == 1)
    assert isinstance(log.errors[0], FileEmpty)
    assert log.done == 0
    assert log.events == [1, 1]


def test_an_error_before_the_first_event_is_reported(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    def make(_: Cancel) -> Iterator[object]:
        raise ValueError("no")

    tasks.run(make, log.on_events, log.on_done)
    qtbot.waitUntil(lambda: len(log.errors) == 1)


def test_a_lane_runs_one_at_a_time_and_others_beside_it(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    running: list[int] = []
    most: list[int] = []

    def work(_: Cancel) -> Iterator[object]:
        running.append(1)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()
        yield "ran"

    for _ in range(4):
        tasks.run(work, log.on_events, log.on_done, lane="engine")
    qtbot.waitUntil(lambda: log.done == 4)
    assert max(most) == 1


def test_a_waiting_task_that_is_cancelled_never_starts(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    gate = threading.Event()
    started: list[str] = []

    def first(_: Cancel) -> Iterator[object]:
        gate.wait(600)
        yield "first"

    def second(_: Cancel) -> Iterator[object]:
        started.append("second")
        yield "second"

    tasks.run(first, log.on_events, log.on_done, lane="engine")
    waiting = tasks.run(second, log.on_events, log.on_done, lane="engine")
    waiting.cancel()
    qtbot.waitUntil(lambda: log.done == 1)
    gate.set()
    qtbot.waitUntil(lambda: log.done == 2)
    assert not started
    assert log.events == ["first"]


def test_nothing_runs_here_while_a_generator_waits(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    go = threading.Event()

    def work(cancel: Cancel) -> Iterator[int]:
        yield 1
        go.wait(600)
        yield 2

    tasks.run(work, log.on_events, log.on_done)
    qtbot.waitUntil(lambda: log.events == [1] and tasks.resting)
    assert tasks.busy
    go.set()
    qtbot.waitUntil(lambda: log.done == 1 and tasks.resting)
    assert log.events == [1, 2]


def test_the_dearer_a_batch_the_longer_the_pause_after_it(qtbot: QtBot, tasks: Tasks) -> None:
    at: list[float] = []

    def drip(_: Cancel) -> Iterator[int]:
        for number in itertools.count():
            if len(at) > 5:
                return
            time.sleep(FLUSH * 1.3 / 1000)  # nothing comes in the shortest pause, so it is over before the next event
            yield number

    def show(_: object) -> None:
        at.append(time.monotonic())
        began = time.thread_time()
        while time.thread_time() - began < SLOWEST / 1000 * SHARE * (os.cpu_count() or 1):
            pass

    done: list[int] = []
    tasks.run(drip, show, lambda: done.append(1))
    qtbot.waitUntil(lambda: bool(done))
    # Qt's timers may be early by a twentieth. The end is not waited for.
    pauses = [later - earlier for earlier, later in itertools.pairwise(at[:-1])]
    assert min(pauses[1:]) > SLOWEST / 1000 * 0.9


def test_what_a_task_says_first_and_its_end_wait_for_no_pause(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    tasks._pause, tasks._shown_at = 3_600_000, time.monotonic()
    tasks.run(lambda _: iter([1]), log.on_events, log.on_done)
    qtbot.waitUntil(lambda: log.done == 1)
    assert log.events == [1]


def test_what_stands_as_long_as_the_window_does_not_count_as_busy(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    def work(cancel: Cancel) -> Iterator[int]:
        while not cancel.wait(0.01):
            pass
        yield 1

    standing = tasks.run(work, log.on_events, log.on_done, standing=True)
    assert not tasks.busy
    standing.cancel()
    qtbot.waitUntil(lambda: log.done == 1)


def test_what_was_handed_over_with_a_fault_of_ours_keeps_nothing_back(qtbot: QtBot, tasks: Tasks, log: Log) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        tasks.run(lambda _: iter([1]), broken, log.on_done)
        tasks.run(lambda _: iter([2]), log.on_events, log.on_done)
        qtbot.waitUntil(lambda: log.done == 2)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert log.events == [2]


def test_close_cancels_joins_and_silences(qtbot: QtBot, log: Log) -> None:
    tasks = Tasks(log.on_error)

    def work(token: Cancel) -> Iterator[object]:
        token.wait(600)
        yield "late"

    tasks.run(work, log.on_events, log.on_done)
    assert tasks.close(60)
    qtbot.wait(100)
    assert not log.batches
    assert not log.done
    with pytest.raises(RuntimeError):
        tasks.run(work, log.on_events, log.on_done)
