"""Refuse a folder of a model that could run code when it is loaded: pickles, Python, and configs that name code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from desktop.errors import FileMissing, NotAModel

#: What torch or transformers would unpickle or import. Weights are read from safetensors only.
_UNSAFE = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".py", ".pyc", ".so", ".joblib", ".npy", ".h5"}
#: Keys of a config through which a model names code of its own.
_CODE_KEYS = ("auto_map", "custom_pipelines", "_attn_implementation_internal", "_attn_implementation_autoset")


def safe_files(folder: Path) -> list[Path]:
    """Return the files of a model's folder, sorted; none of them is opened.

    Raises:
        FileMissing: there is no such folder.
        NotAModel: a file could run code.
    """
    if not folder.is_dir():
        raise FileMissing(file=folder.name)
    files = sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    for file in files:
        if file.suffix.lower() in _UNSAFE:
            raise NotAModel(file=folder.name, reason=f"{file.name} could run code when it is loaded")
    return files


def refuse_without(folder: Path, needed: list[Path]) -> None:
    """Raise NotAModel for the first file of `needed` that is not there."""
    missing = [file.name for file in needed if not file.is_file()]
    if missing:
        raise NotAModel(file=folder.name, reason=f"{missing[0]} is missing")


def weights_of(folder: Path, files: list[Path]) -> list[Path]:
    """Return the files of weights.

    Raises:
        NotAModel: there are none that can be read without running code.
    """
    weights = [file for file in files if file.suffix == ".safetensors"]
    if not weights:
        raise NotAModel(file=folder.name, reason="it has no weights in the safetensors format")
    return weights


def refuse_code(folder: Path, files: list[Path]) -> None:
    """Raise NotAModel when a config among `files` names code of the model's own."""
    for file in files:
        if file.suffix != ".json" or file.name in ("tokenizer.json", "data_config.json"):
            continue
        content = file.read_bytes()
        if any(f'"{key}"'.encode() in content for key in _CODE_KEYS):
            raise NotAModel(file=folder.name, reason=f"{file.name} names code of its own")


def read_json(folder: Path, file: Path) -> Any:
    """Return what a JSON file of the folder holds.

    Raises:
        NotAModel: it cannot be read.
    """
    try:
        return msgspec.json.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise NotAModel(file=folder.name, reason=f"{file.name} cannot be read") from error
