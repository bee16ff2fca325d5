"""The row below an answer: copy, answer again, edit the question, make slides, and who wrote it how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.indicators import Tag
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance

#: Milliseconds for which Copy says that it copied.
COPIED = 2000
#: Room above the row.
ABOVE = 10


class Actions(QWidget):
    """Buttons of one answer.

    Its icons start 6 px inside its left edge, so that its owner can put them at the edge of a column.
    """

    copied = Signal()
    again = Signal()
    edit = Signal()
    slides = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.copy = IconButton(look, "copy", self.tr("Copy answer"), keys="Ctrl Shift C", size=28)
        self.redo = IconButton(look, "arrow-clockwise", self.tr("Answer again"), keys="Ctrl Shift R", size=28)
        self.pen = IconButton(look, "pencil-simple", self.tr("Edit the question"), size=28)
        self.make = GhostButton(look, self.tr("Make slides"), icon="presentation-chart", height=28)
        self.usage = Label(look, "", "caption", "secondary", elide="end")
        self._row = QHBoxLayout(self)
        for widget in (self.copy, self.redo, self.pen, self.make):
            self._row.addWidget(widget)
        self.left = Tag(look, self.tr("Left this computer"), "warn", "globe")
        self.left.hide()
        self._row.addStretch(1)
        self._row.addWidget(self.left)
        self._row.addWidget(self.usage)
        self.copy.clicked.connect(self.copied)
        self.copy.clicked.connect(self._say_copied)
        self.redo.clicked.connect(self.again)
        self.pen.clicked.connect(self.edit)
        self.make.clicked.connect(self.slides)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        px = self.look.theme.px
        self._row.setSpacing(px(2))
        self._row.setContentsMargins(0, px(ABOVE), px(6), 0)
        self.setFixedHeight(px(28 + ABOVE))

    def show_for(self, *, usage: str, slides: bool, copy: bool, left: bool) -> None:
        """Show what can be done with an answer that is finished; `left`: its question left this computer."""
        self.left.setVisible(left)
        self.copy.setVisible(copy)
        self.make.setVisible(slides)
        self.usage.setText(usage)

    def _say_copied(self) -> None:
        self.copy.set_icon("check")
        self.copy.set_name(self.tr("Copied"))
        QTimer.singleShot(COPIED, self.copy, self._forget_copied)

    def _forget_copied(self) -> None:
        self.copy.set_icon("copy")
        self.copy.set_name(self.tr("Copy answer"), "Ctrl Shift C")
