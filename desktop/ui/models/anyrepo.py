"""The section for any model of the hub: a repository is named, its files are listed, one is downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.engine.download import from_repo
from desktop.engine.fit import fit_of_file
from desktop.ui.buttons import SecondaryButton
from desktop.ui.fields import Field
from desktop.ui.indicators import Spinner
from desktop.ui.models.row import ModelRow
from desktop.ui.models.section import Section
from desktop.ui.phrases import explain, joined

if TYPE_CHECKING:
    from desktop.engine.pending import HubFile
    from desktop.ui.models.downloads import DownloadsPresenter
    from desktop.ui.models.lookup import Lookup
    from desktop.ui.models.presenter import ModelsPresenter
    from desktop.ui.theme import Appearance


class AnyRepository(Section):
    """Asks for a repository and shows its models; nothing goes out before the button is pressed."""

    searched = False

    def __init__(
        self,
        look: Appearance,
        models: ModelsPresenter,
        downloads: DownloadsPresenter,
        lookup: Lookup,
        parent: QWidget | None = None,
    ) -> None:
        self._models, self._downloads, self._lookup = models, downloads, lookup
        super().__init__(look, "", parent=parent)
        self.set_title(self.tr("Any other model of the hub"))
        self.name = Field(look, self.tr("Repository"), placeholder=self.tr("owner/repository"))
        self.list_models = SecondaryButton(look, self.tr("List its models"), icon="magnifying-glass")
        self.stop = SecondaryButton(look, self.tr("Stop"), icon="x")
        self.spinner = Spinner(look, self.tr("Asking the hub"))
        self.name.returnPressed.connect(self._look)
        self.list_models.clicked.connect(self._look)
        self.stop.clicked.connect(lookup.stop)
        line = QWidget()
        self._line = QHBoxLayout(line)
        self._line.addWidget(self.name, 1)
        self._line.addWidget(self.list_models)
        self._line.addWidget(self.stop)
        self.column.insertWidget(2, line)
        self.column.insertWidget(3, self.spinner)
        lookup.changed.connect(self.refresh)
        downloads.changed.connect(self._hide_begun)
        look.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known of the repository."""
        theme, lookup = self.look.theme, self._lookup
        self._line.setContentsMargins(0, theme.space(6), 0, theme.space(4))
        self._line.setSpacing(theme.space(4))
        self.list_models.setVisible(not lookup.looking)
        self.stop.setVisible(lookup.looking)
        self.spinner.setVisible(lookup.looking)
        if lookup.error is not None:
            self.set_hint(joined(explain(lookup.error)))
        elif lookup.files == ():
            self.set_hint(self.tr("{repo} has no model in the GGUF format.").format(repo=lookup.repo))
        elif lookup.files is None and not lookup.looking:
            self.set_hint(
                self.tr("Written as on its page on the hub. Lectern asks for the list of its files, and nothing else.")
            )
        else:
            self.set_hint("")
        self.show_rows([self._row(file) for file in lookup.files or ()])
        self._hide_begun()

    def _row(self, file: HubFile) -> ModelRow:
        wanted = from_repo(self._lookup.repo, file)
        row = ModelRow(self.look, Path(file.path).stem)
        row.about.setText(
            self.tr("{repo}, sees pictures").format(repo=self._lookup.repo) if file.projector else self._lookup.repo
        )
        row.set_size(file.whole_size)
        row.fit.show_label(
            fit_of_file(file.whole_size, self._models.machine.room), self.tr("Estimated from the size of the file.")
        )
        button = SecondaryButton(self.look, self.tr("Download"), icon="download-simple")
        button.setAccessibleName(self.tr("Download {model}").format(model=Path(file.path).stem))
        button.clicked.connect(lambda: self._downloads.start(wanted))
        row.acts.addWidget(button)
        row.setProperty("key", wanted.key)
        return row

    def _hide_begun(self) -> None:
        """Leave out what is shown among the downloads above."""
        for row in self.rows:
            row.setVisible(str(row.property("key")) not in self._downloads.items)

    def _look(self) -> None:
        if not self._lookup.look(self.name.text()):
            self.show_rows([])
            self.set_hint(self.tr("A repository is written with its owner: owner/repository."))
