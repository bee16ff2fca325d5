"""Which precision is chosen by what was measured."""

from __future__ import annotations

import pytest

from desktop.documents.precision import best_of_two, machine, quickest


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


def test_the_machine_is_named_alike_each_time() -> None:
    assert machine() == machine()
