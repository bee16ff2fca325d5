"""Controls that stay on or off: pills, navigation rows, switches and segmented choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.buttons import Button, Coat
from desktop.ui.paint import paint_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme import Appearance


class TogglePill(Button):
    """A pill that stays on: Think, Documents."""

    def __init__(
        self, look: Appearance, text: str, *, icon: str = "", trailing: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, text, icon=icon, trailing=trailing, parent=parent)
        self.setCheckable(True)

    def coat(self) -> Coat:
        c = self.look.theme.color
        lifted = self.underMouse() or self.isDown()
        if not self.isEnabled():
            return Coat(c.surface.hover if self.isChecked() else None, None, c.text.disabled)
        if self.isChecked():
            return Coat(c.accent.soft_hover if lifted else c.accent.soft, None, c.accent.text)
        fill = c.surface.selected if self.isDown() else c.surface.hover if self.underMouse() else None
        return Coat(fill, None, c.text.secondary)


class NavRow(Button):
    """A row of a sidebar or list of places: icon, name, count; checked while its page is shown."""

    icon_padding = 10
    icon_gap = 10

    def __init__(
        self, look: Appearance, text: str, *, icon: str = "", count: str = "", parent: QWidget | None = None
    ) -> None:
        height = look.theme.tokens.size.nav_row
        super().__init__(look, text, icon=icon, hint=count, height=height, leading=True, parent=parent)
        self.padding = 10
        self.icon_size = look.theme.tokens.icon.nav
        self.setCheckable(True)
        self.setAutoExclusive(False)

    def coat(self) -> Coat:
        c = self.look.theme.color
        if not self.isEnabled():
            return Coat(None, None, c.text.disabled)
        if self.isChecked() or self.isDown():
            return Coat(c.surface.selected, None, c.text.primary)
        return Coat(c.surface.hover, None, c.text.primary) if self.underMouse() else Coat(None, None, c.text.secondary)


class Switch(QCheckBox):
    """An on/off switch, 34 x 20 with room for its halo; `name` is its accessible name."""

    def __init__(self, look: Appearance, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def _halo(self) -> int:
        return self.look.theme.px(4)

    def ring_box(self) -> QRect:
        """The box that the focus ring goes around: the track, without the halo."""
        halo = self._halo()
        return self.rect().adjusted(halo, halo, -halo, -halo)

    def ring_radius(self) -> int:
        """Radius of that box."""
        return self.look.theme.px(self.look.theme.tokens.size.switch_height) // 2

    def sizeHint(self) -> QSize:
        size, px = self.look.theme.tokens.size, self.look.theme.px
        return QSize(px(size.switch_width) + 2 * self._halo(), px(size.switch_height) + 2 * self._halo())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.look.theme
        c = theme.color
        track = QRectF(self.ring_box())
        round_ = track.height() / 2
        if not self.isEnabled():
            painter.setOpacity(0.45)
        elif self.underMouse():
            halo = theme.px(3)
            paint_box(painter, track.adjusted(-halo, -halo, halo, halo), round_ + halo, c.surface.hover)
        knob = track.height() - 2 * theme.px(4)
        inset = (track.height() - knob) / 2
        if self.isChecked():
            paint_box(painter, track, round_, c.accent.fill)
            spot, ink = track.right() - inset - knob, c.text.on_accent
        else:
            paint_box(painter, track, round_, c.surface.base, c.line.control)
            spot, ink = track.left() + inset, c.line.control
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QRectF(spot, track.top() + inset, knob, knob))


class _Segment(Button):
    """One choice of a `Segmented`."""

    def __init__(self, look: Appearance, text: str, parent: QWidget) -> None:
        super().__init__(look, text, height=28, radius=6, parent=parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def coat(self) -> Coat:
        c = self.look.theme.color
        self.role = "uiStrong" if self.isChecked() else "ui"
        if not self.isEnabled():
            return Coat(None, None, c.text.disabled)
        if self.isChecked():
            return Coat(c.surface.raised, c.line.strong, c.text.primary)
        return Coat(None, None, c.text.primary if self.underMouse() else c.text.secondary)


class Segmented(QWidget):
    """One choice out of a few that are all in sight; arrow keys move it. Emits `chosen` with the key of the choice."""

    chosen = Signal(str)

    def __init__(
        self, look: Appearance, name: str, choices: Sequence[tuple[str, str]], *, parent: QWidget | None = None
    ) -> None:
        """Make it from (key, shown text) pairs; the first is chosen. `name` is the accessible name of the group."""
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._keys = [key for key, _ in choices]
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for index, (_, text) in enumerate(choices):
            segment = _Segment(look, text, self)
            segment.setAccessibleName(f"{name}: {text}")
            segment.setChecked(index == 0)
            self._group.addButton(segment, index)
            self._row.addWidget(segment)
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._keys[index]))
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def value(self) -> str:
        """The key of the choice."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose without emitting `chosen`."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def _restyle(self) -> None:
        inset = self.look.theme.px(2)
        self._row.setContentsMargins(inset, inset, inset, inset)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self.look.theme.color
        paint_box(QPainter(self), QRectF(self.rect()), self.look.theme.px(8), c.surface.sunken, c.line.strong)
