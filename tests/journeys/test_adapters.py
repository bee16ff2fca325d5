"""An adapter on the command line: beside documents, for the right model only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapter_files import lora
from tests.journeys.conftest import Lectern

pytestmark = pytest.mark.journey


def test_documents_are_asked_with_an_adapter_on(lectern: Lectern, planted: dict[str, Path], tmp_path: Path) -> None:
    adapter = lora(tmp_path, "house.gguf")
    run = lectern("ask", "Who is the keeper of the Northgate clock?", planted["docx"], "--adapter", adapter, "--json")
    assert run.code == 0, run.err
    answer = run.json()
    assert "Marguerite Oduya" in answer["answer"]
    assert [c for c in answer["citations"] if c["verified"]]
    assert answer["model"].endswith(" + house 100 %")


def test_an_adapter_for_another_model_is_refused_in_one_sentence(lectern: Lectern, tmp_path: Path) -> None:
    run = lectern("ask", "Hello", "--adapter", f"{lora(tmp_path, 'wrong.gguf', sides=(64, 64))}:0.5")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("The adapter “wrong” does not fit SmolLM2-135M-Instruct (its weight")
    assert "Traceback" not in run.err
