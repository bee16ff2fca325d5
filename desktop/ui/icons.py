"""Phosphor icons and the Lectern mark, painted in the theme's colours of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import qtawesome
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPen, QPixmap, QPixmapCache, QPolygonF

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone

#: QtAwesome draws at 7/8 of the box; Phosphor's em already holds its own margin.
_FULL_BOX = 8 / 7


def paint_icon(
    painter: QPainter, box: QRect, name: str, color: QColor, *, turned: float = 0, mirror: bool = False
) -> None:
    """Paint a Phosphor 1.3 icon (`name` without the prefix) into a square box of logical pixels."""
    side = box.width()
    ratio = painter.device().devicePixelRatioF()
    picture = _picture(name, round(side * ratio), color)
    picture.setDevicePixelRatio(ratio)
    if not turned and not mirror:
        painter.drawPixmap(box.topLeft(), picture)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    middle = QRectF(box).center()
    painter.translate(middle)
    painter.rotate(turned)
    painter.scale(-1 if mirror else 1, 1)
    painter.translate(-middle)
    painter.drawPixmap(box.topLeft(), picture)
    painter.restore()


def _picture(name: str, side: int, color: QColor) -> QPixmap:
    """Return the icon at `side` device pixels, from Qt's cache: QtAwesome reads the whole font for each painting."""
    key = f"lectern/{name}/{side}/{color.name(QColor.NameFormat.HexArgb)}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = QPixmap(side, side)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        icon = qtawesome.icon(f"ph.{name}", color=color, draw="path", scale_factor=_FULL_BOX)
        icon.paint(painter, QRect(0, 0, side, side))
        painter.end()
        QPixmapCache.insert(key, found)
    return found


def paint_mark(painter: QPainter, box: QRectF, color: QColor) -> None:
    """Paint the Lectern mark, a reading desk on its foot, into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    board = [QPointF(3.6, 9.4), QPointF(18.2, 4.4), QPointF(19.7, 8.2), QPointF(5.3, 13.3)]
    painter.drawPolygon(QPolygonF(board))
    painter.setPen(QPen(color, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(11.9, 11.5), QPointF(11.9, 19.5))
    painter.drawLine(QPointF(7.4, 19.5), QPointF(16.5, 19.5))
    painter.restore()


class _Engine(QIconEngine):
    """Asks the appearance for its colour each time it paints, so that a theme change needs no new icon."""

    def __init__(self, look: Appearance, name: str, tone: Tone) -> None:
        super().__init__()
        self._look, self._name, self._tone = look, name, tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tone: Tone = "disabled" if mode == QIcon.Mode.Disabled else self._tone
        paint_icon(painter, rect, self._name, self._look.theme.ink(tone))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._look, self._name, self._tone)


def make_icon(look: Appearance, name: str, tone: Tone = "secondary") -> QIcon:
    """Return an icon for menus and item views that takes its colour from the theme whenever it is painted."""
    return QIcon(_Engine(look, name, tone))


def file_icon(name: str) -> str:
    """Return the icon of a file by the end of its name."""
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "pdf":
        return "file-pdf"
    if ending in {"csv", "tsv", "xls", "xlsx", "ods"}:
        return "table"
    if ending in {"ppt", "pptx", "odp"}:
        return "presentation-chart"
    if ending in {"doc", "docx", "odt", "md", "markdown", "txt", "rst", "html", "htm"}:
        return "file-text"
    return "file"
