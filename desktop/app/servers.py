"""Servers in the window: their section of the Models page, the form of one, and how one is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.app.doors import tr
from desktop.ui.models.endpoint_form import EndpointForm
from desktop.ui.models.endpoints import Endpoints
from desktop.ui.models.served import ServedPresenter

if TYPE_CHECKING:
    from desktop.domain.endpoint import Endpoint
    from desktop.services import Services
    from desktop.ui.models.presenter import ModelsPresenter
    from desktop.ui.settings.presenter import SettingsPresenter
    from desktop.ui.tasks import Tasks
    from desktop.ui.theme import Appearance
    from desktop.ui.window import Window


def servers_section(
    look: Appearance,
    services: Services,
    choices: SettingsPresenter,
    models: ModelsPresenter,
    tasks: Tasks,
    window: Window,
) -> Endpoints:
    """Build the section and connect it to its form and its notices."""
    served = ServedPresenter(services.engine.remote, services.keys, choices, models, tasks)
    section = Endpoints(look, served)
    served.setParent(section)
    dialogs = window.dialogs

    def describe(endpoint: Endpoint | None) -> None:
        form = EndpointForm(look, served, endpoint, parent=window)
        form.open()

    def forget(endpoint: Endpoint) -> None:
        question = tr("Forget the server “{name}” and its key?").format(name=endpoint.name)
        if dialogs.ask(tr("Remove a server"), question, yes=tr("Remove")):
            served.remove(endpoint)

    def session_only() -> None:
        dialogs.notify(
            tr("There is no keyring on this computer, so the key is kept until Lectern is closed, and in no file.")
        )

    section.form_wanted.connect(describe)
    section.remove_wanted.connect(forget)
    served.failed.connect(dialogs.error)
    served.key_lost.connect(session_only)
    models.changed.connect(section.refresh)
    return section
