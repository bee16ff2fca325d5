"""Controls that take text or a value: fields, search, sliders and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QSlider, QWidget

from desktop.ui.buttons import IconButton
from desktop.ui.icons import paint_icon
from desktop.ui.paint import paint_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from desktop.ui.theme import Appearance


#: Logical pixels that a field of a told width keeps at least.
NARROWEST = 112


class Field(QLineEdit):
    """A line of text; `name` is its accessible name. It shows its own focus border, so no ring goes around it."""

    def __init__(
        self,
        look: Appearance,
        name: str,
        *,
        placeholder: str = "",
        quiet: bool = False,
        height: int = 32,
        width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Make it, `height` high at 100 % and `width` wide where that is told.

        `quiet` fills it with the hover colour, without a border, for sidebars.
        """
        super().__init__(parent)
        self.look, self._height, self._width = look, height, width
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("field", "quiet" if quiet else "true")
        self.setProperty("ring", "none")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme of the moment."""
        theme = self.look.theme
        self.setFont(theme.font("ui"))
        self.setFixedHeight(theme.px(self._height))
        if self._width:  # at most: in a narrow header it gives way to the title
            self.setMaximumWidth(theme.px(self._width))
            self.setMinimumWidth(theme.px(min(self._width, NARROWEST)))

    def sizeHint(self) -> QSize:
        # A style sheet that is applied while the field is hidden takes its fixed height away when it is next shown.
        width = self.look.theme.px(self._width) if self._width else super().sizeHint().width()
        return QSize(width, self.look.theme.px(self._height))


class SearchField(Field):
    """A field with a magnifying glass and, once it holds text, a button that empties it. Esc empties it too.

    `moved_down` when the Down key is pressed, to go to what was found.
    """

    moved_down = Signal()

    def __init__(
        self,
        look: Appearance,
        name: str,
        *,
        placeholder: str = "",
        quiet: bool = False,
        height: int = 32,
        width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, name, placeholder=placeholder, quiet=quiet, height=height, width=width, parent=parent)
        self._clear = IconButton(look, "x", self.tr("Clear search"), size=28, raised=True, parent=self)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def restyle(self) -> None:
        super().restyle()
        px = self.look.theme.px
        left = px(34) if self.property("field") == "quiet" else px(24)
        self.setTextMargins(left, 0, px(20), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._clear.sizeHint().height()
        self._clear.setGeometry(self.width() - side - 2, (self.height() - side) // 2, side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self.look.theme
        side = theme.px(theme.tokens.icon.row)
        box = QRect(QPoint(theme.px(11), (self.height() - side) // 2), QSize(side, side))
        paint_icon(QPainter(self), box, "magnifying-glass", theme.ink("secondary" if self.isEnabled() else "disabled"))


class TextArea(QPlainTextEdit):
    """Several lines of plain text; `name` is its accessible name. Tab leaves it."""

    def __init__(self, look: Appearance, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setProperty("field", "true")
        self.setProperty("ring", "none")
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self.look.theme.font("ui"))


class Slider(QSlider):
    """A horizontal slider with a 4 px track and a 16 px knob; the wheel scrolls the page instead of moving it."""

    def __init__(
        self, look: Appearance, name: str, lowest: int, highest: int, *, step: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.look = look
        self.setAccessibleName(name)
        self.setRange(lowest, highest)
        self.setSingleStep(step)
        self.setPageStep(max(step, (highest - lowest) // 10))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.theme.px(168), self.look.theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.theme.px(80), self.look.theme.px(28))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c = theme.color
        knob, track = theme.px(16), theme.px(4)
        run = self.width() - knob
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        middle, left = self.height() / 2, share * run
        box = QRectF(0, middle - track / 2, self.width(), track)
        paint_box(painter, box, track / 2, c.line.strong if self.isEnabled() else c.line.hairline)
        if self.isEnabled():
            paint_box(painter, QRectF(0, box.top(), left + knob / 2, track), track / 2, c.accent.fill)
        fill = c.surface.raised
        if self.isSliderDown():
            fill = c.accent.soft
        elif self.underMouse() and self.isEnabled():
            fill = c.surface.raised_hover
        edge = c.accent.fill if self.isEnabled() else c.line.hairline
        paint_box(painter, QRectF(left, middle - knob / 2, knob, knob), knob / 2, fill, edge, width=2)


class Choice(QComboBox):
    """One out of a list that drops down. Emits `chosen` with the key when the user picks one."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Appearance,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make it from (key, shown text) pairs; `name` is its accessible name."""
        super().__init__(parent)
        self.look, self._icon = look, icon
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for key, text in choices:
            self.addItem(text, key)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def value(self) -> str:
        """The key of the choice; "" when there is nothing to choose from."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose without emitting `chosen`; an unknown key leaves the choice as it is."""
        index = self.findData(key)
        if index >= 0:
            self.setCurrentIndex(index)

    def ring_radius(self) -> int:
        """Radius of the box that the focus ring goes around."""
        return self.look.theme.px(self.look.theme.tokens.radius.control)

    def _restyle(self) -> None:
        self.setFont(self.look.theme.font("uiStrong"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        return QSize(widest + px(26 if self._icon else 0) + px(52), px(self.look.theme.tokens.size.control))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c, px = theme.color, theme.px
        on = self.isEnabled()
        lifted = on and self.underMouse()
        fill = (c.surface.raised_hover if lifted else c.surface.raised) if on else None
        paint_box(painter, QRectF(self.rect()), self.ring_radius(), fill, c.line.strong if on else c.line.hairline)
        ink = c.text.primary if on else c.text.disabled
        left, small = px(12), px(theme.tokens.icon.small)
        if self._icon:
            side = px(theme.tokens.icon.row)
            paint_icon(painter, QRect(left, (self.height() - side) // 2, side, side), self._icon, ink)
            left += px(26)
        right = self.width() - px(12) - small
        paint_icon(painter, QRect(right, (self.height() - small) // 2, small, small), "caret-down", ink)
        painter.setFont(self.font())
        painter.setPen(ink)
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, right - left - px(8))
        painter.drawText(
            QRect(left, 0, right - left, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            text,
        )
