"""Where a deck begins: documents, the chat, a topic or an outline; and what is shown while it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import PrimaryButton, SecondaryButton
from desktop.ui.cards import Card, Column, Hairline
from desktop.ui.fields import Field
from desktop.ui.indicators import ProgressBar
from desktop.ui.labels import Label
from desktop.ui.paint import set_tip
from desktop.ui.phrases import say_progress
from desktop.ui.startrow import StartRow

if TYPE_CHECKING:
    from desktop.domain.events import Progress
    from desktop.ui.theme import Appearance


#: The column of this page, in logical pixels; that of a new chat is as wide.
WIDEST = 680


class SlidesStart(Column):
    """The page without a deck. While one is made it shows what is being done, and Stop."""

    documents_wanted = Signal()
    chat_wanted = Signal()
    outline_wanted = Signal()
    topic_given = Signal(str)
    stopped = Signal()

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, WIDEST, parent=parent)
        theme = look.theme
        column = self.content
        column.addSpacing(theme.space(11))
        column.addWidget(Label(look, self.tr("From pages to slides."), "display", wrap=True))
        column.addWidget(Label(look, self.tr("Every claim keeps its source."), "display", "secondary", wrap=True))
        column.addSpacing(theme.space(9))
        self.documents = StartRow(
            look, "books", self.tr("From documents"), self.tr("headings become slides, sentences keep their page")
        )
        self.chat = StartRow(
            look, "chat-circle", self.tr("From this chat"), self.tr("questions and answers, with their sources")
        )
        self.outline = StartRow(
            look, "list-dashes", self.tr("From an outline"), self.tr("a Markdown file, taken word for word")
        )
        self.documents.clicked.connect(self.documents_wanted)
        self.chat.clicked.connect(self.chat_wanted)
        self.outline.clicked.connect(self.outline_wanted)
        for way in (self.documents, self.chat, self.outline):
            column.addWidget(way)
            column.addWidget(Hairline(look))
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
