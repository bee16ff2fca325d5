"""What crosses the pipe to the process of a GGUF embedder."""

from __future__ import annotations

import msgspec

SERVICE = "desktop.engine.vectors_process:open_service"


class Config(msgspec.Struct, frozen=True):
    """What it is started with: the model's file, tokens of a text that are read, processor threads."""

    path: str
    length: int
    threads: int


class Embed(msgspec.Struct, frozen=True):
    """Ask for the vectors of texts; answered by `Rows` until there is one for each."""

    texts: tuple[str, ...]


class Rows(msgspec.Struct, frozen=True):
    """Some unit vectors: how many, and their float32 numbers one after the other, in the machine's byte order."""

    count: int
    numbers: bytes
