"""What the model is doing, as the button and the status line tell it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import pytest

from desktop.domain.events import Progress
from desktop.errors import Cancelled, ModelLoadFailed
from desktop.ui.chat.engine_state import EngineState
from desktop.worker.cancel import Cancel
from desktop.worker.outcome import Outcome
from tests.fakes import FAKE_MODEL, FakeEngine
from tests.ui.chat.conftest import MakeWorld
from tests.ui.chat.script import Models, World, settle, until


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


def test_it_is_measured_when_nothing_was_asked_for_a_while(world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.ui.chat.engine_state.IDLE", 1)
    w = world()
    measured = threading.Event()

    def measure(cancel: Cancel) -> Iterator[Progress]:
        measured.set()
        yield Progress("Measuring what is quickest on this computer")
        raise Cancelled  # a question came; that is no fault

    state = EngineState(w.tasks, FakeEngine("Hello.", context=2048), Models(), measure)
    settle()
    assert not measured.is_set(), "nothing is loaded"
    state.load()
    until(measured.is_set)
    w.idle()
    assert state.condition == "ready"


def test_on_a_busy_computer_it_is_tried_again(world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.ui.chat.engine_state.IDLE", 1)
    w = world()
    tries: list[int] = []

    def measure(cancel: Cancel) -> Iterator[Progress]:
        tries.append(len(tries))
        if len(tries) == 3:  # before, it ended at once, as it does on a busy computer
            yield Progress("Measuring what is quickest on this computer")

    state = EngineState(w.tasks, FakeEngine("Hello.", context=2048), Models(), measure, lambda: len(tries) == 3)
    state.load()
    until(lambda: len(tries) == 3)
    w.idle()
    settle()
    assert len(tries) == 3


def test_a_model_that_was_unloaded_is_not_ready(made: Made) -> None:
    w, state, _, _ = made
    state.load()
    w.idle()
    state.unloaded()
    assert (state.condition, state.context) == ("idle", 0)
    state.warm()
    w.idle()
    assert state.condition == "ready"


def test_nothing_is_measured_while_the_window_is_taken_apart(world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.ui.chat.engine_state.IDLE", 1)
    w = world()
    measured: list[Cancel] = []

    def measure(cancel: Cancel) -> Iterator[Progress]:
        measured.append(cancel)
        yield Progress("Measuring what is quickest on this computer")

    state = EngineState(w.tasks, FakeEngine("Hello.", context=2048), Models(), measure)
    state.load()
    state.close()
    until(lambda: state.condition == "ready")
    w.idle()
    settle()
    assert not measured


def test_no_server_is_spoken_to_before_anything_is_sent(world: MakeWorld) -> None:
    w = world()
    served = msgspec.structs.replace(FAKE_MODEL, endpoint="office")
    state = EngineState(w.tasks, FakeEngine(model=served), Models())
    state.warm()
    assert state.condition == "idle"


def test_a_server_is_not_said_to_answer_after_an_answer_that_failed(world: MakeWorld) -> None:
    w = world()
    served = msgspec.structs.replace(FAKE_MODEL, endpoint="office")
    state = EngineState(w.tasks, FakeEngine(model=served), Models())
    state.load()
    until(lambda: state.condition == "ready")
    state.heard(failed=True)
    assert state.condition == "idle"


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
    state.reload("shorter")
    w.idle()
    state.reload("processor")
    w.idle()
    assert (models.shortened, models.processors) == (1, 1)
    assert state.condition == "ready"


def test_it_loads_ahead_but_not_again_after_a_fault(made: Made) -> None:
    w, state, _, engine = made
    state.warm()
    w.idle()
    assert (state.condition, engine.loads) == ("ready", 1)
    state.ended(Outcome("model process", -11))
    settle()
    state.warm()
    assert state.condition == "stopped"
