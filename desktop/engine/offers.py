"""The reviewed list of models that can be downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from desktop.engine.fit import COMFORT, Label
from desktop.engine.hardware import free_memory, physical_cores
from desktop.engine.pending import HubFile


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
        projector: the file with which it sees pictures, as far as it does; it comes along.
        needs: GB of free memory with 8,192 tokens of context, without the projector.
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
    projector: HubFile | None = None

    @property
    def whole_size(self) -> int:
        """Bytes of all that is downloaded."""
        return self.size + (self.projector.size if self.projector else 0)

    @property
    def memory(self) -> int:
        """Bytes of free memory that it takes with 8,192 tokens of context and its projector."""
        return int(self.needs * 1e9) + (self.projector.size if self.projector else 0)

    def label(self, free: int | None = None) -> Label:
        """Tell whether it fits into the free memory of this machine (bytes; None asks the system)."""
        available = free_memory() if free is None else free
        if self.memory > available:
            return "Won't fit"
        return "Fits" if self.memory <= available * COMFORT else "May be slow"


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


def recommended(models: tuple[Offer, ...], free: int | None = None, cores: int | None = None) -> Offer | None:
    """Return the model to talk with that suits this machine best; None when none fits well."""
    best = next(iter(ranked(models, free, cores)), None)
    return best if best is not None and best.kind == "chat" and best.label(free) == "Fits" else None


def ranked(models: tuple[Offer, ...], free: int | None = None, cores: int | None = None) -> tuple[Offer, ...]:
    """Return the models by how they suit this machine, the best first, those for search after those to talk with.

    Those that fit come first; of them the largest that is still quick here, the smaller ones, then the slower ones.

    Args:
        free: bytes of free memory; None asks the system.
        cores: processor cores; None asks the system.
    """
    memory = free_memory() if free is None else free
    quick = quick_size(physical_cores() if cores is None else cores)
    order = ("Fits", "May be slow", "Won't fit")

    def place(offer: Offer) -> tuple[bool, int, bool, float]:
        slow = offer.size > quick
        return offer.kind != "chat", order.index(offer.label(memory)), slow, offer.size if slow else -offer.size

    return tuple(sorted(models, key=place))


def quick_size(cores: int) -> int:
    """Return up to how many bytes of weights a processor writes about as fast as people read, without graphics card.

    Each token reads all weights once, so that the speed is memory bandwidth by size: 20 GB/s of a small machine and 60
    of a large one give six tokens a second with 3 and 10 GB.
    """
    return 3_000_000_000 if cores <= 4 else 6_000_000_000 if cores <= 8 else 10_000_000_000


def find(name: str, models: tuple[Offer, ...]) -> Offer | None:
    """Return the model that a name means: its own whatever the case, or the only one that begins so; None for none."""
    wanted = name.strip().casefold()
    exact = [offer for offer in models if offer.name.casefold() == wanted]
    begun = exact or [offer for offer in models if wanted and offer.name.casefold().startswith(wanted)]
    return begun[0] if len(begun) == 1 else None
