"""What a GGUF file says about its model, read in pure Python before native code sees the file."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

from desktop.domain.model import ModelInfo
from desktop.engine.gguf_header import MOST_LAYERS, VOCABULARY, Part, Value, integer, read_part, string
from desktop.engine.gguf_types import FILE_TYPES, NOT_LANGUAGE_MODELS, TENSOR_TYPES
from desktop.engine.keeping import kept, running
from desktop.engine.projector import Projector, Unfit, projector_of
from desktop.errors import CannotRead, FileMissing, NotAModel

SPLIT = re.compile(r"-(\d{5})-of-(\d{5})$")
#: Ends of file names that tell the quantisation, which people are shown beside the name.
QUANTISED = re.compile(
    r"[-._ ](?:UD-)?(?:(?:I?Q|TQ)\d\w*|MXFP4\w*|NVFP4|F16|BF16|F32|FP16)(?:[-_]\w+)?$", re.IGNORECASE
)
#: File names that say nothing: blobs named by their hash, converters' default names.
NAMELESS = re.compile(r"^(?:sha256[-:])?[0-9a-f]{32,}$|^(?:ggml[-_])?model$", re.IGNORECASE)


def read_header(path: str | Path) -> ModelInfo:
    """Return what the GGUF file (or the first part of a split one) at `path` says about its model.

    Format: GGUF versions 2 and 3, little endian (docs/gguf.md of ggml). Reads the header only, at most a few megabytes
    at a time, and trusts no count: each is held against the bytes that are there.

    Raises:
        FileMissing, NotAFile, CannotRead: there is no such file, it is a device, or may not be read.
        NotAModel: it is a folder, no GGUF, is cut off, damaged, or holds something else than a language model.
    """
    return _describe(*all_parts(path))


def all_parts(path: str | Path) -> tuple[Path, list[Part]]:
    """Return the first file of the model at `path`, and what each of its files says.

    Raises:
        As `read_header`.
    """
    first = first_part(Path(os.path.expanduser(path)).absolute())
    head = read_part(first)
    parts = [head]
    count = integer(head.values, "split.count", 1)
    if count > 1:
        named = _split_names(first, count)
        parts += [read_part(other, split=True) for other in named[1:]]
    return first, parts


def tensor_sizes(path: str | Path) -> dict[str, int]:
    """Return the bytes of each tensor of the model at `path`, all of its parts together.

    Raises:
        As `read_header`.
    """
    return {name: size for part in all_parts(path)[1] for name, size in part.tensors.items()}


def first_part(path: Path) -> Path:
    """Return the first part of a split model for any of its parts; any other path as it is."""
    found = SPLIT.search(path.stem)
    if not found or found[1] == "00001":
        return path
    first = path.with_name(f"{path.stem[: found.start()]}-00001-of-{found[2]}{path.suffix}")
    return first if os.path.exists(first) else path


def _split_names(first: Path, count: int) -> list[Path]:
    found = SPLIT.search(first.stem)
    if not found or found[1] != "00001" or int(found[2]) != count:
        raise NotAModel(file=first.name, reason=f"it is part of a model in {count} files, and not the first by name")
    stem = first.stem[: found.start()]
    names = [first.with_name(f"{stem}-{n:05d}-of-{count:05d}{first.suffix}") for n in range(1, count + 1)]
    for n, name in enumerate(names, 1):
        if not name.exists():
            raise NotAModel(file=first.name, reason=f"part {n} of {count} is missing beside it")
    return names


def _describe(path: Path, parts: list[Part]) -> ModelInfo:
    values = parts[0].values
    architecture = string(values, "general.architecture")
    kind = string(values, "general.type") or "model"
    for name in (architecture, kind):
        if name in NOT_LANGUAGE_MODELS:
            raise NotAModel(file=path.name, reason=NOT_LANGUAGE_MODELS[name])
    if not architecture:
        raise NotAModel(file=path.name, reason="it does not say its architecture")
    for key in ("context_length", "embedding_length", "block_count"):
        if integer(values, f"{architecture}.{key}") < 1:
            raise NotAModel(file=path.name, reason=f"its header lacks {architecture}.{key}")
    layers = integer(values, f"{architecture}.block_count")
    if layers > MOST_LAYERS:
        raise NotAModel(file=path.name, reason=f"it claims {layers} layers")
    weights: Counter[int] = Counter()
    for part in parts:
        weights.update(part.weights)
    if not weights:
        raise NotAModel(file=path.name, reason="it holds no weights")
    heads = integer(values, f"{architecture}.attention.head_count")
    embedding = integer(values, f"{architecture}.embedding_length")
    return ModelInfo(
        path=str(path),
        name=shown_name(path, string(values, "general.name")),
        architecture=architecture,
        parameters=sum(weights.values()),
        quantisation=_quantisation(values, weights),
        context_length=integer(values, f"{architecture}.context_length"),
        size=sum(part.size for part in parts),
        chat_template=string(values, "tokenizer.chat_template"),
        licence=string(values, "general.license")[:200],
        layers=layers,
        kept=kept(values, architecture, layers),
        running=running(values, architecture, layers),
        embedding=embedding,
        heads_kv=integer(values, f"{architecture}.attention.head_count_kv", heads),
        head_size=integer(values, f"{architecture}.attention.key_length", embedding // heads if heads else 0),
        vocabulary=integer(values, VOCABULARY),
        **seeing(projector_of(path, embedding)),
    )


def seeing(found: Projector | Unfit | None) -> dict[str, Any]:
    """Return what the projector that was found beside a model adds to what is known of it."""
    if isinstance(found, Projector):
        return {"projector": found.path, "projector_size": found.size, "projector_compute": found.compute}
    return {"projector_fault": (found.file, found.reason)} if found else {}


def stamp(path: str) -> str:
    """Return what changes when a file is replaced.

    Raises:
        FileMissing, CannotRead
    """
    try:
        about = os.stat(path)
    except FileNotFoundError:
        raise FileMissing(file=Path(path).name) from None
    except OSError as error:
        raise CannotRead(file=Path(path).name, reason=error.strerror or str(error)) from None
    return f"{about.st_size}:{about.st_mtime_ns}"


def shown_name(path: Path, header_name: str) -> str:
    """Return a name for people: the file's own without its quantisation; the header's where the file's says nothing.

    The file's name comes first because it is the one that people chose it by; headers often keep a training run's.
    """
    stem = SPLIT.sub("", path.stem)
    bare = QUANTISED.sub("", stem)
    return (bare or stem)[:120] if not NAMELESS.match(bare) or not header_name.strip() else header_name.strip()[:120]


def _quantisation(values: dict[str, Value], weights: Counter[int]) -> str:
    named = FILE_TYPES.get(integer(values, "general.file_type", -1))
    return named or TENSOR_TYPES[weights.most_common(1)[0][0]][2]
