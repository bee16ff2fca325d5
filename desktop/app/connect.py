"""Connect pages that do not know each other: what one asks for, another does."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.app.appearance import dress
from desktop.app.doors import first, tr
from desktop.domain.deck import Material
from desktop.domain.document import Within
from desktop.ui.dropsheet import DropTarget
from desktop.ui.readdialog import ReadDialog
from desktop.ui.suggesting import Suggesting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.app.opened import Opened
    from desktop.domain.conversation import Conversation
    from desktop.domain.document import Document, Passage
    from desktop.settings import Settings
    from desktop.ui.documents.state import Notice, Row
    from desktop.ui.tokens import Tone

TEXT_SIZES = (100, 200)


def connect(opened: Opened) -> None:
    """Make all connections between the pages."""
    _Wiring(opened).connect()


def tell_left(opened: Opened) -> None:
    """Say that the deck of the last time is still there, unless a file holds it anyway."""
    deck = opened.slides
    if deck.outline is not None and deck.unsaved:
        opened.window.dialogs.notify(
            tr("“{title}” is as you left it, not saved as .pptx yet").format(title=deck.outline.title),
            action=tr("Show"),
            on_action=functools.partial(opened.window.show_page, "slides"),
        )


class _Wiring:
    """Knows all parts while they are connected; its methods are what a signal of one part does to another."""

    def __init__(self, opened: Opened) -> None:
        self._o = opened

    def connect(self) -> None:
        o = self._o
        window, dialogs = o.window, o.window.dialogs
        window.new_chat.connect(o.chat.new)
        window.files_dropped.connect(self._dropped)
        window.text_size.connect(self._text_size)
        window.rail_chosen.connect(lambda rail: o.settings.change(sidebar_rail=rail))
        window.closing.connect(lambda geometry: o.settings.change(window_geometry=geometry))
        window.set_drop_targets(self._targets)
        o.settings.changed.connect(self._settings_changed)
        for presenter in (o.settings, o.documents, o.slides):
            presenter.failed.connect(dialogs.error)
        o.engine.changed.connect(self._status)
        o.documents.collections_changed.connect(self._counted)
        o.documents.noticed.connect(self._notice)
        o.documents.read.connect(self._show_read)
        o.slides.saved.connect(self._saved)
        o.slides.put_away.connect(self._put_away)
        o.models.chosen.connect(lambda _: self._reload())
        o.models.unloaded.connect(o.engine.unloaded)
        page = o.chat_page
        page.models_wanted.connect(functools.partial(window.show_page, "models"))
        page.documents_wanted.connect(functools.partial(window.show_page, "documents"))
        page.model_file_wanted.connect(self._model_file)
        page.slides_wanted.connect(self._slides_from_chat)
        page.notes_wanted.connect(self._slides_from_notes)
        documents = o.documents_page
        documents.document_wanted.connect(o.documents.show_read)
        documents.passage_wanted.connect(self._show_passage)
        documents.ask_wanted.connect(self._ask)
        documents.pictures_wanted.connect(self._read_pictures)
        documents.slides_wanted.connect(self._slides_from_files)
        documents.models_wanted.connect(functools.partial(window.show_page, "models"))
        self._status()
        self._counted()

    # Files ---------------------------------------------------------------------------------------------------------

    def _targets(self) -> Sequence[DropTarget]:
        o = self._o
        page = o.window.page
        into = o.documents.current or first([info.name for info in o.documents.collections]) or tr("My documents")
        collection = DropTarget(
            "collection", "books", tr("Add to documents"), tr("Kept, and searched from any chat."), into
        )
        if page == "documents":
            return (collection,)
        if page == "slides":
            slides = DropTarget("slides", "presentation-chart", tr("Make slides"), tr("An outline first, then a deck."))
            return (slides,)
        chat = DropTarget("chat", "chat-circle", tr("Ask in this chat"), tr("Only this chat uses these files."))
        return (chat, collection)

    def _dropped(self, paths: Sequence[Path], target: str) -> None:
        o = self._o
        if target == "chat":
            o.window.show_page("chat")
            o.chat.attach(paths)
        elif target == "slides":
            self._slides_from_files([str(path) for path in paths])
        else:
            o.window.show_page("documents")
            o.documents.add([str(path) for path in paths])

    # Documents -----------------------------------------------------------------------------------------------------

    def _counted(self) -> None:
        count = self._o.documents.files
        self._o.window.set_documents(f"{count:,}" if count else "")

    def _notice(self, notice: Notice) -> None:
        toasts = self._o.window.toasts
        action = tr("Undo") if notice.undo else ""
        tone: Tone = "warn" if notice.bad else "ok"
        icon = "warning-circle" if notice.bad else "check-circle"
        toasts.show(notice.text, detail=notice.detail, tone=tone, icon=icon, action=action, on_action=notice.undo)

    def _show_read(self, document: Document, library: str) -> None:
        """Show what was read of a document, and once they are found what it could be asked."""
        dialog = ReadDialog(self._o.look, document, parent=self._o.window)
        suggesting = Suggesting(self._o.tasks, self._o.services.library, dialog)
        suggesting.changed.connect(lambda: dialog.show_questions(suggesting.questions))
        dialog.finished.connect(suggesting.stop)
        dialog.question_wanted.connect(lambda question: self._ask_document(library, document.file, question))
        dialog.question_wanted.connect(dialog.reject)
        suggesting.look_at(library, (document.file,))
        dialog.show()

    def _ask_document(self, library: str, file: str, question: str) -> None:
        """Ask one document of a collection in a chat of its own."""
        self._ask(library)
        self._o.chat.choices.set_within(Within(places=(file,)))
        self._o.chat_page.ask(question)

    def _show_passage(self, passage: Passage) -> None:
        rows = self._o.documents.rows.values()
        row: Row | None = next((row for row in rows if row.state.file == passage.file), None)
        if row is not None:
            self._o.documents.show_read(row)

    def _ask(self, library: str) -> None:
        o = self._o
        o.window.start_chat()
        o.chat.choices.set_library(library)

    def _read_pictures(self) -> None:
        """Turn the reading of scans on, which reads those that were passed over; read them where it is on."""
        if self._o.settings.settings.read_pictures:
            self._o.documents.read_scans()
        else:
            self._o.settings.change(read_pictures=True)

    # Slides --------------------------------------------------------------------------------------------------------

    def _slides_from_files(self, files: Sequence[str]) -> None:
        self._o.window.show_page("slides")
        self._o.slides.make(Material(files=tuple(files)))

    def _slides_from_notes(self) -> None:
        self._slides_from_files([str(self._o.samples.notes)])

    def _slides_from_chat(self, conversation: Conversation, index: int) -> None:
        o = self._o
        if conversation.id and conversation.messages:
            o.window.show_page("slides")
            o.slides.make(Material(conversation=conversation.id, conversation_title=conversation.title))

    def _saved(self, path: str) -> None:
        self._o.window.dialogs.notify(
            tr("Saved as {name}").format(name=Path(path).name),
            action=tr("Open"),
            on_action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(path)),
        )

    def _put_away(self, title: str, bring_back: Callable[[], None]) -> None:
        words = tr("“{title}” was put away").format(title=title)

        def undo() -> None:
            self._o.window.show_page("slides")
            bring_back()

        self._o.window.dialogs.notify(words, action=tr("Undo"), on_action=undo)

    # Models and settings -------------------------------------------------------------------------------------------

    def _model_file(self) -> None:
        o = self._o
        if path := first(o.window.dialogs.pick_files(tr("Choose a model file"), "GGUF (*.gguf)")):
            o.models.add_file(path)

    def _reload(self) -> None:
        self._o.engine.reload()

    def _status(self) -> None:
        engine = self._o.engine
        name = engine.name
        shown = {
            "none": (tr("No model yet"), "none"),
            "idle": (tr("The model loads when needed"), "none"),
            "loading": (tr("Loading {model}").format(model=name), "busy"),
            "ready": (tr("{model} is ready").format(model=name), "ready"),
            "stopped": (
                tr("Engine stopped") if engine.outcome else tr("{model} could not be loaded").format(model=name),
                "stopped",
            ),
        }
        if engine.model is not None and engine.model.endpoint:
            shown |= {
                "idle": (tr("Asks {model}").format(model=name), "none"),
                "loading": (tr("Connecting to {model}").format(model=name), "busy"),
                "ready": (tr("{model} answers").format(model=name), "ready"),
                "stopped": (tr("{model} does not answer").format(model=name), "stopped"),
            }
        words, health = shown[engine.condition]
        if engine.leaves and engine.condition != "stopped":
            words = tr("Leaves this computer: {model}").format(model=name)
        self._o.window.set_status(words, health)  # type: ignore[arg-type]
        self._o.models.changed.emit()

    def _settings_changed(self, before: Settings, now: Settings) -> None:
        o = self._o
        if before.endpoints != now.endpoints:
            o.services.engine.know(now.endpoints)
        looks = ("theme", "text_scale", "contrast", "reduced_motion", "serif")
        if any(getattr(before, field) != getattr(now, field) for field in looks):
            dress(o.look, now)
        if (before.context, before.threads, before.gpu_layers) != (now.context, now.threads, now.gpu_layers):
            o.services.engine.choose(
                o.services.engine.model, context=now.context, gpu_layers=now.gpu_layers, threads=now.threads
            )
        if before.read_pictures != now.read_pictures:
            o.services.library.pictures = now.read_pictures
            o.documents.folders.follow()
            if now.read_pictures:
                o.documents.read_scans()
        o.services.library.reranker = now.reranker
        loading = ("batch", "flash", "cache", "drafts")
        if any(getattr(before, field) != getattr(now, field) for field in loading):
            cache = None if now.cache == "auto" else now.cache
            o.services.engine.local.prefer(batch=now.batch, flash=now.flash, cache=cache, drafts=now.drafts)
        if before.deck_theme != now.deck_theme and o.slides.outline is None:
            o.slides.set_theme(now.deck_theme)

    def _text_size(self, step: int) -> None:
        smallest, largest = TEXT_SIZES
        now = self._o.settings.settings.text_scale
        wanted = smallest if step == 0 else max(smallest, min(largest, now + 10 * step))
        self._o.settings.change(text_scale=wanted)
