"""Where a growing text is read: follows its end while the reader is there, else keeps what is read where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication

from desktop.ui.reading import ReadingView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget

    from desktop.ui.theme import Appearance

#: How near to the end, in logical pixels, still counts as being there.
NEAR = 24


class Follower(QObject):
    """Moves the scroll bar of an area; knows nothing of what is in it.

    Signals:
        changed(following): the reader left the end, or came back.
        moved: the view stands elsewhere, or its content has another height.
        scrolled: the reader moved the view.
    """

    changed = Signal(bool)
    moved = Signal()
    scrolled = Signal()

    def __init__(self, look: Appearance, area: QScrollArea, parts: Callable[[], Iterable[QWidget]]) -> None:
        """Make it; `parts` gives the content's pieces from top to bottom, one of which is kept in its place."""
        super().__init__(area)
        self._look, self._area, self._parts = look, area, parts
        self._following = True
        self._by_us = False
        self._anchor: tuple[QWidget, int] | None = None
        bar = self._bar
        bar.valueChanged.connect(self._on_value)
        bar.rangeChanged.connect(self.settle)
        bar.sliderPressed.connect(lambda: self.follow(False))

    @property
    def _bar(self) -> QScrollBar:
        # Asked for each time: PySide may come to hold that a scroll bar, which is Qt's own, has gone with its box.
        return self._area.verticalScrollBar()

    @property
    def following(self) -> bool:
        """Whether the end stays in sight while it grows."""
        return self._following

    @property
    def near_end(self) -> bool:
        """Whether the end is in sight, or almost."""
        return self._bar.maximum() - self._bar.value() <= self._look.theme.px(NEAR)

    def follow(self, following: bool) -> None:
        """Follow the end, or stay where the reader is."""
        changed = following != self._following
        self._following = following
        if following:
            self._go(self._bar.maximum())
        else:
            self.remember()
        self.moved.emit()
        if changed:
            self.changed.emit(following)

    def hold(self, part: QWidget, below_top: int = 0) -> None:
        """Keep `part` so many pixels below the top of the view from now on."""
        self._following = False
        self._anchor = (part, below_top)
        self.settle()

    def remember(self) -> None:
        """Keep the first piece that is in sight where it is now."""
        self._anchor = None
        top = self._bar.value()
        for part in self._parts():
            at = self._top_of(part)
            if at + part.height() > top:
                self._anchor = (part, at - top)
                return

    def settle(self) -> None:
        """Take the place again after the content has changed its height."""
        if self._following and self._selecting():
            self.follow(False)
        if self._following:
            self._go(self._bar.maximum())
        elif self._anchor is not None:
            part, below_top = self._anchor
            if shiboken6.isValid(part):
                self._go(self._top_of(part) - below_top)
        self.moved.emit()

    def _top_of(self, part: QWidget) -> int:
        sheet = self._area.widget()
        return part.mapTo(sheet, QPoint(0, 0)).y() if sheet is not None else 0

    def _selecting(self) -> bool:
        """Whether the reader has selected text here, which must not move away under the pointer."""
        held = QApplication.focusWidget()
        return isinstance(held, ReadingView) and self._area.isAncestorOf(held) and held.textCursor().hasSelection()

    def _go(self, value: int) -> None:
        self._by_us = True
        self._bar.setValue(value)
        self._by_us = False

    def _on_value(self) -> None:
        if self._by_us:
            return
        if self.near_end:
            if not self._following:
                self.follow(True)
        elif self._following:
            self.follow(False)
        else:
            self.remember()
            self.moved.emit()
        self.scrolled.emit()
