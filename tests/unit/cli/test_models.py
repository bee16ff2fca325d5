"""lectern models: models for search are listed and removed too, and a model need not be here to be told of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from desktop import paths
from desktop.cli.models import models
from desktop.cli.report import Report
from desktop.errors import ModelUnknown
from desktop.settings import Settings
from desktop.worker.cancel import Cancel


@pytest.fixture(autouse=True)
def nothing_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.elsewhere.folders", lambda: ())
    monkeypatch.setattr("desktop.engine.elsewhere.blobs", lambda: ())


def command(folder: Path, action: str, name: str = "", *, json: bool = True) -> Any:
    arguments = argparse.Namespace(action=action, name=name, json=json)
    return models(arguments, paths.locate(folder), Settings(), Report(verbose=False), Cancel())


def embedder(folder: Path, name: str) -> Path:
    place = paths.locate(folder).embedders / name
    place.mkdir(parents=True)
    (place / "modules.json").write_text("[]")
    (place / "model.safetensors").write_bytes(b"x" * 2_000_000)
    return place


@pytest.mark.parametrize("name", ["bge-base-en-v1.5", "BGE-base-en-v1.5", ""])
def test_a_model_for_search_is_listed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    place = embedder(tmp_path, "bge-base-en-v1.5")
    embedder(tmp_path, "other.part")
    listed = command(tmp_path, "list")["embedders"]
    assert listed == [{"name": "bge-base-en-v1.5", "path": str(place), "size": 2_000_002}]
    command(tmp_path, "list", json=False)
    assert "bge-base-en-v1.5: for search by meaning, 2 MB." in capsys.readouterr().out
    assert command(tmp_path, "remove", name or str(place)) == {"removed": "bge-base-en-v1.5"}
    assert [left.name for left in place.parent.iterdir()] == ["other.part"]


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("multilingual-e5-small", "multilingual-e5-small"),
        ("intfloat--multilingual-e5-small", "intfloat/multilingual-e5-small"),
    ],
)
def test_a_model_for_search_is_known_by_the_name_of_the_list(tmp_path: Path, folder: str, name: str) -> None:
    place = embedder(tmp_path, folder)
    assert command(tmp_path, "remove", "Multilingual E5 small") == {"removed": name}
    assert not place.exists()
    with pytest.raises(ModelUnknown):
        command(tmp_path, "remove", "Multilingual E5 small")


def test_an_owner_is_named_only_where_two_have_a_model_of_one_name(tmp_path: Path) -> None:
    ours, theirs = embedder(tmp_path, "ours--bge"), embedder(tmp_path, "theirs--bge")
    with pytest.raises(ModelUnknown):
        command(tmp_path, "remove", "bge")
    assert command(tmp_path, "remove", "theirs/bge") == {"removed": "theirs/bge"}
    assert (ours.exists(), theirs.exists()) == (True, False)
    assert command(tmp_path, "remove", "bge") == {"removed": "ours/bge"}


def test_what_can_be_downloaded_says_what_is_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    embedder(tmp_path, "multilingual-e5-small")
    offered = {offer["name"]: offer["here"] for offer in command(tmp_path, "download")["models"]}
    assert [name for name, here in offered.items() if here] == ["Multilingual E5 small"]
    assert len(offered) > 1
    command(tmp_path, "download", json=False)
    lines = [line for line in capsys.readouterr().out.splitlines() if "On this computer already" in line]
    assert [line.partition(":")[0] for line in lines] == ["Multilingual E5 small"]


def test_the_sum_is_told_of_a_model_that_is_not_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = command(tmp_path, "fit", "qwen3 4b")
    assert found["path"] is None
    sizes = found["fit"]
    assert sizes["weights"] + sizes["rest"] == sizes["total"] > 2_000_000_000
    assert sizes["label"] in {"Fits", "May be slow", "Won't fit"}
    command(tmp_path, "fit", "Qwen3 4B", json=False)
    said = capsys.readouterr().out
    assert "for the model and" in said
    assert "lectern models download 'Qwen3 4B' fetches it" in said
    command(tmp_path, "fit", "Multilingual E5 small", json=False)
    assert "to work with." in capsys.readouterr().out
    with pytest.raises(ModelUnknown):
        command(tmp_path, "fit", "no such model")
