"""Painting that controls share: rounded boxes, shadows, citation chips, safe tooltips."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QMargins, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtGui import Qt as GuiQt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.themevalue import Theme
    from desktop.ui.tokens import Shadow

CitationState = Literal["verified", "close", "missing"]


def paint_box(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    *,
    width: float = 1,
    dash: tuple[float, float] | None = None,
) -> None:
    """Paint a rounded box whose border lies wholly inside `box`, so that equal boxes line up with and without one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, radius, radius)
    else:
        pen = QPen(border, width)
        if dash:
            pen.setDashPattern([part / width for part in dash])
        painter.setPen(pen)
        inset = width / 2
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    painter.restore()


def shadow_margins(theme: Theme, shadow: Shadow) -> QMargins:
    """Return the room that `paint_shadow` needs around its box."""
    blur, drop = theme.px(shadow.blur), theme.px(shadow.y)
    return QMargins(blur, max(0, blur - drop), blur, blur + drop)


def menu_room(theme: Theme) -> int:
    """Return the room around a menu for its shadow, the same on all sides because QMenu uses one margin for all."""
    return theme.px(theme.tokens.shadow.popover.blur)


def paint_shadow(painter: QPainter, theme: Theme, box: QRectF, radius: float, shadow: Shadow) -> None:
    """Paint a soft shadow behind `box` as stacked translucent rounded boxes (a graphics effect would repaint too much).

    A blur of B px fades from B inside the edge to B outside it; the layers' shares rise and fall again, so that their
    sum across the edge is close to the S of a Gaussian.
    """
    layers = 12
    blur = theme.px(shadow.blur)
    alpha = shadow.alpha_dark if theme.dark else shadow.alpha_light
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    moved = box.translated(0, theme.px(shadow.y))
    shares = [min(layer + 1, layers - layer) for layer in range(layers)]
    for layer, share in enumerate(shares):
        grow = blur * (1 - 2 * (layer + 0.5) / layers)
        ink = QColor(theme.color.shadow.color)
        ink.setAlphaF(alpha * share / sum(shares))
        painter.setBrush(ink)
        corner = max(1.0, radius + grow)
        painter.drawRoundedRect(moved.adjusted(-grow, -grow, grow, grow), corner, corner)
    painter.restore()


def chip_width(theme: Theme, n: int) -> int:
    """Return the width of the citation chip with the number `n`: 17 for one digit, wider for more."""
    return theme.px(17 + 6 * (len(str(n)) - 1))


def paint_chip(
    painter: QPainter, theme: Theme, box: QRectF, n: int, state: CitationState, *, opened: bool, hover: bool = False
) -> None:
    """Paint a citation chip into `box` (17 high at 100 %); dashed and unfilled when its words were not found."""
    c = theme.color
    radius = theme.px(theme.tokens.radius.chip)
    fill: QColor | None
    if opened:
        fill, ink, edge = c.accent.fill, c.text.on_accent, None
    elif state == "close":
        fill, ink, edge = c.warn.soft, c.warn.text, c.warn.text if hover else None
    elif state == "missing":
        fill, ink, edge = None, c.text.secondary, c.line.control
    else:
        fill, ink, edge = c.accent.soft_hover if hover else c.accent.soft, c.accent.text, None
    paint_box(painter, box, radius, fill, edge, dash=(3, 2) if state == "missing" and not opened else None)
    painter.save()
    painter.setFont(theme.font("chip", tabular=True))
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(n))
    painter.restore()


def set_tip(widget: QWidget, text: str) -> None:
    """Set a tooltip that is shown as plain text even when a file name looks like HTML, which Qt would render."""
    widget.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """Return `text` so that a tooltip shows it letter by letter."""
    return f"<span>{html.escape(text)}</span>" if GuiQt.mightBeRichText(text) else text
