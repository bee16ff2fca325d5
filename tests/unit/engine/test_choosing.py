"""What a model is loaded with when nobody said: as much context as fits, beside the draft that guesses for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.engine.catalog import starter_model
from desktop.engine.choosing import Choosing, Wanted
from desktop.engine.fit import fit
from desktop.engine.hardware import physical_cores
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.engine.protocol import Loaded, Tuned
from desktop.worker.cancel import Cancel
from tests.fakes import FAKE_MODEL

if TYPE_CHECKING:
    from desktop.engine.protocol import Load

BIG = msgspec.structs.replace(
    FAKE_MODEL, size=20_000_000_000, layers=64, heads_kv=8, head_size=128, embedding=5120, vocabulary=152_000
)
#: What it needs by itself with the context that nobody asked to be shorter, in 8 bits.
ALONE = fit(BIG, 8192, free=1, cache="q8_0").total


@pytest.fixture(autouse=True)
def _free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.fit.free_memory", lambda: ALONE)


def decided(wanted: Wanted, measured: Tuned | None = None) -> Load:
    notebook = Notebook(None)
    choosing = Choosing(notebook, Offloading(notebook))
    if measured:
        choosing.keep(BIG.path, "stamp", measured)
    steps = choosing.decide(BIG, "stamp", wanted, Cancel())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            load: Load = end.value
            return load


def test_a_draft_takes_its_room_from_the_context() -> None:
    alone = decided(Wanted(gpu_layers=0))
    helped = decided(Wanted(gpu_layers=0, draft=starter_model().path))
    assert (alone.context, alone.cache) == (8192, "q8_0")
    assert helped.context < alone.context
    assert fit(BIG, helped.context, cache=helped.cache, draft=starter_model()).label != "Won't fit"


def test_a_draft_that_does_not_pay_takes_none() -> None:
    draft = starter_model().path
    load = decided(Wanted(gpu_layers=0, draft=draft), Tuned(4, draft=draft, gain=0.5))
    assert (load.draft, load.context) == ("", 8192)


def test_measuring_begins_with_what_nobody_chose() -> None:
    notebook = Notebook(None)
    choosing = Choosing(notebook, Offloading(notebook))
    wanted = Wanted(threads=3, batch=64, flash="off", cache="f16", gpu_layers=0)
    loaded = Loaded(4096, 0, 3, "CPU", batch=64, flash="off")
    chosen = choosing.base(decided(wanted), loaded, wanted)
    assert (chosen.threads, chosen.batch, chosen.flash) == (physical_cores(), 512, "auto")
    left = choosing.base(decided(Wanted(gpu_layers=0)), loaded, Wanted(gpu_layers=0))
    assert (left.threads, left.batch) == (3, 64), "what was loaded without being asked for"


def test_what_the_user_chose_goes_before_what_was_measured() -> None:
    measured = Tuned(4, 1024, "on", "q8_0")
    asked = decided(Wanted(gpu_layers=0, threads=2, batch=64, flash="off", cache="f16"), measured)
    assert (asked.threads, asked.batch, asked.flash, asked.cache) == (2, 64, "off", "f16")
    again = decided(Wanted(gpu_layers=0), measured)
    assert (again.threads, again.batch, again.flash, again.cache) == (4, 1024, "on", "q8_0")


@pytest.mark.parametrize(("wanted", "used"), [(100_000, os.cpu_count()), (-3, physical_cores()), (1, 1)])
def test_threads_are_as_many_as_this_computer_has(wanted: int, used: int) -> None:
    """Settings may come from another computer: more threads than there are wait for one another for minutes."""
    assert decided(Wanted(gpu_layers=0, threads=wanted)).threads == used
