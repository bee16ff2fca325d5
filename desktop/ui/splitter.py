"""A splitter of one-pixel lines whose handles are also moved with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.ui.theme import Appearance

#: Logical pixels that one press of an arrow key moves a handle.
STEP = 16


class _Handle(QSplitterHandle):
    """A handle that takes the focus."""

    def __init__(self, orientation: Qt.Orientation, splitter: QSplitter, name: str) -> None:
        super().__init__(orientation, splitter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)

    def ring_box(self) -> QRect:
        """The box that the focus ring goes around."""
        return self.contentsRect()

    def ring_radius(self) -> int:
        """Radius of that box."""
        return 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = self.orientation() == Qt.Orientation.Horizontal
        less, more = (Qt.Key.Key_Left, Qt.Key.Key_Right) if across else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() not in {less, more}:
            super().keyPressEvent(event)
            return
        place = self.x() if across else self.y()
        self.moveSplitter(place + (STEP if event.key() == more else -STEP))


class Splitter(QSplitter):
    """Areas side by side; `name` says what its handles size ("Width of the sidebar")."""

    def __init__(self, look: Appearance, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._name = name
        # One pixel wide; Qt itself takes hold of it some pixels around.
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        look.changed.connect(self.update)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self, self._name)
