"""What --adapter names, and adapters in lectern models."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from desktop import paths
from desktop.cli.adapters import chosen_adapters
from desktop.cli.models import models
from desktop.cli.parser import parse
from desktop.cli.report import Report
from desktop.domain.adapter import AdapterUse
from desktop.domain.endpoint import Endpoint, model_at
from desktop.engine.catalog import starter_model
from desktop.errors import AdapterUnfit, AdapterUnknown, UsageError
from desktop.settings import Settings
from desktop.worker.cancel import Cancel
from tests.adapter_files import lora


def chosen(folder: Path, *given: str) -> tuple[AdapterUse, ...]:
    return chosen_adapters(given, starter_model(), paths.locate(folder), Settings())


def test_by_name_or_file_and_with_a_strength(tmp_path: Path) -> None:
    place = paths.locate(tmp_path).models
    place.mkdir(parents=True, exist_ok=True)
    kept, outside = lora(place, "Plain English.gguf"), lora(tmp_path, "a:b.gguf")
    assert chosen(tmp_path, "plain english") == (AdapterUse(str(kept), 1.0),)
    assert chosen(tmp_path, "plain english:0.8", f"{outside}:2") == (
        AdapterUse(str(kept), 0.8),
        AdapterUse(str(outside), 2.0),
    )
    assert chosen(tmp_path, str(outside)) == (AdapterUse(str(outside), 1.0),)
    assert chosen(tmp_path) == ()


@pytest.mark.parametrize("strength", ["2.5", "-1", "nan", "inf"])
def test_a_strength_out_of_bounds_is_wrong_usage(tmp_path: Path, strength: str) -> None:
    with pytest.raises(UsageError, match="between 0 and 2"):
        chosen(tmp_path, f"any:{strength}")


def test_what_is_not_there_or_does_not_fit(tmp_path: Path) -> None:
    with pytest.raises(AdapterUnknown, match="“any”"):
        chosen(tmp_path, "any")
    with pytest.raises(AdapterUnfit, match="another shape"):
        chosen(tmp_path, str(lora(tmp_path, sides=(64, 64))))


def test_a_model_of_a_server_takes_none(tmp_path: Path) -> None:
    served = model_at(Endpoint("office", "http://10.0.0.5:8000/v1", "big"))
    with pytest.raises(UsageError, match="big@office is one of a server"):
        chosen_adapters(["any:0.5"], served, paths.locate(tmp_path), Settings())
    assert chosen_adapters([], served, paths.locate(tmp_path), Settings()) == ()


def test_it_can_be_given_twice() -> None:
    assert parse(["ask", "Q", "--adapter", "a", "--adapter", "b:0.5"]).adapter == ["a", "b:0.5"]


def test_added_listed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desktop.engine.elsewhere.folders", lambda: ())
    monkeypatch.setattr("desktop.engine.elsewhere.blobs", lambda: ())

    def command(action: str, name: str = "", *, json: bool = True) -> Any:
        arguments = argparse.Namespace(action=action, name=name, json=json)
        return models(arguments, paths.locate(tmp_path / "data"), Settings(), Report(verbose=False), Cancel())

    file = lora(tmp_path, "House style.gguf")
    added = command("add", str(file))["adapters"]
    assert [(one["name"], one["base"], one["rank"]) for one in added] == [("House style", "SmolLM2 135M Instruct", 4)]
    listed = command("list")
    assert listed["adapters"] == added
    assert [model["starter"] for model in listed["models"]] == [True]
    command("list", json=False)
    assert "House style: a LoRA adapter for SmolLM2 135M Instruct, rank 4, 112 kB." in capsys.readouterr().out
    with pytest.raises(UsageError, match="left where it is"):
        command("remove", str(file))
    assert command("remove", "house style") == {"removed": "House style"}
    assert command("list")["adapters"] == []
    assert file.exists()
