"""Popup menus: rounded, with icons, shortcuts and a painted shadow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.icons import paint_icon
from desktop.ui.paint import menu_room, paint_box, paint_shadow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme import Appearance


class Menu(QMenu):
    """A popup menu; fill it with `add`. Its rows are laid out by the style sheet and painted here."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setWindowFlags(
            self.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFont(look.theme.font("ui"))

    def add(
        self,
        text: str,
        slot: Callable[[], object] | None = None,
        *,
        icon: str = "",
        keys: str = "",
        danger: bool = False,
        checked: bool | None = None,
    ) -> QAction:
        """Add a row. `keys` is shown, not bound; `danger` sets it in the error colour; `checked` makes it a choice."""
        action = self.addAction(text)
        action.setProperty("glyph", icon)
        action.setProperty("danger", danger)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        if slot is not None:
            action.triggered.connect(lambda *_: slot())
        return action

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.look.theme
        c, px = theme.color, theme.px
        room = menu_room(theme)
        box = QRectF(self.rect().adjusted(room, room, -room, -room))
        radius = px(theme.tokens.radius.card)
        painter = QPainter(self)
        paint_shadow(painter, theme, box, radius, theme.tokens.shadow.popover)
        paint_box(painter, box, radius, c.surface.raised, c.line.strong)
        for action in self.actions():
            self._paint_row(painter, action, self.actionGeometry(action))

    def _paint_row(self, painter: QPainter, action: QAction, row: QRect) -> None:
        theme = self.look.theme
        c, px = theme.color, theme.px
        if action.isSeparator():
            painter.fillRect(QRect(row.left(), row.center().y(), row.width(), 1), c.line.hairline)
            return
        active = action is self.activeAction() and action.isEnabled()
        if active:
            paint_box(painter, QRectF(row), px(theme.tokens.radius.small), c.surface.raised_hover)
        ink = c.text.primary if action.isEnabled() else c.text.disabled
        if action.isEnabled() and action.property("danger"):
            ink = c.error.text
        side = px(theme.tokens.icon.row)
        icon = str(action.property("glyph") or "")
        if action.isCheckable():
            icon = "check" if action.isChecked() else ""
        if icon:
            paint_icon(painter, QRect(row.left() + px(11), row.center().y() - side // 2 + 1, side, side), icon, ink)
        painter.setPen(ink)
        painter.setFont(theme.font("ui"))
        left = row.left() + (px(36) if self._has_icons() else px(11))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(left, row.top(), row.right() - left, row.height()), middle, action.text())
        if action.menu() is not None:
            small = px(theme.tokens.icon.small)
            paint_icon(
                painter,
                QRect(row.right() - px(10) - small, row.center().y() - small // 2, small, small),
                "caret-right",
                ink,
            )
        elif not action.shortcut().isEmpty():
            painter.setFont(theme.font("caption"))
            painter.setPen(c.text.secondary if action.isEnabled() else c.text.disabled)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRect(row.left(), row.top(), row.width() - px(10), row.height()), right, keys)

    def _has_icons(self) -> bool:
        return any(action.property("glyph") or action.isCheckable() for action in self.actions())
