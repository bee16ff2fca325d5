"""Pictures for a question: read before it is sent, kept with it, shown in its bubble; or said not to be seen."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from desktop.domain.conversation import PicturePart
from desktop.domain.model import ModelInfo
from desktop.errors import FileDamaged, PicturesUnseen
from desktop.ui.chat.bubble import Bubble
from desktop.ui.chat.composer import Composer
from desktop.ui.chat.presenter import ChatPresenter
from desktop.ui.theme import Appearance
from desktop.worker.cancel import Cancel
from tests.fakes import FAKE_MODEL
from tests.projector_files import picture
from tests.ui.chat.conftest import MakeWorld
from tests.ui.chat.script import WAIT, World, said

SEEING = msgspec.structs.replace(FAKE_MODEL, projector="/models/mmproj.gguf")
CAT = PicturePart("cat.png", picture("orange", kind="JPEG"), 80, 60)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read pictures without a process."""

    def from_file(path: Path, cancel: Cancel) -> PicturePart:
        if "broken" in path.name:
            raise FileDamaged(file=path.name, reason="its pixels cannot be read")
        return msgspec.structs.replace(CAT, name=path.name)

    monkeypatch.setattr("desktop.ui.chat.pictures.picture_of", from_file)
    monkeypatch.setattr("desktop.ui.chat.pictures.picture_in", lambda data, name, _: CAT)


def seeing(world: World, model: ModelInfo = SEEING) -> World:
    """Put a presenter with this model into the world."""
    world.adopt(
        ChatPresenter(
            world.tasks, world.turn, world.store, world.library, lambda: world.settings, world.keep, lambda: model
        )
    )
    return world


@pytest.mark.usefixtures("read")
def test_pictures_go_with_the_question_and_stay_in_the_chat(world: MakeWorld, tmp_path: Path) -> None:
    w = seeing(world([WAIT, *said("A cat.")]))
    assert w.chat.attach([tmp_path / "cat.png", tmp_path / "broken.jpg"])
    w.chat.send("What is it?")
    w.until(lambda: len(w.chat.messages) == 2)
    assert w.chat.messages[0].pictures == (CAT,)
    assert w.kept()[0].pictures == (CAT,)
    assert w.chat.pictures.of(w.chat.id) == ()
    assert [type(fault) for fault in w.faults] == [FileDamaged]
    w.turn.gate.set()
    w.idle()
    assert w.turn.options[0].pictures == (CAT,)
    w.chat.regenerate()
    w.idle()
    assert w.turn.options[1].pictures == (CAT,)
    w.chat.begin_edit()
    w.chat.send("What colour is it?")
    w.idle()
    assert w.chat.messages[0].pictures == (CAT,)
    assert w.chat.messages[0].text == "What colour is it?"


@pytest.mark.usefixtures("read")
def test_a_picture_can_be_taken_away_again(world: MakeWorld) -> None:
    w = seeing(world(said("Hello.")))
    w.chat.giving.paste(b"png")
    w.until(lambda: not w.chat.giving.reading)
    w.chat.pictures.remove(w.chat.id or 0, w.chat.pictures.of(w.chat.id)[0].number)
    w.chat.send("Hello")
    w.idle()
    assert w.chat.messages[0].pictures == ()


def test_a_model_that_does_not_see_says_so_and_the_file_is_a_document(world: MakeWorld, tmp_path: Path) -> None:
    w = seeing(world(said("Hello.")), FAKE_MODEL)
    file = tmp_path / "scan.png"
    file.write_bytes(picture("white"))
    w.chat.attach([file])
    assert isinstance(w.faults[0], PicturesUnseen)
    assert [attached.name for attached in w.chat.files] == ["scan.png"]
    w.chat.giving.paste(b"png")
    assert isinstance(w.faults[1], PicturesUnseen)
    w.idle()


def test_the_attach_button_says_whether_the_model_sees(qtbot: QtBot, both: Appearance) -> None:
    composer = Composer(both)
    qtbot.addWidget(composer)
    composer.set_sees(True, "Gemma")
    assert composer.attach_button.accessibleName() == "Attach files and pictures"
    composer.set_sees(False, "Gemma")
    assert composer.attach_button.accessibleDescription().startswith("Gemma does not see pictures")
    composer.set_sees(False, "gemma@office", served=True)
    assert composer.attach_button.accessibleDescription().startswith("Lectern was not told that gemma@office sees")


def test_a_picture_is_pasted_without_being_decoded(qtbot: QtBot, both: Appearance) -> None:
    composer = Composer(both)
    qtbot.addWidget(composer)
    given: list[bytes] = []
    composer.picture_given.connect(given.append)
    data = QMimeData()
    data.setData("image/png", b"not even a picture")
    composer.edit.insertFromMimeData(data)
    assert given == [b"not even a picture"]
    assert composer.text == ""


def test_a_bubble_shows_its_pictures(qtbot: QtBot, both: Appearance) -> None:
    bubble = Bubble(both, "What is it?", pictures=(CAT, CAT))
    qtbot.addWidget(bubble)
    bubble.resize(700, 200)
    bubble.show()
    assert bubble.thumbnails.isVisible()
    assert bubble.thumbnails.accessibleName() == "Pictures: cat.png, cat.png"
    assert (
        bubble.grab().toImage().pixelColor(bubble.thumbnails.mapTo(bubble, bubble.thumbnails.rect().center())).isValid()
    )
    bubble.show_text("What is it?")
    assert not bubble.thumbnails.isVisible()
