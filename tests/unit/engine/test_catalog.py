"""Finding models."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.engine import catalog
from desktop.engine.adapters import find_adapter
from desktop.errors import CannotRead, FileMissing, ModelUnknown, NotAModel
from tests.unit.engine.gguf_files import gguf, write


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    (folder / "deep" / "er").mkdir(parents=True)
    write(folder, "Alpha-4B-Q4_K_M.gguf")
    write(folder / "deep" / "er", "Beta-7B-Q8_0.gguf")
    write(folder, "notes.txt")
    write(folder, "broken.gguf", b"nothing")
    return folder


def test_installed_lists_the_starter_first_and_leaves_out_what_is_no_model(models: Path) -> None:
    assert [info.name for info in catalog.installed(models)] == ["SmolLM2-135M-Instruct", "Alpha-4B", "Beta-7B"]
    assert [error.values["file"] for error in catalog.refused(models)] == ["broken.gguf"]


def test_each_file_once_and_no_loops(models: Path, tmp_path: Path) -> None:
    (models / "again.gguf").symlink_to(models / "Alpha-4B-Q4_K_M.gguf")
    os.link(models / "Alpha-4B-Q4_K_M.gguf", models / "Zeta.gguf")
    (models / "deep" / "loop").symlink_to(models)
    assert len(list(catalog.gguf_files(models, [models, tmp_path / "none"]))) == 3


def test_later_parts_of_a_split_model_are_not_listed(models: Path) -> None:
    write(models, "Big-00002-of-00002.gguf")
    assert not any("Big" in file.name for file in catalog.gguf_files(models))


def test_find(models: Path, tmp_path: Path) -> None:
    assert catalog.find("", models).starter
    assert catalog.find("alpha-4b", models).name == "Alpha-4B"
    assert catalog.find("Beta", models).name == "Beta-7B"
    assert catalog.find("Alpha-4B-Q4_K_M.gguf", models).name == "Alpha-4B"
    assert catalog.find(str(models / "Alpha-4B-Q4_K_M.gguf"), tmp_path).name == "Alpha-4B"
    assert catalog.find(catalog.starter_model().path, models).starter
    assert catalog.find("smollm2", models).starter


def test_find_what_is_not_there(models: Path) -> None:
    for name in ("gamma", "nothing at all"):
        with pytest.raises(ModelUnknown, match=name):
            catalog.find(name, models)
    with pytest.raises(FileMissing):
        catalog.find("/nowhere/x.gguf", models)
    with pytest.raises(NotAModel):
        catalog.find(str(models / "broken.gguf"), models)


def test_name_that_no_file_can_have(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("x" * 300, "~nobody-of-this-name", "a\0b"):
        with pytest.raises(ModelUnknown):
            catalog.find(name, models, ["~nobody-of-this-name/models"])
    for path in (f"{'x' * 300}.gguf", "~nobody-of-this-name/x.gguf", "a\0b.gguf"):
        with pytest.raises((FileMissing, CannotRead)):
            catalog.find(path, models)
        with pytest.raises((FileMissing, CannotRead)):
            find_adapter(path, models)
    (tmp_path / "beta").mkdir()
    monkeypatch.chdir(tmp_path)
    assert catalog.find("beta", models).name == "Beta-7B", "a folder that happens to be here is not meant"


def test_several_that_begin_alike_are_not_guessed(models: Path) -> None:
    write(models, "Alpha-8B-Q4_K_M.gguf", gguf())
    with pytest.raises(ModelUnknown):
        catalog.find("alpha", models)
    assert catalog.find("alpha-8", models).name == "Alpha-8B"
