"""The chat page: lays out header, transcript, foot and source pane, and connects them to the presenters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.document import EVERYTHING
from desktop.ui.announce import announce
from desktop.ui.cards import Surface
from desktop.ui.chat.asking import Asking
from desktop.ui.chat.context_use import used
from desktop.ui.chat.empty import WIDEST, EmptyPage
from desktop.ui.chat.foot import Foot
from desktop.ui.chat.header import ChatHeader
from desktop.ui.chat.offers import Offers
from desktop.ui.chat.pane import SourcePane
from desktop.ui.chat.room import Room
from desktop.ui.chat.sharing import Sharing
from desktop.ui.chat.showing import Showing
from desktop.ui.chat.transcript import Transcript
from desktop.ui.links import open_link

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from desktop.ui.chat.context_use import ContextUse
    from desktop.ui.chat.empty import Suggestion
    from desktop.ui.chat.engine_state import EngineState
    from desktop.ui.chat.presenter import ChatPresenter
    from desktop.ui.chat.samples import Samples
    from desktop.ui.chat.source import SourcePresenter
    from desktop.ui.dialogs import Dialogs
    from desktop.ui.theme import Appearance


class ChatPage(Surface):
    """Lays out and connects; decides nothing.

    Signals:
        models_wanted, model_file_wanted: a model is to be chosen on the Models page, or from a file.
        download_wanted: the model that is suggested on a first run is to be downloaded.
        documents_wanted: the Documents page is to be shown.
        slides_wanted(Conversation, index): slides are to be made from the chat, or from its answer at index (-1: all).
        notes_wanted: slides are to be made from the sample notes.
    """

    models_wanted = Signal()
    download_wanted = Signal()
    model_file_wanted = Signal()
    documents_wanted = Signal()
    slides_wanted = Signal(object, int)
    notes_wanted = Signal()

    def __init__(
        self,
        look: Appearance,
        presenter: ChatPresenter,
        engine: EngineState,
        source: SourcePresenter,
        context: ContextUse,
        dialogs: Dialogs,
        samples: Samples,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            samples: the shipped report, and what to ask it, for the first of the three ways to start.
        """
        super().__init__(look, "base", parent)
        self._presenter, self._engine, self._source = presenter, engine, source
        self._dialogs = dialogs
        self._suggestion: Suggestion | None = None
        self._sharing = Sharing(presenter, dialogs, self)
        self._offers = Offers(dialogs, lambda: presenter.id, self)
        self.setAccessibleName(self.tr("Chat"))
        self.header = ChatHeader(look, engine)
        self.empty = EmptyPage(look)
        self.transcript = Transcript(look)
        self.foot = Foot(look)
        self.composer = self.foot.composer
        self.pane = SourcePane(look, source)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.transcript)
        self._main = Surface(look, "base")
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        self._room = Room(look, self._main, self.pane)
        self._room.arranged.connect(self._arrange)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._room)
        self._asking = Asking(self.composer, presenter, engine, context, dialogs, samples, self)
        self._showing = Showing(presenter, source, self._room, self.pane, self.transcript, self.header, dialogs, self)
        self._connect()
        self._bind_keys()
        self._show_all()

    def ask(self, question: str) -> None:
        """Ask a question that was put together elsewhere, in the open chat."""
        self._asking.ask(question)

    def suggest(self, suggestion: Suggestion | None) -> None:
        """Show on a first run a better model that this computer can run; None where none is known."""
        if suggestion != self._suggestion:
            self._suggestion = suggestion
            self._refresh()

    # Connections -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        p = self._presenter
        p.opened.connect(self._show_all)
        p.message_changed.connect(self._show_message)
        p.changed.connect(self._refresh)
        p.offered.connect(self._offers.make)
        p.found.connect(self.transcript.show_index)
        p.failed.connect(self._dialogs.error)
        p.answered.connect(lambda failed: self._engine.heard(failed=failed))
        p.announced.connect(lambda words: announce(self.transcript, words))
        self._engine.changed.connect(self._refresh)
        t = self.transcript
        t.link_pressed.connect(lambda address: open_link(address, self._dialogs))
        t.copied.connect(self._sharing.copy_answer)
        t.thought_copied.connect(self._sharing.copy_thought)
        t.slides.connect(lambda index: self.slides_wanted.emit(p.conversation, index))
        t.answer_now.connect(p.answer_now)
        t.again.connect(self._asking.again)
        t.edit.connect(self._asking.edit)
        h = self.header
        h.model_chosen.connect(self._engine.choose)
        h.models_wanted.connect(self.models_wanted)
        h.copy_wanted.connect(self._sharing.copy_chat)
        h.save_wanted.connect(self._sharing.save_chat)
        h.slides_wanted.connect(lambda: self.slides_wanted.emit(p.conversation, -1))
        e = self.empty
        e.models_wanted.connect(self.models_wanted)
        e.download_wanted.connect(self.download_wanted)
        e.model_file_wanted.connect(self.model_file_wanted)
        e.report_wanted.connect(self._asking.start_with_report)
        e.think_wanted.connect(self._asking.start_with_thought)
        e.slides_wanted.connect(self.notes_wanted)
        e.browse_wanted.connect(self._asking.pick_files)
        e.question_wanted.connect(self._asking.ask)
        p.suggesting.changed.connect(self._refresh)
        self.foot.detached.connect(p.giving.detach)
        self.foot.taken_back.connect(p.take_back)
        self.foot.picture_removed.connect(lambda number: p.pictures.remove(p.id or 0, number))
        self.foot.narrowed.connect(p.choices.set_within)
        self.foot.adapter_removed.connect(lambda path: p.choices.set_adapter(path, None))
        self.foot.edit_cancelled.connect(self._asking.cancel_edit)
        self._asking.documents_wanted.connect(self.documents_wanted)
        self._asking.models_wanted.connect(self.models_wanted)
        self._asking.began.connect(self.transcript.jump_to_latest)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+T": self._presenter.choices.toggle_think,
            "Ctrl+D": self._asking.toggle_documents,
            "Ctrl+O": self._asking.pick_files,
            "Ctrl+.": self._showing.toggle,
            "Ctrl+Shift+C": self._sharing.copy_answer,
            "Ctrl+Shift+R": self._asking.again,
            "Ctrl+Shift+S": lambda: self.slides_wanted.emit(self._presenter.conversation, -1),
            "Ctrl+End": self.transcript.jump_to_latest,
        }
        for keys_, slot in keys.items():
            self._key(keys_, slot)
        for n in range(1, 10):
            self._key(f"Alt+{n}", partial(self._showing.open_last, n))
        self._key("F3", partial(self._source.step, 1))
        self._key("Shift+F3", partial(self._source.step, -1))

    def _key(self, keys: str, slot: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        # In the whole window while the page is in sight: the focus may be in the sidebar.
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(slot)

    # Showing -----------------------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        p = self._presenter
        self._source.close()
        self._offers.follow()
        self.transcript.show_all(p.messages)
        if run := p.run:
            self.transcript.show_message(p.messages, run.index, run.progress)
        with QSignalBlocker(self.composer):
            self.composer.set_text(p.unsent.draft(p.id))
        self._refresh()
        self.composer.take_focus()

    def _show_message(self, index: int) -> None:
        p = self._presenter
        self.transcript.show_message(p.messages, index, p.run.progress if p.run else None)
        if p.messages[index].status != "writing" or self._stack.currentWidget() is self.empty:
            self._refresh()

    def _refresh(self) -> None:
        """Bring header and composer in line with the presenter."""
        p, engine = self._presenter, self._engine
        begun = bool(p.messages)
        served = engine.model is not None and bool(engine.model.endpoint)
        self.header.set_title(p.conversation.title if begun else "")
        self.header.set_begun(begun)
        self.header.show_pane(self._room.opened, self._showing.possible)
        if not begun:
            self.empty.show_where(engine.name if engine.leaves else "")
            self.empty.show_starter(self._suggestion, first_run=p.first_run and not served)
            p.suggesting.look_at(*p.attachments.ready(p.id))
            self.empty.show_questions(p.suggesting.questions)
        self._stack.setCurrentWidget(self.transcript if begun else self.empty)
        run = p.run
        self.composer.set_writing(run is not None, bool(run and run.stopping))
        choices = p.choices
        words = self.tr("Think: auto") if choices.think == "auto" else self.tr("Think")
        self.composer.set_think(choices.think != "off", words)
        self.composer.set_documents(bool(choices.library), choices.library or self.tr("Documents"))
        self.composer.set_placeholder(self._placeholder())
        self.composer.set_leaves(engine.leaves)
        total, spent = engine.context, used(p.messages)
        self.composer.set_usage(min(spent, total), total if spent else 0)
        self.foot.show_files(p.files)
        self.foot.show_pictures(p.pictures.of(p.id))
        self.foot.show_within(choices.within if choices.library else EVERYTHING)
        self.foot.show_adapters(() if served else choices.adapters)
        self.composer.set_sees(p.pictures.sees, p.pictures.model_name, served=served)
        self.foot.show_queued(p.queued, for_files=p.attachments.reading(p.id))
        self.foot.show_editing(p.editing is not None)
        self._arrange()

    def _placeholder(self) -> str:
        if self._presenter.run:
            return self.tr("Write the next question while it works")
        if self._engine.condition == "stopped":
            return self.tr("You can keep writing. It will send once the model is back.")
        if self._engine.condition in {"none", "loading"}:
            return self.tr("You can write now. It will send when the model is ready.")
        if self._engine.leaves:
            return self.tr("Ask {model}").format(model=self._engine.name)
        return self.tr("Ask about your documents, or anything else")

    # Room --------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Give the column its width."""
        self.pane.set_back(self._room.instead)
        width = self._room.column(WIDEST if self._stack.currentWidget() is self.empty else 0)
        self.transcript.set_column(width)
        self.foot.set_column(width)
        if self.isVisible():
            self._dialogs.keep_clear(0 if self._room.instead else self.foot.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._presenter.choices.refresh()
        self._room.arrange()
        self.composer.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._dialogs.keep_clear(0)

    # Keys --------------------------------------------------------------------------------------------------------

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in order: the conversation, the composer, the open source."""
        places: list[QWidget] = []
        if not self._room.instead:
            places = [self.empty if self._stack.currentWidget() is self.empty else self.transcript, self.composer.edit]
        if self._room.opened:
            places.append(self.pane.view)
        return tuple(places)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif self._room.instead or not self.composer.take_typed(event):
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Close the pane; else leave the editing of a question; else stop the answer."""
        if self._room.opened:
            self._source.close()
        elif self._presenter.editing is not None:
            self._asking.cancel_edit()
        elif self._presenter.run:
            self._presenter.stop()
