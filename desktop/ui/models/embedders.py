"""The section of models for search by meaning: which are here, what is searched with them, and taking one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal

from desktop.ui.buttons import IconButton
from desktop.ui.menu import Menu
from desktop.ui.models.row import ModelRow
from desktop.ui.models.section import Section, matches
from desktop.ui.phrases import listed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.models.embedder_presenter import EmbedderEntry, EmbeddersPresenter
    from desktop.ui.theme import Appearance


class SearchModels(Section):
    """Shows the models that the presenter found; hidden while there is only the usual one, which nobody can remove.

    Signals:
        reveal_wanted(folder): a folder is to be opened in the file manager.
    """

    reveal_wanted = Signal(str)

    def __init__(self, look: Appearance, presenter: EmbeddersPresenter, parent: QWidget | None = None) -> None:
        self._presenter = presenter
        about = QCoreApplication.translate("SearchModels", "Chosen for each collection on the Documents page")
        super().__init__(look, "", about, parent)
        self.set_title(self.tr("Models for search"))
        presenter.changed.connect(self.refresh)
        look.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the models of the moment."""
        entries = [entry for entry in self._presenter.entries if matches(self.query, entry.name)]
        self.show_rows([self._row(entry) for entry in entries])
        self.set_away(not entries)

    def _row(self, entry: EmbedderEntry) -> ModelRow:
        row = ModelRow(self.look, entry.name)
        used = self.tr("Searches {collections}.").format(collections=listed(entry.users))
        row.about.setText(used if entry.users else self.tr("No collection is searched with it."))
        row.set_tag(self.tr("In use") if entry.users else "")
        row.set_size(entry.size)
        policy = row.fit.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # sizes stand below one another in all sections
        row.fit.setSizePolicy(policy)
        row.fit.hide()
        more = IconButton(self.look, "dots-three", self.tr("More about {model}").format(model=entry.name), size=28)
        more.clicked.connect(lambda: self.menu(entry).popup(more.mapToGlobal(QPoint(0, more.height()))))
        row.acts.addWidget(more, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def menu(self, entry: EmbedderEntry) -> Menu:
        """Return what can be done with a model."""
        menu = Menu(self.look, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        folder = str(entry.path if entry.path.is_dir() else entry.path.parent)
        menu.add(self.tr("Show in its folder"), lambda: self.reveal_wanted.emit(folder), icon="folder-open")
        menu.addSeparator()
        menu.add(self.tr("Remove"), lambda: self._presenter.remove(entry), icon="trash", danger=True)
        return menu
