"""The Models page: a card about this computer, then its sections below one another, searched by one field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.buttons import SecondaryButton
from desktop.ui.cards import Column, PageHeader, Surface
from desktop.ui.fields import SearchField
from desktop.ui.labels import Label
from desktop.ui.models.machine_card import MachineCard
from desktop.ui.turns import TIGHT, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.ui.models.presenter import ModelsPresenter
    from desktop.ui.models.section import Section
    from desktop.ui.theme import Appearance


class ModelsPage(Surface):
    """Lays out the sections it is given; each of them knows its presenter, the page knows none of what they show."""

    def __init__(
        self,
        look: Appearance,
        presenter: ModelsPresenter,
        sections: Sequence[Section],
        *,
        pick_model: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `pick_model` asks for a .gguf file and returns "" when none was chosen."""
        super().__init__(look, "base", parent)
        self._presenter = presenter
        self.sections = tuple(sections)
        theme = look.theme
        self.header = PageHeader(look, self.tr("Models"), big=True, whole=True)
        self.search = SearchField(look, self.tr("Search models"), placeholder=self.tr("Search models"), width=240)
        self.add = SecondaryButton(look, self.tr("Add a model file"), icon="folder")
        self.add.clicked.connect(lambda: self._add(pick_model()))
        self.header.add_action(self.search)
        self.header.add_action(self.add)
        self.card = MachineCard(look, presenter)
        self._column = Column(look, theme.tokens.size.models_column)
        self._column.content.addWidget(self.card)
        self.nothing = Label(
            look, self.tr("No model, adapter or server has these words."), "ui", "secondary", wrap=True
        )
        self._none = QWidget()  # with the space above it: a layout's would stay while the words are hidden
        room = QVBoxLayout(self._none)
        room.setContentsMargins(0, theme.space(9), 0, 0)
        room.addWidget(self.nothing)
        self._none.hide()
        self._column.content.addWidget(self._none)
        for section in self.sections:
            self._column.content.addWidget(section)
        self.search.textChanged.connect(self._search)
        self._column.content.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = self.width() < self.look.theme.px(TIGHT)
        shorten(self.add, self.tr("Add a model file"), "folder", short=short, always=True)

    def _search(self, text: str) -> None:
        for section in self.sections:
            section.search(text)
        self._none.setVisible(all(section.away for section in self.sections if section.searched))

    def _add(self, path: str) -> None:
        if path:
            self._presenter.add_file(path)
