"""Which widgets are painted, for tests of what must not be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget


class Painted(QObject):
    """Notes which widgets below one are painted, where, and how often the window was."""

    def __init__(self, top: QWidget) -> None:
        super().__init__(top)
        self.widgets: dict[QObject, QRegion] = {}
        self.times = 0
        top.window().installEventFilter(self)
        for widget in (top, *top.findChildren(QWidget)):
            widget.installEventFilter(self)

    def settle(self) -> None:
        """Wait until nothing is painted any more, then forget what was; a busy machine shows a window late."""
        self.widgets.clear()
        QTest.qWait(50)
        while self.widgets:
            self.widgets.clear()
            QTest.qWait(50)
        self.times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.widgets[watched] = self.widgets.get(watched, QRegion()).united(event.region())
        self.times += event.type() == QEvent.Type.UpdateRequest
        return False
