"""Text that is only shown: plain, set in a type role, wrapped on its line grid or elided."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.paint import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Role, Tone

Elide = Literal["end", "middle"]


class Label(QLabel):
    """Plain text in a type role and tone; never rich text, whatever it holds.

    One line unless `wrap`; `elide` shortens a line that does not fit and gives the whole text as a tooltip
    ("middle" is for file names).
    """

    def __init__(
        self,
        look: Appearance,
        text: str = "",
        role: Role = "ui",
        tone: Tone = "primary",
        *,
        wrap: bool = False,
        elide: Elide | None = None,
        tabular: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._role, self._tone, self._elide = look, role, tone, elide
        self._tabular = tabular
        self._own_tip = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.set_wrap(wrap)
        self.setText(text)
        self._restyle()
        look.changed.connect(self._restyle)

    def set_wrap(self, wrap: bool) -> None:
        """Break the text into lines, or keep it on one."""
        self.setWordWrap(wrap)
        horizontal = QSizePolicy.Policy.Preferred if wrap or self._elide else QSizePolicy.Policy.Minimum
        policy = QSizePolicy(horizontal, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour of the text."""
        self._tone = tone
        self.update()

    def set_role(self, role: Role) -> None:
        """Change the type role."""
        self._role = role
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._look.theme.font(self._role, tabular=self._tabular))
        self.updateGeometry()
        self.update()

    def _line_height(self) -> int:
        return self._look.theme.line_height(self._role)

    def _lay_out(self, width: float) -> tuple[QTextLayout, int]:
        """Break the text for `width` and return the layout with the number of its lines."""
        line = self._text_font(), self._line_height()
        return wrapped(self.text(), *line, width, self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)

    def _text_font(self) -> QFont:
        return self._look.theme.font(self._role, tabular=self._tabular)

    def sizeHint(self) -> QSize:
        if self.wordWrap():
            width = min(self._text_width(), self._look.theme.px(480))
            return QSize(width, self.heightForWidth(width))
        lines = self.text().count("\n") + 1
        return QSize(self._text_width(), lines * self._line_height())

    def minimumSizeHint(self) -> QSize:
        if self.wordWrap():
            return QSize(self._look.theme.px(64), self._line_height())
        if self._elide:
            return QSize(self._look.theme.px(32), self._line_height())
        return self.sizeHint()

    def _text_width(self) -> int:
        metrics = QFontMetricsF(self._text_font())
        return math.ceil(max(metrics.horizontalAdvance(line) for line in self.text().split("\n")))

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return -1
        return self._lay_out(width)[1] * self._line_height()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        """Give the whole text as a tooltip while the line shows only a part of it."""
        if self._elide:
            hidden = not self.wordWrap() and self._text_width() > self.width()
            if hidden:
                set_tip(self, self.text())
                self._own_tip = True
            elif self._own_tip:
                self.setToolTip("")
                self._own_tip = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._look.theme
        painter.setPen(theme.ink(self._tone if self.isEnabled() else "disabled"))
        box = QRectF(self.contentsRect())
        if self.wordWrap():
            layout, lines = self._lay_out(box.width())
            top = box.top() + max(0.0, (box.height() - lines * self._line_height()) / 2)
            layout.draw(painter, QPointF(box.left(), top))
            return
        painter.setFont(self._text_font())
        text = self.text()
        if self._elide:
            mode = Qt.TextElideMode.ElideMiddle if self._elide == "middle" else Qt.TextElideMode.ElideRight
            text = QFontMetricsF(self._text_font()).elidedText(text, mode, box.width())
        painter.drawText(box, int(self.alignment()), text)


def wrapped(
    text: str, font: QFont, step: int, width: float, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> tuple[QTextLayout, int]:
    """Break text into lines of `width`, each `step` below the last (px); return the layout with how many there are."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, lines * step + (step - line.height()) / 2))
        lines += 1
    layout.endLayout()
    return layout, max(1, lines)
