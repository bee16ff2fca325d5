"""The focus ring of a window: an overlay that follows the keyboard focus and stays away when the mouse is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QWindow
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from desktop.ui.paint import paint_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme import Appearance

_FOLLOW = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}


class FocusRing(QWidget):
    """A 2 px ring, 2 px outside the focused control, above everything in `window`.

    The ring of a window that opens over another begins as that one's is: shown where the keyboard was used last.

    A control may say where the ring goes with `ring_box()` and `ring_radius()`. Widgets with the property
    ``ring`` set to "none", item views and text areas show focus by themselves and get no ring.
    """

    def __init__(self, look: Appearance, window: QWidget) -> None:
        below = window.parentWidget()
        over = None if below is None else below.window().findChild(FocusRing)
        super().__init__(window)
        self._look, self._window = look, window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._radius = 0
        self._by_keyboard = over is not None and over.by_keyboard
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        window.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        look.changed.connect(self._place)

    @property
    def target(self) -> QWidget | None:
        """The control that the ring goes around at present."""
        return self._target

    @property
    def by_keyboard(self) -> bool:
        """Whether the keyboard was used last in this window."""
        return self._by_keyboard

    def _note(self, event: QEvent) -> None:
        """Take note of what the system sent to the window: keys bring the ring, the mouse sends it away."""
        if event.type() == QEvent.Type.KeyPress:
            self._by_keyboard = True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._by_keyboard = False
            self._follow(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow):
            self._note(event)
            return False
        if watched is self._window and event.type() == QEvent.Type.Show:
            self._window.windowHandle().installEventFilter(self)
        if event.type() in _FOLLOW:
            self._place()
        return False

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        inside = new is not None and new.window() is self._window.window()
        self._follow(new if inside and self._by_keyboard and not _shows_focus_itself(new) else None)

    def _follow(self, target: QWidget | None) -> None:
        if self._target is not None:
            self._target.destroyed.disconnect(self._gone)
        for watched in self._watched:
            watched.removeEventFilter(self)
        self._target = target
        self._watched = []
        if target is not None:
            target.destroyed.connect(self._gone)
            up: QWidget | None = target
            while up is not None and up is not self._window:
                up.installEventFilter(self)
                self._watched.append(up)
                up = up.parentWidget()
        self._place()

    def _gone(self) -> None:
        self._target = None
        self._watched = []
        self.hide()

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        box = target.rect()
        if callable(own := getattr(target, "ring_box", None)):
            box = own()
        theme = self._look.theme
        radius = own() if callable(own := getattr(target, "ring_radius", None)) else theme.px(6)
        reach = 4
        outer = QRect(target.mapTo(self._window, box.topLeft()), box.size()).adjusted(-reach, -reach, reach, reach)
        self._radius = radius + reach
        self.setGeometry(outer)
        self._clip(target, outer)
        self.raise_()
        self.show()
        self.update()

    def _clip(self, target: QWidget, outer: QRect) -> None:
        """Cut off what a scroll area around the control hides."""
        seen = QRect(QPoint(0, 0), self._window.size())
        up = target.parentWidget()
        while up is not None and up is not self._window:
            parent = up.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is up:
                seen &= QRect(up.mapTo(self._window, QPoint(0, 0)), up.size())
            up = parent
        self.setMask((outer & seen).translated(-outer.topLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), self._radius, None, self._look.theme.color.accent.focus, width=2)


def _shows_focus_itself(widget: QWidget | None) -> bool:
    return (
        widget is None
        or widget.property("ring") == "none"
        or isinstance(widget, QAbstractScrollArea | QAbstractItemView)
    )
