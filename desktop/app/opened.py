"""The parts of an open window as one value, for the connections between them, the tour and the tests."""

from __future__ import annotations

import msgspec

from desktop.engine.offers import Offer
from desktop.services import Services
from desktop.store.conversations import Conversations
from desktop.ui.chat.engine_state import EngineState
from desktop.ui.chat.page import ChatPage
from desktop.ui.chat.presenter import ChatPresenter
from desktop.ui.chat.samples import Samples
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.documents.presenter import DocumentsPresenter
from desktop.ui.models.adapter_presenter import AdaptersPresenter
from desktop.ui.models.downloads import DownloadsPresenter
from desktop.ui.models.embedder_presenter import EmbeddersPresenter
from desktop.ui.models.lookup import Lookup
from desktop.ui.models.presenter import ModelsPresenter
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.slides.page import SlidesPage
from desktop.ui.slides.presenter import SlidesPresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from desktop.ui.window import Window


class ModelsRoom(msgspec.Struct, frozen=True):
    """The presenters of the Models page, and the reviewed list."""

    models: ModelsPresenter
    adapters: AdaptersPresenter
    embedders: EmbeddersPresenter
    downloads: DownloadsPresenter
    lookup: Lookup
    offers: tuple[Offer, ...]


class Opened(msgspec.Struct, frozen=True):
    """Everything that is built once for a window."""

    window: Window
    look: Appearance
    services: Services
    store: Conversations
    tasks: Tasks
    engine: EngineState
    chat: ChatPresenter
    documents: DocumentsPresenter
    slides: SlidesPresenter
    models: ModelsPresenter
    adapters: AdaptersPresenter
    models_room: ModelsRoom
    settings: SettingsPresenter
    chat_page: ChatPage
    documents_page: DocumentsPage
    slides_page: SlidesPage
    samples: Samples
