"""Measuring in idle time: kept, used from the next load on, and never in the way of a question."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desktop.engine import client
from desktop.engine.catalog import starter_model
from desktop.engine.choosing import Choosing
from desktop.engine.client import LocalEngine
from desktop.engine.gguf import stamp
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.engine.protocol import Tuned
from desktop.errors import Cancelled
from desktop.worker.cancel import Cancel
from tests.process.test_engine import works

pytestmark = pytest.mark.process


def test_it_is_measured_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MEASURE_SECONDS", 0.0)
    engine = LocalEngine(starter_model(), context=512, notes=tmp_path / "engine.json")
    try:
        assert list(engine.tune(Cancel(), anyway=True)) == [], "nothing is loaded"
        list(engine.ensure(Cancel()))
        before = engine.tuned
        assert before is None
        assert len(list(engine.tune(Cancel(), anyway=True))) == 1
        found = engine.tuned
        assert found is not None
        assert found.read_speed > 0
        assert found.write_speed > 0
        assert list(engine.tune(Cancel())) == []
        assert works(engine)
    finally:
        engine.close()
    again = LocalEngine(starter_model(), notes=tmp_path / "engine.json")
    assert again.tuned == found
    again.close()


@pytest.mark.usefixtures("patient")
def test_a_question_does_not_wait_for_measuring(tmp_path: Path) -> None:
    engine = LocalEngine(starter_model(), context=512, notes=tmp_path / "engine.json")
    try:
        list(engine.ensure(Cancel()))
        pid = engine.pid
        began, told = threading.Event(), []

        def measure() -> None:
            try:
                for _ in engine.tune(Cancel(), anyway=True):
                    began.set()
            except Cancelled as error:
                told.append(error)

        measuring = threading.Thread(target=measure)
        measuring.start()
        assert began.wait(60)
        assert works(engine)
        measuring.join(60)
        assert len(told) == 1, "measuring gave way"
        assert engine.tuned is None
        assert engine.pid == pid
    finally:
        engine.close()


def test_what_was_measured_is_loaded_with_unless_the_user_chose(tmp_path: Path) -> None:
    notes = tmp_path / "engine.json"
    first = LocalEngine(starter_model(), context=512, notes=notes)
    try:
        list(first.ensure(Cancel()))
        load = first.load
        assert load is not None
        first.unload()
        model, notebook = starter_model(), Notebook(notes)
        measured = Tuned(1, 128, "on", "q8_0", False, 10.0, 5.0)
        Choosing(notebook, Offloading(notebook)).keep(model.path, stamp(model.path), measured)
        assert works(first)
        assert first.loaded is not None
        assert (first.loaded.threads, first.loaded.batch, first.loaded.cache) == (1, 128, "q8_0")
        first.choose(starter_model(), context=512, threads=2)
        first.prefer(batch=64, flash="off", cache="f16")
        settled = [first.settled]
        assert works(first)
        loaded = first.loaded
        assert (loaded.threads, loaded.batch, loaded.flash, loaded.cache) == (2, 64, "off", "f16")
        assert [*settled, first.settled] == [False, True], "it was loaded again with the next request"
        first.choose(starter_model(), context=512)
        first.prefer()
        assert works(first)
        assert (first.loaded.threads, first.loaded.batch, first.loaded.cache) == (1, 128, "q8_0"), "as measured again"
    finally:
        first.close()
    assert Notebook(notes).tuned("unknown") is None
