"""Which of a page's three columns are in sight: all of them, two with the third in turn, or one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from desktop.ui.paint import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.buttons import Button, IconButton
    from desktop.ui.theme import Appearance

#: Page width under which the third column takes turns with others: a window of 1040 less its rail, as designed.
NARROW = 976
#: Page width under which one column is shown at a time: two would cut one another's words.
TIGHT = 600


class Columns(NamedTuple):
    """The columns from left to right, and the hairlines between them."""

    left: QWidget
    first_line: QWidget
    middle: QWidget
    second_line: QWidget
    right: QWidget


class Turns(QObject):
    """Shows and hides the columns, and the two buttons that bring the outer ones into sight.

    `alone`: the third column takes the places of both others where the page is narrow, not of the middle one only.
    """

    def __init__(
        self, look: Appearance, columns: Columns, first: IconButton, third: IconButton, *, alone: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._columns, self._first, self._third = look, columns, first, third
        self._alone = alone
        self._width = 0
        self.offered = True
        for button in (first, third):
            button.hide()
            button.toggled.connect(lambda on, button=button: self._pressed(button, on=on))

    @property
    def narrow(self) -> bool:
        """Whether the third column takes turns."""
        return self._width < self._look.theme.px(NARROW)

    @property
    def tight(self) -> bool:
        """Whether one column is shown at a time."""
        return self._width < self._look.theme.px(TIGHT)

    def fit(self, width: int) -> None:
        """Show what has room in a page of this width."""
        self._width = width
        narrow, tight = self.narrow, self.tight
        if tight and self._third.isChecked():
            self._first.setChecked(False)
        self._third.setVisible(narrow and self.offered)
        self._first.setVisible(tight and self.offered)
        third = self._third.isChecked() and narrow
        first = self._first.isChecked() and tight and not third
        c = self._columns
        c.right.setVisible(third or not narrow)
        c.left.setVisible(first or not (tight or (third and self._alone)))
        c.middle.setVisible(not (third or first))
        c.first_line.setVisible(not tight and not c.left.isHidden())
        c.second_line.setVisible(not narrow)

    def back(self) -> None:
        """Show the middle column again, after what was chosen in the first."""
        self._first.setChecked(False)

    def _pressed(self, button: IconButton, *, on: bool) -> None:
        if on and button is self._first:
            self._third.setChecked(False)
        self.fit(self._width)


def shorten(button: Button, words: str, icon: str, *, short: bool, keys: str = "", always: bool = False) -> None:
    """Leave a button its icon alone where there is no room for its words, which then are its tooltip.

    Args:
        keys: its shortcut, which Qt takes away with each new text.
        always: whether it has the icon beside its words, too.
    """
    button.setText("" if short else words)
    button.set_icon(icon if short or always else "")
    button.setAccessibleName(words)
    set_tip(button, words if short else "")
    if keys:
        button.setShortcut(keys)
