"""What lists that paint their own rows share: one tab stop, a ring only for the keyboard, and a row that is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from desktop.ui.paint import paint_box

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter

    from desktop.ui.theme import Theme

    _View = QAbstractItemView
else:
    _View = object


class ByKeyboard(_View):
    """Mixed into an item view, before its Qt class: its row with the focus is seen while the keyboard is used.

    Attributes:
        by_keyboard: whether the keyboard was used last.
    """

    by_keyboard = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        first = self.model().index(0, 0)
        if self.by_keyboard and not self.currentIndex().isValid() and first.isValid():
            # The cursor alone: a row that is only passed by is not chosen.
            self.selectionModel().setCurrentIndex(first, self.selectionModel().SelectionFlag.NoUpdate)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        super().mousePressEvent(event)

    def paint_focus(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, theme: Theme) -> None:
        """Draw the ring within `box` where the row of `option` has the focus and the keyboard is used."""
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_HasFocus and self.by_keyboard:
            radius = theme.px(theme.tokens.radius.small)
            paint_box(painter, QRectF(box).adjusted(1, 1, -1, -1), radius, None, theme.color.accent.focus, width=2)


class RowList(ByKeyboard, QListView):
    """A list without a frame, scrolled by the pixel.

    Signals:
        row_pressed(QModelIndex, QPoint or None): a row was pressed, by key or with the mouse at this place.
    """

    row_pressed = Signal(QModelIndex, object)
    #: Keys that do with a row what a press of it does.
    PRESSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self.PRESSING and self.state() != QListView.State.EditingState:
            # The editor of a row hands on the Enter that ends it, which must not press the row.
            self.by_keyboard = True
            if self.currentIndex().isValid():
                self.row_pressed.emit(self.currentIndex(), None)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(at).isValid():
            self.row_pressed.emit(self.indexAt(at), at)
