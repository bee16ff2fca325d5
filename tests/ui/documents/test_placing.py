"""Where a collection's search vectors are kept: off by default, chosen with words on what leaves, then marked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.documents.protocol import CHROMA_KEY, LibraryInfo
from desktop.domain.endpoint import origin
from desktop.keys import Key
from desktop.ui.documents.collections import Collections
from desktop.ui.documents.place_form import PlaceForm, serve_places
from desktop.ui.documents.placing import Placing, server_at
from desktop.ui.documents.presenter import DocumentsPresenter
from desktop.ui.documents.state import Notice
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from tests.ui.documents.shelves import MemoryShelves


class Kept:
    """A keyring in memory; `lasts` says whether it keeps anything."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.lasts = True

    def keep(self, name: str, origin: str, key: Key) -> bool:
        self.held[name, origin] = key.text
        return self.lasts


class Shelves(MemoryShelves):
    def __init__(self) -> None:
        super().__init__()
        self.held = {"Papers": [], "Notes": []}
        self.placed: list[tuple[str, str]] = []
        self.fault: Exception | None = None

    def place(self, name: str, url: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.placed.append((name, url))

    def libraries(self) -> tuple[LibraryInfo, ...]:
        at = dict(self.placed)
        return tuple(LibraryInfo(name, away=at.get(name, "")) for name in self.held)


class Face:
    """The list of collections over a library in memory."""

    def __init__(self, look: Appearance) -> None:
        self.look, self.shelves, self.keys = look, Shelves(), Kept()
        self.errors: list[Exception] = []
        self.notices: list[Notice] = []
        self.tasks = Tasks(self.errors.append)
        self.presenter = DocumentsPresenter(self.shelves, self.tasks, "My documents")
        self.presenter.failed.connect(self.errors.append)
        self.presenter.noticed.connect(self.notices.append)
        self.placing = Placing(self.shelves, self.keys, self.tasks)  # type: ignore[arg-type]
        self.list = Collections(look, self.presenter)
        serve_places(look, self.placing, self.list, self.presenter)

    def form(self, url: str = "") -> PlaceForm:
        self.list.place_wanted.emit("Papers", url)
        found = [form for form in self.list.findChildren(PlaceForm) if form.isVisible()]
        return found[-1]


@pytest.fixture
def face(qtbot: QtBot, both: Appearance) -> Iterator[Face]:
    made = Face(both)
    qtbot.addWidget(made.list)
    made.list.show()
    made.presenter.refresh()
    qtbot.waitUntil(lambda: len(made.presenter.collections) == 2)
    yield made
    made.presenter.close()
    made.tasks.close()


def test_nothing_leaves_unless_it_is_chosen(face: Face) -> None:
    form = face.form()
    assert form.where.value == "here"
    assert not form.address.isVisible()
    assert form.warning.text() == "Stays on this computer"
    assert form.key.echoMode() == QLineEdit.EchoMode.Password
    form.save.click()
    assert face.shelves.placed == []


def test_a_server_is_chosen_with_words_on_what_leaves_and_marked(qtbot: QtBot, face: Face) -> None:
    form = face.form()
    form.where.choose("away")
    form.where.chosen.emit("away")
    assert not form.save.isEnabled()
    assert form.more.text() == "Type the address of the server."
    form.address.setText("127.0.0.1:8000")
    assert form.warning.text() == "Stays on this computer"
    form.address.setText("http://10.0.0.5:8000")
    assert form.warning.text() == "Leaves this computer"
    assert "10.0.0.5:8000" in form.more.text()
    assert "not encrypted" in form.more.text()
    form.address.setText("https://chroma.example.com")
    assert "not encrypted" not in form.more.text()
    form.key.setText("secret")
    form.save.click()
    qtbot.waitUntil(lambda: bool(face.notices))
    url = "https://chroma.example.com"
    assert face.shelves.placed == [("Papers", url)]
    assert face.keys.held == {(CHROMA_KEY, origin(url)): "secret"}
    assert face.notices[-1].text == "The search vectors of “Papers” are kept at chroma.example.com."
    assert "leave this computer" in face.notices[-1].detail
    row = face.list._rows["Papers"]
    qtbot.waitUntil(lambda: "leave this computer" in row.accessibleDescription())
    assert face.list._rows["Notes"].accessibleDescription() == ""


def test_they_come_back(qtbot: QtBot, face: Face) -> None:
    form = face.form("http://10.0.0.5:8000")
    assert form.where.value == "away"
    assert form.address.text() == "http://10.0.0.5:8000"
    form.save.click()
    assert face.shelves.placed == []
    form = face.form("http://10.0.0.5:8000")
    form.where.choose("here")
    form.where.chosen.emit("here")
    form.save.click()
    qtbot.waitUntil(lambda: face.shelves.placed == [("Papers", "")])
    qtbot.waitUntil(lambda: bool(face.notices))
    assert face.notices[-1].text == "The search vectors of “Papers” are on this computer again."


def test_without_a_keyring_the_key_is_said_to_be_lost(qtbot: QtBot, face: Face) -> None:
    face.keys.lasts = False
    server = server_at("https://chroma.example.com")
    assert server is not None
    face.placing.away("Papers", server, Key("secret"))
    qtbot.waitUntil(lambda: bool(face.notices))
    assert "no keyring" in face.notices[-1].detail


def test_what_cannot_be_done_is_told(qtbot: QtBot, face: Face) -> None:
    face.shelves.fault = OSError("no")
    face.placing.here("Papers")
    qtbot.waitUntil(lambda: bool(face.errors))
    assert face.notices == []
    assert server_at("") is None
    assert server_at("not an address?") is None
