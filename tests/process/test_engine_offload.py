"""Layers on a graphics card: tried in a child that may die, stepped down, remembered, found out anew."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desktop.domain.model import ModelInfo
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.worker.cancel import Cancel
from tests.process.test_engine import works

pytestmark = pytest.mark.process


def copy(folder: Path, most: int) -> ModelInfo:
    """Link the starter model under a name that tells the scripted card how many layers are too many."""
    file = folder / f"model-{most}.gguf"
    file.symlink_to(starter_model().path)
    return msgspec.structs.replace(starter_model(), path=str(file))


def made(folder: Path, model: ModelInfo, cards: str = "open_cards", service: str = "open_forgetful") -> LocalEngine:
    notes = folder / "engine.json"
    offloading = Offloading(Notebook(notes), f"tests.process.engines:{cards}", lambda: ("CUDA",))
    return LocalEngine(
        model, context=1024, notes=notes, offloading=offloading, service=f"tests.process.engines:{service}"
    )


def tries(model: ModelInfo) -> list[int]:
    file = Path(model.path).with_suffix(".tries")
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def asked_layers(engine: LocalEngine) -> int:
    load = engine.load
    assert load is not None
    return load.gpu_layers


def test_it_steps_down_past_crash_and_refusal_and_remembers(tmp_path: Path) -> None:
    model = copy(tmp_path, 23)
    engine = made(tmp_path, model)
    try:
        assert works(engine)
        assert tries(model) == [31, 23, 15]
        assert asked_layers(engine) == 15
    finally:
        engine.close()
    again = made(tmp_path, model)
    try:
        list(again.ensure(Cancel()))
        assert asked_layers(again) == 15
        assert tries(model) == [31, 23, 15], "what worked is remembered"
        Path(model.path).with_suffix(".full").touch()
        again.unload()
        assert works(again), "found out anew when what is remembered fails"
        assert tries(model) == [31, 23, 15, 31, 23, 15]
    finally:
        again.close()


def test_a_card_that_is_good_for_nothing_leaves_the_processor(tmp_path: Path) -> None:
    model = copy(tmp_path, 0)
    engine = made(tmp_path, model)
    try:
        assert works(engine)
        assert tries(model)[-1] > 0
        assert asked_layers(engine) == 0
    finally:
        engine.close()


def test_a_driver_that_kills_whoever_looks_leaves_the_processor(tmp_path: Path) -> None:
    model = copy(tmp_path, 99)
    engine = made(tmp_path, model, cards="open_dead")
    try:
        assert works(engine)
        assert (tries(model), asked_layers(engine)) == ([], 0)
    finally:
        engine.close()


def test_no_layers_are_tried_when_none_are_wanted(tmp_path: Path) -> None:
    model = copy(tmp_path, 99)
    engine = made(tmp_path, model)
    engine.choose(model, context=1024, gpu_layers=0)
    try:
        assert works(engine)
        assert tries(model) == []
    finally:
        engine.close()


def test_this_computer_is_looked_at_without_harm() -> None:
    """Whatever cards there are: each has a name and no more free memory than it has."""
    for card in Offloading(Notebook(), backends=lambda: ("any",)).look(Cancel()):
        assert card.description
        assert 0 <= card.free <= card.total
