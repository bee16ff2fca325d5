"""The push button that every painted button is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.ui.theme import Appearance


class Coat(NamedTuple):
    """The colours of a button in one state."""

    fill: QColor | None
    edge: QColor | None
    ink: QColor


class Pressable(QPushButton):
    """A push button that paints itself; Enter presses it as Space does, as a person who tabbed to it expects."""

    def __init__(self, look: Appearance, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.restyle)

    def setText(self, text: str) -> None:
        """Show `text` as it is: an ampersand in a file's name is no shortcut."""
        super().setText(text.replace("&", "&&"))

    def text(self) -> str:
        """Return the text that is shown."""
        return super().text().replace("&&", "&")

    def restyle(self) -> None:
        """Take over the theme of the moment."""
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)
