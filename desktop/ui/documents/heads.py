"""The names of the ledger's columns, painted on the grid of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.documents.ledger import NAME, PAGES, shows_pages, status_edge
from desktop.ui.documents.rows import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.documents.ledger import Ledger
    from desktop.ui.theme import Appearance


class Heads(QWidget):
    """The line over a ledger; it ends where the rows end, also where a scroll bar makes them shorter."""

    def __init__(self, look: Appearance, ledger: Ledger) -> None:
        super().__init__()
        self._look, self._ledger = look, ledger
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ledger.viewport().installEventFilter(self)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(0, theme.line_height("caption") + theme.px(16) + 1)

    def boxes(self) -> dict[str, QRect]:
        """Return where each name is painted."""
        px = self._look.theme.px
        right = self._ledger.viewport().width() - 1
        top, height = px(10), self._look.theme.line_height("caption")
        status = status_edge(self._look, right + 1)
        made = {
            tr("Name"): QRect(px(NAME), top, right - px(PAGES + NAME), height),
            tr("Status"): QRect(right - status, top, status, height),
        }
        if shows_pages(self._look, right + 1):
            made[tr("Pages")] = QRect(px(NAME), top, right - px(PAGES) - px(NAME), height)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color.text.secondary)
        for name, box in self.boxes().items():
            side = Qt.AlignmentFlag.AlignRight if name == tr("Pages") else Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), name)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.color.line.hairline)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False
