"""What the engine works with, and why, in plain words for the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.engine.fit import words_in
from desktop.engine.hardware import graphics_backends
from desktop.engine.offload import in_words
from desktop.engine.tuning import pays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.protocol import Loaded, Tuned
    from desktop.settings import Settings

_FLASH = {"auto": "where llama.cpp can", "on": "on", "off": "off"}


def engine_words(
    loaded: Loaded, tuned: Tuned | None, settings: Settings, backends: Sequence[str] | None = None
) -> list[str]:
    """Say where the model works and why so, and how quick it is.

    Args:
        tuned: what was measured; None before that.
        backends: that llama.cpp was built with; None looks.
    """
    words = [_where(loaded, settings, graphics_backends() if backends is None else backends), _measured(tuned)]
    return [*words, draft_words(tuned)] if tuned is not None and tuned.draft else words


def engine_details(loaded: Loaded, tuned: Tuned | None) -> str:
    """Say what it is loaded with, in llama.cpp's own terms, for those who want to compare."""
    cache = "8-bit" if loaded.cache == "q8_0" else "16-bit"
    guess = "on" if tuned is not None and tuned.guess else "off"
    return (
        f"{loaded.threads} threads, batches of {loaded.batch} tokens, flash attention {_FLASH[loaded.flash]}, "
        f"{cache} keys and values, guesses from the prompt {guess}"
    )


def draft_words(tuned: Tuned) -> str:
    """Say whether the draft model that was measured is used, and why."""
    used = "so it is used" if pays(tuned) else "so it is left out"
    return (
        f"With the draft model {Path(tuned.draft).stem} it writes {tuned.gain:.2f} times as quickly as without "
        f"({tuned.right:.0%} of the guesses are right), {used}."
    )


def about_words(tokens: float) -> str:
    """Return about how many English words so many tokens are ("6,000 words")."""
    return f"{words_in(tokens):,} words"


def _where(loaded: Loaded, settings: Settings, backends: Sequence[str]) -> str:
    if words := in_words(loaded.gpu_layers, loaded.layers, loaded.backend, loaded.card_used, loaded.card_total):
        rest = (
            "" if loaded.gpu_layers > loaded.layers else f", the others on the processor with {loaded.threads} threads"
        )
        why = "as Settings ask" if settings.gpu_layers > 0 else "as many as fit and were tried"
        return f"The model works with {words}{rest}; {why}."
    processor = f"The model works on the processor, with {loaded.threads} of its threads."
    if not backends:
        return (
            f"{processor} This Lectern is built without a graphics card; with one, “make engine GPU=cuda” "
            "(or vulkan, metal, rocm) in its folder makes it quicker."
        )
    if settings.gpu_layers == 0:
        return f"{processor} Settings ask for no graphics card."
    return f"{processor} It could use {' and '.join(backends)}, but found no card on which part of it fits and works."


def _threads(number: int) -> str:
    return f"{number} thread" if number == 1 else f"{number} threads"


def _measured(tuned: Tuned | None) -> str:
    if tuned is None or not tuned.write_speed:
        return (
            "What is quickest here has not been measured yet: “lectern doctor --measure” does it in some seconds, "
            "and so does a window that nobody uses for half a minute."
        )
    read, write = f"{about_words(tuned.read_speed * 60)} a minute", f"{about_words(tuned.write_speed * 60)}"
    return f"Measured here, it reads about {read} and writes about {write}, quickest with {_threads(tuned.threads)}."
