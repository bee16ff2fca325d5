"""Folders that the user named, where models are looked for: each can be taken off, and another can be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.buttons import GhostButton, IconButton
from desktop.ui.flow import clear
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.models.presenter import ModelsPresenter
    from desktop.ui.theme import Appearance


class Places(QWidget):
    """Stands below the models on this computer."""

    def __init__(
        self,
        look: Appearance,
        presenter: ModelsPresenter,
        pick_folder: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `pick_folder` asks for a folder and returns "" when none was chosen."""
        super().__init__(parent)
        self.look, self._presenter = look, presenter
        self._folders = QVBoxLayout()
        self._folders.setSpacing(0)
        self.add = GhostButton(look, self.tr("Look in another folder"), icon="folder-plus", link=True)
        self.add.padding = self.add.icon_padding = 0
        self.add.clicked.connect(lambda: self._add(pick_folder()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.theme.space(3), 0, 0)
        column.setSpacing(0)
        column.addLayout(self._folders)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._shown: tuple[str, ...] | None = None
        presenter.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the folders of the moment."""
        folders = tuple(place for place in self._presenter.named if place not in self._presenter.named_files)
        if folders == self._shown:
            return
        self._shown = folders
        clear(self._folders)
        for folder in folders:
            row = QHBoxLayout()
            row.setSpacing(self.look.theme.space(3))
            row.addWidget(IconMark(self.look, "folder", "secondary", self.look.theme.tokens.icon.row))
            words = self.tr("Also looks in {folder}").format(folder=folder)
            row.addWidget(Label(self.look, words, "ui", "secondary", elide="middle"), 1)
            off = IconButton(self.look, "x", self.tr("Look no longer in {folder}").format(folder=folder), size=28)
            off.clicked.connect(lambda _=False, folder=folder: self._presenter.forget(folder))
            row.addWidget(off)
            self._folders.addLayout(row)

    def _add(self, folder: str) -> None:
        if folder:
            self._presenter.add_folder(folder)
