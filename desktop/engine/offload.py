"""How many layers go to the graphics card: what fits, what to try when that fails, and how it is said; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.engine.fit import SHORTEST, cache_size, compute_size, shown_size
from desktop.engine.protocol import DEFAULT_CONTEXT, Device

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.model import ModelInfo

#: Bytes of each card that are left alone: the desktop draws with them, and drivers keep buffers of their own.
MARGIN = 512 << 20
#: Shares of a number of layers that failed, to be tried one after the other; then the processor alone.
STEPS = (3 / 4, 1 / 2, 1 / 4)


class Shares(msgspec.Struct, frozen=True):
    """Bytes of a model's weights by where llama.cpp puts them.

    Attributes:
        layers: of each layer, the first one first.
        output: what comes after the layers; it goes to the card before any layer does.
        rest: the embedding of words, which stays on the processor's side.
    """

    layers: tuple[int, ...]
    output: int
    rest: int


class Plan(msgspec.Struct, frozen=True):
    """What to load with.

    Attributes:
        gpu_layers: as llama.cpp counts them: the output is one, the layers after it from the last to the first.
        context: tokens.
        needed: bytes on the cards.
    """

    gpu_layers: int
    context: int
    needed: int


class OnCards(msgspec.Struct, frozen=True):
    """What of a model lies, or would lie, on the graphics cards.

    Attributes:
        gpu_layers: as llama.cpp counts them.
        layers: of the model.
        name: of the cards, as people call them.
        used, total: bytes on the cards.
    """

    gpu_layers: int
    layers: int
    name: str
    used: int
    total: int


def on_cards(model: ModelInfo, tensors: dict[str, int], devices: Sequence[Device], context: int) -> OnCards | None:
    """Return what of a model would lie on these cards with `context` tokens; None where nothing of it would."""
    planned = plan(model, shares(tensors, model.layers), devices, context=context)
    if not planned.gpu_layers:
        return None
    name = " and ".join(dict.fromkeys(device.description for device in devices))
    total = sum(device.total for device in devices)
    return OnCards(planned.gpu_layers, model.layers, name, planned.needed, total)


def shares(tensors: dict[str, int], layers: int) -> Shares:
    """Sort tensors (bytes by name) to the layers by their names ("blk.7.attn_q.weight").

    A model without an output of its own reads the embedding of words for it, and so a copy of that goes to the card.
    """
    each = [0] * layers
    output = rest = 0
    for name, size in tensors.items():
        head, _, tail = name.partition(".")
        number = tail.partition(".")[0]
        if head == "blk" and number.isdigit() and int(number) < layers:
            each[int(number)] += size
        elif name.startswith("output"):
            output += size
        else:
            rest += size
    if "output.weight" not in tensors:
        output += tensors.get("token_embd.weight", 0)
    return Shares(tuple(each), output, rest)


def needed(model: ModelInfo, parts: Shares, gpu_layers: int, context: int, batch: int = 512, cache: str = "f16") -> int:
    """Return bytes on the cards with so many layers there: weights, their keys and values, one batch at work."""
    if gpu_layers < 1:
        return 0
    on_card = min(gpu_layers - 1, len(parts.layers))
    weights = parts.output + sum(parts.layers[len(parts.layers) - on_card :])
    keys = cache_size(model, context, cache) * on_card // max(1, len(parts.layers))
    return weights + keys + compute_size(model, context, batch)


def plan(
    model: ModelInfo,
    parts: Shares,
    devices: Sequence[Device],
    *,
    context: int = 0,
    batch: int = 512,
    cache: str = "f16",
) -> Plan:
    """Choose the layers that fit first, and then the longest context with which as many still fit.

    Args:
        context: tokens that were asked for; 0 leaves the choice, from the shortest useful one to the default.
    """
    free = sum(max(0, device.free - MARGIN) for device in devices)
    own = model.context_length or DEFAULT_CONTEXT
    lengths = [min(context, own)] if context else _lengths(min(own, DEFAULT_CONTEXT))

    def most(length: int) -> int:
        layers = len(parts.layers) + 1
        return next((n for n in range(layers, 0, -1) if needed(model, parts, n, length, batch, cache) <= free), 0)

    layers = most(lengths[-1])
    length = next(tokens for tokens in lengths if most(tokens) >= layers)
    return Plan(layers, length, needed(model, parts, layers, length, batch, cache))


def _lengths(longest: int) -> list[int]:
    lengths = [longest]
    while lengths[-1] // 2 >= SHORTEST:
        lengths.append(lengths[-1] // 2)
    return lengths


def fewer(gpu_layers: int) -> list[int]:
    """Return what to try after so many layers failed: ever fewer, at last none."""
    steps = [int(gpu_layers * step) for step in STEPS]
    return [n for at, n in enumerate(steps) if n > 0 and n not in steps[:at] and n < gpu_layers] + [0]


def in_words(gpu_layers: int, layers: int, name: str, used: int, total: int) -> str:
    """Say what is where ("32 of 36 layers on NVIDIA GeForce RTX 3060, 5.1 of 8.6 GB"); empty for the processor alone.

    Args:
        gpu_layers: as llama.cpp counts them, the output among them.
        name: of the card.
        used, total: bytes on the card.
    """
    if gpu_layers < 1 or not total:
        return ""
    size = f"{used / 1e9:.1f}" if total >= 1e9 else f"{used / 1e6:.0f}"
    return f"{min(gpu_layers, layers)} of {layers} layers on {name}, {size} of {shown_size(total)}"
