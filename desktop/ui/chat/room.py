"""How the page shares its width: the conversation's column beside the pane, or the pane in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.ui.theme import Appearance

#: Window width, in logical pixels, under which an open source takes the place of the conversation.
NARROW = 1040
#: Window width from which the pane begins at its widest.
WIDE = 1680
#: Room that is kept on both sides of the column.
SIDE = 24
_UNBOUNDED = 16_777_215


class Room(QSplitter):
    """Holds the conversation and the pane. Knows their widths; knows nothing of what they show.

    Signals:
        arranged: the column or the place of the pane may have changed.
    """

    arranged = Signal()

    def __init__(self, look: Appearance, main: QWidget, pane: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.look = look
        self._main, self._pane = main, pane
        self._chosen = 0
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(main)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        pane.hide()
        main.installEventFilter(self)
        self.splitterMoved.connect(self._on_moved)
        look.changed.connect(self.arrange)

    @property
    def opened(self) -> bool:
        """Whether the pane is open."""
        return not self._pane.isHidden()

    @property
    def narrow(self) -> bool:
        """Whether the window is too narrow for both."""
        return self.window().width() < self.look.theme.px(NARROW)

    @property
    def instead(self) -> bool:
        """Whether the pane stands in the place of the conversation."""
        return self.opened and self.narrow

    def column(self, widest: int = 0) -> int:
        """Return the width of the reading column in device-independent pixels, at most `widest` logical ones."""
        theme = self.look.theme
        size = theme.tokens.size
        widest = widest or (size.reading_column if self.opened else size.reading_column_wide)
        return min(theme.px(widest), max(theme.px(240), self._main.width() - 2 * theme.px(SIDE)))

    def open_pane(self, opened: bool) -> None:
        """Open or close the pane."""
        if opened != self.opened:
            self._pane.setVisible(opened)
        self.arrange()

    def arrange(self) -> None:
        """Give both their widths."""
        theme = self.look.theme
        size, px = theme.tokens.size, theme.px
        instead = self.instead
        self._main.setVisible(not instead)
        if self.opened and not instead:
            half = max(1, self.width() // 2)
            self._pane.setMinimumWidth(min(px(size.pane_min), half))
            self._pane.setMaximumWidth(px(size.pane_max))
            wide = self.window().width() >= px(WIDE)
            wanted = self._chosen or px(size.pane_max if wide else size.pane)
            wanted = max(min(px(size.pane_min), half), min(px(size.pane_max), wanted, half))
            self.setSizes([max(1, self.width() - wanted - self.handleWidth()), wanted])
        else:
            self._pane.setMinimumWidth(0)
            self._pane.setMaximumWidth(_UNBOUNDED)
        self.arranged.emit()

    def _on_moved(self) -> None:
        self._chosen = self._pane.width()
        self.arranged.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What a pane that closes leaves is given to the conversation only once this is laid out anew.
        if watched is self._main and event.type() == QEvent.Type.Resize:
            self.arranged.emit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
