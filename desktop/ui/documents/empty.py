"""What stands in the place of the ledger while there are no files: where to drop some, and which kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.cards import Card
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance


class Empty(QWidget):
    """A dashed card; the window itself takes what is dropped."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = look.theme
        zone = Card(look, radius=12, fill="none")
        zone.set_box(edge="strong", dashed=True)
        inner = QVBoxLayout(zone)
        inner.setContentsMargins(theme.space(9), theme.space(11), theme.space(9), theme.space(11))
        inner.setSpacing(theme.space(3))
        centre = Qt.AlignmentFlag.AlignHCenter
        kinds = self.tr("PDF, Word, PowerPoint, Excel, pictures, mail, web pages and text stay on this computer.")
        inner.addWidget(Label(look, self.tr("Drop files or folders here"), "label", align=centre))
        inner.addWidget(Label(look, kinds, "ui", "secondary", wrap=True, align=centre))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addSpacing(theme.space(9))
        column.addWidget(zone)
        column.addStretch(1)
