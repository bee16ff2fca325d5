"""What of a hub repository is a model."""

from __future__ import annotations

import json

import msgspec
import pytest

from desktop.engine.listing import embedder_files, gguf_files


def tree(*names: str) -> bytes:
    entries = [{"type": "file", "path": name, "size": len(name), "lfs": {"oid": "a" * 64, "size": 7}} for name in names]
    return json.dumps([{"type": "directory", "path": "x.gguf"}, *entries]).encode()


def test_models_of_a_repository() -> None:
    found = gguf_files(tree("b-00002-of-00002.gguf", "b-00001-of-00002.gguf", "mmproj-F16.gguf", "sub/a.GGUF", "x.md"))
    assert [(file.path, file.size) for file in found] == [("sub/a.GGUF", 7), ("b-00001-of-00002.gguf", 14)]
    assert found[1].sha256 == "", "parts have hashes of their own"


def test_projector_comes_with_the_models_that_it_is_meant_for() -> None:
    eyes = ("mmproj-BF16.gguf", "mmproj-F32.gguf", "mmproj-F16.gguf")
    assert {
        file.path: file.projector and file.projector.path for file in gguf_files(tree("a-Q4.gguf", "a-Q8.gguf", *eyes))
    } == {
        "a-Q4.gguf": "mmproj-F16.gguf",
        "a-Q8.gguf": "mmproj-F16.gguf",
    }
    named = gguf_files(tree("gemma-4b-Q4_0.gguf", "llama-8b-Q4_0.gguf", "mmproj-gemma-4b-f16.gguf"))
    assert [file.projector and file.projector.path for file in named] == ["mmproj-gemma-4b-f16.gguf", None]
    assert (named[0].whole_size, named[1].whole_size) == (14, 7)
    assert all(file.projector is None for file in gguf_files(tree("a.gguf", "b.gguf", "mmproj-F16.gguf")))


def test_embedding_model_is_weights_and_texts_never_code() -> None:
    names = ("config.json", "1_Pooling/config.json", "2_Dense/model.safetensors", "model.safetensors", "vocab.txt")
    bad = ("pytorch_model.bin", "modeling.py", "onnx/config.json", "1_Pooling/x.py", "../config.json", "model.pt")
    assert {file.path for file in embedder_files(tree(*names, *bad))} == set(names)
    assert embedder_files(tree("config.json", "pytorch_model.bin")) == ()


@pytest.mark.parametrize("content", [b"{}", b"[]", b"[1]", b'[{"path": 3}]', b'[{"path": "a.gguf", "size": -1}]'])
def test_strange_answers(content: bytes) -> None:
    assert all(file.size == 0 for file in gguf_files(content))
    assert embedder_files(content) == ()


def test_no_list_at_all() -> None:
    with pytest.raises(msgspec.DecodeError):
        gguf_files(b"<html>")
