"""A small popover above the context meter that says what takes the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.labels import Label
from desktop.ui.popover import Figures, Popover

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.chat.context_use import Share
    from desktop.ui.theme import Appearance


class ContextPopover(Popover):
    """Rows of words and tokens."""

    def __init__(self, look: Appearance, used: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.setAccessibleName(self.tr("Context"))
        self._used, self._total = used, total
        self.column.addWidget(Label(look, self.tr("What the model reads at once"), "uiStrong"))
        self._figures = Figures(look)
        self.column.addLayout(self._figures)
        full = self.tr("When it is full, the oldest messages are left out. They stay in the chat.")
        self.column.addWidget(Label(look, full, "caption", "secondary", wrap=True))
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
        self._figures.show_rows([(words, f"{tokens:,}") for words, tokens in rows])
        self.adjustSize()
