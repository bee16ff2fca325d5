"""The line over the right pane: the file's name, which page is seen, opening it elsewhere, and closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.cards import Hairline, Surface
from desktop.ui.chat.menus import popup
from desktop.ui.icons import file_icon
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label
from desktop.ui.menu import Menu
from desktop.ui.turns import shorten

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.ui.theme import Appearance


class PaneHeader(Surface):
    """File icon and name, the page and its neighbours, opening outside, and closing.

    Where the name would be cut, what can be done with the source goes into a menu, then Back loses its word.

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
        self.more = IconButton(look, "dots-three", self.tr("More about this source"))
        self.close_button = IconButton(look, "x", self.tr("Close the source"), keys="Esc")
        self._can_why = False
        self._row = QHBoxLayout()
        self._row.addWidget(self.back_button)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.name, 1)
        self._acts = (self.why, self.related, self.open)
        for widget in (self.previous, self.where, self.next, *self._acts, self.more, self.close_button):
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
        self.more.clicked.connect(self._open_menu)
        self.previous.clicked.connect(lambda: self.turned.emit(-1))
        self.next.clicked.connect(lambda: self.turned.emit(1))
        look.changed.connect(self._restyle)
        self._restyle()

    def show_file(self, name: str) -> None:
        """Show the name of a file and the icon of its kind."""
        self.name.setText(name)
        self._icon.set_icon(file_icon(name))
        self._fit()

    def offer_why(self, offered: bool) -> None:
        """Say whether it can be told why the passage was found."""
        self._can_why = offered
        self._fit()

    def set_back(self, back: bool) -> None:
        """Show Back instead of Close."""
        self.back_button.setVisible(back)
        self.close_button.setVisible(not back)
        self._fit()

    def anchor(self, button: QWidget) -> QWidget:
        """Return what stands for a button: itself, or the menu that it went into."""
        return self.more if button.isHidden() else button

    def menu(self, parent: QWidget) -> Menu:
        """Return what can be done with the source, as rows."""
        menu = Menu(self.look, parent)
        for button, icon in zip(self._acts, ("question", "files", "arrow-square-out"), strict=True):
            if button is not self.why or self._can_why:
                menu.add(button.accessibleName(), button.click, icon=icon).setEnabled(button.isEnabled())
        return menu

    def show_place(self, words: str, *, turns: bool) -> None:
        """Show which page of how many is seen, and whether there are others to turn to."""
        self.where.setText(words)
        for widget in (self.where, self.previous, self.next):
            widget.setVisible(bool(words) and (widget is self.where or turns))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show what the name leaves room for."""
        self._say_back(short=False)
        folded = self._spare(acts=True) < 0
        for button in self._acts:
            button.setVisible(not folded and (button is not self.why or self._can_why))
        self.more.setVisible(folded)
        terse = folded and self._spare(acts=False) < 0
        self._say_back(short=terse)
        self._icon.setVisible(not terse)

    def _say_back(self, *, short: bool) -> None:
        shorten(self.back_button, self.tr("Back"), "arrow-left", short=short, always=True)
        self.back_button.setAccessibleName(self.tr("Back to the chat"))

    def _spare(self, *, acts: bool) -> int:
        """Return the pixels that are left beside the whole name; less than none where it would be cut."""
        acting = [one for one in self._acts if one is not self.why or self._can_why] if acts else [self.more]
        rest = (self.back_button, self.previous, self.where, self.next, self.close_button)
        shown = [self._icon, self.name, *acting, *(one for one in rest if not one.isHidden())]
        margins = self._row.contentsMargins()
        wanted = sum(one.sizeHint().width() for one in shown) + self._row.spacing() * (len(shown) - 1)
        return self.width() - margins.left() - margins.right() - wanted

    def _open_menu(self) -> None:
        popup(self.menu(self), self.more)

    def _restyle(self) -> None:
        theme = self.look.theme
        self.setFixedHeight(theme.px(theme.tokens.size.header))
        self._row.setContentsMargins(theme.space(8), 0, theme.space(5), 0)
        self._row.setSpacing(theme.space(3))
        self._fit()
