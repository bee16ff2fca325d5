"""A file of the chat as a chip above the composer: being read, ready, or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.chip import Chip
from desktop.ui.icons import file_icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.chat.attachments import Attached
    from desktop.ui.theme import Appearance


class FileChip(Chip):
    """A file of the chat: being read, ready, or left out with its reason."""

    def __init__(self, look: Appearance, file: Attached, parent: QWidget | None = None) -> None:
        super().__init__(look, file_icon(file.name), file.name, "", parent)
        self.button.set_name(self.tr("Remove {file} from this chat").format(file=file.name))
        self.show_file(file)

    def show_file(self, file: Attached) -> None:
        """Show how far the file is."""
        if file.state == "reading":
            note = self.tr("{page} of {pages}").format(page=file.page, pages=file.pages)
            share = file.page / file.pages if file.pages else -1.0
            self.set_state(note if file.pages else self.tr("Reading"), share=share)
        elif file.state == "ready":
            self.set_state("")
        elif file.state == "skipped":
            self.set_state(self.tr("Skipped"), "warn", tip=file.reason)
        else:
            self.set_state(self.tr("Not read"), "error", tip=file.reason)
