"""The cards over the ledger that say what is being done: with their space while one is in sight, with none else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.ui.theme import Appearance


class Works(QWidget):
    """Holds the cards, which show and hide themselves."""

    def __init__(self, look: Appearance, cards: Iterable[QWidget]) -> None:
        super().__init__()
        self._cards = tuple(cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.theme.space(4), 0, look.theme.px(14))
        column.setSpacing(look.theme.space(4))
        for card in self._cards:
            column.addWidget(card)
            card.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._fit()
        return False

    def _fit(self) -> None:
        self.setVisible(any(not card.isHidden() for card in self._cards))
