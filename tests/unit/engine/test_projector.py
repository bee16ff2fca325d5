"""Which projector belongs to which model: by width and by name, as the repositories of the hub lay them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.engine.gguf import read_header
from desktop.engine.projector import projector_of, read_projector
from tests.projector_files import projector
from tests.unit.engine.gguf_files import write

WIDE = 32


def put(folder: Path, *names: str, out: int = WIDE) -> None:
    for name in names:
        projector(folder / name, out=out) if "mmproj" in name else write(folder, name)


@pytest.mark.parametrize(
    ("model", "eye"),
    [
        ("gemma-3-4b-it-Q4_K_M.gguf", "mmproj-gemma-3-4b-it-f16.gguf"),
        ("SmolVLM-500M-Instruct-Q8_0.gguf", "mmproj-SmolVLM-500M-Instruct-Q8_0.gguf"),
        ("Qwen2.5-VL-3B-Instruct-Q4_K_M.gguf", "mmproj-F16.gguf"),
        ("Big-VL-Q4_0-00001-of-00002.gguf", "Big-VL-mmproj-BF16.gguf"),
        ("ggml-model-Q4_K_M.gguf", "mmproj-model-f16.gguf"),
    ],
)
def test_names_of_the_hub(tmp_path: Path, model: str, eye: str) -> None:
    put(tmp_path, model, eye)
    found = projector_of(tmp_path / model, WIDE)
    assert found is not None
    assert (found.path, found.size) == (str(tmp_path / eye), (tmp_path / eye).stat().st_size)


def test_the_header_of_a_model_names_its_projector(tmp_path: Path) -> None:
    put(tmp_path, "tiny.gguf")
    assert not read_header(tmp_path / "tiny.gguf").sees
    put(tmp_path, "mmproj-tiny.gguf")
    assert read_header(tmp_path / "tiny.gguf").projector == str(tmp_path / "mmproj-tiny.gguf")


def test_a_projector_without_a_name_is_for_a_model_alone(tmp_path: Path) -> None:
    put(tmp_path, "one-Q4_0.gguf", "mmproj-F16.gguf")
    assert projector_of(tmp_path / "one-Q4_0.gguf", WIDE)
    put(tmp_path, "one-Q8_0.gguf")
    assert projector_of(tmp_path / "one-Q8_0.gguf", WIDE), "another size of the same model"
    put(tmp_path, "two.gguf")
    assert not projector_of(tmp_path / "one-Q4_0.gguf", WIDE)


def test_one_of_another_width_or_name_is_not_taken(tmp_path: Path) -> None:
    put(tmp_path, "one.gguf", "two.gguf", "mmproj-two.gguf")
    assert not projector_of(tmp_path / "one.gguf", WIDE)
    assert not projector_of(tmp_path / "two.gguf", 64)
    assert projector_of(tmp_path / "two.gguf", WIDE)


def test_what_is_no_projector_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "mmproj-model.gguf", b"GGUF rubbish")
    put(tmp_path, "one.gguf")
    assert not projector_of(tmp_path / "one.gguf", WIDE)
    assert read_projector(tmp_path / "one.gguf") is None
    deaf = projector(tmp_path / "mmproj-one.gguf", out=WIDE, values={"clip.has_vision_encoder": False})
    assert read_projector(deaf) is None
