"""What the Models page shows and does, without a widget: installed models, how they fit, which one is used."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Protocol

import msgspec
import psutil
from PySide6.QtCore import QObject, Signal

from desktop.domain.model import ModelInfo
from desktop.engine import catalog
from desktop.engine.fit import Fit, fit
from desktop.engine.gguf import read_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.settings import Settings
    from desktop.ui.tasks import Tasks
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


class Machine(msgspec.Struct, frozen=True):
    """What this computer has.

    Attributes:
        memory, free, disk: bytes: installed, free for programs, free on the disk of the models.
        cores: physical processor cores.
    """

    memory: int
    free: int
    cores: int
    disk: int


class Entry(msgspec.Struct, frozen=True):
    """A model of the list, and how it fits."""

    model: ModelInfo
    fit: Fit


def machine(folder: Path) -> Machine:
    """Look at the computer; `folder` tells which disk is meant."""
    memory = psutil.virtual_memory()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    return Machine(memory.total, memory.available, psutil.cpu_count(logical=False) or 1, shutil.disk_usage(place).free)


class ModelsPresenter(QObject):
    """Knows the installed models and which one answers. `chosen` tells the rest of the window."""

    changed = Signal()
    chosen = Signal(object)  # ModelInfo
    failed = Signal(object)  # Exception

    def __init__(
        self, engine: Chooser, choices: Choices, tasks: Tasks, models: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine, self._choices, self._tasks, self._models = engine, choices, tasks, models
        self.entries: tuple[Entry, ...] = ()
        self.machine = machine(models)
        self.query = ""

    @property
    def current(self) -> ModelInfo | None:
        """The model that answers."""
        return self._engine.model

    @property
    def loaded(self) -> bool:
        """Whether it is in memory."""
        return self._engine.context > 0

    def shown(self) -> list[Entry]:
        """Return the models that the search field leaves."""
        words = self.query.lower().split()
        return [e for e in self.entries if all(w in f"{e.model.name} {e.model.quantisation}".lower() for w in words)]

    def refresh(self) -> None:
        """Look for models again, in the background."""
        folders = self._choices.settings.model_folders
        extra = self._choices.settings.model

        def look(cancel: Cancel) -> Iterator[tuple[Entry, ...]]:
            models = list(catalog.installed(self._models, folders))
            known = {model.path for model in models}
            current = self._engine.model
            if current is not None and current.path not in known:
                models.append(current)
            elif extra and extra not in known:
                models.append(read_header(extra))
            yield tuple(Entry(model, fit(model, self._choices.settings.context)) for model in models)

        def show(found: Sequence[tuple[Entry, ...]]) -> None:
            self.entries = found[-1]
            self.machine = machine(self._models)
            self.changed.emit()

        self._tasks.run(look, show, lambda: None, self.failed.emit)

    def search(self, text: str) -> None:
        """Show only the models with these words."""
        self.query = text
        self.changed.emit()

    def use(self, model: ModelInfo) -> None:
        """Answer with `model` from the next question on, and remember it."""
        chosen = self._choices.settings
        self._engine.choose(model, context=chosen.context, gpu_layers=chosen.gpu_layers, threads=chosen.threads)
        self._choices.change(model="" if model.starter else model.path)
        self.changed.emit()
        self.chosen.emit(model)

    def unload(self) -> None:
        """Give the memory back; the next question loads the model again."""
        self._engine.unload()
        self.changed.emit()

    def add_file(self, path: str) -> None:
        """Check a model file and use it where it lies, without copying.

        A file that is no model is told through `failed`.
        """

        def look(cancel: Cancel) -> Iterator[ModelInfo]:
            yield read_header(path)

        def use(found: Sequence[ModelInfo]) -> None:
            self.use(found[-1])
            self.refresh()

        self._tasks.run(look, use, lambda: None, self.failed.emit)
