"""The list of chats as the sidebar shows it: grouped by day, searched, renamed, deleted with a way back."""

from __future__ import annotations

import datetime
import time
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import LecternError
from desktop.ui.chat.undo import Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.store.conversations import Conversations, Hit, Summary
    from desktop.ui.chat.presenter import ChatPresenter

#: Milliseconds after the last key before the search begins.
PAUSE = 150
#: Milliseconds after a deletion in which its notice, with Undo, has surely gone.
UNDO_STAY = 30_000


class Heading(msgspec.Struct, frozen=True):
    """A row that names a group; it cannot be chosen."""

    text: str


class Entry(msgspec.Struct, frozen=True):
    """A chat in the list.

    Attributes:
        snippet: where searched words stand, one line; empty outside of a search or when the title holds them.
        index: the message that holds them, None for the chat as a whole.
        thought: whether they stand in its thought.
        writing: whether an answer is being written in it.
    """

    id: int
    title: str
    current: bool = False
    writing: bool = False
    snippet: str = ""
    index: int | None = None
    thought: bool = False


Row = Heading | Entry


class HistoryPresenter(QObject):
    """Knows the rows of the list; the chat presenter does what is chosen there.

    Signals:
        changed: `rows` are to be read anew.
    """

    changed = Signal()

    def __init__(self, chat: ChatPresenter, store: Conversations, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._chat, self._store, self._now = chat, store, now
        self._sought = ""
        self.rows: tuple[Row, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.refresh)
        chat.listed.connect(self.refresh)
        chat.opened.connect(self.refresh)
        self.refresh()

    @property
    def sought(self) -> str:
        """What is searched for; empty while all chats are listed."""
        return self._sought

    @property
    def empty_words(self) -> str:
        """What stands where no chat does."""
        if self._sought:
            return self.tr("No chat holds these words.")
        return self.tr("Your chats will be listed here. They are saved on this computer only.")

    def search(self, text: str) -> None:
        """List what holds all words of `text`, a moment after the last call; list all for an empty text."""
        self._sought = text.strip()
        self._timer.start()

    def open(self, row: Entry) -> None:
        """Show the chat of a row, at the message that was found."""
        self._chat.open(row.id)
        if row.index is not None and self._chat.id == row.id:
            self._chat.found.emit(row.index, row.thought)

    def rename(self, identifier: int, title: str) -> None:
        """Give a chat another title; an empty one changes nothing."""
        title = " ".join(title.split())
        if title and self._chat.attempt(partial(self._store.rename, identifier, title)):
            self._chat.take_title(identifier, title)

    def delete(self, identifier: int) -> None:
        """Delete a chat and offer the way back; its own files go when the offer ends."""
        chat = self._chat
        chat.runs.drop(identifier)
        if not chat.attempt(partial(self._store.delete, identifier)):
            return
        was_open = identifier == chat.id
        if was_open:
            chat.new()
        self.refresh()
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: chat.attachments.forget(identifier))
        timer.start(UNDO_STAY)

        def undo() -> None:
            timer.stop()
            if chat.attempt(partial(self._store.undelete, identifier)):
                if was_open and chat.id is None:
                    chat.open(identifier)
                self.refresh()

        chat.offered.emit(Offer(self.tr("Chat deleted"), undo))

    def refresh(self) -> None:
        """Read the store again and tell when the rows are other ones."""
        try:
            rows = self._hits(self._store.search(self._sought)) if self._sought else self._all(self._store.list())
        except LecternError as error:
            self._chat.failed.emit(error)
            return
        if rows != self.rows:
            self.rows = rows
            self.changed.emit()

    def _all(self, summaries: Sequence[Summary]) -> tuple[Row, ...]:
        rows: list[Row] = []
        group = ""
        today = datetime.date.fromtimestamp(self._now())
        for summary in summaries:
            heading = self._group(summary.updated, today)
            if heading != group:
                rows.append(Heading(heading))
                group = heading
            rows.append(self._entry(summary.id, summary.title))
        return tuple(rows)

    def _hits(self, hits: Sequence[Hit]) -> tuple[Row, ...]:
        """Return one row a chat: of its hits the title's own, else one in a text, else one in a thought."""
        best: dict[int, Hit] = {}
        for hit in hits:
            if hit.id not in best or _rank(hit) < _rank(best[hit.id]):
                best[hit.id] = hit
        return tuple(self._found(hit) for hit in best.values())

    def _found(self, hit: Hit) -> Entry:
        words = self.tr("In a thought: {words}").format(words=hit.snippet) if hit.thought else hit.snippet
        snippet = "" if hit.index is None else words
        entry = self._entry(hit.id, hit.title)
        return msgspec.structs.replace(entry, snippet=snippet, index=hit.index, thought=hit.thought)

    def _entry(self, identifier: int, title: str) -> Entry:
        return Entry(
            identifier,
            title or self.tr("New chat"),
            current=identifier == self._chat.id,
            writing=identifier in self._chat.runs.writing,
        )

    def _group(self, updated: float, today: datetime.date) -> str:
        days = (today - datetime.date.fromtimestamp(updated)).days
        if days <= 0:
            return self.tr("Today")
        if days == 1:
            return self.tr("Yesterday")
        if days < 7:
            return self.tr("Last 7 days")
        return self.tr("Last 30 days") if days < 30 else self.tr("Older")


def _rank(hit: Hit) -> int:
    return 0 if hit.index is None else 2 if hit.thought else 1
