"""Which widgets are painted, for tests of what must not be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Painted(QObject):
    """Notes which widgets below one are painted."""

    def __init__(self, top: QWidget) -> None:
        super().__init__(top)
        self.widgets: set[QObject] = set()
        for widget in (top, *top.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.widgets.add(watched)
        return False
