"""The way back to what an edited question or a new answer replaced."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.conversation import Message
    from desktop.store.conversations import Conversations
    from desktop.ui.chat.open_chat import OpenChat
    from desktop.ui.chat.runs import Run, Runs


class Offer(msgspec.Struct, frozen=True):
    """Something was done that can be undone: words for a notice, and the way back.

    `conversation` is the one that it was done in; 0 where that is none, or has gone.
    """

    words: str
    undo: Callable[[], None]
    conversation: int = 0


class Undo(QObject):
    """Keeps what was replaced, and offers it again when what replaced it came to nothing.

    Signals:
        offered(Offer): something can be undone.
        undone: something was.
    """

    offered = Signal(object)
    undone = Signal()

    def __init__(self, store: Conversations, shown: OpenChat, runs: Runs) -> None:
        super().__init__()
        self._store, self._shown, self._runs = store, shown, runs
        self._replaced: dict[int, Callable[[], None]] = {}
        runs.ended.connect(self._on_ended)

    def offer_back(self, conversation: int, index: int, old: tuple[Message, ...], words: str) -> None:
        """Offer to put `old` messages back at `index` of a conversation."""
        back = partial(self._put_back, conversation, index, old)
        self._replaced[conversation] = back
        self.offered.emit(Offer(words, back, conversation))

    def _put_back(self, conversation: int, index: int, old: tuple[Message, ...]) -> None:
        self._replaced.pop(conversation, None)
        self._runs.drop(conversation)
        for place, message in enumerate(old, index):
            if conversation == self._shown.id:
                self._shown.commit(place, message)
            else:
                self._shown.attempt(partial(self._store.replace, conversation, place, message))
        self.undone.emit()

    def _on_ended(self, run: Run) -> None:
        back = self._replaced.pop(run.conversation, None)
        if back is not None and run.message.status != "complete" and not run.dropped:
            self.offered.emit(Offer(self.tr("The earlier answer is kept"), back, run.conversation))
