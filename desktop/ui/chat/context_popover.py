"""A small popover above the context meter that says what takes the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.cards import Card
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.chat.context_use import Share
    from desktop.ui.theme import Appearance


class ContextPopover(QWidget):
    """Rows of words and tokens; closes when anything else is pressed."""

    def __init__(self, look: Appearance, used: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.look = look
        self._used, self._total = used, total
        theme = look.theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card(look, edge="strong", shadow="popover")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.space(7), theme.space(6), theme.space(7), theme.space(6))
        column.setSpacing(theme.space(4))
        column.addWidget(Label(look, self.tr("What the model reads at once"), "uiStrong"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space(9))
        self._grid.setVerticalSpacing(theme.space(2))
        column.addLayout(self._grid)
        note = Label(
            look,
            self.tr("When it is full, the oldest messages are left out. They stay in the chat."),
            "caption",
            "secondary",
            wrap=True,
        )
        column.addWidget(note)
        self.setAccessibleName(self.tr("Context"))
        self._show_rows([(self.tr("Used by the last answer"), used), (self.tr("Free"), max(0, total - used))])

    def show_share(self, share: Share) -> None:
        """Show the parts, once they are counted."""
        self._show_rows(
            [
                (self.tr("Conversation before it"), share.talk),
                (self.tr("Question, passages, instructions"), share.given),
                (self.tr("Last answer"), share.answer),
                (self.tr("Free"), max(0, self._total - self._used)),
            ]
        )

    def _show_rows(self, rows: list[tuple[str, int]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for at, (words, tokens) in enumerate(rows):
            self._grid.addWidget(Label(self.look, words, "ui", "secondary"), at, 0)
            number = f"{tokens:,}"
            self._grid.addWidget(Label(self.look, number, "ui", tabular=True, align=Qt.AlignmentFlag.AlignRight), at, 1)
        self.adjustSize()

    def open_above(self, anchor: QWidget) -> None:
        """Show it over `anchor`, its right edge on the anchor's."""
        self.adjustSize()
        card = self.findChild(Card)
        room = card.room() if card else None
        right, bottom = (room.right(), room.bottom()) if room else (0, 0)
        at = QPoint(anchor.width() - self.width() + right, -self.height() + bottom - self.look.theme.space(2))
        self.move(anchor.mapToGlobal(at))
        self.show()
