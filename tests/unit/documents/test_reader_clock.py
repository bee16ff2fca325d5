"""What a document costs: all of its reader's processor time, a tenth of the time that the reader waits."""

from __future__ import annotations

import threading

import pytest

from desktop.documents.reader_clock import LOOK, WAITING, Allowance, Clock
from tests.fakes import wait_until


def _looks(allowance: Allowance, share: float, seconds: float) -> float:
    """Look at a reader that has `share` of a processor, for as long or until its limit; return how long that was."""
    passed = 0.0
    while passed < seconds and allowance.left > 0:
        allowance.count(share * LOOK, LOOK)
        passed += LOOK
    return passed


def test_a_reader_that_computes_ends_at_its_limit() -> None:
    assert _looks(Allowance(60), 1.0, 10_000) == pytest.approx(60, abs=LOOK)


def test_threads_that_compute_side_by_side_count_each() -> None:
    assert _looks(Allowance(60), 4.0, 10_000) == pytest.approx(15, abs=LOOK)


def test_a_reader_that_sleeps_ends_at_ten_times_its_limit() -> None:
    assert _looks(Allowance(60), 0.0, 10_000) == pytest.approx(60 / WAITING, abs=LOOK)


def test_a_reader_that_is_seldom_given_the_processor_has_ten_times_as_long() -> None:
    allowance = Allowance(60)
    assert _looks(allowance, 0.02, 500) == 500
    assert allowance.left > 0


def test_a_pause_of_the_whole_computer_counts_for_little() -> None:
    allowance = Allowance(60)
    allowance.count(0.0, 86_400)
    assert allowance.left == 60 - WAITING * 2 * LOOK


def test_processor_time_between_two_looks_counts_however_long_ago_the_first_was() -> None:
    allowance = Allowance(60)
    allowance.count(61.0, 300)
    assert allowance.left < 0


def test_a_page_that_is_read_from_its_picture_has_its_own_time() -> None:
    allowance = Allowance(60)
    allowance.count(50, 50)
    allowance.set_aside(200)
    allowance.count(199, 199)
    assert (allowance.reached, allowance.left) == (200, 1)
    allowance.go_on()
    assert (allowance.reached, allowance.left) == (60, 10)
    allowance.limit = 100
    assert allowance.left == 50


def test_a_clock_that_was_stopped_does_not_ring() -> None:
    rung: list[None] = []
    clock = Clock(lambda: None, lambda: rung.append(None), 3600)
    clock.stop()
    clock.allow(0)
    assert wait_until(lambda: "reader-clock" not in {thread.name for thread in threading.enumerate()})
    assert not rung
    assert not clock.late


def test_a_clock_rings_for_a_reader_that_never_starts() -> None:
    rung = threading.Event()
    clock = Clock(lambda: None, rung.set, 0.01)
    assert rung.wait(60)
    assert (clock.late, clock.limit) == (True, 0.01)
