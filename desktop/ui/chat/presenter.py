"""What the chat page shows and what it can be asked to do, without a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.chat.fold import start
from desktop.domain.conversation import Conversation, Message, question
from desktop.domain.text import storable
from desktop.ui.chat.attachments import Attachments, library_of
from desktop.ui.chat.choices import Choices
from desktop.ui.chat.giving import Giving
from desktop.ui.chat.open_chat import OpenChat
from desktop.ui.chat.pictures import Pictures
from desktop.ui.chat.prepare import prepare
from desktop.ui.chat.runs import Run, Runs
from desktop.ui.chat.undo import Undo
from desktop.ui.chat.waiting import Unsent
from desktop.ui.suggesting import Suggesting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.domain.model import ModelInfo
    from desktop.settings import Settings
    from desktop.store.conversations import Conversations
    from desktop.ui.chat.attachments import Attached
    from desktop.ui.chat.services import Libraries, Turn
    from desktop.ui.tasks import Tasks


class ChatPresenter(QObject):
    """Knows the open conversation and what happens to it; knows nothing of widgets.

    Signals:
        opened: another conversation is shown, read everything anew.
        message_changed(index): the message there was added or changed.
        changed, listed: what header and composer show, or the list of chats, has changed.
        returned(text), announced(text): this belongs back into the composer, or a screen reader should say it.
        offered(Offer), failed(LecternError): something can be undone, or went wrong that belongs to no message.
        answered(failed): an answer has ended.
        found(index, thought): the message that a search found is to be brought into sight, its thought unfolded if so.
    """

    opened = Signal()
    message_changed = Signal(int)
    changed = Signal()
    listed = Signal()
    returned = Signal(str)
    offered = Signal(object)
    failed = Signal(object)
    announced = Signal(str)
    answered = Signal(bool)
    found = Signal(int, bool)

    def __init__(
        self,
        tasks: Tasks,
        turn: Turn,
        store: Conversations,
        library: Libraries,
        settings: Callable[[], Settings],
        keep_settings: Callable[[Settings], None],
        model: Callable[[], ModelInfo | None] = lambda: None,
    ) -> None:
        super().__init__()
        self._turn, self._store, self._library, self._shown = turn, store, library, OpenChat(store)
        self._shown.message_changed.connect(self.message_changed)
        self._shown.failed.connect(self.failed)
        self.runs = Runs(tasks, store.replace)
        self.runs.changed.connect(self._on_run)
        self.runs.ended.connect(self._on_run_ended)
        self.runs.failed.connect(self.failed)
        self.attachments = Attachments(tasks, library)
        self.attachments.changed.connect(self._on_files)
        self.attachments.failed.connect(self.failed)
        self.pictures = Pictures(tasks, model)
        self.pictures.changed.connect(self._on_files)
        self.pictures.failed.connect(self.failed)
        self.choices = Choices(tasks, library, settings, keep_settings)
        self.choices.changed.connect(self._on_choice)
        self.suggesting = Suggesting(tasks, library)
        self._undo = Undo(store, self._shown, self.runs)
        self._undo.offered.connect(self.offered)
        self._undo.undone.connect(self.changed)
        self.unsent = Unsent()
        self.giving = Giving(self._shown, self.attachments, self.pictures, self.unsent)
        self.giving.given.connect(self.listed)
        self.editing: int | None = None
        self._shown.begin(self.choices.library, self.choices.adapters)

    @property
    def id(self) -> int | None:
        """The key of the open conversation; None for one that is not kept yet."""
        return self._shown.id

    @property
    def conversation(self) -> Conversation:
        """The open conversation whole."""
        return self._shown.conversation

    @property
    def messages(self) -> tuple[Message, ...]:
        """Its messages, the one being written as far as it is."""
        return self._shown.messages

    @property
    def run(self) -> Run | None:
        """The answer that is being written, or waits, in the open conversation."""
        return self.runs.of(self.id)

    @property
    def files(self) -> tuple[Attached, ...]:
        """The files that only the open conversation was given."""
        return self.attachments.of(self.id)

    @property
    def library_names(self) -> tuple[str, ...]:
        """The libraries that are asked: the conversation's own files first, then the chosen one."""
        own = (library_of(self.id),) if self.id is not None and self.attachments.usable(self.id) else ()
        return (*own, self.conversation.library) if self.conversation.library else own

    @property
    def first_run(self) -> bool:
        """Whether no chat was ever kept here."""
        return self._shown.first_run

    @property
    def queued(self) -> tuple[str, ...]:
        """The questions that are sent when the present answer, or the reading of files, has ended."""
        return self.unsent.waiting(self.id)

    def new(self) -> None:
        """Show an empty conversation; it is kept with its first question or file."""
        self.choices.take(self.choices.settings.library, self.choices.settings.adapters)
        self._shown.begin(self.choices.library, self.choices.adapters)
        self._show_opened()

    def open(self, identifier: int) -> None:
        """Show a conversation; what is being written elsewhere goes on being written there."""
        if identifier == self.id or not self._shown.load(identifier):
            return
        if run := self.run:
            self._shown.show(run.index, run.message)
        self.choices.take(self.conversation.library, self.conversation.adapters, self.conversation.within)
        self.attachments.load(identifier)
        self._show_opened()

    def _show_opened(self) -> None:
        self.editing = None
        self.opened.emit()
        self.changed.emit()

    def take_title(self, identifier: int, title: str) -> None:
        """Take note that a conversation has another title."""
        if identifier == self.id:
            self._shown.take_title(title)
            self.changed.emit()
        self.listed.emit()

    def send(self, text: str) -> bool:
        """Ask. Return whether the text was taken: it is then kept, or waits in line for its turn."""
        text = storable(text).strip()
        if not text:
            return False
        if self.run or self.giving.reading:
            self.unsent.put(self.id, text)
            self.changed.emit()
            return True
        sent = self._send(text) if self.editing is None else self._send_edited(self.editing, text)
        if sent:
            self.unsent.drop_draft(self.id)
        return sent

    def _send(self, text: str) -> bool:
        self.unsent.drop_draft(self.id)
        if not self._shown.keep(text):
            return False
        if not self._shown.commit(len(self.messages), question(text, self.pictures.take(self.id))):
            return False
        return self._answer(len(self.messages))

    def _send_edited(self, index: int, text: str) -> bool:
        """Ask the question at `index` in other words; it and its answer can be brought back, what follows stays."""
        old = self.messages[index : index + 2]
        if not self._shown.commit(index, question(text, (*old[0].pictures, *self.pictures.take(self.id)))):
            return False
        self.editing = None
        if self._answer(index + 1) and self.id is not None:
            self._undo.offer_back(self.id, index, old, self.tr("Question changed"))
        return True

    def begin_edit(self, index: int | None = None) -> str | None:
        """Take a question, the last one unless said otherwise, back into the composer; None while one is answered."""
        index = self._last_question() if index is None else index
        if index is None or self.run:
            return None
        self.editing = index
        self.changed.emit()
        return self.messages[index].text

    def cancel_edit(self) -> None:
        """Leave the question as it is."""
        self.editing = None
        self.changed.emit()

    def regenerate(self, index: int | None = None) -> None:
        """Write the answer at `index`, the last one unless said otherwise, again; the old one can be brought back."""
        if index is None:
            index = (self._last_question() or 0) + 1
        if index > len(self.messages) or self.run:
            return
        old = self.messages[index : index + 1]
        if self._answer(index) and self.id is not None and old and old[0].text:
            self._undo.offer_back(self.id, index, old, self.tr("Answering again"))

    def stop(self) -> None:
        """Stop the answer of the open conversation; what is written stays."""
        if self.run:
            self.runs.stop(self.run)
        self.changed.emit()

    def answer_now(self) -> None:
        """End the reasoning, keep it, and begin to answer."""
        if self.run:
            self.run.answer_now.cancel()

    def take_back(self, place: int) -> None:
        """Return a waiting question to the composer."""
        if (text := self.unsent.take(self.id, place)) is not None:
            self.returned.emit(text)
            self.changed.emit()

    def attach(self, paths: Sequence[Path]) -> bool:
        """Read files for this conversation only, pictures for its next question; return whether that began."""
        return self.giving.attach(paths)

    def _last_question(self) -> int | None:
        return next((at for at in reversed(range(len(self.messages))) if self.messages[at].role == "user"), None)

    def _answer(self, index: int) -> bool:
        """Keep an empty answer at `index` and put it in line to be written."""
        begun = start()
        if self.id is None or not self._shown.commit(index, begun):
            return False
        asked = self.messages[index - 1]
        history = self.messages[: index - 1]
        events = prepare(self._turn, self._library, self.library_names, self.choices, history, asked)
        self.runs.add(Run(self.id, index, begun, events))
        self.listed.emit()
        self.changed.emit()
        self.announced.emit(self.tr("Answering"))
        return True

    def attempt(self, work: Callable[[], object]) -> bool:
        """Do something with the store; tell its fault and return False when it fails."""
        return self._shown.attempt(work)

    def _on_run(self, run: Run) -> None:
        if run.conversation == self.id:
            self._shown.show(run.index, run.message)

    def _on_run_ended(self, run: Run) -> None:
        self.listed.emit()
        self.answered.emit(run.message.status == "failed")
        if run.conversation == self.id:
            self.announced.emit(run.message.text)
            if run.message.status == "complete":
                QTimer.singleShot(0, self, self._send_queued)
            elif run.message.status == "stopped":
                self._return(self.unsent.take_all(run.conversation))
        self.changed.emit()

    def _on_files(self, conversation: int) -> None:
        if conversation == self.id:
            if self.files and not self.attachments.reading(conversation) and not self.library_names:
                # Not one file could be read: without them the question is another one than was meant.
                self._return(self.unsent.take_all(conversation))
            self._send_queued()
            self.changed.emit()

    def _on_choice(self) -> None:
        self._shown.set_library(self.choices.library, self.choices.within)
        self._shown.set_adapters(self.choices.adapters)
        self.changed.emit()

    def _return(self, text: str) -> None:
        if text:
            self.returned.emit(text)

    def _send_queued(self) -> None:
        if self.run or self.giving.reading:
            return
        if (text := self.unsent.take(self.id)) is not None:
            if not self._send(text):
                self.returned.emit(text)
            self.changed.emit()
