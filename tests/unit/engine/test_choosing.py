"""What a model is loaded with when nobody said: as much context as fits, beside the draft that guesses for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.engine.catalog import starter_model
from desktop.engine.choosing import Choosing, Wanted
from desktop.engine.fit import fit
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.engine.protocol import Tuned
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
