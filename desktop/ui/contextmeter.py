"""The context meter: how much of what the model can read at once is used, as a ring and in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.buttons import Pressable
from desktop.ui.paint import paint_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme import Appearance


def short(tokens: int) -> str:
    """Return a count of tokens as people read it: 812, 6.1k, 32k."""
    if tokens < 1000:
        return str(tokens)
    thousands = tokens / (1024 if tokens % 1024 == 0 else 1000)
    return f"{thousands:.0f}k" if thousands >= 10 or thousands == int(thousands) else f"{thousands:.1f}k"


class ContextMeter(Pressable):
    """How much of what the model can read at once is used: a ring and "6.1k of 32k". Pressing it opens a breakdown."""

    def __init__(self, look: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._used = self._total = 0
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def ring_radius(self) -> int:
        """Radius of the box that the focus ring goes around."""
        return self.look.theme.px(8)

    def set_usage(self, used: int, total: int) -> None:
        """Show `used` of `total` tokens; hidden while `total` is 0, because no model is loaded."""
        self._used, self._total = used, total
        self.setVisible(total > 0)
        self.setAccessibleName(self.tr("Context: {used} of {total} tokens used").format(used=used, total=total))
        self.restyle()

    def set_short(self, short: bool) -> None:
        """Show the ring alone, where there is no room for words."""
        self._short = short
        self.restyle()

    @property
    def share(self) -> float:
        """The part that is used, 0 to 1."""
        return min(1.0, self._used / self._total) if self._total else 0.0

    def words(self) -> str:
        """What stands beside the ring."""
        if self._short:
            return ""
        if self.share > 0.95:
            return self.tr("Almost full, {used} of {total}").format(used=short(self._used), total=short(self._total))
        return self.tr("{used} of {total}").format(used=short(self._used), total=short(self._total))

    def sizeHint(self) -> QSize:
        theme = self.look.theme
        width = math.ceil(theme.metrics("caption", tabular=True).horizontalAdvance(self.words()))
        return QSize(width + theme.px(34 if self._short else 8 + 18 + 8 + 8), theme.px(theme.tokens.size.control))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.look.theme
        c, px = theme.color, theme.px
        if self.underMouse():
            paint_box(painter, QRectF(self.rect()), px(8), c.surface.raised_hover)
        fill, ink = c.accent.fill, c.text.secondary
        if self.share > 0.95:
            fill = ink = c.error.text
        elif self.share > 0.8:
            fill = ink = c.warn.text
        side, thick = px(14), px(2.5)
        ring = QRectF(px(10), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(c.line.strong, thick))
        painter.drawEllipse(ring)
        painter.setPen(QPen(fill, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(ring, 90 * 16, -round(self.share * 360 * 16))
        painter.setPen(ink)
        painter.setFont(theme.font("caption", tabular=True))
        painter.drawText(
            QRect(px(34), 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.words()
        )
