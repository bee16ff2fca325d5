"""The clock of a real reader: computing counts, sleeping counts a tenth, and what is only starved goes on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import psutil
import pytest

from desktop.documents import reader_clock
from desktop.documents.reader_clock import Clock
from desktop.errors import ProcessStopped
from desktop.worker.host import Worker
from tests.fakes import wait_until
from tests.process.scripted import Burn, Config, Count, Number

pytestmark = pytest.mark.process


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker("tests.process.scripted:open_service", Config(), name="reader") as made:
        made.ask(Count(1), Number)  # its start is not what is counted here
        yield made


def test_a_reader_that_computes_is_ended_at_its_limit(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_clock, "WAITING", 0.0)
    assert worker.pid is not None
    reader = psutil.Process(worker.pid)
    used: list[float] = []

    def ring() -> None:
        times = reader.cpu_times()
        used.append(times.user + times.system)
        worker.kill()

    before = reader.cpu_times()
    clock = Clock(lambda: worker.pid, ring, 0.5)
    with pytest.raises(ProcessStopped):
        list(worker.call(Burn(), Number))
    assert clock.late
    assert used[0] - before.user - before.system >= 0.5


def test_a_reader_that_sleeps_is_ended_too(worker: Worker) -> None:
    clock = Clock(lambda: worker.pid, worker.kill, 0.1)
    replies = worker.call(Count(2, pause=600), Number)
    assert next(replies).value == 0
    with pytest.raises(ProcessStopped):
        next(replies)
    assert clock.late


def test_a_reader_that_was_starved_for_longer_than_its_limit_comes_to_its_end(worker: Worker) -> None:
    assert worker.pid is not None
    reader = psutil.Process(worker.pid)
    rung = threading.Event()
    clock = Clock(lambda: worker.pid, rung.set, 2.0)
    replies = worker.call(Burn(0.05), Number)
    next(replies)
    reader.send_signal(signal.SIGSTOP)
    assert wait_until(lambda: reader.status() == psutil.STATUS_STOPPED)
    assert not rung.wait(2.5)
    reader.send_signal(signal.SIGCONT)
    assert list(replies) == []
    clock.stop()
    assert not clock.late


def test_a_reader_that_stays_stopped_is_ended(worker: Worker) -> None:
    assert worker.pid is not None
    replies = worker.call(Burn(), Number)
    next(replies)
    psutil.Process(worker.pid).send_signal(signal.SIGSTOP)
    clock = Clock(lambda: worker.pid, worker.kill, 0.1)
    with pytest.raises(ProcessStopped):
        next(replies)
    assert clock.late
