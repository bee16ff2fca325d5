"""Tiles of the inspector: a theme, a layout, and a finding of the deck check that leads to its slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy

from desktop.ui.icons import paint_icon
from desktop.ui.paint import paint_box, set_tip
from desktop.ui.pressable import Pressable

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.slides.looks import Theme as DeckTheme
    from desktop.ui.theme import Appearance


class ThemeTile(Pressable):
    """A small slide in one theme's colours."""

    def __init__(self, look: Appearance, theme: DeckTheme) -> None:
        name = QCoreApplication.translate("themes", theme.label)
        super().__init__(look, name)
        self._theme = theme
        self.setCheckable(True)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        return QSize(px(84), px(44) + px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        px = theme.px
        c = self._theme.colours
        box = QRectF(0, 0, self.width(), px(44))
        chosen = self.isChecked()
        edge = theme.color.accent.fill if chosen else theme.color.line.strong
        paint_box(painter, box, px(6), QColor(f"#{c['paper']}"), edge, width=2 if chosen else 1)
        painter.setFont(theme.font("bodyStrong", weight=600))
        font = painter.font()
        font.setFamilies(["Gelasio", "Georgia", "serif"])
        font.setPixelSize(px(14))
        painter.setFont(font)
        painter.setPen(QColor(f"#{c['title']}"))
        painter.drawText(
            QRectF(px(10), px(6), box.width(), px(18)), int(Qt.AlignmentFlag.AlignVCenter), self.tr("Title")
        )
        painter.fillRect(QRectF(px(10), px(29), px(34), px(3)), QColor(f"#{c['accent']}"))
        painter.setFont(theme.font("captionStrong" if chosen else "caption"))
        painter.setPen(theme.color.text.primary if chosen else theme.color.text.secondary)
        below = self.rect().adjusted(px(16) if chosen else 0, px(48), 0, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self.text())
        if chosen:
            side = px(12)
            spot = below.translated(-px(16), px(2))
            spot.setSize(QSize(side, side))
            paint_icon(painter, spot, "check-bold", theme.color.accent.text)


class LayoutTile(Pressable):
    """A small drawing of a layout with its name."""

    def __init__(self, look: Appearance, key: str, text: str) -> None:
        super().__init__(look, text)
        self._key = key
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        return QSize(px(84), px(70))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c, px = theme.color, theme.px
        chosen = self.isChecked()
        edge = c.accent.fill if chosen else c.line.strong if self.underMouse() else c.line.hairline
        box = QRectF(self.rect())
        paint_box(painter, box, px(8), c.surface.raised, edge, width=2 if chosen else 1)
        ink = c.accent.text if chosen else c.text.disabled
        strong = c.accent.text if chosen else c.text.secondary
        left, width = px(13), box.width() - px(26)
        painter.fillRect(QRectF(left, px(11), px(28), px(3)), strong)
        for x, y, w, h in _DRAWINGS[self._key]:
            painter.fillRect(QRectF(left + width * x, px(20) + px(20) * y, width * w, px(20) * h), ink)
        painter.setFont(theme.font("captionStrong" if chosen else "caption"))
        painter.setPen(c.accent.text if chosen else c.text.secondary)
        words = QRectF(0, box.bottom() - px(25), box.width(), px(20))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())


#: Bars of each drawing, as parts of the tile: left, top, width, height.
_DRAWINGS: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "bullets": ((0, 0.05, 1, 0.1), (0, 0.4, 0.85, 0.1), (0, 0.75, 0.95, 0.1)),
    "chart": (
        (0, 0.5, 0.12, 0.5),
        (0.18, 0.25, 0.12, 0.75),
        (0.36, 0, 0.12, 1),
        (0.6, 0.2, 0.4, 0.1),
        (0.6, 0.6, 0.4, 0.1),
    ),
    "comparison": ((0, 0, 0.46, 0.95), (0.54, 0, 0.46, 0.95)),
    "numbers": (
        (0, 0, 0.27, 0.45),
        (0.36, 0, 0.27, 0.45),
        (0.72, 0, 0.27, 0.45),
        (0, 0.7, 0.27, 0.1),
        (0.36, 0.7, 0.27, 0.1),
        (0.72, 0.7, 0.27, 0.1),
    ),
    "table": ((0, 0, 1, 0.14), (0, 0.3, 1, 0.08), (0, 0.55, 1, 0.08), (0, 0.8, 1, 0.08)),
    "steps": ((0, 0.3, 1, 0.06), (0, 0.1, 0.14, 0.45), (0.43, 0.1, 0.14, 0.45), (0.86, 0.1, 0.14, 0.45)),
}


class Finding(Pressable):
    """What the deck check found, in as many lines as it needs; pressing it goes to the slide."""

    def __init__(self, look: Appearance, text: str) -> None:
        super().__init__(look, text)
        set_tip(self, text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = QFontMetrics(self.look.theme.font("caption"))
        wrap = int(Qt.TextFlag.TextWordWrap)
        box = metrics.boundingRect(QRect(0, 0, max(40, self.width()), 1000), wrap, self.text())
        self.setFixedHeight(max(self.look.theme.px(24), box.height() + self.look.theme.px(6)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color.text.primary if self.underMouse() else theme.color.accent.text)
        wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect(), wrap, self.text())
