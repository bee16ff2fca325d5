"""The conversation as it scrolls: a window of its last turns, earlier ones on demand, following its end when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, SecondaryButton
from desktop.ui.chat.bubble import GUTTER, Bubble
from desktop.ui.chat.follow import Follower
from desktop.ui.chat.message import AnswerView
from desktop.ui.chat.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

    from desktop.domain.conversation import Message
    from desktop.domain.events import Progress
    from desktop.ui.theme import Appearance

#: Messages that are shown at first, and added each time the reader comes near the beginning of what is shown.
WINDOW = 16
#: Messages, 60 turns, up to which that happens by itself; those before them are shown when they are asked for.
BY_ITSELF = 120


class Transcript(QScrollArea):
    """Shows messages. Knows what is in sight and whether the end is followed; knows nothing of where they come from.

    Signals:
        cite_pressed, why_wanted(index, n), again(index, way), copied, thought_copied, slides, edit(index): at it.
        link_pressed(address), answer_now: in any answer.
    """

    cite_pressed = Signal(int, int)
    why_wanted = Signal(int, int)
    link_pressed = Signal(str)
    copied = Signal(int)
    thought_copied = Signal(int)
    slides = Signal(int)
    answer_now = Signal()
    again = Signal(int, str)
    edit = Signal(int)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._messages: tuple[Message, ...] = ()
        self._first = 0
        self._views: list[Bubble | AnswerView] = []
        self._column_width = 720
        self._opened: tuple[int, int] = (-1, 0)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        self._sheet = Sheet(look, "base")
        self._column = QVBoxLayout(self._sheet)
        self._column.setSpacing(0)
        self.earlier = GhostButton(look, self.tr("Show earlier messages"), icon="arrow-up", link=True)
        self.earlier.clicked.connect(self.show_earlier)
        self._column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.setWidget(self._sheet)
        if beside := self.verticalScrollBar().parentWidget():
            beside.setAutoFillBackground(True)  # the bar moves with each line: all that it stands on was painted else
        self.jump = SecondaryButton(look, self.tr("Jump to latest"), icon="arrow-down", radius=16, parent=self)
        self.jump.clicked.connect(self.jump_to_latest)
        self.jump.hide()
        self.follower = Follower(look, self, self._parts)
        self.follower.moved.connect(self._place_jump)
        self.follower.scrolled.connect(self._on_scrolled)
        self._sheet.resized.connect(self._restyle)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def views(self) -> tuple[Bubble | AnswerView, ...]:
        """The widgets of the messages in the window, oldest first."""
        return tuple(self._views)

    def view(self, index: int) -> Bubble | AnswerView | None:
        """Return the widget of the message at `index`, None while it is outside of the window."""
        at = index - self._first
        return self._views[at] if 0 <= at < len(self._views) else None

    def show_all(self, messages: Sequence[Message]) -> None:
        """Show another conversation from its end."""
        for view in self._views:
            view.hide()
            view.deleteLater()
        self._views, self._messages = [], tuple(messages)
        self._first = max(0, len(messages) - WINDOW)
        self._opened = (-1, 0)
        self._column.setEnabled(False)
        for index in range(self._first, len(messages)):
            self._views.append(self._make(index))
            self._column.insertWidget(self._column.count() - 1, self._views[-1])
        self.earlier.setVisible(self._first > 0)
        self._mark_first()
        self._column.setEnabled(True)
        self._column.activate()
        self.follow(True)
        QTimer.singleShot(0, self, self._fill_view)

    def show_message(self, messages: Sequence[Message], index: int, progress: Progress | None) -> None:
        """Show the message at `index`, which has changed, or was added: a question of the reader's own is followed."""
        asked = index >= len(self._messages) and messages[index].role == "user"
        self._messages = tuple(messages)
        at = index - self._first
        if at < 0:
            return
        if at < len(self._views) and isinstance(self._views[at], Bubble) == (messages[index].role == "user"):
            self._fill(self._views[at], index, progress)
            if isinstance(view := self._views[at], AnswerView):
                self._sheet.take_in(view.growing, scrolls=self.following)
        else:
            while len(self._views) > at:
                old = self._views.pop()
                old.hide()
                old.deleteLater()
            self._views.append(self._make(index, progress))
            self._column.insertWidget(self._column.count() - 1, self._views[-1])
            self._mark_first()
        if asked:
            self.follow(True)

    def set_opened(self, index: int, n: int) -> None:
        """Mark citation `n` of the message at `index` as open; 0 for none."""
        old = self.view(self._opened[0])
        if isinstance(old, AnswerView):
            old.set_opened(0)
        self._opened = (index, n)
        new = self.view(index)
        if isinstance(new, AnswerView):
            new.set_opened(n)

    def show_earlier(self) -> None:
        """Add earlier messages above; what is being read stays where it is."""
        self.follow(False)
        self._add_earlier()

    def _fill_view(self) -> None:
        """Add earlier messages until there is something to scroll."""
        if self.following and self.verticalScrollBar().maximum() < self.viewport().height() and self._fill_up():
            QTimer.singleShot(0, self, self._fill_view)

    def _fill_up(self) -> bool:
        """Add earlier messages when the reader is near the beginning of what is shown; return whether it was done."""
        near = self.verticalScrollBar().value() < self.viewport().height()
        wanted = near and self._first > max(0, len(self._messages) - BY_ITSELF)
        if wanted:
            self._add_earlier()
        return wanted

    def _add_earlier(self) -> None:
        if not self.following:
            self.follower.remember()
        first = max(0, self._first - WINDOW)
        added = [self._make(index) for index in range(first, self._first)]
        for place, view in enumerate(added):
            self._column.insertWidget(1 + place, view)
        self._views[:0] = added
        self._first = first
        self.earlier.setVisible(first > 0)
        self._mark_first()

    def show_index(self, index: int, thought: bool = False) -> None:
        """Bring the message at `index` to the top of the view, with its thought unfolded where that was asked for."""
        while self._first > index:
            self._add_earlier()
        view = self.view(index)
        if view is None:
            return
        self.follow(False)
        if thought and isinstance(view, AnswerView):
            view.thought.set_opened(True)
        self._sheet.updateGeometry()
        QTimer.singleShot(0, view, lambda: self.follower.hold(view))

    @property
    def following(self) -> bool:
        """Whether the end stays in sight while it grows."""
        return self.follower.following

    def follow(self, following: bool) -> None:
        """Follow the end, or stay where the reader is."""
        self.follower.follow(following)

    def jump_to_latest(self) -> None:
        """Go to the end and follow it."""
        self.follow(True)

    def _parts(self) -> Iterator[QWidget]:
        """The pieces of the messages from the first that is in sight."""
        top = self.verticalScrollBar().value()
        for view in self._views:
            if not view.isHidden() and view.geometry().bottom() >= top:
                yield from view.anchors if isinstance(view, AnswerView) else (view,)

    def _on_scrolled(self) -> None:
        if not self.following:
            self._fill_up()

    def _make(self, index: int, progress: Progress | None = None) -> Bubble | AnswerView:
        message = self._messages[index]
        if message.role == "user":
            return Bubble(self.look, message.text, self._sheet, pictures=message.pictures)
        view = AnswerView(self.look, self._sheet)
        place = id(view)
        view.cite_pressed.connect(lambda n: self.cite_pressed.emit(self._index_of(place), n))
        view.why_wanted.connect(lambda n: self.why_wanted.emit(self._index_of(place), n))
        for name in ("copied", "thought_copied", "slides", "edit"):
            out = getattr(self, name)
            getattr(view, name).connect(lambda *_, out=out: out.emit(self._index_of(place)))
        view.link_pressed.connect(self.link_pressed)
        view.answer_now.connect(self.answer_now)
        view.again.connect(lambda way: self.again.emit(self._index_of(place), way))
        view.link_focused.connect(lambda box: self._show_box(place, box))
        self._fill(view, index, progress)
        return view

    def _fill(self, view: Bubble | AnswerView, index: int, progress: Progress | None) -> None:
        message = self._messages[index]
        if isinstance(view, Bubble):
            view.show_text(message.text, message.pictures)
        else:
            view.show_message(message, progress)
            if self._opened[0] == index:
                view.set_opened(self._opened[1])

    def _index_of(self, place: int) -> int:
        return self._first + next(at for at, view in enumerate(self._views) if id(view) == place)

    def _show_box(self, place: int, box: QRect) -> None:
        view = self._views[self._index_of(place) - self._first]
        spot = view.mapTo(self._sheet, box.center())
        self.ensureVisible(spot.x(), spot.y(), 0, self.look.theme.px(48))

    def _mark_first(self) -> None:
        for at, view in enumerate(self._views):
            if isinstance(view, Bubble):
                view.set_first(at == 0)

    def set_column(self, width: int) -> None:
        """Set the width of the reading column in device-independent pixels."""
        if width != self._column_width:
            self._column_width = width
            self._restyle()

    def _restyle(self) -> None:
        px = self.look.theme.px
        gutter = px(GUTTER)
        free = max(0, self.width() - self._column_width)
        left = free // 2 - gutter
        bar = self.width() - self.viewport().width()
        right = self.width() - bar - left - self._column_width - 2 * gutter
        self._column.setContentsMargins(max(0, left), 0, max(0, right), px(8))
        self._place_jump()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()
        if self.following:
            self.follow(True)

    def _place_jump(self) -> None:
        bar = self.verticalScrollBar()
        shown = not self.following and not self.follower.near_end and bar.maximum() > 0
        self.jump.setVisible(shown)
        if shown:
            self.jump.resize(size := self.jump.sizeHint())
            self.jump.move((self.width() - size.width()) // 2, self.height() - size.height() - self.look.theme.px(8))
            self.jump.raise_()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y() > 0 and self.verticalScrollBar().maximum() > 0:
            self.follow(False)
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Home}:
            self.follow(False)
        super().keyPressEvent(event)
