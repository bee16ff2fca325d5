"""Which precision is chosen by what was measured, and how the choice is put to use."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.documents.hastened import MANY, Hastened
from desktop.documents.precision import best_of_two, has_units, machine, quickest
from desktop.worker.cancel import Cancel


@pytest.mark.parametrize(
    ("measured", "chosen"),
    [
        ({}, "fp32"),
        ({"fp32": 1.0}, "fp32"),
        ({"fp32": 1.0, "bf16": 0.9}, "fp32"),
        ({"fp32": 1.0, "bf16": 0.2}, "bf16"),
        ({"fp32": 1.0, "bf16": 0.5, "int8": 0.45}, "bf16"),
        ({"fp32": 1.0, "bf16": 0.5, "int8": 0.3}, "int8"),
        ({"fp32": 1.0, "bf16": 5.0, "int8": 0.5}, "int8"),
    ],
)
def test_only_what_is_clearly_quicker_is_chosen(measured: dict[str, float], chosen: str) -> None:
    assert quickest(measured) == chosen


def test_the_quicker_of_two_runs_counts() -> None:
    runs: list[int] = []
    assert best_of_two(lambda: runs.append(1)) >= 0
    assert len(runs) == 2


@pytest.mark.parametrize(("flags", "units"), [("fma avx2", False), ("avx2 avx_vnni", True), ("amx_bf16", True)])
def test_units_are_read_from_the_processors_flags(tmp_path: Path, flags: str, units: bool) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor\t: 0\nmodel name\t: One\nflags\t\t: fpu {flags}\n")
    assert has_units(cpuinfo) == units
    assert has_units(tmp_path / "none"), "where nobody can say it is tried"


def test_the_machine_is_named_alike_each_time() -> None:
    assert machine() == machine()


class Counting:
    """Embeds each text as its length times a factor, and counts."""

    dimensions = 1

    def __init__(self, factor: float) -> None:
        self.factor = factor
        self.count = 0

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        self.count += len(texts)
        return np.array([[len(text) * self.factor] for text in texts], np.float32)

    queries = passages


def test_many_passages_go_by_the_quicker_way_once_it_is_there_and_questions_never() -> None:
    ready, quick = Counting(1), Counting(2)
    begun, there = threading.Event(), threading.Event()

    def load() -> Counting:
        begun.set()
        there.wait()
        return quick

    both = Hastened(ready, load)
    both.passages(["a"] * (MANY - 1))
    assert not begun.is_set(), "for few it is not worth loading"
    assert both.passages(["ab"]).tolist() == [[2.0]]
    begun.wait()
    assert both.passages(["ab"]).tolist() == [[2.0]], "nobody waits for it"
    there.set()
    assert both.loading is not None
    both.loading.join()
    assert both.passages(["ab"]).tolist() == [[4.0]]
    assert both.queries(["ab"]).tolist() == [[2.0]]
    assert quick.count == 1


def test_where_the_quicker_way_fails_the_ready_one_goes_on() -> None:
    def load() -> Counting:
        raise MemoryError

    both = Hastened(Counting(1), load)
    both.passages(["a"] * MANY)
    assert both.loading is not None
    both.loading.join()
    assert both.passages(["ab"]).tolist() == [[2.0]]
