"""Choosing what a collection is searched with: menus of models, and a card while its passages are embedded anew."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.buttons import IconButton
from desktop.ui.cards import Card
from desktop.ui.indicators import ProgressBar, StatusWords
from desktop.ui.labels import Label
from desktop.ui.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.documents.embedder_info import EmbedderInfo, EmbeddersTold
    from desktop.ui.documents.collections import Collections
    from desktop.ui.documents.presenter import DocumentsPresenter
    from desktop.ui.documents.search_model import SearchModel
    from desktop.ui.theme import Appearance


class ModelMenu:
    """Knows where the menu was asked for; opens it once it is known what the collection is searched with."""

    def __init__(
        self,
        look: Appearance,
        model: SearchModel,
        pick_folder: Callable[[], str],
        more: Callable[[], None],
        parent: QWidget,
    ) -> None:
        """Prepare.

        Args:
            pick_folder: asks for a folder; empty when none was chosen.
            more: shows where other models can be got.
        """
        self._look, self._model, self._pick, self._more, self._parent = look, model, pick_folder, more, parent
        self._spot = QPoint()
        self.menu: Menu | None = None
        model.told.connect(self._open)

    def serve(self, collections: Collections, presenter: DocumentsPresenter) -> None:
        """Open from the list of collections; once they are known, go on with a change that was broken off."""
        collections.model_wanted.connect(self.ask)
        self._model.failed.connect(presenter.failed)
        self._model.finished.connect(presenter.refresh)

        def known() -> None:
            presenter.collections_changed.disconnect(known)
            self._model.resume([info.name for info in presenter.collections])

        presenter.collections_changed.connect(known)

    def ask(self, name: str, spot: QPoint) -> None:
        """Open the menu for the collection `name` at `spot`, a place on the screen."""
        self._spot = spot
        self._model.ask(name)

    def _open(self, name: str, told: EmbeddersTold) -> None:
        menu = self.menu = Menu(self._look, self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        serves = told.serves
        known = {str(path): path.stem for path in self._model.installed}
        usual = serves.folder not in known and not known.get(serves.folder)
        menu.add(_tr("The usual model"), partial(self._model.choose, name), checked=usual)
        for folder, shown in known.items():
            menu.add(shown, partial(self._model.choose, name, folder), checked=folder == serves.folder)
        menu.addSeparator()
        menu.add(_tr("Choose a folder…"), partial(self._choose, name), icon="folder-open")
        menu.add(_tr("Get more search models…"), self._more, icon="download-simple")
        menu.addSeparator()
        menu.addMenu(self._second_reading(menu))
        if said := measured(serves):
            menu.addSeparator()
            menu.add(said).setEnabled(False)
        menu.popup(self._spot)

    def _second_reading(self, parent: Menu) -> Menu:
        """Return the choice of a reranker, with what it gives and what it costs."""
        chosen = self._model.reranker
        menu = Menu(self._look, parent)
        menu.setTitle(_tr("Read again what was found: {model}").format(model=Path(chosen).name or _tr("off")))
        menu.add(_tr("Off"), partial(self._model.rerank, ""), checked=not chosen)
        if chosen:
            menu.add(Path(chosen).name, partial(self._model.rerank, chosen), checked=True)
        menu.add(_tr("Choose a folder…"), self._choose_reranker, icon="folder-open")
        menu.addSeparator()
        for words in (
            _tr("A second model reads the first 30 passages that were found, each together with the question."),
            _tr("They come in a better order, and each answer some seconds later."),
            _tr("It serves all collections."),
        ):
            menu.add(words).setEnabled(False)
        return menu

    def _choose_reranker(self) -> None:
        if folder := self._pick():
            self._model.rerank(folder)

    def _choose(self, name: str) -> None:
        if folder := self._pick():
            self._model.choose(name, folder)


def measured(info: EmbedderInfo) -> str:
    """Say how the model is computed here, and how much quicker that was measured to be than the exact way."""
    if not info.precision:
        return ""
    exact, chosen = info.measured.get("fp32", 0.0), info.measured.get(info.precision, 0.0)
    if info.precision != "fp32" and exact and chosen:
        text = _tr("Computed in {precision}, {times} times as fast as fp32 here")
        return text.format(precision=info.precision, times=f"{exact / chosen:.1f}")
    return _tr("Computed in {precision}").format(precision=info.precision)


class ChangingCard(Card):
    """How far a collection is with being embedded anew, and a way to stop it."""

    def __init__(self, look: Appearance, model: SearchModel, parent: QWidget | None = None) -> None:
        super().__init__(look, radius=12, parent=parent)
        self._model = model
        theme = look.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(7), theme.space(5), theme.space(5), theme.space(6))
        row = QHBoxLayout()
        self.what = Label(look, "", "uiStrong", tabular=True)
        self.stop = IconButton(look, "x", _tr("Stop the change"), size=28, raised=True)
        self.stop.clicked.connect(model.stop)
        row.addWidget(self.what)
        row.addStretch(1)
        row.addWidget(self.stop)
        column.addLayout(row)
        self.bar = ProgressBar(look, _tr("Passages prepared"))
        column.addWidget(self.bar)
        serves = _tr("Until then the model that there is goes on searching.")
        column.addWidget(StatusWords(look, serves, "accent", "check-circle"))
        model.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the change of the moment."""
        changing = self._model.changing
        self.setVisible(changing is not None)
        if changing is None:
            return
        text = _tr("Preparing the search model for “{name}”")
        if changing.total:
            text = _tr("“{name}”: {done} of {total} passages prepared for the new model")
        self.what.setText(text.format(name=changing.library, done=f"{changing.done:,}", total=f"{changing.total:,}"))
        self.bar.setRange(0, changing.total)
        self.bar.setValue(changing.done)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SearchModel", text)
