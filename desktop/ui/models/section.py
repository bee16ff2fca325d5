"""A section of the Models page: a heading with a note or a control at its right end, a hairline, then rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.cards import Hairline
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.theme import Appearance


class Section(QWidget):
    """Knows its heading and its rows. The page puts sections below one another and hands each what is searched for.

    Attributes:
        searched: whether the search goes through its rows.
        query: the words that are searched for.
        away: whether it is out of sight, because none of its rows has them.
    """

    searched = True

    def __init__(self, look: Appearance, title: str, about: str = "", parent: QWidget | None = None) -> None:
        """Make it; `about` is a few quiet words beside the title."""
        super().__init__(parent)
        self.look = look
        self.query, self.away = "", False
        self._title = Label(look, "", "heading")
        self._heads = QHBoxLayout()
        self._heads.addWidget(self._title)
        self._heads.addWidget(Label(look, about, "ui", "secondary", elide="end"), 1)
        self._note = Label(look, "", "caption", "secondary", tabular=True)
        self._heads.addWidget(self._note)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.rows: list[QWidget] = []
        self._hint = Label(look, "", "ui", "secondary", wrap=True)
        self._hint.hide()
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addLayout(self._heads)
        column.addWidget(Hairline(look))
        column.addLayout(self._rows)
        self._hint_room = QVBoxLayout()
        self._hint_room.addWidget(self._hint)
        column.addLayout(self._hint_room)
        self.column = column
        look.changed.connect(self._restyle)
        self._restyle()
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the right end of the heading."""
        self._heads.addWidget(widget)

    def set_note(self, words: str) -> None:
        """Change the quiet words at the right end of the heading."""
        self._note.setText(words)

    def set_hint(self, words: str) -> None:
        """Say below the rows what is to be known of them, mostly why there are none; "" says nothing."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show these rows; those that were there and are not among them are deleted."""
        self.set_away(bool(self.query) and not rows)
        if list(rows) == self.rows:
            return
        for row in self.rows:
            self._rows.removeWidget(row)
            if row not in rows:
                row.hide()
                row.deleteLater()
        self.rows = list(rows)
        for row in self.rows:
            self._rows.addWidget(row)
            row.show()

    def set_away(self, away: bool) -> None:
        """Take the section out of sight while there is nothing to show in it, or bring it back."""
        if away != self.away:
            self.away = away
            self.setVisible(not away)

    def search(self, text: str) -> None:
        """Leave only the rows with these words, and no section without any; one that is not searched shows all."""
        if self.searched:
            self.query = text
            self.refresh()

    def refresh(self) -> None:
        """Show the rows of the moment."""

    def _restyle(self) -> None:
        theme = self.look.theme
        self._heads.setSpacing(theme.space(5))
        self._heads.setContentsMargins(0, 0, 0, theme.space(4))
        self._hint_room.setContentsMargins(0, theme.space(6), 0, 0)
        self.column.setContentsMargins(0, theme.space(9), 0, 0)


def matches(query: str, *words: str) -> bool:
    """Return whether each word of the query is somewhere in the words, whatever the case."""
    shown = " ".join(words).casefold()
    return all(word in shown for word in query.casefold().split())
