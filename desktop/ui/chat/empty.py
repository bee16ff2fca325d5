"""The page of a new chat: what Lectern is for, a better model, three ways to start, and a place to drop files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import PrimaryButton
from desktop.ui.cards import Card, Column, Hairline
from desktop.ui.dropzone import DropZone, LinkButton
from desktop.ui.flow import FlowLayout
from desktop.ui.indicators import Tag
from desktop.ui.labels import Label
from desktop.ui.startrow import StartRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.ui.theme import Appearance

#: The column of this page, in logical pixels.
WIDEST = 680
#: Logical pixels from which the button of the card stands beside its words.
SIDE_BY_SIDE = 460
#: Logical pixels that the card needs at least.
NARROWEST = 240


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


class _Offer(Card):
    """The card of a model, with its button at the right; below the words where both have no room side by side."""

    def __init__(self, look: Appearance) -> None:
        super().__init__(look, edge="strong", radius=look.theme.tokens.radius.composer)
        self.row = QHBoxLayout(self)
        space = look.theme.space
        self.row.setContentsMargins(look.theme.px(22), space(8), space(8), space(8))
        self.row.setSpacing(space(9))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.theme.px(NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < self.look.theme.px(SIDE_BY_SIDE)
        wanted = QHBoxLayout.Direction.TopToBottom if below else QHBoxLayout.Direction.LeftToRight
        if wanted != self.row.direction():
            self.row.setDirection(wanted)
            # What is asked for while the layout above is at work would be lost.
            QTimer.singleShot(0, self, self.updateGeometry)


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
        card = _Offer(look)
        row = card.row
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
        line = FlowLayout(gap=round(theme.metrics("ui").horizontalAdvance(" ")))
        if suggestion:
            line.addWidget(Label(look, self.tr("or ").strip(), "ui", "secondary"))
            other = LinkButton(look, self.tr("choose another model"))
            other.clicked.connect(self.models_wanted)
            line.addWidget(other)
        line.addWidget(Label(look, self.tr("or ").strip(), "ui", "secondary"))
        own = LinkButton(look, self.tr("use a file you already have"))
        own.clicked.connect(self.model_file_wanted)
        line.addWidget(own)
        column.addLayout(line)
        return holder
