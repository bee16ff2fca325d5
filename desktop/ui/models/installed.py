"""The section of models on this computer: which one is in use, Use, Unload, and a menu for the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal

from desktop.engine.fit import shown_size, words_in
from desktop.engine.tuning import WORTH
from desktop.ui.buttons import GhostButton, IconButton, SecondaryButton
from desktop.ui.menu import Menu
from desktop.ui.models.cards import card_words
from desktop.ui.models.row import ModelRow, fit_sum
from desktop.ui.models.section import Section, matches
from desktop.ui.phrases import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.model import ModelInfo
    from desktop.ui.models.presenter import ModelsPresenter
    from desktop.ui.models.state import Entry
    from desktop.ui.theme import Appearance


class Installed(Section):
    """Shows the models that the presenter found.

    Signals:
        told(title, text): the sum of a model is to be shown.
        reveal_wanted(folder): a folder is to be opened in the file manager.
    """

    told = Signal(str, str)
    reveal_wanted = Signal(str)

    def __init__(self, look: Appearance, presenter: ModelsPresenter, parent: QWidget | None = None) -> None:
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        super().__init__(look, "", parent=parent)
        self.set_title(self.tr("On this computer"))
        presenter.changed.connect(self.refresh)
        look.changed.connect(lambda: self.refresh(anew=True))
        self.refresh()

    def refresh(self, *, anew: bool = False) -> None:
        """Show the models of the moment; rows are made again only when something of them changed."""
        p = self._presenter
        entries = [entry for entry in p.entries if matches(self.query, entry.model.name, entry.model.quantisation)]
        drafted = tuple((p.draft(entry.model), p.gain(entry.model)) for entry in entries)
        shown = (tuple(entries), p.current.path if p.current else "", p.loaded, p.where, p.found, drafted)
        if shown == self._shown and not anew:
            return
        self._shown = shown
        total = shown_size(sum(entry.model.size for entry in entries))
        count = self.tr("{size} in {count} models").format(size=total, count=len(entries))
        if len(entries) == 1:
            count = self.tr("{size} in 1 model").format(size=total)
        self.set_note(count if entries else "")
        self.set_hint("" if p.found else self.tr("Looking for models…"))
        self.show_rows([self._row(entry) for entry in entries])

    def _row(self, entry: Entry) -> ModelRow:
        model = entry.model
        current = self._presenter.current
        used = current is not None and current.path == model.path
        row = ModelRow(self.look, model.name)
        row.set_tag(self.tr("In use") if used else "")
        row.about.setText(self._about(entry))
        row.set_size(model.size)
        row.fit.show_fit(entry.fit, self._cards(entry))
        if used and self._presenter.loaded:
            unload = GhostButton(self.look, self.tr("Unload"))
            unload.setAccessibleName(self.tr("Unload {model}").format(model=model.name))
            unload.clicked.connect(self._presenter.unload)
            row.acts.addWidget(unload)
        elif not used:
            use = SecondaryButton(self.look, self.tr("Use"))
            use.setAccessibleName(self.tr("Use {model}").format(model=model.name))
            use.clicked.connect(lambda: self._presenter.use(model))
            row.acts.addWidget(use)
        more = IconButton(self.look, "dots-three", self.tr("More about {model}").format(model=model.name), size=28)
        more.clicked.connect(lambda: self.menu(entry).popup(more.mapToGlobal(QPoint(0, more.height()))))
        row.acts.addWidget(more, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _cards(self, entry: Entry) -> str:
        """Say what of a model lies on graphics cards, or would."""
        current = self._presenter.current
        if current is not None and current.path == entry.model.path and self._presenter.where:
            return self._presenter.where
        return card_words(entry.cards) if entry.cards else ""

    def menu(self, entry: Entry) -> Menu:
        """Return what else can be done with a model."""
        menu = Menu(self.look, self)
        model = entry.model
        menu.add(
            self.tr("How it fits"),
            lambda: self.told.emit(model.name, fit_sum(entry.fit, self._cards(entry))),
            icon="gauge",
        )
        menu.add(
            self.tr("Show in its folder"),
            lambda: self.reveal_wanted.emit(str(Path(model.path).parent)),
            icon="folder-open",
        )
        drafts = self._presenter.drafts(model)
        if drafts or self._presenter.draft(model):
            self._add_drafts(menu, model, drafts)
        if entry.ours:
            menu.addSeparator()
            menu.add(self.tr("Remove"), lambda: self._presenter.remove(model), icon="trash", danger=True)
        elif model.path in self._presenter.named_files:
            menu.addSeparator()
            menu.add(self.tr("Take off this list"), lambda: self._presenter.forget(model.path), icon="minus-circle")
        return menu

    def _add_drafts(self, menu: Menu, model: ModelInfo, drafts: Sequence[ModelInfo]) -> None:
        """Add the choice of a small model that guesses for this one."""
        chosen = self._presenter.draft(model)
        choice = Menu(self.look, menu)
        choice.setTitle(self.tr("Draft model"))
        choice.setAccessibleName(self.tr("Draft model of {model}").format(model=model.name))
        for path, name in (("", self.tr("None")), *((draft.path, draft.name) for draft in drafts)):
            choice.add(name, partial(self._presenter.set_draft, model, path), checked=path == chosen)
        menu.addMenu(choice)

    def _drafted(self, model: ModelInfo) -> str:
        """Say which model guesses for this one, and what that was measured to bring."""
        path = self._presenter.draft(model)
        if not path:
            return ""
        name, gain = Path(path).stem, self._presenter.gain(model)
        if not Path(path).is_file():
            return self.tr("Draft model {draft}: its file is gone, so not used.").format(draft=name)
        if not gain:
            return self.tr("Draft model {draft}, not measured here yet.").format(draft=name)
        if gain < WORTH:
            return self.tr("Draft model {draft}: not faster here, so not used.").format(draft=name)
        return self.tr("Draft model {draft}: {gain} × as fast here.").format(draft=name, gain=f"{gain:.1f}")

    def _about(self, entry: Entry) -> str:
        model = entry.model
        size = model.parameters
        weights = f"{size / 1e9:.1f} B" if size >= 1e9 else f"{size / 1e6:.0f} M"
        text = self.tr("Reads about {words} words at once.").format(words=f"{words_in(entry.fit.context):,}")
        if model.sees:
            text = joined((text, self.tr("Sees pictures.")))
        text = joined((text, self.tr("{weights} weights, {kind}.").format(weights=weights, kind=model.quantisation)))
        if drafted := self._drafted(model):
            text = joined((drafted, text))
        if cards := self._cards(entry):
            text = joined((cards, text))
        elif model.starter:
            text = joined((self.tr("Comes with Lectern."), text))
        elif model.origin:
            text = joined((self.tr("From {program}.").format(program=model.origin), text))
        named = model.licence_name
        return joined((text, self.tr("Licence: {name}.").format(name=named) if named else ""))
