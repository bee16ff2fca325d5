"""The Settings page: a list of sections at the left, the rows of one at the right, and a search over all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.cards import Column, Hairline, PageHeader, Surface
from desktop.ui.fields import SearchField
from desktop.ui.labels import Label
from desktop.ui.paint import set_tip
from desktop.ui.settings.journal_list import JournalList
from desktop.ui.settings.sections import Sections, tr
from desktop.ui.toggles import NavRow
from desktop.ui.turns import TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.journal import Connection
    from desktop.ui.settings.presenter import SettingsPresenter
    from desktop.ui.settings.rows import SettingRow
    from desktop.ui.theme import Appearance


class SettingsPage(Surface):
    """Lays out the sections; a row appears where its section is chosen or its words are searched for."""

    def __init__(
        self,
        look: Appearance,
        presenter: SettingsPresenter,
        *,
        folder: str,
        open_folder: Callable[[], None],
        facts: list[tuple[str, str]],
        engine: Callable[[], str] = lambda: "",
        journal: Callable[[], Sequence[Connection]] = tuple,
        clear_journal: Callable[[], None] = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            folder: the data folder, as it is shown.
            facts: names and values of the About section.
            engine: says what the engine works with at the moment; "" while that is not known.
            journal: returns what left this computer, the newest first; clear_journal forgets it.
        """
        super().__init__(look, "base", parent)
        self.header = PageHeader(look, self.tr("Settings"), big=True, whole=True)
        self.search = SearchField(look, self.tr("Search settings"), placeholder=self.tr("Search settings"), width=240)
        self.search.textChanged.connect(self._find)
        self.header.add_action(self.search)
        make = Sections(look, presenter)
        self._engine, self._engine_row = engine, make.engine
        left = JournalList(look, journal, clear_journal)
        self._sections: dict[str, tuple[str, str, list[QWidget]]] = {
            "appearance": (tr("Appearance"), "palette", make.appearance()),
            "answers": (tr("Answers"), "chat-circle", make.answers()),
            "thinking": (tr("Thinking"), "brain", make.thinking()),
            "documents": (tr("Documents"), "books", make.documents()),
            "slides": (tr("Slides"), "presentation-chart", make.slides()),
            "performance": (tr("Performance"), "gauge", make.performance()),
            "privacy": (
                tr("Privacy"),
                "lock-simple",
                make.privacy(folder, open_folder, left),
            ),
            "shortcuts": (tr("Shortcuts"), "keyboard", make.shortcuts()),
            "about": (tr("About"), "info", make.about(facts)),
        }
        theme = look.theme
        self._places = Surface(look, "base")
        places = QVBoxLayout(self._places)
        places.setContentsMargins(theme.space(5), theme.space(6), theme.space(5), theme.space(5))
        places.setSpacing(0)
        self.pills: dict[str, NavRow] = {}
        group = QButtonGroup(self)
        self._column = Column(look, theme.tokens.size.settings_column)
        self._titles: dict[str, QWidget] = {}
        for key, (title, icon, rows) in self._sections.items():
            pill = NavRow(look, title, icon=icon)
            pill.clicked.connect(lambda _=False, key=key: self.show_section(key))
            group.addButton(pill)
            pill.setAccessibleName(title)
            self.pills[key] = pill
            places.addWidget(pill)
            heading = QWidget()  # with its space below it: a spacer would stay while the heading is hidden
            box = QVBoxLayout(heading)
            box.setContentsMargins(0, 0, 0, theme.space(4))
            box.addWidget(Label(look, title, "pageTitle"))
            self._titles[key] = heading
            self._column.content.addWidget(heading)
            for row in rows:
                self._column.content.addWidget(row)
        places.addStretch(1)
        self._column.content.addStretch(1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._places)
        body.addWidget(Hairline(look, vertical=True))
        body.addWidget(self._column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(body, 1)
        look.changed.connect(self._restyle)
        self._restyle()
        self.show_section("appearance")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        """Show the sections by their icons alone where their names would leave too little room for the rows."""
        theme = self.look.theme
        tight = self.width() < theme.px(TIGHT)
        for key, pill in self.pills.items():
            title = self._sections[key][0]
            pill.setText("" if tight else title)
            set_tip(pill, title if tight else "")
        self._places.setFixedWidth(theme.px(theme.tokens.size.rail if tight else theme.tokens.size.collections))

    def show_section(self, key: str) -> None:
        """Show one section."""
        self.search.clear()
        self.say_engine()
        self._show({key: self._sections[key][2]})
        for other, pill in self.pills.items():
            pill.setChecked(other == key)

    def say_engine(self) -> None:
        """Say what the engine works with at the moment."""
        self._engine_row.say(self._engine() or tr("Known once the model is loaded."))

    def _find(self, text: str) -> None:
        words = text.lower().split()
        if not words:
            chosen = next((key for key, pill in self.pills.items() if pill.isChecked()), "appearance")
            self._show({chosen: self._sections[chosen][2]})
            return
        shown: dict[str, list[QWidget]] = {}
        for key, (title, _, rows) in self._sections.items():
            hits = [row for row in rows if all(word in f"{title.lower()} {_words(row)}" for word in words)]
            if hits:
                shown[key] = hits
        self._show(shown)

    def _show(self, shown: dict[str, list[QWidget]]) -> None:
        for key, (_, _, rows) in self._sections.items():
            self._titles[key].setVisible(key in shown)
            for row in rows:
                row.setVisible(row in shown.get(key, ()))


def _words(row: QWidget | SettingRow) -> str:
    return str(getattr(row, "words", ""))
