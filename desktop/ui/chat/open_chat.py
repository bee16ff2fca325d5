"""The conversation that is open: as the store has it, with the answer that is being written put over it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.chat.title import title_from
from desktop.domain.conversation import Conversation, Message
from desktop.errors import LecternError

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.adapter import AdapterUse
    from desktop.domain.document import Within
    from desktop.store.conversations import Conversations


class OpenChat(QObject):
    """Knows one conversation and keeps it; knows nothing of answering.

    Signals:
        message_changed(index): the message there was added or changed.
        failed(LecternError): the store could not do what was asked; nothing changed.

    Attributes:
        id: the store's key; None for a new conversation, which is kept with its first question or file.
    """

    message_changed = Signal(int)
    failed = Signal(object)

    def __init__(self, store: Conversations) -> None:
        super().__init__()
        self._store = store
        self.id: int | None = None
        self.conversation = Conversation(0, "")

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages, oldest first."""
        return self.conversation.messages

    @property
    def first_run(self) -> bool:
        """Whether no chat was ever kept here."""
        try:
            return not self._store.list()
        except LecternError:
            return False

    def begin(self, library: str, adapters: tuple[AdapterUse, ...] = ()) -> None:
        """Have an empty conversation that is not kept yet."""
        self.id, self.conversation = None, Conversation(0, "", library=library, adapters=adapters)

    def load(self, identifier: int) -> bool:
        """Read a conversation from the store; return whether that went well."""
        try:
            conversation = self._store.open(identifier)
        except LecternError as error:
            self.failed.emit(error)
            return False
        self.id, self.conversation = identifier, conversation
        return True

    def keep(self, text: str) -> bool:
        """Keep a new conversation, and title one that has no title after `text`; return whether it is kept."""
        title = title_from(text) if text else ""
        if self.id is None:
            now = self.conversation
            try:
                self.id = self._store.create(title, now.library, now.adapters, now.within)
            except LecternError as error:
                self.failed.emit(error)
                return False
            self.conversation = msgspec.structs.replace(self.conversation, id=self.id, title=title)
        elif title and not self.conversation.title and self.attempt(partial(self._store.rename, self.id, title)):
            self.take_title(title)
        return True

    def commit(self, index: int, message: Message) -> bool:
        """Keep `message` at `index`, after the last one or in place of one, then show it; return whether it is kept."""
        if self.id is None:
            return False
        if index < len(self.messages):
            kept = self.attempt(partial(self._store.replace, self.id, index, message))
        else:
            kept = self.attempt(partial(self._store.append, self.id, message))
        if kept:
            self.show(index, message)
        return kept

    def show(self, index: int, message: Message) -> None:
        """Show `message` at `index`; somebody else keeps it."""
        messages = (*self.messages[:index], message, *self.messages[index + 1 :])
        self.conversation = msgspec.structs.replace(self.conversation, messages=messages)
        self.message_changed.emit(index)

    def take_title(self, title: str) -> None:
        """Take note that it has another title."""
        self.conversation = msgspec.structs.replace(self.conversation, title=title)

    def set_library(self, name: str, within: Within) -> bool:
        """Keep which library is asked, and which of its files; return whether that went well."""
        now = self.conversation
        if self.id is not None:
            if name != now.library and not self.attempt(partial(self._store.set_library, self.id, name)):
                return False
            if within != now.within and not self.attempt(partial(self._store.set_within, self.id, within)):
                return False
        self.conversation = msgspec.structs.replace(now, library=name, within=within)
        return True

    def set_adapters(self, adapters: tuple[AdapterUse, ...]) -> bool:
        """Keep what changes the model; return whether that went well."""
        if adapters == self.conversation.adapters:
            return True
        if self.id is not None and not self.attempt(partial(self._store.set_adapters, self.id, adapters)):
            return False
        self.conversation = msgspec.structs.replace(self.conversation, adapters=adapters)
        return True

    def attempt(self, work: Callable[[], object]) -> bool:
        """Do something with the store; tell its fault and return False when it fails."""
        try:
            work()
        except LecternError as error:
            self.failed.emit(error)
            return False
        return True
