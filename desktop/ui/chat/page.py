"""The chat page: lays out header, transcript, foot and source pane, and connects them to the presenters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.cards import Surface
from desktop.ui.chat import menus
from desktop.ui.chat.announce import announce
from desktop.ui.chat.context_popover import ContextPopover
from desktop.ui.chat.context_use import used
from desktop.ui.chat.empty import WIDEST, EmptyPage
from desktop.ui.chat.foot import Foot
from desktop.ui.chat.header import ChatHeader
from desktop.ui.chat.pane import SourcePane
from desktop.ui.chat.room import Room
from desktop.ui.chat.sharing import Sharing
from desktop.ui.chat.transcript import Transcript
from desktop.ui.links import open_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.ui.chat.context_use import ContextUse
    from desktop.ui.chat.empty import Suggestion
    from desktop.ui.chat.engine_state import EngineState
    from desktop.ui.chat.presenter import ChatPresenter, Offer
    from desktop.ui.chat.samples import Samples
    from desktop.ui.chat.source import SourcePresenter
    from desktop.ui.dialogs import Dialogs
    from desktop.ui.theme import Appearance


class ChatPage(Surface):
    """Lays out and connects; decides nothing.

    Signals:
        models_wanted, model_file_wanted: a model is to be chosen on the Models page, or from a file.
        documents_wanted: the Documents page is to be shown.
        slides_wanted(Conversation, index): slides are to be made from the chat, or from its answer at index (-1: all).
        notes_wanted: slides are to be made from the sample notes.
    """

    models_wanted = Signal()
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
        suggestion: Suggestion | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            samples: the shipped report, and what to ask it, for the first of the three ways to start.
            suggestion: a better model that this computer can run, for the first run; None where none is known.
        """
        super().__init__(look, "base", parent)
        self._presenter, self._engine, self._source, self._context = presenter, engine, source, context
        self._dialogs, self._samples, self._suggestion = dialogs, samples, suggestion
        self._sharing = Sharing(presenter, dialogs, self)
        self._return_focus: QWidget | None = None
        self._popover: ContextPopover | None = None
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
        self._connect()
        self._bind_keys()
        self._show_all()

    # Connections -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        p = self._presenter
        p.opened.connect(self._show_all)
        p.message_changed.connect(self._show_message)
        p.changed.connect(self._refresh)
        p.returned.connect(self._return_text)
        p.offered.connect(self._offer)
        p.found.connect(self.transcript.show_index)
        p.failed.connect(self._dialogs.error)
        p.answered.connect(lambda failed: self._engine.heard(failed=failed))
        p.announced.connect(lambda words: announce(self.transcript, words))
        self._engine.changed.connect(self._refresh)
        self._source.opened.connect(self._open_pane)
        self._source.closed.connect(self._close_pane)
        self.pane.located.connect(self._locate)
        self._connect_composer()
        t = self.transcript
        t.cite_pressed.connect(self._open_source)
        t.link_pressed.connect(lambda address: open_link(address, self._dialogs))
        t.copied.connect(self._sharing.copy_answer)
        t.slides.connect(lambda index: self.slides_wanted.emit(p.conversation, index))
        t.answer_now.connect(p.answer_now)
        t.again.connect(self._again)
        t.shorter.connect(lambda index: self._again(index, shorter=True))
        t.edit.connect(self._edit)
        h = self.header
        h.model_chosen.connect(self._engine.choose)
        h.models_wanted.connect(self.models_wanted)
        h.copy_wanted.connect(self._sharing.copy_chat)
        h.save_wanted.connect(self._sharing.save_chat)
        h.slides_wanted.connect(lambda: self.slides_wanted.emit(p.conversation, -1))
        h.pane_toggled.connect(lambda _: self.toggle_pane())
        e = self.empty
        e.models_wanted.connect(self.models_wanted)
        e.model_file_wanted.connect(self.model_file_wanted)
        e.report_wanted.connect(self._start_with_report)
        e.think_wanted.connect(self._start_with_thought)
        e.slides_wanted.connect(self.notes_wanted)
        e.browse_wanted.connect(self._pick_files)
        self.foot.detached.connect(p.detach)
        self.foot.taken_back.connect(p.take_back)
        self.foot.edit_cancelled.connect(self._cancel_edit)

    def _connect_composer(self) -> None:
        c, p = self.composer, self._presenter
        c.submitted.connect(self._submit)
        c.stopped.connect(p.stop)
        c.edit_last.connect(lambda: self._edit(None))
        c.attach.connect(self._pick_files)
        c.files_given.connect(self.attach)
        c.think_pressed.connect(p.choices.toggle_think)
        c.think_menu.connect(lambda at: menus.think(self.look, self, p.choices).popup(at))
        c.documents_pressed.connect(self._open_documents_menu)
        c.meter_pressed.connect(self._open_meter)
        c.edited.connect(lambda: p.keep_draft(c.text))

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+T": self._presenter.choices.toggle_think,
            "Ctrl+D": self._toggle_documents,
            "Ctrl+O": self._pick_files,
            "Ctrl+.": self.toggle_pane,
            "Ctrl+Shift+C": self._sharing.copy_answer,
            "Ctrl+Shift+R": lambda: self._again(None),
            "Ctrl+Shift+S": lambda: self.slides_wanted.emit(self._presenter.conversation, -1),
            "Ctrl+End": self.transcript.jump_to_latest,
        }
        for keys_, slot in keys.items():
            self._key(keys_, slot)
        for n in range(1, 10):
            self._key(f"Alt+{n}", lambda n=n: self._open_last_source(n))

    def _key(self, keys: str, slot: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    # Showing -----------------------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        p = self._presenter
        self._source.close()
        self.transcript.show_all(p.messages)
        if run := p.run:
            self.transcript.show_message(p.messages, run.index, run.progress)
        with QSignalBlocker(self.composer):
            self.composer.set_text(p.draft)
        self._refresh()
        self.composer.take_focus()

    def _show_message(self, index: int) -> None:
        p = self._presenter
        added = index >= len(self.transcript.views) and p.messages[index].role == "user"
        self.transcript.show_message(p.messages, index, p.progress)
        if added:
            self.transcript.follow(True)
        if p.messages[index].status != "writing" or self._stack.currentWidget() is self.empty:
            self._refresh()

    def _refresh(self) -> None:
        """Bring header and composer in line with the presenter."""
        p, engine = self._presenter, self._engine
        begun = bool(p.messages)
        self.header.set_title(p.conversation.title if begun else "")
        self.header.set_begun(begun)
        sources = any(message.citations for message in p.messages)
        self.header.show_pane(self._room.opened, sources)
        if not begun:
            self.empty.show_starter(self._suggestion, first_run=p.first_run)
        self._stack.setCurrentWidget(self.transcript if begun else self.empty)
        run = p.run
        self.composer.set_writing(run is not None, bool(run and run.stopping))
        choices = p.choices
        words = self.tr("Think: auto") if choices.think == "auto" else self.tr("Think")
        self.composer.set_think(choices.think != "off", words)
        self.composer.set_documents(bool(choices.library), choices.library or self.tr("Documents"))
        self.composer.set_placeholder(self._placeholder())
        total, spent = engine.context, used(p.messages)
        self.composer.meter.set_usage(min(spent, total), total if spent else 0)
        self.foot.show_files(p.files)
        self.foot.show_queued(p.queued)
        self.foot.show_editing(p.editing is not None)
        self._arrange()

    def _placeholder(self) -> str:
        if self._presenter.run:
            return self.tr("Write the next question while it works")
        if self._engine.condition == "stopped":
            return self.tr("You can keep writing. It will send once the model is back.")
        if self._engine.condition in {"none", "loading"}:
            return self.tr("You can write now. It will send when the model is ready.")
        return self.tr("Ask about your documents, or anything else")

    # Asking ------------------------------------------------------------------------------------------------------

    def _submit(self, text: str) -> None:
        if self._presenter.send(text):
            self.composer.clear()
            self._engine.load()

    def _return_text(self, text: str) -> None:
        """Put a question back above what has been typed since."""
        kept = self.composer.text.strip()
        self.composer.set_text(f"{text}\n{kept}" if kept else text)
        self.composer.take_focus()

    def _again(self, index: int | None, *, shorter: bool = False) -> None:
        if self._engine.condition == "stopped" or shorter:
            self._engine.reload(shorter=shorter)
        self._presenter.regenerate(index)
        self.transcript.follow(True)

    def _edit(self, index: int | None) -> None:
        """Take a question back into the composer; `index` is that of its answer, None for the last."""
        text = self._presenter.begin_edit(None if index is None else index - 1)
        if text is not None:
            self.composer.set_text(text)
            self.composer.take_focus()

    def _cancel_edit(self) -> None:
        self._presenter.cancel_edit()
        self.composer.clear()
        self.composer.take_focus()

    def attach(self, paths: Sequence[Path]) -> None:
        """Read files into this chat."""
        if self._presenter.attach(paths):
            self.composer.take_focus()

    def _pick_files(self) -> None:
        files = self._dialogs.pick_files(self.tr("Attach files"))
        if files:
            self.attach([Path(file) for file in files])

    def _start_with_report(self) -> None:
        if self._presenter.attach([self._samples.report]):
            self._presenter.send(self._samples.question)
            self._engine.load()

    def _start_with_thought(self) -> None:
        self._presenter.choices.set_think("on")
        self._presenter.send(self._samples.puzzle)
        self._engine.load()

    # Menus and popovers ------------------------------------------------------------------------------------------

    def _open_documents_menu(self) -> None:
        self._refresh()
        self._presenter.choices.refresh()
        menu = menus.documents(self.look, self, self._presenter.choices)
        menu.add(self.tr("Attach files to this chat"), self._pick_files, icon="paperclip", keys="Ctrl+O")
        menu.add(self.tr("Manage documents"), self.documents_wanted.emit, icon="books")
        menus.popup(menu, self.composer.documents, above=True)

    def _toggle_documents(self) -> None:
        if not self._presenter.choices.toggle_library():
            self._open_documents_menu()

    def _open_meter(self) -> None:
        p = self._presenter
        self._popover = ContextPopover(self.look, used(p.messages), self._engine.context, self)
        self._context.measured.connect(self._popover.show_share)
        self._popover.open_above(self.composer.meter)
        self._context.measure(p.messages)

    def _offer(self, offer: Offer) -> None:
        self._dialogs.notify(offer.words, action=self.tr("Undo"), on_action=offer.undo)

    # The right pane ----------------------------------------------------------------------------------------------

    def _open_source(self, index: int, n: int) -> None:
        p = self._presenter
        citations = p.messages[index].citations
        if self._source.message == index and self._source.citation and self._source.citation.n == n:
            self._source.close()
            return
        self._return_focus = self.focusWidget()
        self._source.open(p.library_names, index, citations, n)

    def _open_last_source(self, n: int) -> None:
        messages = self._presenter.messages
        index = next((at for at in reversed(range(len(messages))) if messages[at].citations), None)
        if index is not None and any(citation.n == n for citation in messages[index].citations):
            self._return_focus = self.focusWidget()
            self._source.open(self._presenter.library_names, index, messages[index].citations, n)

    def toggle_pane(self) -> None:
        """Close the source, or open the first one of the last answer that has any."""
        if self._room.opened:
            self._source.close()
        else:
            self._open_last_source(1)
        self._refresh()

    def _open_pane(self) -> None:
        citation = self._source.citation
        assert citation is not None
        self.transcript.set_opened(self._source.message, citation.n)
        self.header.show_pane(True, True)
        self._room.open_pane(True)
        self.pane.show_source()

    def _locate(self) -> None:
        files = self._dialogs.pick_files(self.tr("Where is {file}?").format(file=self._source.path.name))
        if files:
            self._source.relocate(Path(files[0]))

    def _close_pane(self) -> None:
        focus = self.focusWidget()
        held = focus is not None and self.pane.isAncestorOf(focus)
        self._room.open_pane(False)
        self.transcript.set_opened(-1, 0)
        if held:
            (self._return_focus or self.composer.edit).setFocus()
        self._return_focus = None
        self.header.show_pane(False, any(message.citations for message in self._presenter.messages))

    # Room --------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Give the column its width."""
        self.pane.set_back(self._room.instead)
        width = self._room.column(WIDEST if self._stack.currentWidget() is self.empty else 0)
        self.transcript.set_column(width)
        self.foot.set_column(width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._presenter.choices.refresh()
        self._room.arrange()
        self.composer.take_focus()

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
            return
        super().keyPressEvent(event)

    def _escape(self) -> None:
        """Close the pane; else leave the editing of a question; else stop the answer."""
        if self._room.opened:
            self._source.close()
        elif self._presenter.editing is not None:
            self._cancel_edit()
        elif self._presenter.run:
            self._presenter.stop()
