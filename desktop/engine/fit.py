"""How much memory a model will need on this machine, and whether it fits."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.domain.model import ModelInfo
from desktop.engine.hardware import free_memory
from desktop.engine.protocol import DEFAULT_CONTEXT

#: Bytes of an element of the key and value cache (llama.cpp's default, F16).
CACHE_ELEMENT = 2
#: What the engine's process uses beside model, cache and graph: the interpreter, numpy and llama.cpp itself.
PROCESS = 60 << 20
#: Contexts are made of blocks of this many tokens (llama.cpp pads to it).
BLOCK = 256
#: A model that leaves less than this share of the free memory makes the machine slow.
COMFORT = 0.8


class Fit(msgspec.Struct, frozen=True):
    """The memory that a model needs, in bytes, and how that compares to what is free.

    Attributes:
        weights: the file's size.
        cache: keys and values of `context` tokens.
        compute: the graph's buffers for a batch, and the process itself.
        free: bytes that programs can have now without swapping.
    """

    label: Literal["Fits", "May be slow", "Won't fit"]
    context: int
    weights: int
    cache: int
    compute: int
    free: int

    @property
    def total(self) -> int:
        """All of it together."""
        return self.weights + self.cache + self.compute


def fit(model: ModelInfo, context: int = 0, batch: int = 512, free: int | None = None) -> Fit:
    """Estimate what `model` needs with `context` tokens (0: what `best_context` gives).

    Args:
        free: bytes of free memory; None asks the system.
    """
    available = free_memory() if free is None else free
    tokens = context or best_context(model, free=available)
    needed = model.size + cache_size(model, tokens) + compute_size(model, tokens, batch)
    if needed > available:
        label: Literal["Fits", "May be slow", "Won't fit"] = "Won't fit"
    else:
        label = "Fits" if needed <= available * COMFORT else "May be slow"
    return Fit(label, tokens, model.size, cache_size(model, tokens), compute_size(model, tokens, batch), free=available)


def best_context(model: ModelInfo, wanted: int = 0, free: int | None = None) -> int:
    """Return the context to load with: what is wanted, else the model's own up to the default, as memory allows.

    A wanted length is cut to the model's own only; a length that nobody asked for is halved until it fits.
    """
    own = model.context_length or DEFAULT_CONTEXT
    if wanted:
        return min(wanted, own)
    available = free_memory() if free is None else free
    tokens = min(own, DEFAULT_CONTEXT)
    while tokens > 2048 and model.size + cache_size(model, tokens) + compute_size(model, tokens) > available:
        tokens //= 2
    return tokens


def cache_size(model: ModelInfo, context: int) -> int:
    """Return bytes of the key and value cache: 2 · layers · KV heads · head size · tokens · bytes an element."""
    tokens = -(-context // BLOCK) * BLOCK
    return 2 * model.layers * model.heads_kv * model.head_size * tokens * CACHE_ELEMENT


def compute_size(model: ModelInfo, context: int, batch: int = 512) -> int:
    """Return bytes of the buffers of one batch, and of the process itself."""
    return PROCESS + batch * model.embedding * 4 * 8


def shown_size(size: int) -> str:
    """Return a number of bytes as people read it ("1.4 GB")."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
