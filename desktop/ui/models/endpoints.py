"""The section of other computers: servers that may answer, what leaves this computer for them, and how they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal

from desktop.ui.buttons import IconButton, SecondaryButton
from desktop.ui.menu import Menu
from desktop.ui.models.row import ModelRow
from desktop.ui.models.section import Section, matches
from desktop.ui.phrases import explain, joined

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.endpoint import Endpoint
    from desktop.ui.models.served import ServedPresenter
    from desktop.ui.theme import Appearance

#: Models of a server that its menu shows; the form lists all.
MOST_IN_MENU = 12


class EndpointRow(ModelRow):
    """A row of a server: what it says of leaving this computer, and its acts, are wider than those of a model."""

    fit_width = 164
    acts_width = 200


class Endpoints(Section):
    """Shows the servers that the presenter knows.

    Signals:
        form_wanted(Endpoint or None): a server is to be changed, or a new one described.
        remove_wanted(Endpoint): a server is to be forgotten, once the user agreed.
    """

    form_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, look: Appearance, presenter: ServedPresenter, parent: QWidget | None = None) -> None:
        self._presenter = presenter
        super().__init__(look, "", parent=parent)
        self.set_title(self.tr("Other computers"))
        self.add = SecondaryButton(look, self.tr("Add a server"), icon="plus")
        self.add.clicked.connect(lambda: self.form_wanted.emit(None))
        self.add_action(self.add)
        presenter.changed.connect(self.refresh)
        look.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the servers of the moment."""
        endpoints = self._presenter.endpoints
        shown = [endpoint for endpoint in endpoints if matches(self.query, endpoint.name, endpoint.model)]
        self.show_rows([self._row(endpoint) for endpoint in shown])
        hint = ""
        if not endpoints:
            hint = self.tr(
                "A server that speaks OpenAI's protocol, such as vLLM, SGLang, llama-server, Ollama or LM Studio, can "
                "answer in place of this computer. What you ask it then leaves this computer, with the passages of "
                "your documents that the question needs."
            )
        self.set_hint(hint)

    def _row(self, endpoint: Endpoint) -> ModelRow:
        presenter = self._presenter
        row = EndpointRow(self.look, endpoint.name)
        used = presenter.used(endpoint)
        row.set_tag(self.tr("In use") if used else "")
        row.about.setText(self._about(endpoint))
        row.weight.hide()
        if endpoint.leaves:
            row.fit.set_text(self.tr("Leaves this computer"), "globe")
            row.fit.set_tone("warn")
        else:
            row.fit.set_text(self.tr("On this computer"), "desktop")
            row.fit.set_tone("ok")
        if not endpoint.model:
            choose = SecondaryButton(self.look, self.tr("Choose a model"))
            choose.setAccessibleName(self.tr("Choose a model of {server}").format(server=endpoint.name))
            choose.clicked.connect(lambda: self.form_wanted.emit(endpoint))
            row.acts.addWidget(choose)
        elif not used:
            use = SecondaryButton(self.look, self.tr("Use"))
            use.setAccessibleName(self.tr("Use {model}").format(model=endpoint.name))
            use.clicked.connect(lambda: presenter.use(endpoint))
            row.acts.addWidget(use)
        more = IconButton(self.look, "dots-three", self.tr("More about {model}").format(model=endpoint.name), size=28)
        more.clicked.connect(lambda: self.menu(endpoint).popup(more.mapToGlobal(QPoint(0, more.height()))))
        row.acts.addWidget(more, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def menu(self, endpoint: Endpoint) -> Menu:
        """Return the menu of a server: its models as far as they are known, then what can be done with it."""
        presenter = self._presenter
        menu = Menu(self.look, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for model in (presenter.reach(endpoint).models or ())[:MOST_IN_MENU]:
            chosen = presenter.used(endpoint) and model.id == endpoint.model
            menu.add(model.id, partial(presenter.use, endpoint, model.id), checked=chosen)
        if menu.actions():
            menu.addSeparator()
        menu.add(self.tr("Ask for its models"), lambda: presenter.test(endpoint), icon="arrow-clockwise")
        menu.add(self.tr("Change"), lambda: self.form_wanted.emit(endpoint), icon="pencil-simple")
        menu.addSeparator()
        menu.add(self.tr("Remove"), lambda: self.remove_wanted.emit(endpoint), icon="trash", danger=True)
        return menu

    def _about(self, endpoint: Endpoint) -> str:
        reach = self._presenter.reach(endpoint)
        model = endpoint.model or self.tr("No model chosen")
        where = self.tr("{model}, at {host}.").format(model=model, host=endpoint.host)
        if reach.asking:
            return joined((where, self.tr("Asking…")))
        if reach.fault is not None:
            return explain(reach.fault)[0]
        if endpoint.exposed:
            where = joined((where, self.tr("Not encrypted.")))
        if reach.models is not None:
            count = len(reach.models)
            one, several = self.tr("It answers, with 1 model."), self.tr("It answers, with {count} models.")
            return joined((where, one if count == 1 else several.format(count=count)))
        return where
