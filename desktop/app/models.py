"""The Models page as the composition root sees it: its sections, what arrives, and the better model of a first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.app.doors import first, tr
from desktop.app.opened import ModelsRoom
from desktop.documents.embedder_files import installed as installed_embedders
from desktop.engine.download import from_offer
from desktop.engine.fit import shown_size
from desktop.engine.notebook import Notebook
from desktop.engine.offers import offers, recommended
from desktop.engine.offloading import Offloading
from desktop.paths import assets
from desktop.ui.chat.empty import Suggestion
from desktop.ui.models.adapter_presenter import AdaptersPresenter
from desktop.ui.models.adapters import Adapters
from desktop.ui.models.anyrepo import AnyRepository
from desktop.ui.models.downloads import DownloadsPresenter
from desktop.ui.models.embedder_presenter import EmbeddersPresenter
from desktop.ui.models.embedders import SearchModels
from desktop.ui.models.installed import Installed
from desktop.ui.models.lookup import Lookup
from desktop.ui.models.offer_row import about_offer
from desktop.ui.models.page import ModelsPage
from desktop.ui.models.places import Places
from desktop.ui.models.presenter import ModelsPresenter
from desktop.ui.models.recommended import Recommended

if TYPE_CHECKING:
    from desktop.app.opened import Opened
    from desktop.engine.download import Fetched
    from desktop.engine.pending import Wanted
    from desktop.services import Services
    from desktop.settings import Settings
    from desktop.ui.dialogs import Dialogs
    from desktop.ui.models.adapter_presenter import Switches
    from desktop.ui.models.endpoints import Endpoints
    from desktop.ui.models.state import Notice
    from desktop.ui.settings.presenter import SettingsPresenter
    from desktop.ui.tasks import Tasks
    from desktop.ui.theme import Appearance


def models_room(services: Services, chat: Switches, choices: SettingsPresenter, tasks: Tasks) -> ModelsRoom:
    """Make the presenters; `chat` knows what the open chat is asked with."""
    folder = services.paths.models
    return ModelsRoom(
        ModelsPresenter(
            services.engine,
            choices,
            tasks,
            folder,
            Offloading(Notebook(services.paths.engine)).look,
            lambda: services.engine.local.tuned,
        ),
        AdaptersPresenter(services.engine, chat, choices, tasks, folder),
        EmbeddersPresenter(services.library, tasks, services.paths.embedders, installed_embedders),
        DownloadsPresenter(services.downloads, tasks),
        Lookup(services.downloads, tasks),
        offers(assets() / "catalog.json"),
    )


def models_page(look: Appearance, room: ModelsRoom, dialogs: Dialogs, servers: Endpoints) -> ModelsPage:
    """Lay out the page: a section of its own for each kind of model and whatever changes one; servers come last."""
    installed = Installed(look, room.models)
    installed.told.connect(dialogs.tell)
    installed.reveal_wanted.connect(open_folder)
    installed.column.addWidget(
        Places(look, room.models, pick_folder=lambda: dialogs.pick_folder(tr("Choose a folder of models")))
    )
    recommended_ = Recommended(look, room.models, room.downloads, room.offers)
    recommended_.told.connect(dialogs.tell)
    adapters = Adapters(
        look, room.adapters, pick_adapter=lambda: first(dialogs.pick_files(tr("Choose an adapter"), "GGUF (*.gguf)"))
    )
    adapters.told.connect(dialogs.tell)
    adapters.reveal_wanted.connect(open_folder)
    anywhere = AnyRepository(look, room.models, room.downloads, room.lookup)
    embedders = SearchModels(look, room.embedders)
    embedders.reveal_wanted.connect(open_folder)
    sections = (installed, recommended_, anywhere, embedders, adapters, servers)
    return ModelsPage(
        look,
        room.models,
        sections,
        pick_model=lambda: first(dialogs.pick_files(tr("Choose a model file"), "GGUF (*.gguf)")),
    )


def connect_models(opened: Opened) -> None:
    """Connect the Models page with the rest of the window."""
    _Wiring(opened).connect_all()


class _Wiring(QObject):
    """Knows the window, lives as long as it does, and does what a signal of one part asks of another."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.window)
        self._o = opened
        self._room = opened.models_room

    def connect_all(self) -> None:
        o, room = self._o, self._room
        dialogs = o.window.dialogs
        for presenter in (room.models, room.downloads, room.adapters, room.embedders):
            presenter.failed.connect(dialogs.error)
            presenter.noticed.connect(self._notice)
        room.models.changed.connect(self._suggest)
        room.downloads.changed.connect(self._suggest)
        room.models.changed.connect(room.adapters.follow)
        o.documents.collections_changed.connect(room.embedders.refresh)
        o.chat.opened.connect(room.adapters.follow)
        o.chat.choices.changed.connect(room.adapters.follow)
        room.downloads.arrived.connect(self._arrived)
        o.settings.changed.connect(self._settings_changed)
        o.chat_page.download_wanted.connect(self._download)
        self._suggest()

    def _notice(self, notice: Notice) -> None:
        toast = self._o.window.dialogs.notify(notice.text, action=notice.action, on_action=notice.act)
        if notice.gone is not None:
            toast.gone.connect(notice.gone)

    def _arrived(self, wanted: Wanted, told: Fetched) -> None:
        words = tr("{model} is on this computer now").format(model=wanted.name)
        if told.without:
            lacks = tr("{model} is on this computer now. It sees no pictures, since {file} could not be had.")
            words = lacks.format(model=wanted.name, file=told.without)
        if wanted.kind == "chat":
            self._room.models.refresh()
            self._o.window.dialogs.notify(
                words, action=tr("Use"), on_action=lambda: self._room.models.add_file(told.path)
            )
        else:
            self._room.embedders.refresh()
            self._o.window.dialogs.notify(words)

    def _settings_changed(self, before: Settings, now: Settings) -> None:
        self._o.services.downloads.endpoint = now.hub

    # The first run ---------------------------------------------------------------------------------------------------

    def _suggest(self) -> None:
        """Offer the model that suits this computer while there is only the starter, and none is on its way."""
        room = self._room
        alone = room.models.found and all(entry.model.starter for entry in room.models.entries)
        best = recommended(room.offers, room.models.machine.room, room.models.machine.cores)
        if not alone or room.downloads.items or best is None:
            self._o.chat_page.suggest(None)
            return
        size = shown_size(best.whole_size)
        self._o.chat_page.suggest(
            Suggestion(
                best.name,
                tr("Fits this computer"),
                tr("The starter model quotes your files; this one answers in its own words. {about}").format(
                    about=about_offer(best)
                ),
                tr("Download, {size}").format(size=size),
            )
        )

    def _download(self) -> None:
        room = self._room
        best = recommended(room.offers, room.models.machine.room, room.models.machine.cores)
        self._o.window.show_page("models")
        if best is not None:
            room.downloads.start(from_offer(best))


def open_folder(folder: str) -> None:
    """Open a folder in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
