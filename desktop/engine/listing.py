"""Which files of a hub repository are a model: the .gguf files, or the set of files of an embedding model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from desktop.engine.gguf import SPLIT
from desktop.engine.pending import HubFile
from desktop.engine.projector import meant_for, named_projector

#: Files of an embedding model that are fetched: weights as safetensors, and texts that are data; never code or pickles.
_WEIGHTS = re.compile(r"model(?:-\d{5}-of-\d{5})?\.safetensors")
_TEXTS = re.compile(
    r"(?:config|modules|tokenizer|tokenizer_config|special_tokens_map|sentence_bert_config|added_tokens"
    r"|config_sentence_transformers|model\.safetensors\.index)\.json|vocab\.(?:txt|json)|merges\.txt"
    r"|sentencepiece\.bpe\.model|(?:spiece|tokenizer)\.model"
)
#: A folder of one of the modules that modules.json names ("1_Pooling").
_MODULE = re.compile(r"\d_[A-Za-z]+/(?:config\.json|model\.safetensors)")


def gguf_files(content: bytes) -> tuple[HubFile, ...]:
    """Return the models of a repository, smallest first; of a split one the first part, with the size of all.

    Projectors for pictures are no models by themselves; each model is given with the one that is meant for it.

    Raises:
        msgspec.DecodeError: this is no list of files.
    """
    sizes: dict[str, int] = {}
    hashes: dict[str, str] = {}
    eyes: dict[str, HubFile] = {}
    for file in _files(content):
        if not file.path.lower().endswith(".gguf"):
            continue
        if named_projector(file.path):
            eyes[_name(file.path)] = file
            continue
        first = re.sub(r"-\d{5}-of-", "-00001-of-", file.path) if _split(file.path) else file.path
        sizes[first] = sizes.get(first, 0) + file.size
        if not _split(file.path):
            hashes[first] = file.sha256
    names = [*map(_name, sizes), *sorted(eyes, key=_precision)]
    models = [
        HubFile(path, size, hashes.get(path, ""), next((eyes[name] for name in meant_for(_name(path), names)), None))
        for path, size in sizes.items()
    ]
    return tuple(sorted(models, key=lambda found: (found.size, found.path)))


def embedder_files(content: bytes) -> tuple[HubFile, ...]:
    """Return what an embedding model for sentence-transformers needs, the small files first; none if it lacks weights.

    Raises:
        msgspec.DecodeError: this is no list of files.
    """
    files = [
        file
        for file in _files(content)
        if _WEIGHTS.fullmatch(file.path) or _TEXTS.fullmatch(file.path) or _MODULE.fullmatch(file.path)
    ]
    if not any(_WEIGHTS.fullmatch(file.path) for file in files):
        return ()
    return tuple(sorted(files, key=lambda file: (file.size, file.path)))


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _precision(projector: str) -> int:
    """Return the place of a projector among those of one model: F16 loses nothing, and any processor is quick at it."""
    marks = {"bf16": 1, "f16": 0, "f32": 2, "q8_0": 3}
    return next((place for mark, place in marks.items() if mark in projector.lower()), 4)


def _split(path: str) -> re.Match[str] | None:
    return SPLIT.search(path.rpartition(".")[0])


def _files(content: bytes) -> Iterator[HubFile]:
    entries: Any = msgspec.json.decode(content)
    for entry in entries if isinstance(entries, list) else []:
        path = entry.get("path") if isinstance(entry, dict) else None
        if not isinstance(path, str) or entry.get("type", "file") != "file":
            continue
        lfs = entry.get("lfs")
        large = lfs if isinstance(lfs, dict) else {}
        size = large.get("size", entry.get("size"))
        oid = large.get("oid")
        sha256 = oid.removeprefix("sha256:") if isinstance(oid, str) else ""
        yield HubFile(path, size if isinstance(size, int) and size > 0 else 0, sha256)
