"""A box that floats by the control that opened it, and closes when anything else is pressed or with Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.cards import Card
from desktop.ui.focus import FocusRing
from desktop.ui.labels import Label
from desktop.ui.taborder import ReadingOrder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.ui.theme import Appearance


class Popover(ReadingOrder, QWidget):
    """An empty box; fill `column`."""

    def __init__(self, look: Appearance, name: str, parent: QWidget | None = None) -> None:
        """Make it; `name` is its accessible name."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self.look = look
        theme = look.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.card = Card(look, edge="strong", shadow="popover")
        outer.addWidget(self.card)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(theme.space(7), theme.space(6), theme.space(7), theme.space(6))
        self.column.setSpacing(theme.space(4))
        FocusRing(look, self)

    def set_width(self, width: int) -> None:
        """Make the box so many logical pixels wide."""
        room = self.card.room()
        self.card.setFixedWidth(self.look.theme.px(width) + room.left() + room.right())

    def open_by(self, anchor: QWidget, *, above: bool = False, right: bool = False) -> None:
        """Show it below or above `anchor`, its left edge, or its right one, on the anchor's."""
        self.adjustSize()
        room, gap = self.card.room(), self.look.theme.space(2)
        left = anchor.width() - self.width() + room.right() if right else -room.left()
        top = -self.height() + room.bottom() - gap if above else anchor.height() - room.top() + gap
        place = QRect(anchor.mapToGlobal(QPoint(left, top)), self.size())
        screen = self.screen().availableGeometry()
        place.moveLeft(max(screen.left(), min(place.left(), screen.right() - place.width())))
        place.moveTop(max(screen.top(), min(place.top(), screen.bottom() - place.height())))
        self.move(place.topLeft())
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


class Figures(QGridLayout):
    """Rows of words and a figure at their right."""

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._look = look
        self.setHorizontalSpacing(look.theme.space(9))
        self.setVerticalSpacing(look.theme.space(2))
        self.setColumnStretch(0, 1)

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these rows in place of the others."""
        while (item := self.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for at, (words, figure) in enumerate(rows):
            self.addWidget(Label(self._look, words, "ui", "secondary"), at, 0)
            self.addWidget(Label(self._look, figure, "ui", tabular=True, align=Qt.AlignmentFlag.AlignRight), at, 1)
