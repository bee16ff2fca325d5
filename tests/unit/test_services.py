"""What window and command line are made of: the model that answers, and what is said where the chosen one is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.endpoint import Endpoint
from desktop.engine.catalog import starter_model
from desktop.paths import Paths
from desktop.services import open_services
from desktop.settings import Settings
from tests.unit.engine.gguf_files import write


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path)


@pytest.mark.parametrize("chosen", ["/gone/Qwen3-4B.gguf", "Qwen3-4B", "big@office"])
def test_chosen_model_that_is_gone_is_told(paths: Paths, chosen: str) -> None:
    with open_services(paths, Settings(model=chosen)) as services:
        assert services.engine.model == starter_model()
        assert services.lost is not None
        said = str(services.lost)
    assert Path(chosen).name.removesuffix(".gguf") in said
    assert starter_model().name in said


def test_nothing_is_told_where_the_chosen_model_answers_or_another_was_named(paths: Paths, tmp_path: Path) -> None:
    file = write(tmp_path, "Tiny-F32.gguf")
    servers = (Endpoint("office", "http://127.0.0.1:9/v1", "big"),)
    for settings, named in (
        (Settings(), ""),
        (Settings(model=str(file)), ""),
        (Settings(model=starter_model().path), ""),
        (Settings(model="big@office", endpoints=servers), ""),
        (Settings(model="/gone/x.gguf"), str(file)),
    ):
        with open_services(paths, settings, model=named) as services:
            assert services.lost is None
