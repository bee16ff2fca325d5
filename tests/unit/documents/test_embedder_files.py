"""The check of an embedding model's folder, before anything of it is loaded."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from desktop.documents.embedder_files import STARTER_PACKAGE, examine, starter_folder
from desktop.errors import FileMissing, NotAModel

MODULES = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modules.json").write_text(json.dumps(MODULES))
    (folder / "config.json").write_text(json.dumps({"model_type": "bert", "vocab_size": 30522}))
    (folder / "tokenizer.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"\0" * 16)
    return folder


def test_a_sound_folder(model: Path) -> None:
    files = examine(model)
    assert files.folder == str(model)
    assert (files.length, files.vocabulary, files.multilingual) == (256, 30522, False)
    assert (files.query_prompt, files.passage_prompt) == ("", "")


def test_length_prompts_and_vocabulary_are_read(model: Path) -> None:
    (model / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 512}))
    (model / "config.json").write_text(json.dumps({"vocab_size": 250002}))
    (model / "config_sentence_transformers.json").write_text(
        json.dumps({"prompts": {"query": "query: ", "passage": "passage: "}})
    )
    files = examine(model)
    assert (files.length, files.multilingual) == (512, True)
    assert (files.query_prompt, files.passage_prompt) == ("query: ", "passage: ")


def test_the_key_follows_the_weights(model: Path) -> None:
    before = examine(model).key
    assert examine(model).key == before
    (model / "model.safetensors").write_bytes(b"\1" * 16)
    assert examine(model).key != before


@pytest.mark.parametrize("name", ["pytorch_model.bin", "weights.pt", "data.pkl", "modeling_evil.py", "1_Pooling/a.PY"])
def test_what_could_run_code_is_refused(model: Path, name: str) -> None:
    (model / name).parent.mkdir(exist_ok=True)
    (model / name).write_bytes(b"x")
    with pytest.raises(NotAModel, match="could run code"):
        examine(model)


@pytest.mark.parametrize("key", ["auto_map", "_attn_implementation_internal"])
def test_configs_that_name_code_are_refused(model: Path, key: str) -> None:
    (model / "config.json").write_text(json.dumps({"vocab_size": 1, key: {"AutoModel": "evil.Model"}}))
    with pytest.raises(NotAModel, match="names code"):
        examine(model)


def test_foreign_modules_are_refused(model: Path) -> None:
    (model / "modules.json").write_text(json.dumps([{"type": "os.system"}]))
    with pytest.raises(NotAModel, match=r"os\.system"):
        examine(model)


@pytest.mark.parametrize("name", ["modules.json", "config.json", "tokenizer.json", "model.safetensors"])
def test_what_is_missing_is_told(model: Path, name: str) -> None:
    (model / name).unlink()
    with pytest.raises(NotAModel, match=r"missing|safetensors"):
        examine(model)


def test_broken_json_is_told(model: Path) -> None:
    (model / "modules.json").write_text("{")
    with pytest.raises(NotAModel, match=r"modules\.json cannot be read"):
        examine(model)


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        examine(tmp_path / "nowhere")


def test_the_starter_model_is_found_without_running_its_package() -> None:
    sys.modules.pop(STARTER_PACKAGE, None)
    files = examine(starter_folder())
    assert files.length == 256
    assert STARTER_PACKAGE not in sys.modules
