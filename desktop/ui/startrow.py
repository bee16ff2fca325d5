"""A row that begins something: icon, what it does, quiet words on how, and a caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from desktop.ui.icons import paint_icon
from desktop.ui.pressable import Pressable

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme import Appearance

#: Logical pixels under which the words on how are left out, since a few of their letters would say nothing.
LEAST = 96


class StartRow(Pressable):
    """Paints itself; where there is no room for all words, those on how give way first."""

    def __init__(self, look: Appearance, icon: str, words: str, how: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._icon, self.words, self._how = icon, words, how
        self.setAccessibleName(f"{words}, {how}" if how else words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.theme.px(320), self.look.theme.px(51))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.theme.px(120), self.look.theme.px(51))

    def ring_radius(self) -> int:
        """Radius of the box that the focus ring goes around."""
        return self.look.theme.px(6)

    def boxes(self) -> tuple[QRect, QRect]:
        """Return where the words and those on how are painted; the second is empty where it has no room."""
        theme = self.look.theme
        px = theme.px
        left, right = px(38), self.width() - px(2) - px(theme.tokens.icon.small) - px(12)
        words = min(right - left, int(theme.metrics("label").horizontalAdvance(self.words)) + 1)
        begin = left + words + px(24)
        wanted = theme.metrics("ui").horizontalAdvance(self._how)
        how = right - begin if right - begin >= min(wanted, px(LEAST)) else 0
        return QRect(left, 0, words, self.height()), QRect(begin, 0, how, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c, px = theme.color, theme.px
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.fillRect(self.rect(), c.surface.selected if self.isDown() else c.surface.hover)
        quiet = c.text.secondary if self.isEnabled() else c.text.disabled
        side = px(theme.tokens.icon.button)
        paint_icon(painter, QRect(px(5), (self.height() - side) // 2, side, side), self._icon, quiet)
        caret = px(theme.tokens.icon.small)
        right = self.width() - px(2) - caret
        paint_icon(painter, QRect(right, (self.height() - caret) // 2, caret, caret), "caret-right", quiet)
        middle, end = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        words, how = self.boxes()
        painter.setFont(theme.font("label", weight=400))
        painter.setPen(c.text.primary if self.isEnabled() else c.text.disabled)
        painter.drawText(words, int(middle), theme.metrics("label").elidedText(self.words, end, words.width()))
        painter.setFont(theme.font("ui"))
        painter.setPen(quiet)
        fitted = theme.metrics("ui").elidedText(self._how, end, how.width()) if how.width() else ""
        painter.drawText(how, int(middle | Qt.AlignmentFlag.AlignRight), fitted)
