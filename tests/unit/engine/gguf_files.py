"""Small GGUF files made by the tests."""

from __future__ import annotations

import struct
from pathlib import Path

Value = str | int | float | bool | list[str] | list[int] | list[float] | tuple[int, ...]

LLAMA: dict[str, Value] = {
    "general.architecture": "llama",
    "general.name": "Tiny Test",
    "general.license": "mit",
    "general.file_type": 0,
    "llama.context_length": 128,
    "llama.embedding_length": 32,
    "llama.block_count": 2,
    "llama.attention.head_count": 4,
    "llama.attention.head_count_kv": 2,
    "tokenizer.ggml.tokens": ["<s>", "</s>", "a", "b"],
    "tokenizer.chat_template": "{{ messages }}",
}
TENSORS: dict[str, tuple[tuple[int, ...], int]] = {"token_embd.weight": ((32, 4), 0), "output_norm.weight": ((32,), 0)}


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def encoded(value: Value) -> bytes:
    """Return a value as GGUF writes it; a tuple is an array of signed numbers."""
    if isinstance(value, tuple):
        return struct.pack("<IIQ", 9, 5, len(value)) + struct.pack(f"<{len(value)}i", *value)
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<IQ", 10, value) if value > 0xFFFFFFFF else struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + text(value)
    if value and isinstance(value[0], str):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(text(str(item)) for item in value)
    if value and isinstance(value[0], float):
        return struct.pack("<IIQ", 9, 6, len(value)) + b"".join(struct.pack("<f", item) for item in value)
    return struct.pack("<IIQ", 9, 4, len(value)) + b"".join(struct.pack("<I", int(item)) for item in value)


def gguf(
    values: dict[str, Value] | None = None,
    tensors: dict[str, tuple[tuple[int, ...], int]] | None = None,
    *,
    version: int = 3,
    data: int | None = None,
) -> bytes:
    """Return the bytes of a file; `data` is the number of bytes of weights, by default as many as F32 tensors need."""
    values = LLAMA if values is None else values
    tensors = TENSORS if tensors is None else tensors
    out = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(values))
    for key, value in values.items():
        out += text(key) + encoded(value)
    offset = 0
    for name, (shape, kind) in tensors.items():
        out += text(name) + struct.pack("<I", len(shape)) + b"".join(struct.pack("<Q", side) for side in shape)
        out += struct.pack("<IQ", kind, offset)
        elements = 1
        for side in shape:
            elements *= side
        offset = -(-(offset + elements * 4) // 32) * 32
    out += b"\0" * (-len(out) % 32)
    return out + b"\0" * (offset if data is None else data)


def write(folder: Path, name: str = "tiny.gguf", content: bytes | None = None) -> Path:
    file = folder / name
    file.write_bytes(gguf() if content is None else content)
    return file
