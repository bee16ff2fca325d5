"""What is given to a chat besides words: files, which are read into it, and pictures, which go with a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.ui.chat.attachments import Attachments
    from desktop.ui.chat.open_chat import OpenChat
    from desktop.ui.chat.pictures import Pictures
    from desktop.ui.chat.waiting import Unsent


class Giving(QObject):
    """Knows the open chat and where its files and pictures go.

    Signals:
        given: the chat is kept now, and something of it is being read.
    """

    given = Signal()

    def __init__(self, shown: OpenChat, attachments: Attachments, pictures: Pictures, unsent: Unsent) -> None:
        super().__init__()
        self._shown, self._attachments, self._pictures, self._unsent = shown, attachments, pictures, unsent

    @property
    def reading(self) -> bool:
        """Whether files or pictures of the open chat are still being read."""
        return self._attachments.reading(self._shown.id) or self._pictures.reading(self._shown.id)

    def attach(self, paths: Sequence[Path]) -> bool:
        """Read files for this chat only, and pictures for its next question; return whether that began."""
        if not paths or (chat := self._kept()) is None:
            return False
        pictures, files = self._pictures.apart([path.absolute() for path in paths])
        for picture in pictures:
            self._pictures.add(chat, picture)
        if files:
            self._attachments.add(chat, files)
        self.given.emit()
        return True

    def paste(self, data: bytes) -> None:
        """Put a picture from the clipboard into the next question; a model that does not see says so."""
        if not self._pictures.sees:
            self._pictures.refuse()
        elif (chat := self._kept()) is not None:
            self._pictures.add(chat, data, self.tr("Pasted picture"))
            self.given.emit()

    def detach(self, file: str) -> None:
        """Take a file out of the chat."""
        if self._shown.id is not None:
            self._attachments.remove(self._shown.id, file)

    def _kept(self) -> int | None:
        """Keep the chat, so that what is given has a place, and return its key."""
        if not self._shown.keep(""):
            return None
        if self._shown.id is not None:
            self._unsent.move_draft(self._shown.id)
        return self._shown.id
