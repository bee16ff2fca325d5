"""The watched folders below the collections: how it stands with each, and the way to stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.flow import clear
from desktop.ui.labels import Label
from desktop.ui.menu import Menu
from desktop.ui.phrases import joined, say
from desktop.ui.toggles import NavRow

if TYPE_CHECKING:
    from desktop.documents.protocol import FolderState
    from desktop.ui.documents.presenter import DocumentsPresenter
    from desktop.ui.theme import Appearance


class WatchedFolders(QWidget):
    """One row a folder of the collection in sight; hidden while there is none."""

    def __init__(self, look: Appearance, presenter: DocumentsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self._presenter = look, presenter
        self.rows: dict[tuple[str, str], NavRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._caption = QHBoxLayout()
        self._caption.addWidget(Label(look, self.tr("Watched folders"), "caption", "secondary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._caption)
        column.addLayout(self._list)
        presenter.folders.changed.connect(self.refresh)
        presenter.rows_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the folders of the moment."""
        theme, current = self.look.theme, self._presenter.current
        self._caption.setContentsMargins(theme.space(5), theme.space(6), 0, theme.space(3))
        shown = sorted(
            (s for s in self._presenter.folders.states if current in {"", s.library}), key=lambda s: s.folder
        )
        wanted = {(state.library, state.folder): state for state in shown}
        if list(self.rows) != list(wanted):
            clear(self._list)
            self.rows = {key: self._row(key) for key in wanted}
        for key, state in wanted.items():
            row = self.rows[key]
            row.set_hint(f"{state.files:,}" if state.state != "missing" else self.tr("Missing"))
            row.setToolTip(self._about(state))
            row.setAccessibleDescription(self._about(state))
        self.setVisible(bool(wanted))

    def _about(self, state: FolderState) -> str:
        words = {
            "watched": self.tr("Changes are taken in within seconds."),
            "polled": say(state.reason),
            "missing": self.tr("This folder is not there now. Its files are kept, and it comes back by itself."),
        }
        return f"{state.folder}\n{joined((words[state.state],))}"

    def _row(self, key: tuple[str, str]) -> NavRow:
        row = NavRow(self.look, Path(key[1]).name or key[1], icon="eye")
        row.setCheckable(False)
        row.clicked.connect(lambda: self._menu(key, row.mapToGlobal(row.rect().bottomLeft())))
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(lambda spot: self._menu(key, row.mapToGlobal(spot)))
        self._list.addWidget(row)
        return row

    def _menu(self, key: tuple[str, str], spot: QPoint) -> None:
        state = next((s for s in self._presenter.folders.states if (s.library, s.folder) == key), None)
        if state is not None:
            menu = Menu(self.look, self)
            menu.add(self.tr("Stop watching"), lambda: self._presenter.folders.unwatch(state), icon="eye-slash")
            menu.popup(spot)
