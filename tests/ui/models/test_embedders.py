"""Models for search on the Models page: listed with who uses them, removed and brought back, and kept while in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.documents.embedder_files import installed
from desktop.documents.embedder_info import EmbedderInfo, EmbeddersTold
from desktop.documents.protocol import LibraryInfo
from desktop.ui.models.embedder_presenter import EmbeddersPresenter
from desktop.ui.models.embedders import SearchModels
from desktop.ui.models.row import ModelRow
from desktop.ui.models.state import Notice
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance


class Users:
    """Two collections; the first is searched with the model of the test."""

    def __init__(self, folder: str = "", comes: str = "") -> None:
        self.folder, self.comes = folder, comes

    def libraries(self) -> Sequence[LibraryInfo]:
        return (LibraryInfo("Papers", 1), LibraryInfo("Notes", 1), LibraryInfo("@chat-1", 1, hidden=True))

    def embedders(self, name: str) -> EmbeddersTold:
        if name == "Notes":
            return EmbeddersTold(EmbedderInfo("MiniLM", "/starter"))
        comes = EmbedderInfo("next", self.comes) if self.comes else None
        return EmbeddersTold(EmbedderInfo("model", self.folder), comes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "embedders"
    (folder / "e5-small").mkdir(parents=True)
    (folder / "e5-small" / "modules.json").write_text("[]")
    (folder / "e5-small" / "model.safetensors").write_bytes(b"x" * 5_000_000)
    (folder / "table.gguf").write_bytes(b"GGUF")
    return folder


class Face:
    """The section with its presenter."""

    def __init__(self, look: Appearance, folder: Path, users: Users) -> None:
        self.errors: list[Exception] = []
        self.notices: list[Notice] = []
        self.tasks = Tasks(self.errors.append)
        self.presenter = EmbeddersPresenter(users, self.tasks, folder, installed)
        self.presenter.noticed.connect(self.notices.append)
        self.presenter.failed.connect(self.errors.append)
        self.section = SearchModels(look, self.presenter)

    @property
    def names(self) -> list[str]:
        return [row.accessibleName() for row in self.section.rows]

    def press(self, name: str, words: str) -> None:
        entry = next(entry for entry in self.presenter.entries if entry.name == name)
        next(action for action in self.section.menu(entry).actions() if action.text() == words).trigger()


@pytest.fixture
def face(qtbot: QtBot, both: Appearance, folder: Path) -> Iterator[Face]:
    made = Face(both, folder, Users())
    qtbot.addWidget(made.section)
    made.presenter.refresh()
    qtbot.waitUntil(lambda: len(made.presenter.entries) == 2)
    yield made
    made.tasks.close()


def test_what_is_here_is_listed_with_its_size_and_use(qtbot: QtBot, look: Appearance, folder: Path) -> None:
    made = Face(look, folder, Users(str(folder / "e5-small")))
    qtbot.addWidget(made.section)
    assert made.section.isHidden()
    made.presenter.refresh()
    qtbot.waitUntil(lambda: len(made.presenter.entries) == 2)
    assert made.names == ["e5-small", "table"]
    used, free = made.section.rows
    assert isinstance(used, ModelRow)
    assert isinstance(free, ModelRow)
    assert (used.about.text(), used.weight.text()) == ("Searches Papers.", "5 MB")
    assert free.about.text() == "No collection is searched with it."
    made.section.search("tab")
    assert made.names == ["table"]
    made.tasks.close()


def test_one_is_removed_brought_back_and_deleted_in_the_end(qtbot: QtBot, face: Face, folder: Path) -> None:
    face.press("e5-small", "Remove")
    assert face.names == ["table"]
    assert installed(folder) == (folder / "table.gguf",)
    notice = face.notices[-1]
    assert notice.text == "Removed e5-small"
    assert notice.act is not None
    notice.act()
    qtbot.waitUntil(lambda: face.names == ["e5-small", "table"])
    assert (folder / "e5-small" / "model.safetensors").exists()
    face.press("e5-small", "Remove")
    notice = face.notices[-1]
    assert notice.gone is not None
    notice.gone()
    assert [path.name for path in folder.iterdir()] == ["table.gguf"]
    assert face.errors == []


def test_one_that_a_collection_needs_stays(qtbot: QtBot, look: Appearance, folder: Path) -> None:
    for users in (Users(str(folder / "table.gguf")), Users("/starter", comes=str(folder / "table.gguf"))):
        made = Face(look, folder, users)
        qtbot.addWidget(made.section)
        made.presenter.refresh()
        qtbot.waitUntil(lambda made=made: len(made.presenter.entries) == 2)  # type: ignore[misc]
        made.press("table", "Remove")
        assert made.notices[-1].text == ("table stays: Papers is searched with it. Choose another model there first.")
        assert (folder / "table.gguf").exists()
        made.tasks.close()


def test_what_an_earlier_run_left_set_aside_is_deleted(look: Appearance, folder: Path) -> None:
    (folder / "old.removed").mkdir()
    made = Face(look, folder, Users())
    assert not (folder / "old.removed").exists()
    made.tasks.close()


def test_a_refusal_of_the_system_is_told(face: Face, folder: Path) -> None:
    (folder / "table.gguf.removed").mkdir()
    (folder / "table.gguf.removed" / "in the way").touch()
    face.press("table", "Remove")
    assert [type(error).__name__ for error in face.errors] == ["CannotWrite"]
    assert (folder / "table.gguf").exists()
