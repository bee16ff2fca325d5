"""The page of a new chat: what Lectern is for, a better model, three ways to start, and a place to drop files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.buttons import Pressable, PrimaryButton
from desktop.ui.cards import Card, Column, Hairline
from desktop.ui.dropzone import DropZone, LinkButton
from desktop.ui.icons import paint_icon
from desktop.ui.indicators import Tag
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.ui.theme import Appearance

#: The column of this page, in logical pixels.
WIDEST = 680


class Suggestion(msgspec.Struct, frozen=True):
    """A model that this computer could run and that is better than the one it has.

    Attributes:
        fit: why it fits, for the tag ("Fits this computer").
        words: one or two sentences.
        action: what the button says ("Download, 5.0 GB").
    """

    name: str
    fit: str
    words: str
    action: str


class StartRow(Pressable):
    """One way to start: icon, what it does, how, and a caret."""

    def __init__(self, look: Appearance, icon: str, words: str, how: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._icon, self.words, self._how = icon, words, how
        self.setAccessibleName(f"{words}, {how}" if how else words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.theme.px(320), self.look.theme.px(51))

    def ring_radius(self) -> int:
        """Radius of the box that the focus ring goes around."""
        return self.look.theme.px(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.look.theme
        c, px = theme.color, theme.px
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), c.surface.selected if self.isDown() else c.surface.hover)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        side = px(theme.tokens.icon.button)
        paint_icon(painter, QRect(px(5), (self.height() - side) // 2, side, side), self._icon, c.text.secondary)
        caret = px(theme.tokens.icon.small)
        right = self.width() - px(2) - caret
        paint_icon(painter, QRect(right, (self.height() - caret) // 2, caret, caret), "caret-right", c.text.secondary)
        painter.setFont(theme.font("label", weight=400))
        painter.setPen(c.text.primary)
        left = px(38)
        words = theme.metrics("label").elidedText(self.words, Qt.TextElideMode.ElideRight, right - px(12) - left)
        painter.drawText(QRect(left, 0, right - left, self.height()), middle, words)
        left += int(theme.metrics("label").horizontalAdvance(words)) + px(24)
        painter.setFont(theme.font("ui"))
        painter.setPen(c.text.secondary)
        how = theme.metrics("ui").elidedText(self._how, Qt.TextElideMode.ElideRight, max(0, right - px(12) - left))
        painter.drawText(
            QRect(left, 0, right - px(12) - left, self.height()), middle | int(Qt.AlignmentFlag.AlignRight), how
        )


class EmptyPage(Column):
    """Shown while a chat has no message. Knows its words; the page does what is asked.

    Signals:
        models_wanted, model_file_wanted: a better model, or one from a file, is to be chosen.
        download_wanted: the model that is suggested is to be downloaded.
        report_wanted, think_wanted, slides_wanted: the three ways to start.
        browse_wanted: files are to be picked for this chat.
        question_wanted(question): a suggested question was chosen.
    """

    models_wanted = Signal()
    download_wanted = Signal()
    model_file_wanted = Signal()
    report_wanted = Signal()
    think_wanted = Signal()
    slides_wanted = Signal()
    browse_wanted = Signal()
    question_wanted = Signal(str)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, WIDEST, parent=parent)
        theme = look.theme
        self.setAccessibleName(self.tr("New chat"))
        self.content.addStretch(1)
        self.content.addWidget(Label(look, self.tr("Read, ask and present."), "display", wrap=True))
        self._where = Label(look, "", "display", "secondary", wrap=True)
        self.content.addWidget(self._where)
        self.show_where("")
        self._card_place = QVBoxLayout()
        self._card_place.setContentsMargins(0, theme.space(9), 0, 0)
        self.content.addLayout(self._card_place)
        self._card: QWidget | None = None
        self._shown: tuple[Suggestion | None, bool] | None = None
        self.content.addSpacing(theme.px(38))
        self._ways = Label(look, self.tr("Three ways to start"), "uiStrong", "secondary")
        self.content.addWidget(self._ways)
        self.content.addSpacing(theme.space(4))
        self._asked = QVBoxLayout()
        self._asked.setSpacing(0)
        self.content.addLayout(self._asked)
        self.questions: tuple[StartRow, ...] = ()
        starts = (
            ("quotes", self.tr("Ask what a report really says"), self.tr("with every claim linked to its page")),
            ("brain", self.tr("Work through a hard question"), self.tr("slowly, with the reasoning shown")),
            (
                "presentation-chart",
                self.tr("Turn notes into a slide deck"),
                self.tr("as an editable outline, then .pptx"),
            ),
        )
        self._lines: list[QWidget] = []
        self.rows = tuple(self._row(*start) for start in starts)
        for row, wanted in zip(self.rows, (self.report_wanted, self.think_wanted, self.slides_wanted), strict=True):
            row.clicked.connect(wanted)
        self.content.addSpacing(theme.space(9))
        self.drop = DropZone(look)
        self.drop.pressed.connect(self.browse_wanted)
        self.content.addWidget(self.drop)
        self.content.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The scroll bar takes room at the right only; the composer below is centred on the whole width.
        side = self.look.theme.space(9)
        bar = self.width() - self.viewport().width()
        margins = self._sides.contentsMargins()
        self._sides.setContentsMargins(side + bar, margins.top(), side, margins.bottom())

    def _row(self, icon: str, words: str, how: str) -> StartRow:
        row = StartRow(self.look, icon, words, how)
        line = Hairline(self.look)
        self.content.addWidget(row)
        self.content.addWidget(line)
        self._lines += (row, line)
        return row

    def show_questions(self, questions: Sequence[str]) -> None:
        """Show what the files of the chat could be asked, in place of the ways to start; none brings those back."""
        if tuple(row.words for row in self.questions) == tuple(questions):
            return
        while item := self._asked.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        made = []
        for question in questions:
            row = StartRow(self.look, "quotes", question, "")
            row.clicked.connect(partial(self.question_wanted.emit, question))
            self._asked.addWidget(row)
            self._asked.addWidget(Hairline(self.look))
            made.append(row)
        self.questions = tuple(made)
        self._ways.setText(self.tr("Ask your files, for example") if made else self.tr("Three ways to start"))
        for widget in self._lines:
            widget.setVisible(not made)

    def show_where(self, model: str) -> None:
        """Say where the work is done: here, or what is asked leaves for this model of another computer."""
        here = self.tr("All of it on this computer.")
        self._where.setText(self.tr("Questions go to {model}.").format(model=model) if model else here)

    def show_starter(self, suggestion: Suggestion | None, *, first_run: bool) -> None:
        """Show the card with a better model, which only a first run has; None where no better one is known."""
        shown = (suggestion, first_run)
        if shown == self._shown:
            return
        self._shown = shown
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        if not first_run:
            return
        self._card = self._make_card(suggestion)
        self._card_place.addWidget(self._card)

    def _make_card(self, suggestion: Suggestion | None) -> QWidget:
        look, theme = self.look, self.look.theme
        name = suggestion.name if suggestion else self.tr("Ready with the starter model")
        tag = suggestion.fit if suggestion else self.tr("Works now")
        words = (
            suggestion.words
            if suggestion
            else self.tr(
                "It quotes your files word for word. A larger model also writes well by itself; "
                "it is downloaded once and then works without internet."
            )
        )
        action = suggestion.action if suggestion else self.tr("Choose a model")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(5))
        card = Card(look, edge="strong", radius=theme.tokens.radius.composer)
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.px(22), theme.space(8), theme.space(8), theme.space(8))
        row.setSpacing(theme.space(9))
        text = QVBoxLayout()
        text.setSpacing(theme.space(2))
        title = QHBoxLayout()
        title.setSpacing(theme.space(5))
        title.addWidget(Label(look, name, "bodyStrong"))
        title.addWidget(Tag(look, tag, "ok", "check"))
        title.addStretch(1)
        text.addLayout(title)
        text.addWidget(Label(look, words, "ui", "secondary", wrap=True))
        row.addLayout(text, 1)
        button = PrimaryButton(look, action, icon="download-simple" if suggestion else "cube", height=40)
        button.clicked.connect(self.download_wanted if suggestion else self.models_wanted)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(card)
        line = QHBoxLayout()
        line.setSpacing(0)
        if suggestion:
            line.addWidget(Label(look, self.tr("or "), "ui", "secondary"))
            other = LinkButton(look, self.tr("choose another model"))
            other.clicked.connect(self.models_wanted)
            line.addWidget(other)
            line.addWidget(Label(look, " ", "ui", "secondary"))
        line.addWidget(Label(look, self.tr("or "), "ui", "secondary"))
        own = LinkButton(look, self.tr("use a file you already have"))
        own.clicked.connect(self.model_file_wanted)
        line.addWidget(own)
        line.addStretch(1)
        column.addLayout(line)
        return holder
