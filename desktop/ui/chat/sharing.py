"""A chat on the clipboard or in a file, as Markdown or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop.chat.export import as_json, as_markdown
from desktop.errors import CannotWrite
from desktop.settings import write_atomically

if TYPE_CHECKING:
    from desktop.ui.chat.presenter import ChatPresenter
    from desktop.ui.dialogs import Dialogs


class Sharing(QObject):
    """Copies and saves the open chat; says so, or what went wrong, in a notice."""

    def __init__(self, presenter: ChatPresenter, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._presenter, self._dialogs = presenter, dialogs

    def copy_answer(self, index: int = -1) -> None:
        """Copy the answer at `index`, the last one for -1, as Markdown with its [n] marks."""
        messages = self._presenter.messages
        answers = [at for at, message in enumerate(messages) if message.role == "assistant"]
        if answers:
            QGuiApplication.clipboard().setText(messages[answers[-1] if index < 0 else index].text)

    def copy_thought(self, index: int) -> None:
        """Copy the thought of the answer at `index`, and nothing else of it."""
        QGuiApplication.clipboard().setText(self._presenter.messages[index].thinking)

    def copy_chat(self) -> None:
        """Copy the whole chat as Markdown."""
        QGuiApplication.clipboard().setText(as_markdown(self._presenter.conversation))
        self._dialogs.notify(self.tr("Chat copied"))

    def save_chat(self, suffix: str, thoughts: bool = False) -> None:
        """Ask for a place and write the chat there; ``.md`` or ``.json``, its thoughts only when they are asked for."""
        conversation = self._presenter.conversation
        kept = "".join(c if c.isalnum() or c in " -_" else "_" for c in conversation.title)[:80].strip()
        chosen = self._dialogs.save_as(self.tr("Save this chat"), (kept or "chat") + suffix, f"*{suffix}")
        if not chosen:
            return
        file = Path(chosen)
        write = as_json if suffix == ".json" else as_markdown
        text = write(conversation, thoughts=thoughts)
        try:
            write_atomically(file, text.encode())
        except OSError as error:
            self._dialogs.error(CannotWrite(file=file.name, reason=error.strerror or str(error)))
            return
        self._dialogs.notify(self.tr("Saved as {file}").format(file=file.name))
