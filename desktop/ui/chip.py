"""A chip: a small box of words that can be taken away, with quieter words and a bar where there is more to say."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.buttons import IconButton
from desktop.ui.icons import paint_icon
from desktop.ui.paint import paint_box, set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone

HEIGHT = 32


class Chip(QWidget):
    """A box with an icon, words, quieter words and a button that takes it away."""

    removed = Signal()

    def __init__(self, look: Appearance, icon: str, words: str, remove: str, parent: QWidget | None = None) -> None:
        """Make it; `remove` is the accessible name of its button."""
        super().__init__(parent)
        self.look = look
        self._icon, self._words, self._note = icon, words, ""
        self._tone: Tone = "secondary"
        self._share = -1.0
        self._widest = 300
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button = IconButton(look, "x", remove, size=28, raised=True, parent=self)
        self.button.clicked.connect(self.removed)
        self.setAccessibleName(words)
        set_tip(self, words)
        look.changed.connect(self.updateGeometry)

    def set_words(self, words: str) -> None:
        """Change what it says."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_state(self, note: str, tone: Tone = "secondary", share: float = -1.0, tip: str = "") -> None:
        """Show quieter words and a bar that is filled to `share`, 0 to 1; below 0 there is none."""
        self._note, self._tone, self._share = note, tone, share
        set_tip(self, tip or self._words)
        self.setAccessibleName(f"{self._words}, {tip or note}" if note else self._words)
        self.updateGeometry()
        self.update()

    def set_widest(self, width: int) -> None:
        """Let it become so many logical pixels wide before its words are cut."""
        self._widest = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = self.look.theme
        width = theme.metrics("ui").horizontalAdvance(self._words) + theme.px(10 + 16 + 8 + 4 + 28 + 4)
        if self._note:
            width += QFontMetricsF(theme.font("caption", tabular=True)).horizontalAdvance(self._note) + theme.px(8)
        return QSize(min(math.ceil(width), theme.px(self._widest)), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.look.theme.px(120)), self.look.theme.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.button.sizeHint().width()
        self.button.setGeometry(self.width() - side - 2, (self.height() - side) // 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c, px = theme.color, theme.px
        paint_box(painter, QRectF(self.rect()), px(8), c.surface.raised, c.line.hairline)
        side = px(theme.tokens.icon.row)
        tone = theme.ink(self._tone if self._tone != "primary" else "secondary")
        paint_icon(painter, QRect(px(10), (self.height() - side) // 2, side, side), self._icon, tone)
        left, right = px(10) + side + px(8), self.width() - px(34)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if self._note:
            painter.setFont(theme.font("caption", tabular=True))
            painter.setPen(theme.ink(self._tone))
            note = math.ceil(QFontMetricsF(theme.font("caption", tabular=True)).horizontalAdvance(self._note))
            painter.drawText(QRect(right - note, 0, note + 1, self.height()), middle, self._note)
            right -= note + px(8)
        painter.setFont(theme.font("ui"))
        painter.setPen(c.text.primary)
        words = theme.metrics("ui").elidedText(self._words, Qt.TextElideMode.ElideMiddle, right - left)
        painter.drawText(QRect(left, 0, right - left + 1, self.height()), middle, words)
        if self._share >= 0:
            track = QRectF(px(8), self.height() - px(3), self.width() - px(16), px(2))
            paint_box(painter, track, px(1), c.line.hairline)
            track.setWidth(max(track.height(), track.width() * self._share))
            paint_box(painter, track, px(1), c.accent.fill)
