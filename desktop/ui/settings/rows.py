"""One row of a settings section: a name, a line about it, and its control at the right end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.buttons import Pressable
from desktop.ui.cards import Hairline
from desktop.ui.icons import paint_icon
from desktop.ui.labels import Label
from desktop.ui.paint import paint_box
from desktop.ui.theme import build

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.ui.theme import Appearance, Theme


#: Logical pixels that the text of a row has beside its control, else they are stacked.
TEXT = 180


class SettingRow(QWidget):
    """A name and a line about it at the left, the control at the right, a hairline below."""

    def __init__(
        self, look: Appearance, name: str, about: str, control: QWidget | None = None, *, below: QWidget | None = None
    ) -> None:
        """Make it; `below` is shown under both, as wide as the row."""
        super().__init__()
        self.look = look
        theme = look.theme
        self.words = f"{name} {about}".lower()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = row = QHBoxLayout()
        self._control = control
        row.setContentsMargins(0, theme.space(6), 0, theme.space(6))
        row.setSpacing(theme.space(9))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(Label(look, name, "label"))
        self._about = Label(look, about, "ui", "secondary", wrap=True)
        self._about.setVisible(bool(about))
        text.addWidget(self._about)
        text.addStretch(1)
        row.addLayout(text, 1)
        if control is not None:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        if below is not None:
            column.addWidget(below)
            column.addSpacing(theme.space(7))
        column.addWidget(Hairline(look))

    def minimumSizeHint(self) -> QSize:
        # Beside one another, text and control would keep the page from becoming narrow enough to stack them.
        least = super().minimumSizeHint()
        if self._control is not None:
            least.setWidth(min(least.width(), max(self._control.minimumSizeHint().width(), self.look.theme.px(TEXT))))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._control is not None:
            room = self._control.sizeHint().width() + self._row.spacing() + self.look.theme.px(TEXT)
            stacked = self.width() < room
            self._row.setDirection(QHBoxLayout.Direction.TopToBottom if stacked else QHBoxLayout.Direction.LeftToRight)
            side = Qt.AlignmentFlag.AlignLeft if stacked else Qt.AlignmentFlag.AlignVCenter
            self._row.setAlignment(self._control, side)

    def say(self, about: str) -> None:
        """Replace the line about it."""
        self._about.setText(about)
        self._about.setVisible(bool(about))


class _ThemeTile(Pressable):
    """A small picture of the window in one theme; for "system" half light, half dark."""

    def __init__(self, look: Appearance, key: str, text: str) -> None:
        super().__init__(look, text)
        self._key = key
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        return QSize(px(128), px(80) + px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.theme.px(72), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.look.theme
        px = theme.px
        box = QRectF(0, 0, self.width(), px(80))
        chosen = self.isChecked()
        edge = theme.color.accent.fill if chosen else theme.color.line.strong
        paint_box(painter, box, px(10), theme.color.surface.base, edge, width=2 if chosen else 1)
        inner = box.adjusted(px(4), px(4), -px(4), -px(4))
        light, dark = (build(theme.tokens, mode) for mode in ("light", "dark"))
        if self._key == "system":
            half = QRectF(inner)
            half.setRight(inner.center().x())
            self._picture(painter, inner, dark)
            painter.save()
            painter.setClipRect(half)
            self._picture(painter, inner, light)
            painter.restore()
        else:
            self._picture(painter, inner, dark if self._key == "dark" else light)
        painter.setFont(theme.font("uiStrong" if chosen else "ui"))
        painter.setPen(theme.color.text.primary if chosen else theme.color.text.secondary)
        label = self.rect().adjusted(0, px(84), 0, 0)
        if chosen:
            width = theme.metrics("uiStrong").horizontalAdvance(self.text())
            left = round((self.width() - width) / 2) - px(10)
            side = px(theme.tokens.icon.small)
            middle = label.center().y() - side // 2
            paint_icon(painter, QRect(left, middle, side, side), "check", edge)
            label.translate(px(10), 0)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _picture(self, painter: QPainter, box: QRectF, shown: Theme) -> None:
        px = self.look.theme.px
        c = shown.color
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        paint_box(painter, box, px(6), c.surface.base)
        side = QRectF(box.left(), box.top(), px(34), box.height())
        paint_box(painter, side, px(6), c.surface.canvas)
        left, top = box.left() + px(46), box.top() + px(14)
        for width, height, color in (
            (44, 5, c.text.primary),
            (58, 3, c.text.tertiary),
            (50, 3, c.text.tertiary),
            (17, 6, c.accent.fill),
        ):
            paint_box(painter, QRectF(left, top, px(width), px(height)), px(2), color)
            top += px(height + 8)
        painter.restore()


class ThemeTiles(QWidget):
    """The choice between following the system, light and dark, as pictures."""

    chosen = Signal(str)

    def __init__(self, look: Appearance, name: str, choices: list[tuple[str, str]], value: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(8))
        self._group = QButtonGroup(self)
        for place, (key, text) in enumerate(choices):
            tile = _ThemeTile(look, key, text)
            tile.setChecked(key == value)
            self._group.addButton(tile, place)
            row.addWidget(tile)
        self._group.idClicked.connect(lambda place: self.chosen.emit(choices[place][0]))
