"""The process of a GGUF embedder: llama.cpp and torch each bring threads of their own, which must not meet."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from desktop.engine.process import ENVIRONMENT
from desktop.engine.vectors_protocol import Config, Embed, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.engine.llama_vectors import Vectors
    from desktop.worker.cancel import Cancel


class VectorsService:
    """Knows one embedding model; loads it at once."""

    requests = Embed

    def __init__(self, config: Config) -> None:
        from desktop.engine.llama_vectors import Vectors

        self._vectors: Vectors = Vectors(
            config.path, os.path.basename(config.path), length=config.length, threads=config.threads
        )

    def lane(self, request: Embed) -> str:
        """One after the other: a context holds one batch."""
        return "embed"

    def handle(self, request: Embed, cancel: Cancel) -> Iterator[msgspec.Struct]:
        """Yield `Rows` of float32, in order.

        Raises:
            Cancelled: seen between batches.
        """
        for vectors in self._vectors.embed(request.texts):
            cancel.check()
            yield Rows(len(vectors), vectors.tobytes())

    def close(self) -> None:
        """Give the memory back."""
        self._vectors.close()


def open_service(config: bytes) -> VectorsService:
    """Make the service from an encoded `Config`."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    return VectorsService(msgspec.msgpack.decode(config, type=Config))
