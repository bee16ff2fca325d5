"""What the Models page knows of adapters, without a widget: which there are, which fit the model, which are on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from desktop.domain.adapter import AdapterInfo, AdapterUse
from desktop.engine import adapters, removal
from desktop.errors import AdapterUnfit
from desktop.ui.models.taken_out import FilesPresenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QObject

    from desktop.ui.models.state import Choices, Chooser
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel


class Switches(Protocol):
    """Where it is kept which adapters are on: the choices of the open chat."""

    adapters: tuple[AdapterUse, ...]

    def set_adapter(self, path: str, scale: float | None) -> None: ...


class AdapterEntry(msgspec.Struct, frozen=True):
    """An adapter of the list.

    Attributes:
        misfit: why it cannot change the model in use; None when it can.
        ours: whether it lies in our own folder, so that it can be removed there.
        gone: whether it is on in the chat, but its file is no longer there.
    """

    info: AdapterInfo
    misfit: AdapterUnfit | None = None
    ours: bool = False
    gone: bool = False


class AdaptersPresenter(FilesPresenter):
    """Knows the adapters on this computer and switches them in the open chat."""

    def __init__(
        self,
        engine: Chooser,
        switches: Switches,
        choices: Choices,
        tasks: Tasks,
        models: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._switches, self._choices = engine, switches, choices
        self._tasks, self._models = tasks, models
        self._found: tuple[AdapterEntry, ...] = ()
        self._base = ""
        self._looked = False

    @property
    def entries(self) -> tuple[AdapterEntry, ...]:
        """The adapters by name, then those that the chat uses and that are gone."""
        known = {entry.info.path for entry in self._found}
        gone = [use for use in self._switches.adapters if use.path not in known]
        lost = (AdapterEntry(AdapterInfo(use.path, use.name, ""), gone=True) for use in gone)
        return (*self._found, *lost) if self._looked else ()

    def use(self, path: str) -> AdapterUse | None:
        """Return how the open chat uses the adapter at `path`; None where it is off."""
        return next((use for use in self._switches.adapters if use.path == path), None)

    def switch(self, path: str, scale: float | None) -> None:
        """Switch an adapter on with this strength, or off, in the open chat."""
        self._switches.set_adapter(path, scale)
        self.changed.emit()

    def follow(self) -> None:
        """Take note that another model, or another chat, may be the one in use."""
        model = self._engine.model
        if model is not None and model.path != self._base:
            self.refresh()
        else:
            self.changed.emit()

    def refresh(self) -> None:
        """Look for adapters again, in the background, and hold them against the model in use."""
        folders = self._choices.settings.model_folders
        model = self._engine.model

        def look(cancel: Cancel) -> Iterator[tuple[AdapterEntry, ...]]:
            base = adapters.read_base(model.path) if model is not None and not model.endpoint else None
            found = adapters.installed_adapters(self._models, folders)
            yield tuple(self._entry(info, base) for info in found)

        def show(batch: Sequence[tuple[AdapterEntry, ...]]) -> None:
            self._found, self._looked = batch[-1], True
            self.changed.emit()

        self._base = model.path if model is not None else ""
        self._tasks.run(look, show, lambda: None, self.failed.emit)

    def add(self, path: str) -> None:
        """Check a file, take it into our folder, and switch it on where it fits; one that does not fit is told."""
        model = self._engine.model

        def work(cancel: Cancel) -> Iterator[AdapterEntry]:
            info = adapters.add(path, self._models)
            yield self._entry(
                info, adapters.read_base(model.path) if model is not None and not model.endpoint else None
            )

        def take(batch: Sequence[AdapterEntry]) -> None:
            added = batch[-1]
            # Known before it is switched on, else it would count as gone until it is found.
            self._found = (*(other for other in self._found if other.info.path != added.info.path), added)
            if added.misfit is None:
                self._switches.set_adapter(added.info.path, 1.0)
            else:
                self.failed.emit(added.misfit)
            self.refresh()

        self._tasks.run(work, take, lambda: None, self.failed.emit)

    def remove(self, entry: AdapterEntry) -> None:
        """Take an adapter out of our folder; it can be brought back while the notice about it stays."""
        path = entry.info.path
        removed = self.set_aside(Path(path).name, lambda: removal.remove(entry.info, self._models))
        if removed is None:
            return
        use = self.use(path)
        if use is not None:
            self._switches.set_adapter(path, None)

        def back() -> None:
            if use is not None:
                self._switches.set_adapter(path, use.scale)
            self.refresh()

        self._found = tuple(other for other in self._found if other.info.path != path)
        self.tell_removed(entry.info.name, removed, back)

    def _entry(self, info: AdapterInfo, base: adapters.Base | None) -> AdapterEntry:
        misfit = None
        if base is not None:
            try:
                adapters.check(info.path, base)
            except AdapterUnfit as error:
                misfit = error
        return AdapterEntry(info, misfit, adapters.ours(info, self._models))
