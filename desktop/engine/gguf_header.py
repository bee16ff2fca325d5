"""The raw header of one GGUF file, every count and length held against the bytes that are there."""

from __future__ import annotations

import math
import os
import stat
import struct
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from desktop.domain.text import storable
from desktop.engine.gguf_types import SCALARS, TENSOR_TYPES
from desktop.errors import CannotRead, FileMissing, NotAFile, NotAModel

#: Bounds well above any real model (the largest have some thousand tensors and some hundred keys).
MOST_TENSORS = 65_536
MOST_KEYS = 16_384
MOST_LAYERS = 4_096
MOST_DIMENSIONS = 4
LONGEST_NAME = 512
#: Bytes of a table in a header that a whole file may have; the largest vocabularies have a few megabytes.
PLAUSIBLE = 1 << 26
LONGEST_TEXT = 1 << 20
MOST_TEXT = 1 << 24
CHUNK = 1 << 20
STRING, ARRAY = 8, 9
DEFAULT_ALIGNMENT = 32
#: Values that differ from layer to layer in some models, and that the memory estimate needs.
PER_LAYER = (".head_count", ".head_count_kv", ".recurrent_layers", ".sliding_window_pattern")

#: What downloads leave in the place of a model: pages of a login or an error, and what stands for a file in git.
_INSTEAD = {
    **dict.fromkeys((b"<!do", b"<htm", b"<?xm"), "it is a web page that was saved under this name"),
    b"vers": "it only stands for the model in Git LFS; the file itself was not fetched",
}

#: The words of the vocabulary, and the words that switch an adapter on; of them only the number is kept.
VOCABULARY = "tokenizer.ggml.tokens"
INVOCATION = "adapter.alora.invocation_tokens"

#: Why a file with such a name is not used.
UNNAMED = "its name is no text in UTF-8; give it another one"

Value = int | float | bool | str | tuple[int | float | bool, ...]
#: The sides of each tensor by its name, the side that lies together in the file first.
Shapes = dict[str, tuple[int, ...]]


class Part(msgspec.Struct, frozen=True):
    """What one file of a model says: its keys, its weights counted by tensor type, shapes and bytes of its tensors."""

    values: dict[str, Value]
    weights: dict[int, int]
    shapes: Shapes
    size: int
    tensors: dict[str, int] = {}


def read_part(path: Path, *, split: bool = False) -> Part:
    """Return what one file says; `split` for the later parts of a model, which may hold no weights.

    Raises:
        FileMissing, NotAFile, CannotRead, NotAModel: as `desktop.engine.gguf.read_header`.
    """
    if _is_no_text(path):
        raise NotAModel(file=storable(path.name), reason=UNNAMED)
    try:
        # Not blocking, so that a named pipe cannot hold us up before its kind is known.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(file=path.name) from None
    except (OSError, ValueError) as error:
        raise CannotRead(file=path.name, reason=getattr(error, "strerror", None) or str(error)) from None
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        if stat.S_ISDIR(about.st_mode):
            raise NotAModel(file=path.name, reason="it is a folder")
        raise NotAFile(file=path.name)
    with os.fdopen(descriptor, "rb", buffering=CHUNK) as file:
        try:
            return Header(file, about.st_size, path.name).read(split=split)
        except OSError as error:
            raise CannotRead(file=path.name, reason=error.strerror or str(error)) from None


def _is_no_text(path: Path) -> bool:
    """Whether a file has a name that is no text, which no other process can be told and no list can show."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return True
    return False


class Header:
    """Knows how far the header is read; knows nothing of what its keys mean."""

    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        self._file = file
        self._size = size
        self._name = name
        self._place = 0
        self._kept = 0

    def read(self, *, split: bool) -> Part:
        """Read all of the header.

        Raises:
            NotAModel: it is damaged or cut off.
        """
        if not self._size:
            raise self._bad("it is empty")
        magic = self._take(4)
        if magic != b"GGUF":
            raise self._bad(_INSTEAD.get(magic[:4].lower(), "it does not begin as a GGUF file does"))
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
        weights, shapes, sizes = self._tensors(tensors, values, split=split)
        return Part(values, weights, shapes, self._size, sizes)

    def _tensors(
        self, count: int, values: dict[str, Value], *, split: bool
    ) -> tuple[dict[int, int], Shapes, dict[str, int]]:
        alignment = integer(values, "general.alignment", DEFAULT_ALIGNMENT)
        if not 1 <= alignment <= 1 << 20 or alignment & (alignment - 1):
            raise self._bad(f"its alignment is {alignment}")
        weights: Counter[int] = Counter()
        end = 0
        shapes: Shapes = {}
        sizes: dict[str, int] = {}
        for _ in range(count):
            name = self._text(LONGEST_NAME, "tensor name")
            if name in shapes:
                raise self._bad(f"the tensor “{name[:60]}” is in it twice")
            dimensions = self._number("<I")
            if not 1 <= dimensions <= MOST_DIMENSIONS:
                raise self._bad(f"the tensor “{name[:60]}” has {dimensions} dimensions")
            shapes[name] = shape = tuple(self._number("<Q") for _ in range(dimensions))
            kind = self._number("<I")
            offset = self._number("<Q")
            if kind not in TENSOR_TYPES:
                raise self._bad(f"the tensor “{name[:60]}” is of the unknown type {kind}")
            block, size, _ = TENSOR_TYPES[kind]
            elements = math.prod(shape)
            if not elements or shape[0] % block or offset % alignment:
                raise self._bad(f"the shape of the tensor “{name[:60]}” is impossible")
            weights[kind] += elements
            sizes[name] = elements // block * size
            end = max(end, offset + sizes[name])
        start = -(-self._place // alignment) * alignment
        if start + end > self._size:
            there, whole = self._size / 1e6, (start + end) / 1e6
            raise self._bad(f"it is cut off: {there:,.1f} MB of {whole:,.1f} MB are there")
        if not count and not split and "split.count" not in values:
            raise self._bad("it holds no weights")
        return dict(weights), shapes, sizes

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
                return count if key == INVOCATION else None
            return struct.unpack(f"<{count}{layout[1]}", self._take(count * width))
        if element != STRING:
            raise self._bad(f"the values of “{key[:60]}” are of the unknown type {element}")
        count = self._count(self._size, 8, f"values of “{key[:60]}”")
        self._skip_texts(count, key)
        return count if key == VOCABULARY else None

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
        if count > most:
            raise self._bad(f"it claims {count} {what}")
        if count * least_bytes > self._size - self._place:
            # Most often a download that broke off: of so many there may well be in the whole file.
            plausible = count * least_bytes <= PLAUSIBLE
            raise self._bad("it is cut off in its header" if plausible else f"it claims {count} {what}")
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


def integer(values: Mapping[str, Value], key: str, default: int = 0) -> int:
    """Return a whole number; of a value per layer the mean, rounded up, since that keeps the sum over the layers."""
    value = values.get(key, default)
    if isinstance(value, tuple):
        return math.ceil(sum(value) / len(value)) if value and all(math.isfinite(v) for v in value) else default
    if isinstance(value, bool) or not isinstance(value, int):
        return default
    return value


def string(values: Mapping[str, Value], key: str) -> str:
    """Return a text; empty where there is none."""
    value = values.get(key, "")
    return value if isinstance(value, str) else ""
