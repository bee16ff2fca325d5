"""The field for the address that models are downloaded from, which says at once when it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.fields import Field
from desktop.ui.labels import Label

if TYPE_CHECKING:
    from desktop.ui.settings.presenter import SettingsPresenter
    from desktop.ui.theme import Appearance


class MirrorField(QWidget):
    """Keeps an address once it is one; empty means the public hub, or what HF_ENDPOINT names."""

    def __init__(self, look: Appearance, presenter: SettingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.field = Field(look, self.tr("Address to download models from"), placeholder="https://")
        self.field.setText(presenter.settings.hub)
        self.field.setFixedWidth(look.theme.px(260))
        self.field.editingFinished.connect(self._keep)
        self.wrong = Label(look, self.tr("This is no web address."), "caption", "error")
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.space(1))
        column.addWidget(self.field)
        column.addWidget(self.wrong, 0, Qt.AlignmentFlag.AlignRight)

    def _keep(self) -> None:
        text = self.field.text().strip()
        address = text if "://" in text or not text else f"https://{text}"
        right = not address or is_web_address(address)
        self.wrong.setVisible(not right)
        if right:
            address = address.rstrip("/")
            self.field.setText(address)
            self._presenter.change(hub=address)


def is_web_address(text: str) -> bool:
    """Return whether the text names a host by http or https."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:
        return False
