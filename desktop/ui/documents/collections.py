"""The collections at the left of the Documents page: all of them, each with its count, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.cards import Surface
from desktop.ui.documents.folders import WatchedFolders
from desktop.ui.documents.placing import server_at
from desktop.ui.fields import Field
from desktop.ui.flow import clear
from desktop.ui.labels import Label
from desktop.ui.menu import Menu
from desktop.ui.paint import set_tip
from desktop.ui.toggles import NavRow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.documents.protocol import LibraryInfo
    from desktop.ui.documents.presenter import DocumentsPresenter
    from desktop.ui.theme import Appearance


#: Side of the button beside a collection.
MORE = 28
_UNBOUNDED = 16_777_215


class _NameField(Field):
    """The field for a new collection's name; Esc gives up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class Collections(Surface):
    """Knows which collection is chosen; the presenter does what is asked."""

    opened = Signal()  # a collection, or all of them, was chosen
    ask_wanted = Signal(str)  # name of the collection
    model_wanted = Signal(str, QPoint)  # name of the collection, where on the screen
    place_wanted = Signal(str, str)  # name of the collection, address of its server; empty for none

    def __init__(self, look: Appearance, presenter: DocumentsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(look, "base", parent)
        self._presenter = presenter
        self._alone = False
        self.setAccessibleName(self.tr("Collections"))
        self._rows: dict[str, NavRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.new = GhostButton(look, self.tr("New collection"), icon="plus", link=True)
        # Its icon and words stand below those of the collections.
        self.new.icon_padding, self.new.icon_gap = NavRow.icon_padding, NavRow.icon_gap
        self.new.icon_size = look.theme.tokens.icon.nav
        self.new.clicked.connect(self.begin_new)
        self.name = _NameField(look, self.tr("Name of the new collection"), placeholder=self.tr("Name"))
        self.name.returnPressed.connect(self._create)
        self.name.given_up.connect(self._end_new)
        self.name.hide()
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addLayout(self._list)
        column.addWidget(self.name)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self.folders = WatchedFolders(look, presenter)
        column.addWidget(self.folders)
        column.addStretch(1)
        look.changed.connect(self._restyle)
        presenter.collections_changed.connect(self.refresh)
        self._restyle()
        self.refresh()

    def refresh(self) -> None:
        """Show the collections of the moment."""
        infos = self._presenter.collections
        wanted = ["", *(info.name for info in infos)]
        if list(self._rows) != wanted:
            self._rebuild(wanted)
        for info in infos:
            self._tell_place(info)
            self._rows[info.name].set_hint(f"{info.files + info.waiting:,}")
        held = sum(info.files + info.waiting for info in infos)
        self._rows[""].set_hint(f"{held:,}" if infos else "")
        for name, row in self._rows.items():
            row.setChecked(name == self._presenter.current)

    def _tell_place(self, info: LibraryInfo) -> None:
        """Mark a collection whose search vectors are on a server, and say on which."""
        row, server = self._rows[info.name], server_at(info.away)
        row.set_icon("globe" if server is not None and server.leaves else "hard-drives" if server else "folder")
        words = self.tr("Its search vectors are kept at {host}.").format(host=server.host) if server else ""
        if server is not None and server.leaves:
            words = self.tr("Its search vectors leave this computer: they are kept at {host}.").format(host=server.host)
        row.setAccessibleDescription(words)
        set_tip(row, words)

    def begin_new(self) -> None:
        """Ask for a name, in place."""
        self.new.hide()
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _create(self) -> None:
        self._presenter.create(self.name.text())
        self._end_new()

    def _end_new(self) -> None:
        self.name.clear()
        self.name.hide()
        self.new.show()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, names: list[str]) -> None:
        clear(self._list)
        self._rows = {}
        theme = self.look.theme
        for name in names:
            row = NavRow(self.look, name or self.tr("All documents"), icon="folder" if name else "stack")
            row.clicked.connect(lambda _=False, name=name: self._choose(name))
            self._rows[name] = row
            line = QHBoxLayout()
            line.setSpacing(0)
            line.addWidget(row, 1)
            if name:
                line.addWidget(self._more(name, row))
            self._list.addLayout(line)
            if not name:
                self._list.addSpacing(theme.space(6))
                caption = Label(self.look, self.tr("Collections"), "caption", "secondary")
                line = QHBoxLayout()
                line.setContentsMargins(theme.space(5), theme.space(2), 0, theme.space(3))
                line.addWidget(caption)
                self._list.addLayout(line)

    def _more(self, name: str, row: NavRow) -> IconButton:
        """Return the button beside a collection; its menu also opens with a right click on the row."""
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(lambda spot: self._menu(name, row.mapToGlobal(spot)))
        more = IconButton(self.look, "dots-three", self.tr("More about {name}").format(name=name), size=MORE)
        more.clicked.connect(lambda: self._menu(name, more.mapToGlobal(more.rect().bottomLeft())))
        return more

    def _choose(self, name: str) -> None:
        self._presenter.open(name)
        self.refresh()
        self.opened.emit()

    def _menu(self, name: str, spot: QPoint) -> None:
        menu = Menu(self.look, self)
        away = next((info.away for info in self._presenter.collections if info.name == name), "")
        if any(info.files for info in self._presenter.collections if info.name == name):
            menu.add(self.tr("Ask this collection"), lambda: self.ask_wanted.emit(name), icon="chat-circle")
        menu.add(self.tr("Search model…"), lambda: self.model_wanted.emit(name, spot), icon="magnifying-glass")
        menu.add(self.tr("Where it is kept…"), lambda: self.place_wanted.emit(name, away), icon="hard-drives")
        menu.addSeparator()
        menu.add(self.tr("Delete collection"), lambda: self._presenter.delete(name), icon="trash", danger=True)
        menu.popup(spot)

    def set_alone(self, alone: bool) -> None:
        """Take the whole page, or the width of a column."""
        self._alone = alone
        self._restyle()

    def _restyle(self) -> None:
        theme = self.look.theme
        width = theme.px(theme.tokens.size.collections)
        self.setMinimumWidth(0 if self._alone else width)
        self.setMaximumWidth(_UNBOUNDED if self._alone else width)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(theme.space(5), theme.space(6), theme.space(5), theme.space(5))
