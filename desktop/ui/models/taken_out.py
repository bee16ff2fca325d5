"""What presenters of our own files share: what they tell, and taking a file out so that it can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.engine import removal
from desktop.errors import CannotWrite
from desktop.ui.models.state import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.engine.removal import Removed


class FilesPresenter(QObject):
    """Knows how a file of ours is set aside, and told of with a way back.

    Signals:
        changed: any of what the presenter shows may have changed.
        noticed(Notice): something was done, or not done, that is to be told.
        failed(Exception): something was asked that cannot be done.
    """

    changed = Signal()
    noticed = Signal(object)
    failed = Signal(object)

    def set_aside(self, name: str, remove: Callable[[], Removed]) -> Removed | None:
        """Do `remove` and return what it set aside; a system that refuses is told through `failed`, with None."""
        try:
            return remove()
        except OSError as error:
            self.failed.emit(CannotWrite(file=name, reason=error.strerror or error))
            return None

    def tell_removed(self, name: str, removed: Removed, back: Callable[[], None]) -> None:
        """Tell that it was removed; while the notice stays it can be undone, which ends with `back`."""

        def undo() -> None:
            removal.restore(removed)
            back()

        text = QCoreApplication.translate("FilesPresenter", "Removed {name}").format(name=name)
        again = QCoreApplication.translate("FilesPresenter", "Undo")
        self.changed.emit()
        self.noticed.emit(Notice(text, again, undo, lambda: removal.delete(removed)))
