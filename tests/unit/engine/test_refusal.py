"""Reasons from llama.cpp's log."""

from __future__ import annotations

import pytest

from desktop.engine.refusal import Log, explain
from desktop.errors import ModelLoadFailed, OutOfMemory


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "llama_model_load: error loading model: unknown model architecture: 'mystery'",
            "this version of llama.cpp does not know its architecture “mystery”",
        ),
        (
            "llama_model_load: error loading model: tensor 'x' data is not within the file bounds, model is corrupted",
            "its file is cut off",
        ),
        ("llama_model_load: error loading model: missing tensor 'output_norm.weight'.", "missing tensor"),
        ("llama_model_load: error loading model: check_tensor_dims: tensor 'x' not found", "tensor 'x' not found"),
        ("something else", "refused it without a reason"),
    ],
)
def test_reason_in_plain_words(line: str, reason: str) -> None:
    told = explain(["llama_model_loader: warning", line], "Mystery 7B")
    assert isinstance(told, ModelLoadFailed)
    assert told.values["model"] == "Mystery 7B"
    assert reason in told.values["reason"]


def test_the_cause_is_told_and_not_that_it_failed() -> None:
    lines = [
        "gguf_init_from_reader: tensor 'x' has offset 256, expected 80384",
        "gguf_init_from_reader: failed to read tensor data",
        "llama_model_load: error loading model: llama_model_loader: failed to load model from /home/me/x.gguf",
        "llama_model_load_from_file_impl: failed to load model",
    ]
    assert explain(lines, "m").values["reason"] == "tensor 'x' has offset 256, expected 80384"


def test_memory() -> None:
    assert isinstance(
        explain(["ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer"], "m"), OutOfMemory
    )


def test_log_keeps_complaints_only(capsys: pytest.CaptureFixture[str]) -> None:
    log = Log()
    log.hear(2, b"loading\n")
    assert log.tail == ""
    log.hear(4, "unable to \xff".encode("latin-1"))
    assert "unable to" in log.tail
    assert "unable to" in capsys.readouterr().err
    assert "loading" not in log.explained("m").message
