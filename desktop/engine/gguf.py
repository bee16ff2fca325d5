"""The header of a GGUF file, read in pure Python with every count and length checked before native code sees it."""

from __future__ import annotations

import math
import os
import re
import stat
import struct
from collections import Counter
from pathlib import Path
from typing import BinaryIO

import msgspec

from desktop.domain.model import ModelInfo
from desktop.engine.gguf_types import FILE_TYPES, NOT_LANGUAGE_MODELS, SCALARS, TENSOR_TYPES
from desktop.errors import CannotRead, FileMissing, NotAFile, NotAModel

#: Bounds well above any real model (the largest have some thousand tensors and some hundred keys).
MOST_TENSORS = 65_536
MOST_KEYS = 16_384
MOST_LAYERS = 4_096
MOST_DIMENSIONS = 4
LONGEST_NAME = 512
LONGEST_TEXT = 1 << 20
MOST_TEXT = 1 << 24
CHUNK = 1 << 20
STRING, ARRAY = 8, 9
DEFAULT_ALIGNMENT = 32

SPLIT = re.compile(r"-(\d{5})-of-(\d{5})$")
#: Values that differ from layer to layer in some models, and that the memory estimate needs.
PER_LAYER = (".head_count", ".head_count_kv")
#: Ends of file names that tell the quantisation, which people are shown beside the name.
QUANTISED = re.compile(
    r"[-._ ](?:UD-)?(?:(?:I?Q|TQ)\d\w*|MXFP4\w*|NVFP4|F16|BF16|F32|FP16)(?:[-_]\w+)?$", re.IGNORECASE
)
#: File names that say nothing: blobs named by their hash, converters' default names.
NAMELESS = re.compile(r"^(?:sha256[-:])?[0-9a-f]{32,}$|^(?:ggml[-_])?model$", re.IGNORECASE)

Value = int | float | bool | str | tuple[int | float | bool, ...]


class _Part(msgspec.Struct, frozen=True):
    """What one file of a model says: its keys, and its weights counted by tensor type."""

    values: dict[str, Value]
    weights: dict[int, int]
    size: int


def read_header(path: str | Path) -> ModelInfo:
    """Return what the GGUF file (or the first part of a split one) at `path` says about its model.

    Format: GGUF versions 2 and 3, little endian (docs/gguf.md of ggml). Reads the header only, at most a few megabytes
    at a time, and trusts no count: each is held against the bytes that are there.

    Raises:
        FileMissing, NotAFile, CannotRead: there is no such file, it is a folder or device, or may not be read.
        NotAModel: it is no GGUF, is cut off, damaged, or holds something else than a language model.
    """
    first = first_part(Path(path).expanduser().absolute())
    head = _read_part(first)
    parts = [head]
    count = _integer(head.values, "split.count", 1)
    if count > 1:
        named = _split_names(first, count)
        parts += [_read_part(other, split=True) for other in named[1:]]
    return _describe(first, parts)


def first_part(path: Path) -> Path:
    """Return the first part of a split model for any of its parts; any other path as it is."""
    found = SPLIT.search(path.stem)
    if not found or found[1] == "00001":
        return path
    first = path.with_name(f"{path.stem[: found.start()]}-00001-of-{found[2]}{path.suffix}")
    return first if first.exists() else path


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


def _read_part(path: Path, *, split: bool = False) -> _Part:
    try:
        # Not blocking, so that a named pipe cannot hold us up before its kind is known.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(file=path.name) from None
    except (OSError, ValueError) as error:
        raise CannotRead(file=path.name, reason=getattr(error, "strerror", None) or str(error)) from None
    with os.fdopen(descriptor, "rb", buffering=CHUNK) as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise NotAFile(file=path.name)
        try:
            return _Header(file, about.st_size, path.name).read(split=split)
        except OSError as error:
            raise CannotRead(file=path.name, reason=error.strerror or str(error)) from None


