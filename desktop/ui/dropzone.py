"""A dashed card that says that files may be dropped, with a link that browses for them instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton
from desktop.ui.cards import Card
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from desktop.ui.theme import Appearance


class DropZone(Card):
    """Where files may be dropped; a press anywhere in it browses."""

    pressed = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, fill="none", edge="strong", radius=look.theme.tokens.radius.panel, parent=parent)
        self.set_box(dashed=True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme = look.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(7), theme.space(9), theme.space(7), theme.space(9))
        row.setSpacing(theme.space(5))
        row.addStretch(1)
        row.addWidget(IconMark(look, "file-plus", "accent", 24))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(look, self.tr("Drop files or folders here"), "label"))
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(Label(look, self.tr("or "), "ui", "secondary"))
        self.browse = LinkButton(look, self.tr("browse"))
        line.addWidget(self.browse)
        kinds = self.tr(". PDF, Word, PowerPoint, Excel, Markdown, text")
        line.addWidget(Label(look, kinds, "ui", "secondary", elide="end"), 1000)
        line.addStretch(1)
        words.addLayout(line)
        row.addLayout(words, 1000)
        row.addStretch(1)
        self.browse.clicked.connect(self.pressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class LinkButton(GhostButton):
    """A link inside a sentence: no box, no padding."""

    def __init__(self, look: Appearance, text: str, parent: QWidget | None = None) -> None:
        super().__init__(look, text, height=20, link=True, parent=parent)
        self.padding = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
