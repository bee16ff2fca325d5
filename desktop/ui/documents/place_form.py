"""The form that says where a collection's search vectors are kept, with plain words on what leaves this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.keys import Key
from desktop.ui.buttons import GhostButton, PrimaryButton
from desktop.ui.documents.placing import server_at
from desktop.ui.fields import Field
from desktop.ui.focus import FocusRing
from desktop.ui.indicators import StatusWords
from desktop.ui.labels import Label
from desktop.ui.phrases import joined
from desktop.ui.taborder import ReadingOrder
from desktop.ui.toggles import Segmented

if TYPE_CHECKING:
    from desktop.ui.documents.collections import Collections
    from desktop.ui.documents.placing import Placing
    from desktop.ui.documents.presenter import DocumentsPresenter
    from desktop.ui.theme import Appearance


class PlaceForm(ReadingOrder, QDialog):
    """Knows what was chosen and typed; nothing is moved before Save."""

    def __init__(
        self, look: Appearance, placing: Placing, name: str, url: str = "", *, parent: QWidget | None = None
    ) -> None:
        """Make it for the collection `name`, whose vectors are at `url` now; empty for this computer."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._placing, self._name, self._url = placing, name, url
        self.setWindowTitle(_tr("Search vectors of “{name}”").format(name=name))
        theme = look.theme
        about = _tr(
            "Search by meaning compares numbers that are made from the passages. They are kept on this computer unless "
            "the collection outgrows it. The files and their text always stay here."
        )
        self.where = Segmented(
            look,
            _tr("Where they are kept"),
            [("here", _tr("On this computer")), ("away", _tr("On a Chroma server"))],
        )
        self.address = Field(look, _tr("Address"), placeholder="http://127.0.0.1:8000")
        self.key = Field(look, _tr("Key"), placeholder=_tr("If it wants one; kept in the system's keyring"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.warning = StatusWords(look, "", "warn", "globe", strong=True)
        self.more = Label(look, "", "ui", "secondary", wrap=True)
        self.cancel = GhostButton(look, _tr("Cancel"))
        self.save = PrimaryButton(look, _tr("Save"))
        self.save.setDefault(True)
        self.cancel.setAutoDefault(False)
        self._server = QWidget()
        grid = QGridLayout(self._server)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space(7))
        grid.setVerticalSpacing(theme.space(5))
        for place, field in enumerate((self.address, self.key)):
            label = Label(look, field.accessibleName(), "label")
            label.setBuddy(field)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self.cancel)
        acts.addWidget(self.save)
        column = QVBoxLayout(self)
        margin = theme.space(8)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space(6))
        column.addWidget(Label(look, about, "ui", "secondary", wrap=True))
        for widget in (self.where, self._server, self.warning, self.more):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(acts)
        self.where.choose("away" if url else "here")
        self.address.setText(url)
        self.where.chosen.connect(lambda _: self._weigh())
        self.address.textChanged.connect(lambda _: self._weigh())
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self.resize(theme.px(560), theme.px(340))
        FocusRing(look, self)
        self._weigh()

    def _weigh(self) -> None:
        """Say what follows from the choice: what leaves, and whether others can read along."""
        away = self.where.value == "away"
        server = server_at(self.address.text())
        self._server.setVisible(away)
        self.save.setEnabled(not away or server is not None)
        leaves = away and server is not None and server.leaves
        if leaves:
            self.warning.set_text(_tr("Leaves this computer"), "globe")
            self.warning.set_tone("warn")
        else:
            self.warning.set_text(_tr("Stays on this computer"), "desktop")
            self.warning.set_tone("ok")
        self.warning.setVisible(not away or server is not None)
        words = ""
        if away and server is None:
            words = _tr("Type the address of the server.")
        elif leaves and server is not None:
            words = _tr(
                "The numbers of all passages, and those of each question, go to {host}. Whoever runs it could guess "
                "from them what the text is about."
            ).format(host=server.host)
            if server.exposed:
                words = joined((words, _tr("They are not encrypted on the way, and no key is sent.")))
        elif away:
            words = _tr("The server runs on this computer.")
        self.more.setText(words)
        self.more.setVisible(bool(words))

    def _save(self) -> None:
        server = server_at(self.address.text()) if self.where.value == "away" else None
        typed = self.key.text().strip()
        if server is not None:
            if server.url != self._url or typed:
                self._placing.away(self._name, server, Key(typed) if typed else None)
        elif self._url:
            self._placing.here(self._name)
        self.accept()


def serve_places(look: Appearance, placing: Placing, collections: Collections, presenter: DocumentsPresenter) -> None:
    """Open the form from the list of collections, and tell what came of it."""
    placing.setParent(collections)
    placing.placed.connect(presenter.refresh)
    placing.noticed.connect(presenter.noticed)
    placing.failed.connect(presenter.failed)
    collections.place_wanted.connect(
        lambda name, url: PlaceForm(look, placing, name, url, parent=collections.window()).open()
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlaceForm", text)
