"""What the engine works with, and why, in plain words for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.engine.hardware import graphics_backends
from desktop.engine.offload import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.protocol import Loaded, Tuned
    from desktop.settings import Settings


def engine_words(
    loaded: Loaded, tuned: Tuned | None, settings: Settings, backends: Sequence[str] | None = None
) -> list[str]:
    """Say where the model works, with what, and why so.

    Args:
        tuned: what was measured; None before that.
        backends: that llama.cpp was built with; None looks.
    """
    return [_where(loaded, settings, graphics_backends() if backends is None else backends), _measured(loaded, tuned)]


def _where(loaded: Loaded, settings: Settings, backends: Sequence[str]) -> str:
    if words := in_words(loaded.gpu_layers, loaded.layers, loaded.backend, loaded.card_used, loaded.card_total):
        rest = (
            "" if loaded.gpu_layers > loaded.layers else f", the others on the processor with {loaded.threads} threads"
        )
        why = "as Settings ask" if settings.gpu_layers > 0 else "as many as fit and were tried"
        return f"The model works with {words}{rest}; {why}."
    if not backends:
        why = "llama.cpp is built for no graphics card (make engine GPU=cuda, vulkan, metal or rocm builds it)"
    elif settings.gpu_layers == 0:
        why = "Settings ask for no graphics card"
    else:
        why = f"llama.cpp is built for {' and '.join(backends)}, but no card was found on which a layer fits and works"
    return f"The model works on the processor with {loaded.threads} threads: {why}."


def _measured(loaded: Loaded, tuned: Tuned | None) -> str:
    cache = "8-bit" if loaded.cache == "q8_0" else "16-bit"
    flash = {"auto": "flash attention where llama.cpp can", "on": "flash attention", "off": "no flash attention"}
    with_ = f"batches of {loaded.batch} tokens, {flash[loaded.flash]}, {cache} keys and values"
    if tuned is None or not tuned.write_speed:
        return f"It uses {with_}; nothing is measured yet (lectern doctor --measure, or a window left idle, does it)."
    speeds = f"{tuned.read_speed:g} tokens a second read and {tuned.write_speed:g} written"
    guess = ", guesses from the prompt" if tuned.guess else ""
    return f"It uses {with_}. Measured here as quickest: {tuned.threads} threads{guess}, {speeds}."
