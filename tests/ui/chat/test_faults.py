"""The card below an answer that ended early says of the question only what is true."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.conversation import FaultPart
from desktop.errors import LecternError, ProcessStopped, RemoteCut, RemoteUnreachable
from desktop.ui.chat.faults import fault_card
from desktop.ui.labels import Label
from desktop.ui.theme import Appearance


def words(qtbot: QtBot, look: Appearance, fault: LecternError, *, written: bool, served: bool) -> str:
    part = FaultPart(type(fault).__name__, fault.values)
    card = fault_card(
        look,
        part,
        written=written,
        served=served,
        again=lambda: None,
        shorter=lambda: None,
        processor=lambda: None,
    )
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
