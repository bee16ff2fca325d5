"""Push buttons: primary, secondary, ghost, icon and send."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.icons import paint_icon
from desktop.ui.paint import paint_box, set_tip
from desktop.ui.pressable import Coat, Pressable

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Role

__all__ = [
    "Button",
    "Coat",
    "GhostButton",
    "IconButton",
    "Pressable",
    "PrimaryButton",
    "SecondaryButton",
    "SendButton",
]


class Button(Pressable):
    """A painted push button: icon, text, quiet hint at the right end, trailing caret."""

    role: Role = "uiStrong"
    padding = 13
    icon_padding = 10
    icon_gap = 8

    def __init__(
        self,
        look: Appearance,
        text: str = "",
        *,
        icon: str = "",
        hint: str = "",
        trailing: str = "",
        height: int = 32,
        radius: int | None = None,
        leading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, text, parent)
        self._icon, self._hint, self._trailing = icon, hint, trailing
        self._height, self._leading = height, leading
        self._radius = look.theme.tokens.radius.button if radius is None else radius
        self.turned = 0.0
        self.mirror = False
        self.icon_size = look.theme.tokens.icon.button
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if leading else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )

    def set_icon(self, name: str) -> None:
        """Change the Phosphor icon; "" for none."""
        self._icon = name
        self.restyle()

    def set_trailing(self, name: str) -> None:
        """Change the Phosphor icon at the right end; "" for none."""
        self._trailing = name
        self.restyle()

    def set_hint(self, text: str) -> None:
        """Change the quiet text at the right end."""
        self._hint = text
        self.restyle()

    def ring_radius(self) -> int:
        """Radius of the box that the focus ring goes around."""
        return self.look.theme.px(self._radius)

    def coat(self) -> Coat:
        """Return the colours for the present state."""
        c = self.look.theme.color
        return Coat(None, None, c.text.primary)

    def _metrics(self) -> QFontMetricsF:
        return self.look.theme.metrics(self.role)

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        width = 0.0
        if self.text():
            width += 2 * px(self.padding) + self._metrics().horizontalAdvance(self.text())
            if self._icon:
                width += px(self.icon_size + self.icon_gap) + px(self.icon_padding) - px(self.padding)
        elif self._icon:
            width += px(self._height)
        if self._trailing:
            width += px(20)
        if self._hint:
            width += px(12) + self.look.theme.metrics("caption", tabular=True).horizontalAdvance(self._hint)
        return QSize(math.ceil(width), px(self._height))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(self.look.theme.px(self._height), hint.height()) if self._leading else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        px = theme.px
        coat = self.coat()
        box = self.rect()
        paint_box(painter, QRectF(box), px(self._radius), coat.fill, coat.edge)
        size = px(self.icon_size)
        if not self.text():
            spot = box.center() - QPoint((size - 1) // 2, (size - 1) // 2)
            self._paint_icon(painter, QRect(spot, QSize(size, size)), coat.ink)
            return
        left = px(self.icon_padding) if self._icon else px(self.padding)
        right = box.width() - px(self.padding)
        if self._trailing:
            small = px(theme.tokens.icon.small)
            spot = QPoint(right - small + px(2), (box.height() - small) // 2)
            paint_icon(painter, QRect(spot, QSize(small, small)), self._trailing, coat.ink)
            right -= px(20)
        if self._hint:
            painter.setFont(theme.font("caption", tabular=True))
            painter.setPen(theme.ink("secondary" if self.isEnabled() else "disabled"))
            painter.drawText(
                QRect(left, 0, right - left, box.height()),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                self._hint,
            )
            right -= math.ceil(theme.metrics("caption", tabular=True).horizontalAdvance(self._hint)) + px(8)
        text = self.text()
        needed = math.ceil(self._metrics().horizontalAdvance(text)) + (size + px(self.icon_gap) if self._icon else 0)
        if not self._leading and needed < right - left:
            left += (right - left - needed) // 2
        if self._icon:
            self._paint_icon(painter, QRect(left, (box.height() - size) // 2, size, size), coat.ink)
            left += size + px(self.icon_gap)
        painter.setFont(theme.font(self.role))
        painter.setPen(coat.ink)
        fitted = self._metrics().elidedText(text, Qt.TextElideMode.ElideRight, right - left + 1)
        painter.drawText(
            QRect(left, 0, right - left + 1, box.height()),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            fitted,
        )

    def _paint_icon(self, painter: QPainter, box: QRect, ink: QColor) -> None:
        if self._icon:
            paint_icon(painter, box, self._icon, ink, turned=self.turned, mirror=self.mirror)


class PrimaryButton(Button):
    """The one main button of a screen."""

    def coat(self) -> Coat:
        c = self.look.theme.color
        if not self.isEnabled():
            return Coat(c.surface.hover, None, c.text.disabled)
        fill = c.accent.pressed if self.isDown() else c.accent.hover if self.underMouse() else c.accent.fill
        return Coat(fill, None, c.text.on_accent)


class SecondaryButton(Button):
    """A button that is not the main one."""

    def coat(self) -> Coat:
        c = self.look.theme.color
        if not self.isEnabled():
            return Coat(None, c.line.hairline, c.text.disabled)
        s = c.surface
        fill = s.raised_pressed if self.isDown() else s.raised_hover if self.underMouse() else s.raised
        return Coat(fill, c.line.strong, c.text.primary)


class GhostButton(Button):
    """A button without a box until it is hovered; `link` sets it in the accent, `raised` is for cards and menus."""

    def __init__(
        self,
        look: Appearance,
        text: str = "",
        *,
        icon: str = "",
        trailing: str = "",
        height: int = 32,
        link: bool = False,
        raised: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, text, icon=icon, trailing=trailing, height=height, parent=parent)
        self._link, self._raised = link, raised
        if link:
            self.padding = self.icon_padding = 5

    padding = 8
    icon_padding = 8

    def coat(self) -> Coat:
        c = self.look.theme.color
        if not self.isEnabled():
            return Coat(None, None, c.text.disabled)
        hover, pressed = c.surface.hover, c.surface.selected
        if self._raised:
            hover, pressed = c.surface.raised_hover, c.surface.raised_pressed
        fill = pressed if self.isDown() else hover if self.underMouse() else None
        return Coat(fill, None, c.accent.text if self._link else c.text.secondary)


class IconButton(Button):
    """A button of an icon alone; `name` is its accessible name and tooltip, `keys` is added to the tooltip."""

    def __init__(
        self,
        look: Appearance,
        icon: str,
        name: str,
        *,
        keys: str = "",
        size: int = 32,
        checkable: bool = False,
        raised: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, icon=icon, height=size, parent=parent)
        self._raised = raised
        self.icon_size = 16 if size <= 28 else look.theme.tokens.icon.button
        self.setCheckable(checkable)
        self.set_name(name, keys)

    def set_name(self, name: str, keys: str = "") -> None:
        """Change what the button says it does."""
        self.setAccessibleName(name)
        set_tip(self, f"{name}  {keys}" if keys else name)

    def coat(self) -> Coat:
        c = self.look.theme.color
        if not self.isEnabled():
            return Coat(None, None, c.text.disabled)
        if self.isChecked():
            fill = c.accent.soft_hover if self.underMouse() or self.isDown() else c.accent.soft
            return Coat(fill, None, c.accent.text)
        hover, pressed = c.surface.hover, c.surface.selected
        if self._raised:
            hover, pressed = c.surface.raised_hover, c.surface.raised_pressed
        if self.isDown():
            return Coat(pressed, None, c.text.primary)
        return Coat(hover, None, c.text.primary) if self.underMouse() else Coat(None, None, c.text.secondary)


class SendButton(Button):
    """The square at the end of the composer: send in the accent, or stop as an outlined button."""

    def __init__(self, look: Appearance, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(look, icon="arrow-up-bold", height=look.theme.tokens.size.send, radius=10, parent=parent)
        self._stopping = False
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Change what the button says it does."""
        self.setAccessibleName(name)
        set_tip(self, name)

    def set_stopping(self, stopping: bool, name: str) -> None:
        """Show Stop instead of Send, or back."""
        if stopping != self._stopping:
            self._stopping = stopping
            self.set_icon("stop-fill" if stopping else "arrow-up-bold")
        self.set_name(name)

    def coat(self) -> Coat:
        c = self.look.theme.color
        if not self.isEnabled():
            return Coat(c.surface.hover, None, c.text.disabled)
        if self._stopping:
            s = c.surface
            fill = s.raised_pressed if self.isDown() else s.raised_hover if self.underMouse() else s.raised
            return Coat(fill, c.line.control, c.text.primary)
        fill = c.accent.pressed if self.isDown() else c.accent.hover if self.underMouse() else c.accent.fill
        return Coat(fill, None, c.text.on_accent)
