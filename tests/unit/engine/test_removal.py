"""Removing a model and bringing it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.documents.embedder_files import installed
from desktop.domain.model import ModelInfo
from desktop.engine import catalog, removal
from desktop.engine.gguf import read_header
from tests.unit.engine.gguf_files import write


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    write(folder, "Alpha-4B-Q4_K_M.gguf")
    return folder


def model(path: Path) -> ModelInfo:
    return ModelInfo(str(path), path.stem, "llama", 1, "Q4_K_M", 2048, 1)


def test_removed_model_is_not_found_and_can_be_brought_back(models: Path) -> None:
    info = read_header(models / "Alpha-4B-Q4_K_M.gguf")
    removed = removal.remove(info, models)
    assert [found.name for found in catalog.installed(models, others=False) if not found.starter] == []
    removal.restore(removed)
    assert [found.name for found in catalog.installed(models, others=False) if not found.starter] == ["Alpha-4B"]
    removal.delete(removed)
    assert Path(info.path).exists(), "what was brought back stays"


def test_all_parts_of_a_split_model_go(models: Path) -> None:
    for n in (1, 2):
        (models / f"Big-0000{n}-of-00002.gguf").write_bytes(b"x")
    removed = removal.remove(model(models / "Big-00001-of-00002.gguf"), models)
    assert not list(models.glob("Big*.gguf"))
    removal.delete(removed)
    assert [file.name for file in models.iterdir()] == ["Alpha-4B-Q4_K_M.gguf"]


def test_projector_goes_with_the_last_model_beside_it(models: Path) -> None:
    folder = models / "owner--repo"
    folder.mkdir()
    for name in ("a-Q4.gguf", "a-Q8.GGUF", "mmproj-F16.gguf"):
        (folder / name).write_bytes(b"x")
    removal.delete(removal.remove(model(folder / "a-Q4.gguf"), models))
    assert sorted(file.name for file in folder.iterdir()) == ["a-Q8.GGUF", "mmproj-F16.gguf"]
    last = removal.remove(model(folder / "a-Q8.GGUF"), models)
    removal.restore(last)
    assert sorted(file.name for file in folder.iterdir()) == ["a-Q8.GGUF", "mmproj-F16.gguf"]
    removal.delete(removal.remove(model(folder / "a-Q8.GGUF"), models))
    assert not folder.exists()


def test_what_an_earlier_run_set_aside_is_deleted(models: Path) -> None:
    removal.remove(model(models / "Alpha-4B-Q4_K_M.gguf"), models)
    removal.purge(models)
    assert not list(models.iterdir())


def test_files_elsewhere_are_left_alone(models: Path, tmp_path: Path) -> None:
    write(tmp_path, "Other.gguf")
    with pytest.raises(ValueError, match=r"Other\.gguf"):
        removal.remove(model(tmp_path / "Other.gguf"), models)
    assert (tmp_path / "Other.gguf").exists()


def test_a_model_for_search_is_set_aside_as_a_whole(tmp_path: Path) -> None:
    place = tmp_path / "embedders" / "bge-v1.5"
    place.mkdir(parents=True)
    (place / "modules.json").write_text("[]")
    removed = removal.remove_embedder(place, place.parent)
    assert installed(place.parent) == ()
    removal.restore(removed)
    assert installed(place.parent) == (place,)
    removal.remove_embedder(place, place.parent)
    removal.purge(place.parent)
    assert not list(place.parent.iterdir())
    with pytest.raises(ValueError, match="embedders"):
        removal.remove_embedder(place.parent, place.parent)
