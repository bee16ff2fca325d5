"""What the Models page shows, as frozen values, and what it needs from the engine and the settings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, Protocol

import msgspec
import psutil

from desktop.domain.model import ModelInfo
from desktop.engine.download import Fetched
from desktop.engine.fit import Fit
from desktop.engine.hardware import physical_cores
from desktop.engine.offload import MARGIN, OnCards
from desktop.engine.pending import HubFile, Pending, Wanted
from desktop.engine.protocol import Device, Loaded
from desktop.settings import Settings
from desktop.worker.cancel import Cancel


class Chooser(Protocol):
    """What the page needs from the engine."""

    @property
    def model(self) -> ModelInfo | None: ...
    @property
    def context(self) -> int: ...
    @property
    def loaded(self) -> Loaded | None: ...
    def choose(self, model: ModelInfo | None, *, context: int = 0, gpu_layers: int = -1, threads: int = 0) -> None: ...
    def unload(self) -> None: ...


class Choices(Protocol):
    """Where the chosen model is kept; the presenter of the settings."""

    settings: Settings

    def change(self, **values: object) -> None: ...


Phase = Literal["waiting", "coming", "checking", "lost", "paused", "failed"]


class Hub(Protocol):
    """What the page needs from the downloads."""

    def fetch(self, wanted: Wanted, cancel: Cancel) -> Iterator[Fetched]: ...
    def browse(self, repo: str, cancel: Cancel) -> tuple[HubFile, ...]: ...
    def pending(self) -> tuple[Pending, ...]: ...
    def place(self, wanted: Wanted) -> Path: ...
    def discard(self, wanted: Wanted) -> None: ...


class Item(msgspec.Struct, frozen=True):
    """A download that was begun.

    Attributes:
        phase: it waits for another one; bytes come; what came earlier is checked; the connection was lost and is tried
            again; it is paused; it failed for `error`.
        done, total: bytes; total is 0 while unknown.
        speed: bytes a second.
        left: seconds; 0 while unknown.
    """

    wanted: Wanted
    phase: Phase
    done: int
    total: int
    speed: float = 0.0
    left: float = 0.0
    error: Exception | None = None

    @property
    def active(self) -> bool:
        """Whether it runs or will run by itself."""
        return self.phase not in {"paused", "failed"}


class Machine(msgspec.Struct, frozen=True):
    """What this computer has.

    Attributes:
        memory, free, disk: bytes: installed, free for programs, free on the disk of the models.
        cores: processor cores that we may use.
        folder: where downloaded models are kept.
        cards: the graphics cards that the engine can use, with what was free on them before any model was loaded.
    """

    memory: int
    free: int
    cores: int
    disk: int
    folder: str = ""
    cards: tuple[Device, ...] = ()

    @property
    def room(self) -> int:
        """Bytes that a model can have, on the cards and off them."""
        return self.free + sum(max(0, card.free - MARGIN) for card in self.cards)


class Entry(msgspec.Struct, frozen=True):
    """A model of the list, how it fits, and whether it lies in our own folder, so that it can be removed there.

    Attributes:
        cards: what of it lies, or would lie, on graphics cards; None for nothing.
    """

    model: ModelInfo
    fit: Fit
    ours: bool = False
    cards: OnCards | None = None


class Notice(msgspec.Struct, frozen=True):
    """Something to tell: a sentence, one act that it offers, and what is done when it has left."""

    text: str
    action: str = ""
    act: Callable[[], None] | None = None
    gone: Callable[[], None] | None = None


def machine(folder: Path, cards: tuple[Device, ...] = ()) -> Machine:
    """Look at the computer; `folder` tells which disk is meant, `cards` was found before."""
    memory = psutil.virtual_memory()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    return Machine(memory.total, memory.available, physical_cores(), shutil.disk_usage(place).free, str(folder), cards)
