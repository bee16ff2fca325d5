"""The address that models are downloaded from is kept when it is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui.settings.mirror import MirrorField
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.theme import Appearance


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://mirror.example/", "https://mirror.example"),
        ("mirror.example", "https://mirror.example"),
        ("http://10.0.0.1:8080/hub", "http://10.0.0.1:8080/hub"),
        ("", ""),
        ("ftp://mirror.example", None),
        ("not an address", None),
        ("https://", None),
        ("http://[x", None),
    ],
)
def test_only_an_address_is_kept(qtbot: QtBot, look: Appearance, tmp_path: Path, typed: str, kept: str | None) -> None:
    presenter = SettingsPresenter(tmp_path / "settings.json", Settings(hub="https://before.example"))
    made = MirrorField(look, presenter)
    qtbot.addWidget(made)
    made.field.setText(typed)
    made.field.editingFinished.emit()
    assert presenter.settings.hub == ("https://before.example" if kept is None else kept)
    assert made.wrong.isHidden() == (kept is not None)
