"""lectern models fit: the memory that a model needs here, with the sum, also of one that could be downloaded."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Any

from desktop.engine import catalog, offers
from desktop.engine.fit import Fit, fit, shown_size
from desktop.engine.hardware import free_memory
from desktop.engine.protocol import DEFAULT_CONTEXT
from desktop.errors import ModelUnknown
from desktop.paths import assets

if TYPE_CHECKING:
    from desktop.domain.model import ModelInfo
    from desktop.engine.offers import Offer
    from desktop.paths import Paths
    from desktop.settings import Settings


def tell_fit(name: str, paths: Paths, settings: Settings, *, json: bool) -> Any:
    """Say how a model fits that is here or on the reviewed list, or without a name how each fits that is here.

    Returns JSON for --json, else None after the lines.

    Raises:
        ModelUnknown: it is neither.
        NotAModel, FileMissing, CannotRead: it is a file that cannot be used.
    """
    if not name:
        return _tell_all(paths, settings, json=json)
    try:
        info = catalog.find(name, paths.models, settings.model_folders)
    except ModelUnknown:
        offer = offers.find(name, offers.offers(assets() / "catalog.json"))
        if offer is None:
            raise
        return _tell_offer(offer, json=json)
    found = fit(info, settings.context)
    if json:
        return as_json(info, found)
    sys.stdout.write(f"{info.name}: {found.label}. {_sum(found)}\n")
    return None


def _tell_all(paths: Paths, settings: Settings, *, json: bool) -> Any:
    """Tell of all models on this computer."""
    fits = [(info, fit(info, settings.context)) for info in catalog.installed(paths.models, settings.model_folders)]
    if json:
        return {"models": [as_json(info, found) for info, found in fits]}
    for info, found in fits:
        sys.stdout.write(f"{info.name}: {found.label}. {_sum(found)}\n")
    return None


def as_json(info: ModelInfo, needs: Fit) -> dict[str, Any]:
    """Return what --json says of a model on this computer; sizes are bytes."""
    return {
        "name": info.name,
        "path": info.path,
        "architecture": info.architecture,
        "parameters": info.parameters,
        "quantisation": info.quantisation,
        "context_length": info.context_length,
        "size": info.size,
        "licence": info.licence,
        "starter": info.starter,
        "origin": info.origin,
        "fit": {
            "label": needs.label,
            "context": needs.context,
            "weights": needs.weights,
            "cache": needs.cache,
            "compute": needs.compute,
            "process": needs.process,
            "total": needs.total,
            "free": needs.free,
        },
    }


def _sum(found: Fit) -> str:
    return (
        f"It needs about {shown_size(found.total)}: {shown_size(found.weights)} for the model, "
        f"{shown_size(found.cache)} for {found.context:,} tokens of context and "
        f"{shown_size(found.compute + found.process + found.draft)} to work with. {shown_size(found.free)} are free."
    )


def _tell_offer(offer: Offer, *, json: bool) -> Any:
    """Tell by the reviewed figures: the header, from which the parts of the sum would follow, is not here."""
    free = free_memory()
    label, total = offer.label(free), offer.memory
    rest = max(0, total - offer.size)
    talks = offer.kind == "chat"
    if json:
        sizes = {"weights": offer.size, "rest": rest, "total": total, "free": free}
        return {
            "name": offer.name,
            "path": None,
            "fit": {"label": label, "context": DEFAULT_CONTEXT if talks else offer.context, **sizes},
        }
    what = f"{DEFAULT_CONTEXT:,} tokens of context and to work with" if talks else "to work with"
    sys.stdout.write(
        f"{offer.name}: {label}. It needs about {shown_size(total)}: {shown_size(offer.size)} for the model and "
        f"{shown_size(rest)} {'for ' if talks else ''}{what}. {shown_size(free)} are free.\n"
        f"  It is not on this computer; lectern models download {shlex.quote(offer.name)} fetches it.\n"
    )
    return None
