"""Build the window and everything below it, in one place that knows every concrete class."""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtGui import QIcon

from desktop import __version__, journal, settings
from desktop.app.appearance import dress, translate
from desktop.app.collector import Collector
from desktop.app.connect import connect, tell_left
from desktop.app.decks import Decks, Skips
from desktop.app.doors import Doors, facts, first, in_use, samples, shown, tr
from desktop.app.models import connect_models, models_page, models_room, open_folder
from desktop.app.opened import Opened
from desktop.app.servers import servers_section
from desktop.chat.turn import turn
from desktop.documents.embedder_files import installed as installed_embedders
from desktop.documents.readers import READABLE
from desktop.paths import Paths, assets
from desktop.services import open_services
from desktop.store import deck
from desktop.store.conversations import Conversations
from desktop.ui.chat.context_use import ContextUse
from desktop.ui.chat.engine_state import EngineState
from desktop.ui.chat.history import HistoryPresenter
from desktop.ui.chat.page import ChatPage
from desktop.ui.chat.presenter import ChatPresenter
from desktop.ui.chat.source import SourcePresenter
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.documents.place_form import serve_places
from desktop.ui.documents.placing import Placing
from desktop.ui.documents.presenter import DocumentsPresenter
from desktop.ui.documents.search_model import SearchModel
from desktop.ui.phrases import explain_below_name, say
from desktop.ui.settings.page import SettingsPage
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.slides.keeping import Keeping
from desktop.ui.slides.page import SlidesPage
from desktop.ui.slides.presenter import SlidesPresenter
from desktop.ui.slides.state import Making
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance, load_fonts
from desktop.ui.tokens import load as load_tokens
from desktop.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from desktop.worker.outcome import Outcome


@contextlib.contextmanager
def open_window(app: QApplication, paths: Paths) -> Iterator[Opened]:
    """Build the window and everything below it; close all at the end of the block, the last built first."""
    app.setApplicationName("Lectern")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(assets() / "icons" / "lectern.svg")))
    app.setDesktopFileName("lectern")
    chosen, notice = settings.load(paths.settings)
    translators = translate(app, chosen.language)
    load_fonts(assets() / "fonts")
    look = Appearance(app, load_tokens(assets() / "themes" / "tokens.json"))
    dress(look, chosen)
    with contextlib.ExitStack() as closing:
        ends: list[Callable[[Outcome], None]] = []
        services = closing.enter_context(open_services(paths, chosen, on_end=lambda outcome: _tell(ends, outcome)))
        store = closing.enter_context(Conversations(paths.conversations))
        choices = SettingsPresenter(paths.settings, chosen)
        tasks = Tasks(lambda error: window.dialogs.error(error))  # noqa: PLW0108  the window is made below
        closing.callback(tasks.close)
        local = services.engine.local
        engine = EngineState(
            tasks, services.engine, Doors(services, choices), local.tune, lambda: local.tuned is not None
        )
        closing.callback(engine.close)
        ends.append(engine.ended)
        chat = ChatPresenter(
            tasks,
            functools.partial(turn, engine=services.engine),
            store,
            services.library,
            lambda: choices.settings,
            lambda new: choices.change(**msgspec.structs.asdict(new)),
            lambda: services.engine.model,
        )
        history = HistoryPresenter(chat, store)
        documents = DocumentsPresenter(services.library, tasks, tr("My documents"))
        closing.callback(documents.close)
        search_model = SearchModel(
            services.library,
            tasks,
            lambda: installed_embedders(paths.embedders),
            lambda: choices.settings.reranker,
        )
        search_model.reranked.connect(lambda folder: choices.change(reranker=folder))
        closing.callback(search_model.stop)
        skips = Skips()
        decks = Decks(services.engine, store, lambda: choices.settings, skips.told.emit)
        slides = SlidesPresenter(
            Making(decks.outline, decks.compose, decks.check, decks.save), tasks, chosen.deck_theme
        )
        closing.callback(slides.close)
        keeping = Keeping(
            slides, tasks, functools.partial(deck.keep, paths.deck), functools.partial(deck.forget, paths.deck)
        )
        closing.callback(keeping.close)
        room = models_room(services, chat.choices, choices, tasks)
        shipped = samples()
        window = Window(
            look,
            history,
            lambda path: path.suffix.lower() in READABLE,
            geometry=chosen.window_geometry,
            rail=chosen.sidebar_rail,
        )
        closing.callback(window.deleteLater)
        dialogs = window.dialogs
        chat_page = ChatPage(
            look,
            chat,
            engine,
            SourcePresenter(tasks, services.library),
            ContextUse(tasks, services.engine),
            dialogs,
            shipped,
        )
        documents_page = DocumentsPage(
            look,
            documents,
            say=explain_below_name,
            pick_files=lambda: dialogs.pick_files(tr("Add files")),
            pick_folder=lambda: dialogs.pick_folder(tr("Watch a folder")),
            search_model=search_model,
        )
        serve_places(look, Placing(services.library, services.keys, tasks), documents_page.collections, documents)
        slides_page = SlidesPage(
            look,
            slides,
            pick_files=lambda: dialogs.pick_files(tr("Choose documents")),
            pick_outline=lambda: first(dialogs.pick_files(tr("Choose an outline"), "Markdown (*.md *.markdown *.txt)")),
            pick_template=lambda: first(dialogs.pick_files(tr("Choose a template"), "PowerPoint (*.pptx *.potx)")),
            save_as=lambda name: dialogs.save_as(tr("Save slides"), name, "PowerPoint (*.pptx)"),
            chat=lambda: (chat.id or 0, chat.conversation.title) if chat.messages else (0, ""),
        )
        servers = servers_section(look, services, choices, room.models, tasks, window)
        settings_page = SettingsPage(
            look,
            choices,
            folder=shown(paths.data),
            open_folder=functools.partial(open_folder, str(paths.data)),
            facts=facts(),
            engine=functools.partial(in_use, local),
            journal=functools.partial(journal.read, paths.journal),
            clear_journal=functools.partial(journal.clear, paths.journal),
        )
        window.add_page("chat", chat_page)
        window.add_page("documents", documents_page)
        window.add_page("slides", slides_page, rail=True)
        window.add_page("models", models_page(look, room, dialogs, servers))
        window.add_page("settings", settings_page)
        opened = Opened(
            window,
            look,
            services,
            store,
            tasks,
            engine,
            chat,
            documents,
            slides,
            room.models,
            room.adapters,
            room,
            choices,
            chat_page,
            documents_page,
            slides_page,
            shipped,
        )
        connect(opened)
        connect_models(opened)
        choices.changed.connect(settings_page.say_engine)
        engine.changed.connect(settings_page.say_engine)
        skips.told.connect(lambda skipped: dialogs.error(skipped.error))
        documents.refresh()
        documents.folders.follow()
        documents.rereading.start()
        room.models.refresh()
        room.adapters.refresh()
        room.embedders.refresh()
        keeping.failed.connect(dialogs.error)
        draft, damage = deck.read(paths.deck)
        if draft is not None:
            keeping.restore(draft)
            tell_left(opened)
        if damage is not None:
            dialogs.error(damage)
        if notice:
            window.dialogs.notify(say(notice))
        if services.lost is not None:
            window.dialogs.error(services.lost)
        if store.damage is not None:
            window.dialogs.error(store.damage)
        with Collector():
            yield opened
        for translator in translators:
            app.removeTranslator(translator)


def _tell(ends: list[Callable[[Outcome], None]], outcome: Outcome) -> None:
    """Pass on that a child process ended; the listeners are made after the services."""
    for tell in ends:
        tell(outcome)
