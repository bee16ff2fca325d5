"""What the conversation stands on: as high as its content, and painted only where that has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal

from desktop.ui.cards import Surface

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.ui.cards import Fill
    from desktop.ui.theme import Appearance


class Sheet(Surface):
    """Scrolls in the viewport that it is put into. Knows how high it must be; knows nothing of what stands on it.

    Signals:
        resized: it has another size.
    """

    resized = Signal()

    def __init__(self, look: Appearance, fill: Fill) -> None:
        super().__init__(look, fill)
        # What was painted is moved when it scrolls, and stays when it grows at its end.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        # The scroll area takes the higher of this and the height for the width; wrapped lines guess too high here.
        return QSize(hint.width(), 0) if layout is not None and layout.hasHeightForWidth() else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def take_in(self, grown: QWidget, *, scrolls: bool) -> None:
        """Give what has grown its place now; `scrolls` where the end stays in sight.

        Each layout asks for the next one through the queue, where a painting waits already: left to it, what grows is
        painted twice, once before it has its place.
        """
        part: QWidget | None = grown
        while part is not None and not part.isWindow():
            if part is self and scrolls:
                self._lengthen()
            QCoreApplication.sendPostedEvents(part, QEvent.Type.LayoutRequest.value)
            if part is self.parentWidget():
                return
            part = part.parentWidget()

    def _lengthen(self) -> None:
        """Be as long as the content, and scroll, before anything here is to be painted.

        Qt moves what is in sight only while nothing of it waits to be painted, else it paints all of it anew.
        """
        layout, height = self.layout(), max(self.heightForWidth(self.width()), self.minimumSizeHint().height())
        if layout is not None and height > self.height():
            layout.setEnabled(False)
            self.resize(self.width(), height)
            layout.setEnabled(True)
            layout.setGeometry(self.rect())
