"""What lists that paint their own rows share: one tab stop, a ring only for the keyboard, and a row that is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent


class RowList(QListView):
    """A list without a frame, scrolled by the pixel.

    Attributes:
        by_keyboard: whether the keyboard was used last, so that the row with the focus wears a ring.

    Signals:
        row_pressed(QModelIndex, QPoint or None): a row was pressed, by key or with the mouse at this place.
    """

    row_pressed = Signal(QModelIndex, object)
    #: Keys that do with a row what a press of it does.
    PRESSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_keyboard = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        if event.key() in self.PRESSING and self.state() != QListView.State.EditingState:
            # The editor of a row hands on the Enter that ends it, which must not press the row.
            if self.currentIndex().isValid():
                self.row_pressed.emit(self.currentIndex(), None)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(at).isValid():
            self.row_pressed.emit(self.indexAt(at), at)
