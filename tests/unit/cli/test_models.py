"""lectern models: models for search are listed and removed too, and a model need not be here to be told of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from desktop import paths
from desktop.cli.models import models
from desktop.cli.report import Report
from desktop.engine.gguf import read_header
from desktop.errors import CannotWrite, ModelUnknown, UsageError
from desktop.settings import Settings
from desktop.worker.cancel import Cancel
from tests.projector_files import EYE, projector
from tests.tiny_gguf import llama
from tests.unit.engine.test_gguf import split_files


@pytest.fixture(autouse=True)
def nothing_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.elsewhere.folders", lambda: ())
    monkeypatch.setattr("desktop.engine.elsewhere.blobs", lambda: ())


def command(folder: Path, action: str, name: str = "", *, json: bool = True) -> Any:
    arguments = argparse.Namespace(action=action, name=name, json=json)
    return models(arguments, paths.locate(folder), Settings(), Report(verbose=False), Cancel())


def own(folder: Path) -> Path:
    """Return the folder of our models, made."""
    models = paths.locate(folder).models
    models.mkdir()
    return models


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


def test_name_that_several_of_the_list_begin_with(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Llama 3\.2 1B, Llama 3\.2 3B\. Name one"):
        command(tmp_path, "download", "llama 3.2")
    with pytest.raises(UsageError, match="no model named"):
        command(tmp_path, "download", "nothing like it")


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


def test_without_a_name_the_sum_of_each_model_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    llama(own(tmp_path) / "tiny.gguf")
    assert [found["name"] for found in command(tmp_path, "fit")["models"]] == ["SmolLM2-135M-Instruct", "tiny"]
    command(tmp_path, "fit", json=False)
    starter, tiny = capsys.readouterr().out.splitlines()
    assert starter.startswith("SmolLM2-135M-Instruct: Fits. It needs about ")
    assert tiny.startswith("tiny: Fits. It needs about ")


def test_the_licence_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    llama(own(tmp_path) / "tiny.gguf")
    command(tmp_path, "list", json=False)
    starter, _, tiny, _ = capsys.readouterr().out.splitlines()
    assert "tokens of context, licence Apache-2.0. Fits." in starter
    assert "tokens of context. Fits." in tiny


def test_all_parts_of_a_model_are_added(tmp_path: Path) -> None:
    (theirs := tmp_path / "theirs").mkdir()
    parts = split_files(theirs, 3, [1, 2, 3])
    (added,) = command(tmp_path / "ours", "add", str(parts[1]))["models"]
    assert Path(added["path"]).parent == paths.locate(tmp_path / "ours").models
    assert [part.name for part in sorted(Path(added["path"]).parent.iterdir())] == [part.name for part in parts]


def test_what_a_model_sees_with_is_added_with_it(tmp_path: Path) -> None:
    model = llama(tmp_path / "seeing.gguf")
    projector(model.with_name(EYE), out=32)
    (added,) = command(tmp_path / "ours", "add", str(model))["models"]
    assert read_header(added["path"]).sees
    command(tmp_path / "ours", "remove", added["name"])
    assert not list(paths.locate(tmp_path / "ours").models.iterdir())


def test_a_model_does_not_take_the_place_of_another_of_its_name(tmp_path: Path) -> None:
    for name, layers in (("a", 1), ("b", 2)):
        (tmp_path / name).mkdir()
        llama(tmp_path / name / "model.gguf", layers=layers)
    command(tmp_path / "ours", "add", str(tmp_path / "a" / "model.gguf"))
    command(tmp_path / "ours", "add", str(tmp_path / "a" / "model.gguf"))
    with pytest.raises(CannotWrite, match="another file of this name"):
        command(tmp_path / "ours", "add", str(tmp_path / "b" / "model.gguf"))


def test_a_file_of_the_hub_cache_is_added_where_it_is_a_link(tmp_path: Path) -> None:
    llama(tmp_path / "blob")
    (link := tmp_path / "snapshots" / "tiny.gguf").parent.mkdir()
    link.symlink_to("../blob")
    (added,) = command(tmp_path / "ours", "add", str(link))["models"]
    assert not Path(added["path"]).is_symlink()
    assert read_header(added["path"]).name == "tiny"
