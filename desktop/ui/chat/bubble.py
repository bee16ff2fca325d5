"""A question as it was asked: plain text in a bubble at the right edge of the column."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton
from desktop.ui.chat.thumbnails import Thumbnails
from desktop.ui.markdown import Line, Prose, Run
from desktop.ui.paint import paint_box
from desktop.ui.prose import ProseView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.domain.conversation import PicturePart
    from desktop.ui.theme import Appearance

#: Share of the column that a bubble may fill.
WIDEST = 5 / 6
#: How far the widget reaches out of the reading column on both sides, as answers do.
GUTTER = 6
#: A question with more lines is folded until it is asked for.
MOST_LINES = 14


class Bubble(QWidget):
    """One question. Its text can be selected; nothing in it is read as Markdown."""

    resized = Signal()

    def __init__(
        self,
        look: Appearance,
        text: str = "",
        parent: QWidget | None = None,
        *,
        pictures: Sequence[PicturePart] = (),
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._text = ""
        self._whole = False
        self._natural = 0
        self._box = QWidget(self)
        self.view = ProseView(look, "message")
        self._more = GhostButton(look, "", height=28)
        self._more.clicked.connect(self._toggle)
        self._column = QVBoxLayout(self._box)
        self._column.setSpacing(0)
        self.thumbnails = Thumbnails(look)
        self._column.addWidget(self.thumbnails)
        self._column.addWidget(self.view)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._row.addWidget(self._box)
        # The box takes its width from that of the bubble, and must not hold it open while the column becomes narrow.
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._first = False
        look.changed.connect(self._restyle)
        self.show_text(text, pictures)

    @property
    def text(self) -> str:
        """The question."""
        return self._text

    def show_text(self, text: str, pictures: Sequence[PicturePart] = ()) -> None:
        """Show another question, its pictures above its words."""
        self.thumbnails.show_pictures(pictures)
        if text == self._text and text:
            self._restyle()
            return
        self._text = text
        self.setAccessibleName(self.tr("You asked: {question}").format(question=text[:200]))
        self.view.setAccessibleName(self.tr("Question"))
        self._fill()

    def set_first(self, first: bool) -> None:
        """Say whether it is the first thing in the transcript, which needs less room above."""
        self._first = first
        self._restyle()

    def _fill(self) -> None:
        lines = self._text.split("\n")
        long = len(lines) > MOST_LINES or len(self._text) > 100 * MOST_LINES
        shown = lines if self._whole else lines[:MOST_LINES]
        text = "\n".join(shown)
        if long and not self._whole:
            text = text[: 100 * MOST_LINES].rstrip() + "…"
        self._more.setVisible(long)
        self._more.setText(self.tr("Show less") if self._whole else self.tr("Show all"))
        self.view.show_prose(Prose((Line("paragraph", (Run(text.replace("\n", "\u2028")),)),)))
        self._restyle()

    def _toggle(self) -> None:
        self._whole = not self._whole
        self._fill()
        self.resized.emit()

    def _restyle(self) -> None:
        px = self.look.theme.px
        self._row.setContentsMargins(px(GUTTER), px(24 if self._first else 26), px(GUTTER), 0)
        # Letters stand low in their line, so that equal room looks unequal.
        self._column.setContentsMargins(px(16), px(8), px(16), px(12))
        self._measure()
        self._fit()
        self.update()

    def _measure(self) -> None:
        """Find out how wide the text is on one line each."""
        metrics, px = self.look.theme.metrics("message"), self.look.theme.px
        shown = self.view.toPlainText().replace("\u2028", "\n").split("\n")
        self._natural = math.ceil(max(metrics.horizontalAdvance(line) for line in shown)) + px(33)
        if not self.thumbnails.isHidden():
            self._natural = max(self._natural, self.thumbnails.sizeHint().width() + px(32))
        if not self._more.isHidden():
            self._natural = max(self._natural, self._more.sizeHint().width() + px(32))

    def _fit(self) -> None:
        px = self.look.theme.px
        width = min(self._natural, max(px(120), int((self.width() - 2 * px(GUTTER)) * WIDEST)))
        if width != self._box.minimumWidth():
            self._box.setFixedWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.look.theme
        paint_box(QPainter(self), QRectF(self._box.geometry()), theme.px(14), theme.color.surface.bubble)
