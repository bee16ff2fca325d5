"""The card about this computer: how large a model it can run, what it has, and on demand the details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.engine.fit import COMFORT, shown_size
from desktop.ui.buttons import GhostButton
from desktop.ui.cards import Card
from desktop.ui.flow import clear
from desktop.ui.indicators import IconMark
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.engine.protocol import Device
    from desktop.ui.models.presenter import ModelsPresenter
    from desktop.ui.models.state import Machine
    from desktop.ui.theme import Appearance


class MachineCard(Card):
    """Shows what the presenter knows of the computer; `details` opens the facts one by one."""

    def __init__(self, look: Appearance, presenter: ModelsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(look, fill="sunken", radius=look.theme.tokens.radius.panel, parent=parent)
        self._presenter = presenter
        self.headline = Label(look, "", "bodyStrong", wrap=True)
        self.facts = Label(look, "", "ui", "secondary", wrap=True)
        self.details = GhostButton(look, self.tr("Details"), link=True)
        self.details.setCheckable(True)
        self._more = QWidget()
        self._grid = QGridLayout(self._more)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._more.hide()
        self.details.toggled.connect(self._more.setVisible)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconMark(look, "cpu", "secondary", look.theme.tokens.icon.feature))
        self._words = QVBoxLayout()
        self._words.addWidget(self.headline)
        self._words.addWidget(self.facts)
        self._words.addWidget(self._more)
        self._row.addLayout(self._words, 1)
        self._row.addWidget(self.details, 0, Qt.AlignmentFlag.AlignVCenter)
        self._shown: tuple[Machine, str, str] | None = None
        presenter.changed.connect(self.refresh)
        look.changed.connect(self._restyle_card)
        self._restyle_card()
        self.refresh()

    def refresh(self) -> None:
        """Show the computer as it is now."""
        found, where, measured = self._presenter.machine, self._presenter.where, self._measured()
        if (found, where, measured) == self._shown:
            return
        self._shown = found, where, measured
        most = shown_size(int(found.room * COMFORT))
        self.headline.setText(self.tr("This computer can run models up to about {size}.").format(size=most))
        words = (
            self.tr("{memory} of memory, {free} free.  {cores} cores.  {disk} of disk free.").format(
                memory=shown_size(found.memory),
                free=shown_size(found.free),
                cores=found.cores,
                disk=shown_size(found.disk),
            ),
            "  ".join(self._card(card) for card in found.cards),
            self.tr("In use: {layers}").format(layers=where) if where else "",
        )
        self.facts.setText("\n".join(text for text in words if text))
        measured_row = [(self.tr("Measured"), measured)] if measured else []
        clear(self._grid)
        for line, (name, value) in enumerate((*self._facts(found), *measured_row)):
            self._grid.addWidget(Label(self.look, name, "caption", "secondary"), line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(self.look, value, "caption", wrap=True, tabular=True), line, 1)
        self._grid.setColumnStretch(1, 1)

    def _measured(self) -> str:
        """Say how quick the model in use is here; empty where a server answers, since that is not measured."""
        model, tuned = self._presenter.current, self._presenter.measured
        if model is None or model.endpoint:
            return ""
        if tuned is None:
            return self.tr("{model}: not yet. It is done once nothing is asked for half a minute.").format(
                model=model.name
            )
        return self.tr(
            "{model} reads {read} tokens a second and writes {written}, quickest with {threads} threads."
        ).format(
            model=model.name,
            read=f"{tuned.read_speed:g}",
            written=f"{tuned.write_speed:g}",
            threads=tuned.threads,
        )

    def _facts(self, found: Machine) -> list[tuple[str, str]]:
        """Return names and values of the details."""
        return [
            (
                self.tr("Memory"),
                self.tr(
                    "{free} of {memory} are free. A model fits well when it needs at most {share} % of what is free; "
                    "the rest is for other programs."
                ).format(free=shown_size(found.free), memory=shown_size(found.memory), share=round(COMFORT * 100)),
            ),
            (self.tr("Processor"), self.tr("{cores} cores.").format(cores=found.cores)),
            (self.tr("Graphics card"), "\n".join(map(self._card, found.cards)) or self.tr("None that can be used.")),
            (self.tr("Models are kept in"), found.folder),
        ]

    def _card(self, card: Device) -> str:
        return self.tr("{name}, {memory} of memory, {free} free.").format(
            name=card.description, memory=shown_size(card.total), free=shown_size(card.free)
        )

    def _restyle_card(self) -> None:
        theme = self.look.theme
        self._row.setContentsMargins(theme.space(8), theme.space(7), theme.space(8), theme.space(7))
        self._row.setSpacing(theme.space(8))
        self._words.setSpacing(theme.space(1))
        self._grid.setContentsMargins(0, theme.space(5), 0, 0)
        self._grid.setHorizontalSpacing(theme.space(7))
        self._grid.setVerticalSpacing(theme.space(2))
