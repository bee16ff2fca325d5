"""What is asked and told of models of search: which embedder serves a library, how far a change is, what reranks."""

from __future__ import annotations

import msgspec


class Choose(msgspec.Struct, frozen=True, tag="choose"):
    """Change a library to another embedder, or go on with that; answered by a stream of `Embedded`.

    The vectors that there are serve until the last new one is made.

    Attributes:
        embedder: absolute folder, or GGUF file; empty means the usual one.
    """

    name: str
    embedder: str = ""


class Embedders(msgspec.Struct, frozen=True, tag="embedders"):
    """Ask which embedder serves a library, and which one it is being changed to; answered by `EmbeddersTold`."""

    name: str


class Examine(msgspec.Struct, frozen=True, tag="examine"):
    """Look whether a folder holds a cross-encoder; answered by `Done`, or by the error that says why not."""

    folder: str


class EmbedderInfo(msgspec.Struct, frozen=True):
    """An embedder as people are told of it; all empty where there is none.

    Attributes:
        kind: "transformer", "static" or "gguf".
        multilingual: whether scripts other than Latin mean anything to it.
        precision: how it is computed here; empty before it was measured, or where there is no choice.
        measured: seconds that each precision took for the same short trial.
    """

    name: str = ""
    folder: str = ""
    kind: str = ""
    multilingual: bool = False
    precision: str = ""
    measured: dict[str, float] = {}


class EmbeddersTold(msgspec.Struct, frozen=True):
    """The embedder that serves, the one that is to follow, and how many passages still lack a vector of that."""

    serves: EmbedderInfo
    comes: EmbedderInfo | None = None
    missing: int = 0


class Embedded(msgspec.Struct, frozen=True):
    """So many passages of a library have a vector of the new embedder; the last one says `finished`."""

    done: int
    total: int
    finished: bool = False
