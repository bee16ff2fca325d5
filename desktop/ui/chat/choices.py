"""What a question is asked with: whether to think first, which library to answer from, and what changes the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.domain.adapter import switched
from desktop.domain.document import EVERYTHING
from desktop.ui.chat.attachments import LANE, nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.protocol import FileState, LibraryInfo
    from desktop.domain.adapter import AdapterUse
    from desktop.domain.document import Within
    from desktop.settings import Settings
    from desktop.ui.chat.services import Libraries
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel

Think = Literal["off", "auto", "on"]


class Choices(QObject):
    """Knows the choices of the open conversation and remembers them for the next one.

    Signals:
        changed: another choice, or another list of libraries.
        files_known(Sequence[FileState]): what the library holds.
    """

    changed = Signal()
    files_known = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        library: Libraries,
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
    ) -> None:
        """Read the last choices from the settings, which `keep` writes."""
        super().__init__()
        self._tasks, self._door, self._settings, self._keep = tasks, library, settings, keep
        self.think: Think = settings().think
        self.library = settings().library
        self.within: Within = EVERYTHING
        self.adapters = settings().adapters
        self._last = self.library
        self.libraries: tuple[LibraryInfo, ...] = ()

    @property
    def settings(self) -> Settings:
        """The settings of the moment."""
        return self._settings()

    def set_think(self, think: Think) -> None:
        """Think before answering: never, when it helps, always."""
        self.think = think
        self._keep(msgspec.structs.replace(self._settings(), think=think))
        self.changed.emit()

    def set_budget(self, tokens: int) -> None:
        """End a thought at this many tokens from now on, in every chat."""
        self._keep(msgspec.structs.replace(self._settings(), think_budget=tokens))
        self.changed.emit()

    def toggle_think(self) -> None:
        """Switch thinking on or off."""
        self.set_think("on" if self.think == "off" else "off")

    def take(self, library: str, adapters: tuple[AdapterUse, ...], within: Within = EVERYTHING) -> None:
        """Take over the choices of a conversation that is opened."""
        self.library, self.adapters, self.within = library, adapters, within
        self._last = library or self._last

    def set_adapter(self, path: str, scale: float | None) -> None:
        """Have the adapter at `path` change the model with this strength from now on; None switches it off."""
        self.adapters = switched(self.adapters, path, scale)
        self._keep(msgspec.structs.replace(self._settings(), adapters=self.adapters))
        self.changed.emit()

    def set_library(self, name: str) -> None:
        """Ask from this library from now on, from all of its files where it is another one; empty for none."""
        self.take(name, self.adapters, self.within if name in {"", self.library or self._last} else EVERYTHING)
        self._keep(msgspec.structs.replace(self._settings(), library=name))
        self.changed.emit()

    def set_within(self, within: Within) -> None:
        """Ask only these files of the library from now on."""
        self.within = within
        self.changed.emit()

    def look_at_files(self) -> None:
        """Find out in the background what the library holds, to choose from; `files_known` brings it."""
        name = self.library

        def work(cancel: Cancel) -> Iterator[Sequence[FileState]]:
            yield self._door.files(name)

        self._tasks.run(work, lambda found: self.files_known.emit(found[-1]), nothing, lane=LANE)

    def toggle_library(self) -> bool:
        """Switch the documents off, or on again with the last library; False when none was ever chosen."""
        if not self.library and not self._last:
            return False
        self.set_library("" if self.library else self._last)
        return True

    def refresh(self) -> None:
        """Find out in the background which libraries there are."""

        def work(cancel: Cancel) -> Iterator[tuple[LibraryInfo, ...]]:
            yield tuple(info for info in self._door.libraries() if not info.hidden)

        def take(batch: Sequence[tuple[LibraryInfo, ...]]) -> None:
            if batch[-1] != self.libraries:
                self.libraries = batch[-1]
                self.changed.emit()

        self._tasks.run(work, take, nothing, lane=LANE)
