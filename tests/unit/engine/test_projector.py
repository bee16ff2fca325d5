"""Which projector belongs to which model: by width and by name, as the repositories of the hub lay them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.engine.gguf import read_header
from desktop.engine.pictures import unseen
from desktop.engine.projector import Projector, Unfit, fitting, projector_of
from tests.projector_files import projector
from tests.unit.engine.gguf_files import LLAMA, gguf, write

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
    assert isinstance(found, Projector)
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


def test_one_of_another_name_is_not_taken(tmp_path: Path) -> None:
    put(tmp_path, "one.gguf", "two.gguf", "mmproj-two.gguf")
    assert projector_of(tmp_path / "one.gguf", WIDE) is None
    assert isinstance(projector_of(tmp_path / "two.gguf", WIDE), Projector)


@pytest.mark.parametrize("said", [0, 768])
def test_a_width_that_the_header_leaves_out_or_means_otherwise_is_told_by_the_tensors(
    tmp_path: Path, said: int
) -> None:
    file = projector(tmp_path / "mmproj.gguf", out=WIDE + 1, values={"clip.vision.projection_dim": said})
    assert isinstance(fitting(file, WIDE + 1), Projector)
    assert isinstance(fitting(file, WIDE + 2), Unfit)


def test_why_a_projector_cannot_be_used_is_told(tmp_path: Path) -> None:
    put(tmp_path, "one.gguf", "mmproj-one.gguf")
    whole = (tmp_path / "mmproj-one.gguf").read_bytes()
    assert unseen(read_header(put_model(tmp_path, embedding=576))).message == (
        "“mmproj-one.gguf”, with which one would see pictures, cannot be used (it is for another model)."
    )
    put_model(tmp_path, embedding=WIDE)
    (tmp_path / "mmproj-one.gguf").write_bytes(whole[: len(whole) * 9 // 10])
    model = read_header(tmp_path / "one.gguf")
    assert not model.sees
    assert "cannot be used (it is cut off: " in unseen(model).message
    # A whole one beside it is taken.
    projector(tmp_path / "one-mmproj-f16.gguf", out=WIDE)
    assert read_header(tmp_path / "one.gguf").sees


def put_model(folder: Path, embedding: int) -> Path:
    values = LLAMA | {"llama.embedding_length": embedding}
    return write(folder, "one.gguf", gguf(values))


def test_what_is_no_projector_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "one.gguf")
    projector(tmp_path / "mmproj-one.gguf", out=WIDE, values={"clip.has_vision_encoder": False})
    assert projector_of(tmp_path / "one.gguf", WIDE) is None
    assert fitting(tmp_path / "one.gguf", WIDE) is None
    model = read_header(tmp_path / "one.gguf")
    assert unseen(model).message == "one does not see pictures."
