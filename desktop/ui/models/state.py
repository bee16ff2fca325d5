"""What the Models page shows, as frozen values, and what it needs from the engine and the settings."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec
import psutil

from desktop.domain.model import ModelInfo
from desktop.engine.fit import Fit
from desktop.engine.hardware import physical_cores
from desktop.settings import Settings


class Chooser(Protocol):
    """What the page needs from the engine."""

    @property
    def model(self) -> ModelInfo | None: ...
    @property
    def context(self) -> int: ...
    def choose(self, model: ModelInfo | None, *, context: int = 0, gpu_layers: int = -1, threads: int = 0) -> None: ...
    def unload(self) -> None: ...


class Choices(Protocol):
    """Where the chosen model is kept; the presenter of the settings."""

    settings: Settings

    def change(self, **values: object) -> None: ...


class Machine(msgspec.Struct, frozen=True):
    """What this computer has.

    Attributes:
        memory, free, disk: bytes: installed, free for programs, free on the disk of the models.
        cores: processor cores that we may use.
        folder: where downloaded models are kept.
    """

    memory: int
    free: int
    cores: int
    disk: int
    folder: str = ""


class Entry(msgspec.Struct, frozen=True):
    """A model of the list, how it fits, and whether it lies in our own folder, so that it can be removed there."""

    model: ModelInfo
    fit: Fit
    ours: bool = False


class Notice(msgspec.Struct, frozen=True):
    """Something to tell: a sentence, one act that it offers, and what is done when it has left."""

    text: str
    action: str = ""
    act: Callable[[], None] | None = None
    gone: Callable[[], None] | None = None


def machine(folder: Path) -> Machine:
    """Look at the computer; `folder` tells which disk is meant."""
    memory = psutil.virtual_memory()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    return Machine(memory.total, memory.available, physical_cores(), shutil.disk_usage(place).free, str(folder))
