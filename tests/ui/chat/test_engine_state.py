"""What the model is doing, as the button and the status line tell it."""

from __future__ import annotations

import threading

import pytest

from desktop.errors import ModelLoadFailed
from desktop.ui.chat.engine_state import EngineState
from desktop.worker.outcome import Outcome
from tests.fakes import FAKE_MODEL, FakeEngine
from tests.ui.chat.conftest import MakeWorld
from tests.ui.chat.script import Models, World, settle


@pytest.fixture
def made(world: MakeWorld) -> tuple[World, EngineState, Models, FakeEngine]:
    w = world()
    models, engine = Models(), FakeEngine("Hello.", context=2048)
    return w, EngineState(w.tasks, engine, models), models, engine


Made = tuple[World, EngineState, Models, FakeEngine]


def test_it_loads_once(made: Made) -> None:
    w, state, _, engine = made
    seen = []
    state.changed.connect(lambda: seen.append(state.condition))
    assert (state.condition, state.context) == ("idle", 0)
    state.load()
    state.load()
    w.idle()
    state.load()
    assert (state.condition, state.context) == ("ready", 2048)
    assert engine.loads == 1
    assert seen[0] == "loading"
    assert seen[-1] == "ready"


def test_a_model_that_cannot_be_loaded_says_why(world: MakeWorld) -> None:
    w = world()
    engine = FakeEngine(load_fails=ModelLoadFailed(model="x", reason="it is broken"))
    state = EngineState(w.tasks, engine, Models())
    state.load()
    w.idle()
    assert state.condition == "stopped"
    assert isinstance(state.fault, ModelLoadFailed)


def test_without_a_model_there_is_nothing_to_load(world: MakeWorld) -> None:
    w = world()
    state = EngineState(w.tasks, FakeEngine(model=None), Models())
    state.load()
    assert (state.condition, state.name) == ("none", "")
    assert not w.tasks.busy


def test_the_end_of_a_process_is_heard_from_any_thread(made: Made) -> None:
    w, state, _, _ = made
    state.load()
    w.idle()
    for name in ("library process", "model process"):
        thread = threading.Thread(target=state.ended, args=(Outcome(name, -11),))
        thread.start()
        thread.join()
        settle()
    conditions = [state.condition]
    outcome = state.outcome
    assert outcome is not None
    assert outcome.name == "model process"
    state.reload()
    w.idle()
    conditions.append(state.condition)
    assert conditions == ["stopped", "ready"]


def test_another_model_and_a_shorter_context(made: Made) -> None:
    w, state, models, _ = made
    state.choose(FAKE_MODEL)
    assert models.chosen == []
    state.choose(models.installed()[1])
    w.idle()
    assert [model.name for model in models.chosen] == ["Other 8B"]
    state.reload(shorter=True)
    w.idle()
    assert models.shortened == 1
    assert state.condition == "ready"
