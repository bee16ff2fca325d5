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
from desktop.engine.pending import HubFile, Pending, Wanted
from desktop.settings import Settings
from desktop.worker.cancel import Cancel


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
