"""A LoRA adapter on disk, and how strongly a conversation uses it."""

from __future__ import annotations

import math
from pathlib import PurePath

import msgspec

#: No strength above this is asked of an adapter: it would drown the model.
STRONGEST = 2.0


class AdapterInfo(msgspec.Struct, frozen=True):
    """What the header of an adapter's GGUF file says.

    Attributes:
        path: absolute path of the file.
        name: a name for people.
        architecture: llama.cpp's name of the architecture that it was made for.
        base: name of the model that it was made for; empty where the file is silent.
        rank: the largest inner side of its pairs of matrices.
        alpha: what its product is multiplied by, over the rank; 0: it is taken as it is.
        size: bytes on disk.
        weights: number of weights of the model that it changes.
    """

    path: str
    name: str
    architecture: str
    base: str = ""
    rank: int = 0
    alpha: float = 0.0
    size: int = 0
    weights: int = 0


class AdapterUse(msgspec.Struct, frozen=True):
    """An adapter that is switched on.

    Attributes:
        path: absolute path of its file.
        scale: its strength: 0 changes nothing, 1 is as it was trained.
    """

    path: str
    scale: float = 1.0

    @property
    def name(self) -> str:
        """Its file's name without the ending, for people."""
        return PurePath(self.path).stem

    @property
    def percent(self) -> int:
        """Its strength as people read it."""
        return round(self.scale * 100)


def bounded(scale: float) -> float:
    """Return a strength between 0 and `STRONGEST`; what is no number counts as 0."""
    return min(max(scale, 0.0), STRONGEST) if math.isfinite(scale) else 0.0


def switched(uses: tuple[AdapterUse, ...], path: str, scale: float | None) -> tuple[AdapterUse, ...]:
    """Return `uses` with the adapter at `path` at this strength; None switches it off."""
    if scale is None:
        return tuple(use for use in uses if use.path != path)
    new = AdapterUse(path, bounded(scale))
    if all(use.path != path for use in uses):
        return (*uses, new)
    return tuple(new if use.path == path else use for use in uses)
