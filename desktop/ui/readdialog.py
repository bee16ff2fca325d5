"""What was read from a file, page by page in a window of its own, with what was left out and what it could be asked."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.cards import Hairline, Surface
from desktop.ui.flow import clear
from desktop.ui.focus import FocusRing
from desktop.ui.labels import Label
from desktop.ui.phrases import say
from desktop.ui.taborder import ReadingOrder
from desktop.ui.textview import TextView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Document
    from desktop.ui.theme import Appearance


class ReadDialog(ReadingOrder, QDialog):
    """Turns the pages of one document's text; knows nothing of where it is kept.

    Signals:
        question_wanted(question): a suggested question is to be asked of the document.
    """

    question_wanted = Signal(str)

    def __init__(self, look: Appearance, document: Document, page: int = 1, parent: QWidget | None = None) -> None:
        """Show `document` from the page of number `page` on."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._at = next((at for at, one in enumerate(document.pages) if one.number == page), 0)
        name = Path(document.file).name
        self.setWindowTitle(self.tr("Read from {file}").format(file=name))
        theme = look.theme
        bar = Surface(look, "base")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.space(8), theme.space(4), theme.space(5), theme.space(4))
        self.where = Label(look, "", "ui", "secondary", tabular=True)
        self.previous = IconButton(look, "caret-left", self.tr("Previous page"), size=28)
        self.next = IconButton(look, "caret-right", self.tr("Next page"), size=28)
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        row.addWidget(Label(look, name, "uiStrong", elide="middle"), 1)
        for widget in (self.previous, self.where, self.next):
            row.addWidget(widget)
        self.notice = Label(look, say(document.notice), "ui", "secondary", wrap=True)
        self.notice.setContentsMargins(theme.space(8), 0, theme.space(8), theme.space(4))
        self.notice.setVisible(bool(document.notice))
        self.text = TextView(look)
        self._look = look
        self._asked = QWidget()
        self._asked.setAccessibleName(self.tr("Questions that it answers"))
        self._rows = QVBoxLayout(self._asked)
        self._rows.setContentsMargins(theme.space(7), theme.space(4), theme.space(7), theme.space(4))
        self._rows.setSpacing(0)
        self._asked.hide()
        self.questions: tuple[GhostButton, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (bar, self.notice):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        column.addWidget(Hairline(look))
        column.addWidget(self._asked)
        for keys, by in (
            (QKeySequence.StandardKey.MoveToNextPage, 1),
            (QKeySequence.StandardKey.MoveToPreviousPage, -1),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.turn(by))
        self.resize(theme.px(680), theme.px(720))
        FocusRing(look, self)
        self.turn(0)

    def show_questions(self, questions: Sequence[str]) -> None:
        """Show below the text what the document could be asked."""
        clear(self._rows)
        caption = Label(self._look, self.tr("Ask it, for example"), "caption", "secondary")
        caption.setContentsMargins(self._look.theme.space(2), 0, 0, self._look.theme.space(2))
        self._rows.addWidget(caption)
        made = []
        for question in questions:
            button = GhostButton(self._look, question, icon="quotes", link=True)
            button.clicked.connect(partial(self.question_wanted.emit, question))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            made.append(button)
        self.questions = tuple(made)
        self._asked.setVisible(bool(made))

    def turn(self, by: int) -> None:
        """Go on by so many pages, as far as there are any."""
        pages = self._document.pages
        self._at = max(0, min(self._at + by, len(pages) - 1))
        page = pages[self._at] if pages else None
        count = self.tr("{page} of {pages}").format(page=self._at + 1, pages=len(pages))
        label = page.label if page is not None else None
        self.where.setText(f"{label} ({count})" if label else count)
        self.where.setVisible(len(pages) > 1)
        for button, there in ((self.previous, self._at > 0), (self.next, self._at < len(pages) - 1)):
            button.setVisible(len(pages) > 1)
            button.setEnabled(there)
        self.text.show_text(self.windowTitle(), page.text if page is not None else "")
