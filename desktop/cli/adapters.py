"""Adapters on the command line: named with --adapter, listed beside the models, added and removed."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any

from desktop.domain.adapter import STRONGEST, AdapterUse
from desktop.engine import adapters
from desktop.engine.fit import shown_size
from desktop.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.adapter import AdapterInfo
    from desktop.domain.model import ModelInfo
    from desktop.paths import Paths
    from desktop.settings import Settings


def chosen_adapters(
    given: Sequence[str], model: ModelInfo | None, paths: Paths, settings: Settings
) -> tuple[AdapterUse, ...]:
    """Return what --adapter names, each held against the model before anything is loaded.

    Args:
        given: a name or file each, and its strength after a colon; without one it is as it was trained.

    Raises:
        UsageError: a strength is no number between 0 and `STRONGEST`; a server answers, and adapters stay here.
        AdapterUnknown, NotAnAdapter, FileMissing: the name or file cannot be used.
        AdapterUnfit: it was made for another model.
    """
    if given and model is not None and model.endpoint:
        raise UsageError(
            what=f"An adapter changes a model on this computer, and {model.path} is one of a server. "
            "Leave --adapter out, or name another --model."
        )
    uses = []
    for text in given:
        name, scale = _parted(text)
        info = adapters.find_adapter(name, paths.models, settings.model_folders)
        if model is not None:
            adapters.check(info.path, adapters.read_base(model.path))
        uses.append(AdapterUse(info.path, scale))
    return tuple(uses)


def print_adapters(found: Sequence[AdapterInfo]) -> None:
    """Print a line each, and where its file is."""
    for info in found:
        made = f"for {info.base}" if info.base else f"for models of the architecture {info.architecture}"
        sys.stdout.write(
            f"{info.name}: a LoRA adapter {made}, rank {info.rank}, {shown_size(info.size)}.\n  {info.path}\n"
        )


def as_json(info: AdapterInfo) -> dict[str, Any]:
    """Return what `lectern models list --json` says of an adapter."""
    return {
        "name": info.name,
        "path": info.path,
        "architecture": info.architecture,
        "base": info.base,
        "rank": info.rank,
        "alpha": info.alpha,
        "size": info.size,
    }


def _parted(text: str) -> tuple[str, float]:
    name, colon, strength = text.rpartition(":")
    if not colon or strength.lower().endswith(".gguf") or "/" in strength or "\\" in strength:
        return text, 1.0
    try:
        scale = float(strength)
    except ValueError:
        return text, 1.0
    if not (math.isfinite(scale) and 0 <= scale <= STRONGEST):
        raise UsageError(what=f"The strength of an adapter is between 0 and {STRONGEST:g}, not {strength}.")
    return name, scale
