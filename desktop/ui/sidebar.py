"""The sidebar: mark, New chat, places, search, chats, and a line about the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.buttons import IconButton, SecondaryButton
from desktop.ui.cards import Hairline, Surface
from desktop.ui.chatlist import ChatList
from desktop.ui.fields import SearchField
from desktop.ui.icons import paint_mark
from desktop.ui.indicators import paint_dot
from desktop.ui.labels import Label
from desktop.ui.toggles import NavRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme import Appearance

Health = Literal["ready", "busy", "stopped", "none"]


class History(Protocol):
    """What the list of chats needs from its presenter; rows are groups and chats as in `chatmodel`."""

    @property
    def changed(self) -> SignalInstance: ...
    @property
    def rows(self) -> Sequence[object]: ...
    @property
    def empty_words(self) -> str: ...
    def search(self, text: str) -> None: ...
    def open(self, row: Any) -> None: ...
    def rename(self, identifier: int, title: str) -> None: ...
    def delete(self, identifier: int) -> None: ...


class _Mark(QWidget):
    """The Lectern mark."""

    def __init__(self, look: Appearance, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._size = look, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()), self._look.theme.color.accent.fill)


class StatusLine(QWidget):
    """The line at the foot of the sidebar: a dot and words about the model."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._health: Health = "none"
        self.label = Label(look, "", "caption", "secondary", elide="middle")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.label)
        look.changed.connect(self._restyle)
        self._restyle()

    def show_status(self, words: str, health: Health) -> None:
        """Show these words with the dot of a state of health."""
        self._health = health
        self.label.setText(words)
        self.label.set_tone("error" if health == "stopped" else "secondary")
        self.setAccessibleName(words)
        self.update()

    def _restyle(self) -> None:
        px = self._look.theme.px
        self._row.setContentsMargins(px(29), 0, px(6), 0)
        self.setFixedHeight(px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._look.theme.color
        px = self._look.theme.px
        color = {
            "ready": c.accent.fill,
            "busy": c.warn.text,
            "stopped": c.error.text,
            "none": c.line.control,
        }[self._health]
        side = px(7)
        box = QRectF(px(14), (self.height() - side) / 2, side, side)
        paint_dot(QPainter(self), box, color, filled=self._health != "none")


class _NewChat(SecondaryButton):
    """The New chat button of the sidebar."""

    def __init__(self, look: Appearance, text: str) -> None:
        super().__init__(look, text, icon="note-pencil", hint="Ctrl N", height=36, radius=10, leading=True)
        self.padding = 11
        self.icon_padding = 12


class Sidebar(Surface):
    """The wide form.

    Signals:
        new_chat: New chat was pressed.
        place_chosen: a page was chosen, by its key.
        folded: it is to become the rail.
    """

    new_chat = Signal()
    place_chosen = Signal(str)
    folded = Signal()

    def __init__(self, look: Appearance, history: History, parent: QWidget | None = None) -> None:
        super().__init__(look, "canvas", parent)
        self._history = history
        self.fold = IconButton(look, "square-half", self.tr("Hide sidebar"), keys="Ctrl B")
        self.fold.mirror = True
        self.fold.clicked.connect(self.folded)
        self.new = _NewChat(look, self.tr("New chat"))
        self.new.clicked.connect(self.new_chat)
        self.search = SearchField(look, self.tr("Search chats"), placeholder=self.tr("Search chats"), quiet=True)
        self.list = ChatList(look)
        self.hint = Label(look, "", "ui", "tertiary", wrap=True)
        self.status = StatusLine(look)
        self.places: dict[str, NavRow] = {
            "documents": NavRow(look, self.tr("Documents"), icon="books"),
            "slides": NavRow(look, self.tr("Slides"), icon="presentation-chart"),
            "models": NavRow(look, self.tr("Models"), icon="cube"),
            "settings": NavRow(look, self.tr("Settings"), icon="gear-six"),
        }
        for key, row in self.places.items():
            row.clicked.connect(lambda _=False, key=key: self.place_chosen.emit(key))
        head = QWidget()
        self._head_bar = head
        self._head = QHBoxLayout(head)
        self._head.addWidget(_Mark(look, 24))
        self._head.addWidget(Label(look, "Lectern", "answerHeading"))
        self._head.addStretch(1)
        self._head.addWidget(self.fold)
        hint_page = QWidget()
        self._hint_box = QVBoxLayout(hint_page)
        self._hint_box.addWidget(self.hint)
        self._hint_box.addStretch(1)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.list)
        self._middle.addWidget(hint_page)
        self._upper, self._foot = QVBoxLayout(), QVBoxLayout()
        self._upper.addWidget(self.new)
        self._upper.addSpacing(look.theme.px(10))
        self._upper.addWidget(self.places["documents"])
        self._upper.addWidget(self.places["slides"])
        self._upper.addSpacing(look.theme.px(13))
        self._upper.addWidget(self.search)
        self._upper.addSpacing(look.theme.px(2))
        self._upper.addWidget(self._middle, 1)
        for widget in (self.places["models"], self.places["settings"], self.status):
            self._foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(self._upper, 1)
        column.addWidget(Hairline(look))
        column.addLayout(self._foot)
        self.search.textChanged.connect(history.search)
        self.search.returnPressed.connect(self.list.open_first)
        self.search.moved_down.connect(self.list.enter)
        self.list.opened.connect(history.open)
        self.list.renamed.connect(history.rename)
        self.list.deleted.connect(history.delete)
        history.changed.connect(self.refresh)
        look.changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    def refresh(self) -> None:
        """Show the rows of the history as they are now."""
        rows = self._history.rows
        self.list.show_rows(rows)
        self.hint.setText(self._history.empty_words)
        self._middle.setCurrentIndex(0 if rows else 1)

    def show_place(self, place: str) -> None:
        """Mark the row of the page that is shown; the chat has none but its row in the list."""
        for key, row in self.places.items():
            row.setChecked(key == place)
        self.list.set_active(place == "chat")

    def _restyle(self) -> None:
        theme = self.look.theme
        px = theme.px
        self._head.setContentsMargins(px(19), 0, px(14), 0)
        self._head.setSpacing(px(8))
        self._upper.setContentsMargins(px(12), 0, px(12), 0)
        self._upper.setSpacing(0)
        self._foot.setContentsMargins(px(12), px(9), px(12), px(6))
        self._foot.setSpacing(0)
        self._hint_box.setContentsMargins(px(10), px(14), px(10), 0)
        self._head_bar.setFixedHeight(px(theme.tokens.size.header))
