"""How an embedder is computed, in which precision: chosen by what a short trial took on this machine."""

from __future__ import annotations

import hashlib
import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: All three are computed by OpenVINO; torch, where a model could not be exported, computes in fp32 alone.
Precision = Literal["fp32", "bf16", "int8"]
#: In the order in which they are tried.
PRECISIONS: tuple[Precision, ...] = ("fp32", "bf16", "int8")
#: A faster precision is used only while its vectors stay this close to those of fp32.
FAITHFUL = 0.995
#: A faster one must take less than this part of the time, so that chance does not choose.
FASTER = 0.8
#: The texts that are timed.
TRIAL = (
    "Total net sales rose by five percent, driven by services and by a stronger quarter in the Americas.",
    "The turbine's rated output of 4.2 MW is reached at a wind speed of 12.5 m/s; above 25 m/s it is stopped. " * 3,
    "Employees may carry over up to five days of leave into the next year if their manager agrees in writing. " * 2,
    "The committee met on 14 March and approved the minutes of the previous meeting without changes. " * 4,
)
_CPUINFO = Path("/proc/cpuinfo")


def quickest(measured: Mapping[str, float]) -> Precision:
    """Return the precision to use by the seconds that each took; fp32 unless another one is clearly faster."""
    chosen: Precision = "fp32"
    for precision in PRECISIONS:
        if precision in measured and measured[precision] < FASTER * measured.get(chosen, 0.0):
            chosen = precision
    return chosen


def best_of_two(run: Callable[[], object]) -> float:
    """Return the seconds that the quicker one of two runs took."""
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def machine() -> str:
    """Name the processor: what was measured on one says nothing of another."""
    words = platform.processor() + platform.machine()
    if _CPUINFO.exists():
        words += _lines(_CPUINFO, "model name", "flags")
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _lines(cpuinfo: Path, *starts: str) -> str:
    return "".join(sorted({line for line in cpuinfo.read_text().splitlines() if line.startswith(starts)}))
