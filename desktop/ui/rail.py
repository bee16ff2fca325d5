"""The rail: the sidebar folded to icons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.buttons import Button, Coat
from desktop.ui.cards import Surface
from desktop.ui.icons import paint_mark

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme import Appearance


class _RailButton(Button):
    """An icon of the rail; checked while its page is shown."""

    def __init__(self, look: Appearance, icon: str, name: str, keys: str = "") -> None:
        super().__init__(look, icon=icon, height=40, radius=10)
        self.icon_size = look.theme.tokens.icon.rail
        self._plain = icon
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {keys}".strip())
        self.toggled.connect(lambda on: self.set_icon(f"{self._plain}-fill" if on else self._plain))

    def coat(self) -> Coat:
        c = self.look.theme.color
        if self.isChecked() or self.isDown():
            return Coat(c.surface.selected, None, c.accent.text)
        return Coat(c.surface.hover, None, c.text.primary) if self.underMouse() else Coat(None, None, c.text.secondary)


class _MarkButton(Button):
    """The mark at the head of the rail, which unfolds the sidebar."""

    def __init__(self, look: Appearance, name: str) -> None:
        super().__init__(look, height=40, radius=10)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  Ctrl B")

    def sizeHint(self) -> QSize:
        side = self.look.theme.px(40)
        return QSize(side, side)

    def coat(self) -> Coat:
        c = self.look.theme.color
        return Coat(c.surface.hover if self.underMouse() else None, None, c.accent.fill)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.look.theme.px(24)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_mark(QPainter(self), box, self.look.theme.color.accent.fill)


class Rail(Surface):
    """The narrow form: icons only. Signals as `Sidebar`; `unfolded` instead of folded."""

    new_chat = Signal()
    place_chosen = Signal(str)
    unfolded = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, "canvas", parent)
        self.mark = _MarkButton(look, self.tr("Show sidebar"))
        self.mark.clicked.connect(self.unfolded)
        self.new = _RailButton(look, "note-pencil", self.tr("New chat"), "Ctrl N")
        self.new.setCheckable(False)
        self.new.clicked.connect(self.new_chat)
        self.places: dict[str, Button] = {
            "chat": _RailButton(look, "chat-circle", self.tr("Chat"), "Ctrl 1"),
            "documents": _RailButton(look, "books", self.tr("Documents"), "Ctrl 2"),
            "slides": _RailButton(look, "presentation-chart", self.tr("Slides"), "Ctrl 3"),
            "models": _RailButton(look, "cube", self.tr("Models")),
            "settings": _RailButton(look, "gear-six", self.tr("Settings"), "Ctrl ,"),
        }
        for key, button in self.places.items():
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
        self._column = QVBoxLayout(self)
        for widget in (self.mark, self.new, *(self.places[key] for key in ("chat", "documents", "slides"))):
            self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.insertSpacing(1, look.theme.px(8))
        self._column.addStretch(1)
        for key in ("models", "settings"):
            self._column.addWidget(self.places[key], 0, Qt.AlignmentFlag.AlignHCenter)
        look.changed.connect(self._restyle)
        self._restyle()

    def show_place(self, place: str) -> None:
        """Mark the icon of the page that is shown."""
        for key, button in self.places.items():
            button.setChecked(key == place)

    def _choose(self, key: str) -> None:
        self.place_chosen.emit(key)

    def _restyle(self) -> None:
        theme = self.look.theme
        self.setFixedWidth(theme.px(theme.tokens.size.rail))
        self._column.setContentsMargins(0, theme.px(8), 0, theme.px(12))
        self._column.setSpacing(theme.space(2))
