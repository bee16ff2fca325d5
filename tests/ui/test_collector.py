"""Qt objects in cycles end on the window's thread, whatever other threads do."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.app.collector import ALL, WORTH, Collector
from tests.fakes import wait_until

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Round(QObject):
    """Holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def busy() -> None:
    """Make as many cycles as have Python collect several times."""
    for _ in range(50_000):
        ring: list[object] = []
        ring.append(ring)


def on_another_thread() -> None:
    thread = threading.Thread(target=busy)
    thread.start()
    thread.join()


def ended_on() -> list[str]:
    """Drop an object in a cycle; return the list that will name the thread that ends it."""
    names: list[str] = []
    weakref.finalize(Round(), lambda: names.append(threading.current_thread().name))
    return names


def test_objects_end_on_the_windows_thread(qtbot: QtBot) -> None:
    with Collector() as collector:
        names = ended_on()
        on_another_thread()
        assert names == []
        collector.look()
        assert names == [threading.main_thread().name]


def test_it_looks_by_itself(qtbot: QtBot) -> None:
    with Collector():
        names = ended_on()
        on_another_thread()
        qtbot.waitUntil(lambda: names == [threading.main_thread().name], timeout=30_000)


def test_old_cycles_end_too(qtbot: QtBot) -> None:
    with Collector() as collector:
        one = Round()
        names: list[str] = []
        weakref.finalize(one, lambda: names.append("ended"))
        for _ in range(2):  # it grows old
            gc.collect(1)
        del one
        for _ in range(ALL):
            assert names == []
            kept = [[] for _ in range(2 * WORTH)]  # type: list[list[object]]
            collector.look()
            kept.clear()
        assert names == ["ended"]


def test_python_collects_by_itself_again_afterwards(qtbot: QtBot) -> None:
    with Collector():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert not gc.get_freeze_count()
    names = ended_on()
    on_another_thread()
    assert wait_until(lambda: bool(names))
