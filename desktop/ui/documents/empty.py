"""What stands in the place of the ledger while it has no rows: where to drop files, or that they are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.dropzone import DropZone
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance


class Empty(QWidget):
    """A dashed card; the window itself takes what is dropped. `browse_wanted` when it is pressed."""

    browse_wanted = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = look.theme
        self.zone = DropZone(look)
        self.zone.pressed.connect(self.browse_wanted)
        stays = self.tr("Pictures, mail and web pages are read too. Everything stays on this computer.")
        self.words = Label(look, stays, "caption", "secondary", wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(9), 0, 0)
        column.setSpacing(theme.space(5))
        column.addWidget(self.zone)
        column.addWidget(self.words)
        column.addStretch(1)


class Opening(QWidget):
    """Says that the library has not answered yet, so that nobody takes its silence for an empty one."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label(look, self.tr("Opening your documents"), "ui", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.theme.space(9), 0, 0)
        column.addWidget(self.words)
        column.addStretch(1)
