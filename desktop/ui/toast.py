"""Notices at the bottom of the window that go by themselves, with at most one action such as Open or Undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.cards import Card
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QEnterEvent

    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone


class Toast(Card):
    """One notice, 380 wide. It stays while the mouse is over it or the focus is in it; `gone` when it has left."""

    gone = Signal()

    def __init__(
        self,
        look: Appearance,
        message: str,
        *,
        detail: str = "",
        tone: Tone = "ok",
        icon: str = "check-circle",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        stay: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `stay` in milliseconds, 0 to stay until closed, None for the usual time."""
        super().__init__(look, edge="strong", shadow="popover", parent=parent)
        self.message, self.act = message, on_action
        theme = look.theme
        motion = theme.tokens.motion
        usual = motion.undo_stay if on_action else motion.toast_stay
        self._stay = usual if stay is None else stay
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(7), theme.space(5), theme.space(4), theme.space(5))
        row.setSpacing(theme.space(5))
        level = Qt.AlignmentFlag.AlignTop if detail else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(IconMark(look, icon, tone), 0, level)
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        self.text = Label(look, message, "ui", wrap=True)
        words.addWidget(self.text)
        if detail:
            words.addWidget(Label(look, detail, "caption", "secondary", wrap=True))
        row.addLayout(words, 1)
        self.button: GhostButton | None = None
        if action:
            self.button = GhostButton(look, action, link=True, raised=True, height=28)
            if on_action:
                self.button.clicked.connect(on_action)
            self.button.clicked.connect(self.close_now)
            row.addWidget(self.button, 0, level)
        self.closer = IconButton(look, "x", self.tr("Close notice"), size=28, raised=True)
        self.closer.clicked.connect(self.close_now)
        row.addWidget(self.closer, 0, level)
        self.closer.setVisible(not self._stay or not action)
        self.setAccessibleName(f"{message} {detail}".strip())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tired)
        self.fit()
        if self._stay:
            self._timer.start(self._stay)

    def fit(self) -> None:
        """Take the width of a notice and the height that its words need."""
        room = self.room()
        width = self.look.theme.px(380) + room.left() + room.right()
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        self.resize(width, layout.totalHeightForWidth(width))

    def close_now(self) -> None:
        """Leave at once."""
        self._timer.stop()
        self.gone.emit()
        self.hide()
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._stay:
            self._timer.start(self._stay)

    def _tired(self) -> None:
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus():
            self._timer.start(self._stay)
            return
        self.close_now()


class ToastHost(QObject):
    """Stacks the notices of a window at its bottom centre, the newest lowest, at most three."""

    most = 3

    def __init__(self, look: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._shown: list[Toast] = []
        self._clear = 0
        window.installEventFilter(self)

    def keep_clear(self, pixels: int) -> None:
        """Stand so much higher from now on: above what is used at the bottom of the page in sight."""
        if pixels != self._clear:
            self._clear = pixels
            self._place()

    @property
    def shown(self) -> tuple[Toast, ...]:
        """The notices in sight, oldest first."""
        return tuple(self._shown)

    def show(
        self,
        message: str,
        *,
        detail: str = "",
        tone: Tone = "ok",
        icon: str = "check-circle",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        stay: int | None = None,
    ) -> Toast:
        """Show a notice; one that offers the same act makes room for it, and the oldest when there are too many."""
        for same in [one for one in self._shown if on_action is not None and one.act is on_action]:
            same.close_now()
        toast = Toast(
            self._look,
            message,
            detail=detail,
            tone=tone,
            icon=icon,
            action=action,
            on_action=on_action,
            stay=stay,
            parent=self._window,
        )
        toast.gone.connect(lambda: self._forget(toast))
        self._shown.append(toast)
        while len(self._shown) > self.most:
            self._shown[0].close_now()
        # Placed before it is shown: at the corner where it is born the pointer might rest, and it would stay for ever.
        self._place()
        toast.show()
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _forget(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            self._place()

    def _place(self) -> None:
        bottom = self._window.height() - self._look.theme.space(8) - self._clear
        for toast in reversed(self._shown):
            toast.fit()
            room = toast.room()
            top = bottom - toast.height() + room.bottom()
            toast.move((self._window.width() - toast.width()) // 2, top)
            toast.raise_()
            bottom = top + room.top() - self._look.theme.space(4)
