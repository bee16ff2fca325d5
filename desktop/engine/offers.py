"""The reviewed list of models that can be downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from desktop.engine.fit import COMFORT, Label
from desktop.engine.hardware import free_memory


class Offer(msgspec.Struct, frozen=True):
    """A model of the list.

    Attributes:
        family: who makes it ("Qwen").
        kind: a model to talk with, or one for search by meaning.
        parameters: in billions.
        repo, file: where it is on the hub.
        size: bytes of the file; exact where `sha256` is given, else as published.
        sha256: of the file, where two independent sources agree on it; None: the hub's own word is taken.
        context: tokens that the model was trained to read.
        needs: GB of free memory with 8,192 tokens of context.
        thinks: whether it marks its thoughts.
        about: one sentence for people.
    """

    name: str
    family: str
    kind: Literal["chat", "embedding"]
    parameters: float
    repo: str
    file: str
    size: int
    sha256: str | None
    licence: str
    context: int
    needs: float
    thinks: bool
    languages: str
    about: str

    def label(self, free: int | None = None) -> Label:
        """Tell whether it fits into the free memory of this machine (bytes; None asks the system)."""
        available = free_memory() if free is None else free
        if self.needs * 1e9 > available:
            return "Won't fit"
        return "Fits" if self.needs * 1e9 <= available * COMFORT else "May be slow"


class _Catalogue(msgspec.Struct, frozen=True):
    reviewed: str
    models: tuple[Offer, ...]


def offers(file: Path) -> tuple[Offer, ...]:
    """Read the list (assets/catalog.json), smallest model first, models for search last.

    Raises:
        OSError, msgspec.DecodeError: our own file is missing or broken.
    """
    models = msgspec.json.decode(file.read_bytes(), type=_Catalogue).models
    return tuple(sorted(models, key=lambda offer: (offer.kind != "chat", offer.needs)))


def recommended(models: tuple[Offer, ...], free: int | None = None) -> Offer | None:
    """Return the most capable model to talk with that fits well into the free memory; None when none does."""
    fitting = [offer for offer in models if offer.kind == "chat" and offer.label(free) == "Fits"]
    return max(fitting, key=lambda offer: offer.parameters, default=None)


def find(name: str, models: tuple[Offer, ...]) -> Offer | None:
    """Return the model that a name means: its own whatever the case, or the only one that begins so; None for none."""
    wanted = name.strip().casefold()
    exact = [offer for offer in models if offer.name.casefold() == wanted]
    begun = exact or [offer for offer in models if wanted and offer.name.casefold().startswith(wanted)]
    return begun[0] if len(begun) == 1 else None
