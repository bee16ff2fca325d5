"""Which folders are taken for a cross-encoder; what one does stands in tests/process/test_reranker.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.documents.rerank import examine
from desktop.errors import FileMissing, NotAModel

CONFIG = {"architectures": ["BertForSequenceClassification"], "id2label": {"0": "LABEL_0"}}


def _folder(path: Path, **config: object) -> Path:
    path.mkdir()
    (path / "config.json").write_text(json.dumps(CONFIG | config))
    (path / "tokenizer.json").write_text("{}")
    (path / "model.safetensors").write_bytes(b"")
    return path


def test_a_cross_encoder_is_one(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "ce")
    assert examine(folder) == folder


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"architectures": ["BertModel"]}, "no cross-encoder"),
        ({"architectures": None}, "no cross-encoder"),
        ({"id2label": {"0": "no", "1": "yes"}}, "into classes"),
        ({"auto_map": {"AutoModel": "code.Model"}}, "names code of its own"),
    ],
)
def test_what_is_none_is_refused_in_one_sentence(tmp_path: Path, config: dict[str, object], words: str) -> None:
    with pytest.raises(NotAModel, match=words):
        examine(_folder(tmp_path / "ce", **config))


def test_a_folder_that_lacks_something_or_holds_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        examine(tmp_path / "nowhere")
    folder = _folder(tmp_path / "ce")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(NotAModel, match=r"tokenizer\.json is missing"):
        examine(folder)
    (folder / "tokenizer.json").write_text("{}")
    (folder / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(NotAModel, match="could run code"):
        examine(folder)
    (folder / "pytorch_model.bin").unlink()
    (folder / "model.safetensors").unlink()
    with pytest.raises(NotAModel, match="safetensors"):
        examine(folder)
