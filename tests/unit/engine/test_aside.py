"""Work on another thread tells while it lasts, ends with what it returns or raises, and outlives nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator

import pytest

from desktop.engine.aside import aside


def test_what_is_told_comes_in_order_and_the_result_last() -> None:
    def work(tell: Callable[[int], None]) -> str:
        for number in range(3):
            tell(number)
        return threading.current_thread().name

    def whole() -> Generator[int, None, None]:
        name = yield from aside(work, "elsewhere")
        assert name == "elsewhere"
        yield 3

    assert list(whole()) == [0, 1, 2, 3]


def test_what_it_raises_is_raised_here() -> None:
    def work(tell: Callable[[int], None]) -> None:
        tell(1)
        raise MemoryError

    running = aside(work, "elsewhere")
    assert next(running) == 1
    with pytest.raises(MemoryError):
        next(running)


def test_who_stops_to_listen_waits_for_its_end() -> None:
    go, ended = threading.Event(), threading.Event()

    def work(tell: Callable[[int], None]) -> None:
        tell(1)
        go.wait(60)
        ended.set()

    running = aside(work, "elsewhere")
    next(running)
    go.set()
    running.close()
    assert ended.is_set()
