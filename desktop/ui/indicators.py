"""Controls that only tell: tags, status words, progress bars, the spinner, status dots."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QWidget

from desktop.ui.icons import paint_icon
from desktop.ui.paint import paint_box

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone

Kind = Literal["ok", "warn", "error", "info", "plain"]


class _Words(QLabel):
    """An icon and a few words in one line; the shared part of tags, status words and the spinner."""

    def __init__(self, look: Appearance, text: str, icon: str, parent: QWidget | None) -> None:
        super().__init__(text, parent)
        self.look, self._icon = look, icon
        self.turned = 0.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.restyle)

    def set_text(self, text: str, icon: str | None = None) -> None:
        """Change the words and, where given, the icon."""
        self._icon = self._icon if icon is None else icon
        self.setText(text)
        self.restyle()

    def restyle(self) -> None:
        """Take over the theme of the moment."""
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Tag(_Words):
    """A soft box of 20 px with an optional icon: Fits, May be slow, Won't fit, PDF, Verified."""

    def __init__(
        self, look: Appearance, text: str, kind: Kind = "plain", icon: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, text, icon, parent)
        self._kind = kind

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        width = self.look.theme.metrics("captionStrong").horizontalAdvance(self.text())
        return QSize(math.ceil(width) + px(15) + (px(19) if self._icon else 0), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c, px = theme.color, theme.px
        if self._kind == "plain":
            fill, ink = c.surface.hover, c.text.secondary
        else:
            status = getattr(c, self._kind)
            fill, ink = status.soft, status.text
        paint_box(painter, QRectF(self.rect()), px(theme.tokens.radius.tag), fill)
        left = px(7)
        if self._icon:
            side = px(theme.tokens.icon.small)
            paint_icon(painter, QRect(left, (self.height() - side) // 2, side, side), self._icon, ink)
            left += px(19)
        painter.setFont(theme.font("captionStrong"))
        painter.setPen(ink)
        painter.drawText(
            QRect(left, 0, self.width() - left, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.text()
        )


class StatusWords(_Words):
    """An icon and words in one tone without a box, as in the ledger: Indexed, Skipped, Fits."""

    def __init__(
        self,
        look: Appearance,
        text: str,
        tone: Tone,
        icon: str,
        *,
        icon_tone: Tone | None = None,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, text, icon, parent)
        self._tone, self._icon_tone, self._strong = tone, icon_tone or tone, strong

    def set_tone(self, tone: Tone, icon_tone: Tone | None = None) -> None:
        """Change the colour of the words and, where it differs, of the icon."""
        self._tone, self._icon_tone = tone, icon_tone or tone
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.look.theme
        width = theme.metrics("uiStrong" if self._strong else "ui", tabular=True).horizontalAdvance(self.text())
        return QSize(math.ceil(width) + theme.px(22), theme.line_height("ui"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        side = theme.px(theme.tokens.icon.row)
        box = QRect(0, (self.height() - side) // 2, side, side)
        paint_icon(painter, box, self._icon, theme.ink(self._icon_tone), turned=self.turned)
        painter.setFont(theme.font("uiStrong" if self._strong else "ui", tabular=True))
        painter.setPen(theme.ink(self._tone))
        painter.drawText(
            QRect(theme.px(22), 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.text()
        )


class Spinner(StatusWords):
    """Turns while in sight and, after a second, counts: "Loading the model, 3 s". Still when motion is reduced."""

    def __init__(self, look: Appearance, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(look, words, "secondary", "spinner", parent=parent)
        self._words = words
        self._since = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._turn)

    def start(self, words: str) -> None:
        """Begin to count anew, with other words."""
        self._words, self._since = words, time.monotonic()
        self.set_text(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _turn(self) -> None:
        if not self.look.theme.still:
            self.turned = (self.turned + 45) % 360
            self.update()
        seconds = int(time.monotonic() - self._since)
        words = self.tr("{words}, {seconds} s").format(words=self._words, seconds=seconds) if seconds else self._words
        if words != self.text():
            self.set_text(words)


class ProgressBar(QProgressBar):
    """A bar of 4 px; `name` is its accessible name. With a maximum of 0 the amount of work is unknown."""

    def __init__(self, look: Appearance, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._paused = False
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_paused(self, paused: bool) -> None:
        """Show that the work waits."""
        self._paused = paused
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.theme.px(160), self.look.theme.px(self.look.theme.tokens.size.bar))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.theme.px(24), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = self.look.theme.color
        box = QRectF(self.rect())
        round_ = box.height() / 2
        paint_box(painter, box, round_, c.line.hairline)
        total = self.maximum() - self.minimum()
        share = min(1.0, max(0.0, (self.value() - self.minimum()) / total)) if total > 0 else 0.0
        if share:
            done = QRectF(0, 0, max(box.height(), share * box.width()), box.height())
            paint_box(painter, done, round_, c.line.control if self._paused else c.accent.fill)


class IconMark(QWidget):
    """An icon by itself that says nothing a screen reader would need."""

    def __init__(
        self, look: Appearance, icon: str, tone: Tone = "secondary", size: int = 18, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look, self._icon, self._tone, self._size = look, icon, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_icon(self, icon: str, tone: Tone | None = None) -> None:
        """Change the icon and, where given, its colour."""
        self._icon, self._tone = icon, tone or self._tone
        self.update()

    def sizeHint(self) -> QSize:
        px = self.look.theme.px
        return QSize(px(self._size), max(px(self._size), px(20)))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self.look.theme.px(self._size)
        box = QRect(0, (self.height() - side) // 2, side, side)
        paint_icon(QPainter(self), box, self._icon, self.look.theme.ink(self._tone))


def paint_dot(painter: QPainter, box: QRectF, color: QColor, *, filled: bool = True) -> None:
    """Paint the small dot before a status line, hollow when there is nothing to be ready."""
    paint_box(painter, box, box.width() / 2, color if filled else None, None if filled else color)