class _Header:
    """Knows how far the header is read; knows nothing of what its keys mean."""

    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        self._file = file
        self._size = size
        self._name = name
        self._place = 0
        self._kept = 0

    def read(self, *, split: bool) -> _Part:
        magic = self._take(4)
        if magic != b"GGUF":
            raise self._bad("it does not begin as a GGUF file does")
        version = self._number("<I")
        if version not in (2, 3):
            raise self._bad(f"GGUF version {version} is unknown" if version < 1 << 16 else "its byte order is reversed")
        tensors = self._count(MOST_TENSORS, 24, "tensors")
        keys = self._count(MOST_KEYS, 13, "keys")
        values: dict[str, Value] = {}
        for _ in range(keys):
            key = self._text(LONGEST_NAME, "key")
            kind = self._number("<I")
            value = self._value(kind, key)
            if value is not None:
                values[key] = value
        return _Part(values, self._tensors(tensors, values, split=split), self._size)

    def _tensors(self, count: int, values: dict[str, Value], *, split: bool) -> dict[int, int]:
        alignment = _integer(values, "general.alignment", DEFAULT_ALIGNMENT)
        if not 1 <= alignment <= 1 << 20 or alignment & (alignment - 1):
            raise self._bad(f"its alignment is {alignment}")
        weights: Counter[int] = Counter()
        end = 0
        names: set[str] = set()
        for _ in range(count):
            name = self._text(LONGEST_NAME, "tensor name")
            if name in names:
                raise self._bad(f"the tensor “{name[:60]}” is in it twice")
            names.add(name)
            dimensions = self._number("<I")
            if not 1 <= dimensions <= MOST_DIMENSIONS:
                raise self._bad(f"the tensor “{name[:60]}” has {dimensions} dimensions")
            shape = [self._number("<Q") for _ in range(dimensions)]
            kind = self._number("<I")
            offset = self._number("<Q")
            if kind not in TENSOR_TYPES:
                raise self._bad(f"the tensor “{name[:60]}” is of the unknown type {kind}")
            block, size, _ = TENSOR_TYPES[kind]
            elements = math.prod(shape)
            if not elements or shape[0] % block or offset % alignment:
                raise self._bad(f"the shape of the tensor “{name[:60]}” is impossible")
            weights[kind] += elements
            end = max(end, offset + elements // block * size)
        start = -(-self._place // alignment) * alignment
        if start + end > self._size:
            there, whole = self._size / 1e6, (start + end) / 1e6
            raise self._bad(f"it is cut off: {there:,.1f} MB of {whole:,.1f} MB are there")
        if not count and not split and "split.count" not in values:
            raise self._bad("it holds no weights")
        return dict(weights)

    def _value(self, kind: int, key: str) -> Value | None:
        """Return a value that is short enough to keep, or skip it and return None."""
        if kind in SCALARS:
            return self._scalar(SCALARS[kind])
        if kind == STRING:
            length = self._number("<Q")
            if length > LONGEST_TEXT:
                self._skip(length, key)
                return None
            self._kept += length
            if self._kept > MOST_TEXT:
                raise self._bad("its header holds too much text")
            return self._take(length).decode("utf-8", "replace")
        if kind != ARRAY:
            raise self._bad(f"the value of “{key[:60]}” is of the unknown type {kind}")
        element = self._number("<I")
        if element in SCALARS:
            layout = SCALARS[element]
            width = struct.calcsize(layout)
            count = self._count(self._size, width, f"values of “{key[:60]}”")
            if count > MOST_LAYERS or not key.endswith(PER_LAYER):
                self._skip(count * width, key)
                return None
            return struct.unpack(f"<{count}{layout[1]}", self._take(count * width))
        if element != STRING:
            raise self._bad(f"the values of “{key[:60]}” are of the unknown type {element}")
        self._skip_texts(self._count(self._size, 8, f"values of “{key[:60]}”"), key)
        return None

    def _skip_texts(self, count: int, key: str) -> None:
        """Walk over an array of texts, a chunk at a time: a vocabulary has some hundred thousand."""
        length_of = struct.Struct("<Q").unpack_from
        while count:
            chunk = self._file.read(CHUNK)
            place = 0
            while count and place + 8 <= len(chunk):
                following = place + 8 + length_of(chunk, place)[0]
                if following > len(chunk):
                    break
                place = following
                count -= 1
            self._place += place
            self._file.seek(self._place)
            if count and place == 0:  # one text is longer than a chunk, or the file ends here
                self._skip(self._number("<Q"), key)
                count -= 1

    def _scalar(self, layout: str) -> int | float | bool:
        value: int | float | bool = struct.unpack(layout, self._take(struct.calcsize(layout)))[0]
        return value

    def _number(self, layout: str) -> int:
        return int(self._scalar(layout))

    def _count(self, most: int, least_bytes: int, what: str) -> int:
        count = self._number("<Q")
        if count > most or count * least_bytes > self._size - self._place:
            raise self._bad(f"it claims {count} {what}")
        return count

    def _text(self, most: int, what: str) -> str:
        length = self._number("<Q")
        if length > most:
            raise self._bad(f"it has a {what} of {length} bytes")
        return self._take(length).decode("utf-8", "replace")

    def _take(self, count: int) -> bytes:
        if count > self._size - self._place:
            raise self._bad("it is cut off in its header")
        data = self._file.read(count)
        self._place += len(data)
        if len(data) != count:
            raise self._bad("it became shorter while it was read")
        return data

    def _skip(self, count: int, key: str) -> None:
        if count > self._size - self._place:
            raise self._bad(f"it is cut off in “{key[:60]}”")
        self._place += count
        self._file.seek(self._place)

    def _bad(self, reason: str) -> NotAModel:
        return NotAModel(file=self._name, reason=reason)


def _describe(path: Path, parts: list[_Part]) -> ModelInfo:
    values = parts[0].values
    architecture = _string(values, "general.architecture")
    kind = _string(values, "general.type") or "model"
    for name in (architecture, kind):
        if name in NOT_LANGUAGE_MODELS:
            raise NotAModel(file=path.name, reason=NOT_LANGUAGE_MODELS[name])
    if not architecture:
        raise NotAModel(file=path.name, reason="it does not say its architecture")
    for key in ("context_length", "embedding_length", "block_count"):
        if _integer(values, f"{architecture}.{key}") < 1:
            raise NotAModel(file=path.name, reason=f"its header lacks {architecture}.{key}")
    layers = _integer(values, f"{architecture}.block_count")
    if layers > MOST_LAYERS:
        raise NotAModel(file=path.name, reason=f"it claims {layers} layers")
    weights: Counter[int] = Counter()
    for part in parts:
        weights.update(part.weights)
    if not weights:
        raise NotAModel(file=path.name, reason="it holds no weights")
    heads = _integer(values, f"{architecture}.attention.head_count")
    embedding = _integer(values, f"{architecture}.embedding_length")
    return ModelInfo(
        path=str(path),
        name=shown_name(path, _string(values, "general.name")),
        architecture=architecture,
        parameters=sum(weights.values()),
        quantisation=_quantisation(values, weights),
        context_length=_integer(values, f"{architecture}.context_length"),
        size=sum(part.size for part in parts),
        chat_template=_string(values, "tokenizer.chat_template"),
        licence=_string(values, "general.license")[:200],
        layers=layers,
        embedding=embedding,
        heads_kv=_integer(values, f"{architecture}.attention.head_count_kv", heads),
        head_size=_integer(values, f"{architecture}.attention.key_length", embedding // heads if heads else 0),
    )


def shown_name(path: Path, header_name: str) -> str:
    """Return a name for people: the file's own without its quantisation; the header's where the file's says nothing.

    The file's name comes first because it is the one that people chose it by; headers often keep a training run's.
    """
    stem = SPLIT.sub("", path.stem)
    bare = QUANTISED.sub("", stem)
    return (bare or stem)[:120] if not NAMELESS.match(bare) or not header_name.strip() else header_name.strip()[:120]


def _quantisation(values: dict[str, Value], weights: Counter[int]) -> str:
    named = FILE_TYPES.get(_integer(values, "general.file_type", -1))
    return named or TENSOR_TYPES[weights.most_common(1)[0][0]][2]


def _integer(values: dict[str, Value], key: str, default: int = 0) -> int:
    """Return a whole number; of a value per layer the mean, rounded up, since that keeps the sum over the layers."""
    value = values.get(key, default)
    if isinstance(value, tuple):
        return math.ceil(sum(value) / len(value)) if value and all(math.isfinite(v) for v in value) else default
    if isinstance(value, bool) or not isinstance(value, int):
        return default
    return value


def _string(values: dict[str, Value], key: str) -> str:
    value = values.get(key, "")
    return value if isinstance(value, str) else ""
