"""Where a deck begins: documents, the chat, a topic or an outline; and what is shown while it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import Pressable, PrimaryButton, SecondaryButton
from desktop.ui.cards import Card, Surface
from desktop.ui.fields import Field
from desktop.ui.icons import paint_icon
from desktop.ui.indicators import ProgressBar
from desktop.ui.labels import Label
from desktop.ui.paint import set_tip
from desktop.ui.phrases import say_progress

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent

    from desktop.domain.events import Progress
    from desktop.ui.theme import Appearance


class _Way(Pressable):
    """A row: icon, what it does, a few quiet words, caret; hairline below."""

    def __init__(self, look: Appearance, text: str, about: str, icon: str) -> None:
        super().__init__(look, text)
        self._about, self._icon = about, icon
        self.setAccessibleDescription(about)

    def sizeHint(self) -> QSize:
        return QSize(320, self.look.theme.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c, px = theme.color, theme.px
        box: QRect = self.rect()
        if self.underMouse() or self.isDown():
            painter.fillRect(box, c.surface.hover)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, c.line.hairline)
        side = px(20)
        icon = box.adjusted(px(6), 0, 0, 0)
        icon.setSize(QSize(side, side))
        icon.moveTop(box.center().y() - side // 2)
        ink = c.text.secondary if self.isEnabled() else c.text.disabled
        paint_icon(painter, icon, self._icon, ink)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("label", weight=400))
        painter.setPen(c.text.primary if self.isEnabled() else c.text.disabled)
        painter.drawText(box.adjusted(px(38), 0, 0, 0), middle, self.text())
        painter.setFont(theme.font("ui"))
        painter.setPen(ink)
        right = middle | int(Qt.AlignmentFlag.AlignRight)
        painter.drawText(box.adjusted(0, 0, -px(30), 0), right, self._about)
        small = px(14)
        caret = box.adjusted(box.width() - px(20), 0, 0, 0)
        caret.setSize(QSize(small, small))
        caret.moveTop(box.center().y() - small // 2)
        paint_icon(painter, caret, "caret-right", c.text.tertiary)


class SlidesStart(Surface):
    """The page without a deck. While one is made it shows what is being done, and Stop."""

    documents_wanted = Signal()
    chat_wanted = Signal()
    outline_wanted = Signal()
    topic_given = Signal(str)
    stopped = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, "base", parent)
        theme = look.theme
        body = QWidget()
        body.setMaximumWidth(theme.px(theme.tokens.size.reading_column_wide))
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.space(9), theme.space(13), theme.space(9), theme.space(9))
        column.setSpacing(0)
        column.addWidget(Label(look, self.tr("From pages to slides."), "display"))
        column.addWidget(Label(look, self.tr("Every claim keeps its source."), "display", "secondary"))
        column.addSpacing(theme.space(9))
        self.documents = _Way(
            look, self.tr("From documents"), self.tr("headings become slides, sentences keep their page"), "books"
        )
        self.chat = _Way(
            look, self.tr("From this chat"), self.tr("questions and answers, with their sources"), "chat-circle"
        )
        self.outline = _Way(
            look, self.tr("From an outline"), self.tr("a Markdown file, taken word for word"), "list-dashes"
        )
        self.documents.clicked.connect(self.documents_wanted)
        self.chat.clicked.connect(self.chat_wanted)
        self.outline.clicked.connect(self.outline_wanted)
        for way in (self.documents, self.chat, self.outline):
            column.addWidget(way)
        column.addSpacing(theme.space(9))
        column.addWidget(Label(look, self.tr("From a topic"), "uiStrong", "secondary"))
        column.addSpacing(theme.space(3))
        row = QHBoxLayout()
        row.setSpacing(theme.space(4))
        example = self.tr("For example: plan for the spring conference")
        self.topic = Field(look, self.tr("Topic"), placeholder=example, height=40)
        self.go = PrimaryButton(look, self.tr("Make an outline"), height=40)
        self.topic.returnPressed.connect(self._give_topic)
        self.go.clicked.connect(self._give_topic)
        row.addWidget(self.topic, 1)
        row.addWidget(self.go)
        column.addLayout(row)
        column.addSpacing(theme.space(9))
        self._card = Card(look, radius=12)
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(theme.space(7), theme.space(6), theme.space(7), theme.space(6))
        line = QHBoxLayout()
        self._what = Label(look, "", "uiStrong", elide="middle")
        self.stop = SecondaryButton(look, self.tr("Stop"))
        self.stop.clicked.connect(self.stopped)
        line.addWidget(self._what, 1)
        line.addWidget(self.stop)
        inner.addLayout(line)
        self._bar = ProgressBar(look, self.tr("Making the outline"))
        inner.addWidget(self._bar)
        self._card.hide()
        column.addWidget(self._card)
        column.addStretch(1)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.addStretch(1)
        sides.addWidget(body, 1000)
        sides.addStretch(1)

    def offer_chat(self, *, begun: bool, idle: bool) -> None:
        """Offer the open chat where it has `begun` and nothing is being made; else say why it cannot be chosen."""
        self.chat.setEnabled(begun and idle)
        set_tip(self.chat, "" if begun else self.tr("The open chat holds no answer yet."))

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far the making is; None when nothing is being made."""
        self._card.setVisible(progress is not None)
        for control in (self.documents, self.chat, self.outline, self.topic, self.go):
            control.setEnabled(progress is None)
        if progress is not None:
            self._what.setText(say_progress(progress.what) or self.tr("Making the outline"))
            self._bar.setRange(0, round(progress.total * 100))
            self._bar.setValue(round(progress.done * 100))

    def _give_topic(self) -> None:
        if text := " ".join(self.topic.text().split()):
            self.topic_given.emit(text)
