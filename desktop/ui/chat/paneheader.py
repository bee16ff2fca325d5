"""The line over the right pane: the file's name, which page is seen, opening it elsewhere, and closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.cards import Hairline, Surface
from desktop.ui.icons import file_icon
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.theme import Appearance


class PaneHeader(Surface):
    """File icon and name, the page and its neighbours, opening outside, and closing.

    Signals:
        back, closed, outside: what was pressed; turned(by): the next (1) or previous (-1) page.
    """

    back = Signal()
    closed = Signal()
    outside = Signal()
    turned = Signal(int)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(look, "base", parent)
        self.back_button = GhostButton(look, self.tr("Back"), icon="arrow-left")
        self.back_button.setAccessibleName(self.tr("Back to the chat"))
        self._icon = IconMark(look, "file", "secondary", 20)
        self.name = Label(look, "", "uiStrong", elide="middle")
        self.previous = IconButton(look, "caret-left", self.tr("Previous page"), size=28)
        self.where = Label(look, "", "ui", "secondary", tabular=True)
        self.next = IconButton(look, "caret-right", self.tr("Next page"), size=28)
        self.why = IconButton(look, "question", self.tr("Why this passage?"))
        self.related = IconButton(look, "files", self.tr("Related passages"))
        self.open = IconButton(look, "arrow-square-out", self.tr("Open in its own program"))
        self.close_button = IconButton(look, "x", self.tr("Close the source"), keys="Esc")
        self._row = QHBoxLayout()
        self._row.addWidget(self.back_button)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.name, 1)
        for widget in (self.previous, self.where, self.next, self.why, self.related, self.open, self.close_button):
            self._row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(self._row)
        column.addStretch(1)
        column.addWidget(Hairline(look))
        self.back_button.clicked.connect(self.back)
        self.close_button.clicked.connect(self.closed)
        self.open.clicked.connect(self.outside)
        self.previous.clicked.connect(lambda: self.turned.emit(-1))
        self.next.clicked.connect(lambda: self.turned.emit(1))
        look.changed.connect(self._restyle)
        self._restyle()

    def show_file(self, name: str) -> None:
        """Show the name of a file and the icon of its kind."""
        self.name.setText(name)
        self._icon.set_icon(file_icon(name))

    def show_place(self, words: str, *, turns: bool) -> None:
        """Show which page of how many is seen, and whether there are others to turn to."""
        self.where.setText(words)
        for widget in (self.where, self.previous, self.next):
            widget.setVisible(bool(words) and (widget is self.where or turns))

    def _restyle(self) -> None:
        theme = self.look.theme
        self.setFixedHeight(theme.px(theme.tokens.size.header))
        self._row.setContentsMargins(theme.space(8), 0, theme.space(5), 0)
        self._row.setSpacing(theme.space(3))
