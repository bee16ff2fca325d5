"""How much memory a model will need on this machine, and whether it fits."""

from __future__ import annotations

import math
from typing import Literal

import msgspec

from desktop.domain.model import ModelInfo
from desktop.engine.hardware import free_memory
from desktop.engine.protocol import DEFAULT_CONTEXT

Label = Literal["Fits", "May be slow", "Won't fit"]

#: Bytes of an element of the key and value cache: 16 bits, or blocks of 32 elements of 8 bits with a scale of 16.
CACHE_ELEMENT = {"f16": 2.0, "q8_0": 34 / 32}
#: What the engine's process and the template's process use without a model: interpreter, numpy, llama.cpp (measured).
PROCESSES = 82_000_000
#: Bytes that llama.cpp and we keep about each word of the vocabulary (measured on 304 to 49,152 words).
WORD = 100
#: Rows of the embedding's width that the graph holds for each token of a batch (measured: 12 of 4 bytes).
ROWS = 12
#: Earlier states that are kept of a model with a running one (`desktop.engine.recall`).
PLACES = 3
#: Contexts are made of blocks of this many tokens (llama.cpp pads to it).
BLOCK = 256
#: A model that needs more than this share of the free memory makes the machine slow.
COMFORT = 0.8
#: No context that nobody asked for is made shorter than this.
SHORTEST = 2048


#: English words that a token stands for on average (the starter model's vocabulary on our README: 0.68).
WORDS_A_TOKEN = 0.7


class Fit(msgspec.Struct, frozen=True):
    """The memory that a model needs, in bytes, and how that compares to what is free.

    Attributes:
        weights: size of the file, and of the one with which the model sees pictures. Some types are kept twice while
            there is room (repacked, and the mapped file), which does not count: the system takes the mapped pages back
            when it needs them.
        cache: keys and values of `context` tokens.
        compute: buffers for one batch of the prompt, and for one picture.
        process: the processes themselves and the vocabulary.
        draft: all of a draft model that guesses for it: weights, cache, buffers and vocabulary.
        free: bytes that programs can have now without swapping.
    """

    label: Label
    context: int
    weights: int
    cache: int
    compute: int
    process: int
    free: int
    draft: int = 0

    @property
    def total(self) -> int:
        """All of it together."""
        return self.weights + self.cache + self.compute + self.process + self.draft

    @property
    def sum(self) -> str:
        """The sum, written out for people who want to see it."""
        draft = f"{shown_size(self.draft)} for the draft model + " if self.draft else ""
        return (
            f"{draft}{shown_size(self.weights)} weights + "
            f"{shown_size(self.cache)} for {self.context:,} tokens of context + "
            f"{shown_size(self.compute + self.process)} to work = {shown_size(self.total)}; "
            f"{shown_size(self.free)} are free"
        )


def fit(
    model: ModelInfo,
    context: int = 0,
    batch: int = 512,
    free: int | None = None,
    cache: str = "f16",
    draft: ModelInfo | None = None,
) -> Fit:
    """Estimate what `model` needs with `context` tokens (0: what `best_context` gives).

    Args:
        free: bytes of free memory; None asks the system.
        cache: how keys and values are kept ("f16", "q8_0").
        draft: the model that guesses for it; loaded in the same process, with the same choices.
    """
    available = free_memory() if free is None else free
    tokens = context or best_context(model, free=available, cache=cache, draft=draft)
    guessing = 0
    if draft is not None:
        own = min(tokens, draft.context_length or tokens)
        guessing = fit(draft, own, batch, available, cache).total - PROCESSES
    needs = Fit(
        label="Fits",
        context=tokens,
        weights=model.size + model.projector_size,
        cache=cache_size(model, tokens, cache),
        compute=compute_size(model, tokens, batch) + model.projector_compute,
        process=PROCESSES + model.vocabulary * WORD,
        free=available,
        draft=guessing,
    )
    if needs.total > available:
        return msgspec.structs.replace(needs, label="Won't fit")
    return needs if needs.total <= available * COMFORT else msgspec.structs.replace(needs, label="May be slow")


def relieved(needs: Fit, on_cards: int) -> Fit:
    """Return the estimate with its label for the memory that is left to need when `on_cards` bytes lie elsewhere."""
    rest = max(needs.process, needs.total - on_cards)
    label: Label = "Won't fit" if rest > needs.free else "Fits" if rest <= needs.free * COMFORT else "May be slow"
    return msgspec.structs.replace(needs, label=label)


def fit_of_file(size: int, free: int | None = None) -> Label:
    """Tell whether a model that is not here yet will fit, by the size of its file alone: a tenth more, and 0.7 GB."""
    available = free_memory() if free is None else free
    needs = size * 1.1 + 700_000_000
    return "Won't fit" if needs > available else "Fits" if needs <= available * COMFORT else "May be slow"


def best_context(
    model: ModelInfo,
    wanted: int = 0,
    free: int | None = None,
    cache: str = "f16",
    draft: ModelInfo | None = None,
) -> int:
    """Return the context to load with: what is wanted, else the model's own up to the default, as memory allows.

    A wanted length is cut to the model's own only; a length that nobody asked for is halved until it fits, together
    with the `draft` that guesses for it.
    """
    own = model.context_length or DEFAULT_CONTEXT
    if wanted:
        return min(wanted, own)
    available = free_memory() if free is None else free
    tokens = min(own, DEFAULT_CONTEXT)
    while tokens > SHORTEST and fit(model, tokens, free=available, cache=cache, draft=draft).label == "Won't fit":
        tokens //= 2
    return tokens


def cache_size(model: ModelInfo, context: int, cache: str = "f16") -> int:
    """Return bytes of the key and value cache: numbers of each token (`keeping.kept`) · tokens · bytes a number.

    With what layers without keys have in mind, now and where the reading may go back to.
    """
    tokens = -(-context // BLOCK) * BLOCK
    numbers = model.kept or 2 * model.layers * model.heads_kv * model.head_size
    return int(numbers * tokens * CACHE_ELEMENT[cache]) + model.running * (1 + PLACES)


def compute_size(model: ModelInfo, context: int, batch: int = 512) -> int:
    """Return bytes of the buffers of one batch: rows of the embedding's width, and the mask over the context."""
    return batch * model.embedding * 4 * ROWS + batch * context * 2


def shown_part(size: int, whole: int) -> str:
    """Return a size to stand before "of" the whole: without its unit where that is the same ("3.8" of "9.0 GB")."""
    part, unit = shown_size(size).split(" ")
    return part if shown_size(whole).endswith(unit) else f"{part} {unit}"


def shown_size(size: int) -> str:
    """Return a number of bytes as people read it ("1.4 GB")."""
    if 0 < size < 1e6:
        return f"{math.ceil(size / 1e3)} kB"
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def words_in(tokens: float) -> int:
    """Return about how many English words so many tokens are, rounded to what such a figure can say."""
    words = tokens * WORDS_A_TOKEN
    step = 1000 if words >= 2000 else 100 if words >= 200 else 1
    return max(1, round(words / step) * step)
