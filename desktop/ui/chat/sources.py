"""The sources below an answer: how many were verified, and a card for each, three a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.chat import facts
from desktop.ui.citations import SourceCard
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.domain.document import Citation
    from desktop.ui.theme import Appearance

#: A card that is narrower than this cuts file names too short to tell them apart.
NARROWEST = 180
MOST_COLUMNS = 3


class Sources(QWidget):
    """The label line and the cards; `chosen` and `why_wanted` are emitted with the number of a card."""

    chosen = Signal(int)
    why_wanted = Signal(int)

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._cards: dict[int, SourceCard] = {}
        self._citations: tuple[Citation, ...] = ()
        self._opened = 0
        self._columns = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(Label(look, self.tr("Sources"), "captionStrong", "secondary"))
        row.addStretch(1)
        self._summary = Label(look, "", "caption", "secondary", elide="end")
        row.addWidget(self._summary)
        self._column.addLayout(row)
        self._grid = QGridLayout()
        self._column.addLayout(self._grid)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def cards(self) -> tuple[SourceCard, ...]:
        """The cards in the order of their numbers."""
        return tuple(self._cards.values())

    def card(self, n: int) -> SourceCard | None:
        """Return the card of a number."""
        return self._cards.get(n)

    def show_citations(self, citations: tuple[Citation, ...]) -> None:
        """Show a card for each citation; nothing is touched when they are the ones that are shown."""
        if citations == self._citations:
            return
        self._citations = citations
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards = {}
        for citation in citations:
            card = SourceCard(
                self.look,
                citation.n,
                facts.file_name(citation),
                facts.place(citation),
                citation.state,
                gone=not Path(citation.file).exists(),
                parent=self,
            )
            card.clicked.connect(lambda _=False, n=citation.n: self.chosen.emit(n))
            card.why_wanted.connect(lambda n=citation.n: self.why_wanted.emit(n))
            card.set_opened(citation.n == self._opened)
            self._cards[citation.n] = card
        self._summary.setText(facts.checked(citations))
        self._columns = 0
        self._arrange()

    def set_opened(self, n: int) -> None:
        """Mark the card whose source is open; 0 for none."""
        if n == self._opened:
            return
        self._opened = n
        for number, card in self._cards.items():
            card.set_opened(number == n)

    def _restyle(self) -> None:
        self._column.setSpacing(self.look.theme.space(4))
        self._grid.setSpacing(self.look.theme.space(4))
        self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        gap = self.look.theme.space(4)
        fit = (self.width() + gap) // (self.look.theme.px(NARROWEST) + gap)
        columns = max(1, min(MOST_COLUMNS, fit))
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0):
            pass
        for place, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, place // columns, place % columns)
            card.show()
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
