"""What the Settings page changes, without a widget: one frozen value, saved whenever it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop import settings
from desktop.errors import CannotWrite

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.settings import Settings


class SettingsPresenter(QObject):
    """Knows the settings of the moment and their file; whoever depends on one listens to `changed`."""

    changed = Signal(object, object)  # Settings before, Settings now
    failed = Signal(object)  # Exception

    def __init__(self, file: Path, chosen: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self.settings = chosen

    def change(self, **values: object) -> None:
        """Change fields of the settings, save them and tell; a failed save is told and the change still holds."""
        before = self.settings
        now = msgspec.convert({**msgspec.structs.asdict(before), **values}, settings.Settings)
        if now == before:
            return
        self.settings = now
        try:
            settings.save(self._file, now)
        except OSError as error:
            self.failed.emit(CannotWrite(file=self._file.name, reason=error.strerror or error))
        self.changed.emit(before, now)
