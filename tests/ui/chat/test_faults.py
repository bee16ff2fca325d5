"""The card below an answer that ended early says of the question only what is true."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.conversation import FaultPart
from desktop.errors import (
    ChatTemplateFailed,
    FileMissing,
    LecternError,
    ModelTooLarge,
    NotAModel,
    ProcessStopped,
    RemoteCut,
    RemoteUnreachable,
)
from desktop.ui.chat.faults import fault_card
from desktop.ui.labels import Label
from desktop.ui.theme import Appearance


def words(qtbot: QtBot, look: Appearance, fault: LecternError, *, written: bool, served: bool) -> str:
    part = FaultPart(type(fault).__name__, fault.values)
    card = fault_card(look, part, written=written, served=served, again=lambda _: None)
    qtbot.addWidget(card)
    return "\n".join(label.text() for label in card.findChildren(Label))


@pytest.mark.parametrize("written", [True, False])
def test_nothing_left_this_computer_is_said_of_models_here_only(qtbot: QtBot, both: Appearance, written: bool) -> None:
    here = ProcessStopped(name="model process", cause="it was ended from outside")
    assert "nothing left this computer" in words(qtbot, both, here, written=written, served=False)
    for fault in (RemoteCut(endpoint="work"), RemoteUnreachable(endpoint="work", host="h", reason="no"), here):
        said = words(qtbot, both, fault, written=written, served=True)
        assert "left this computer" not in said
        assert ("Your question and the part already written are kept." if written else "Your question is kept.") in said
    assert "left this computer" not in words(qtbot, both, RemoteCut(endpoint="work"), written=written, served=False)


@pytest.mark.parametrize(
    ("fault", "first", "last"),
    [
        (NotAModel(file="a.gguf", reason="its file is cut off"), "model", "same"),
        (ChatTemplateFailed(reason="it ran for longer than 5 seconds"), "model", "same"),
        (FileMissing(file="a.gguf"), "same", "model"),
        (ModelTooLarge(name="A", needed="43 GB", free="22 GB"), "same", "model"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_model_that_cannot_be_used_leads_to_another(
    qtbot: QtBot, look: Appearance, fault: LecternError, first: str, last: str
) -> None:
    pressed: list[str] = []
    part = FaultPart(type(fault).__name__, fault.values)
    card = fault_card(look, part, written=False, again=pressed.append)
    qtbot.addWidget(card)
    *ways, _details = card.buttons
    for button in ways:
        button.click()
    assert (pressed[0], pressed[-1]) == (first, last)
    other = next(button for button in ways if button.text() == "Choose another model")
    assert pressed[ways.index(other)] == "model"
