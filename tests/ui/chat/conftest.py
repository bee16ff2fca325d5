"""Builds worlds and pages, and ends them without leaving threads behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.chat.script import ScriptedTurn, World

MakeWorld = Callable[..., World]


@pytest.fixture
def world(qapp: QApplication, tmp_path: Path) -> Iterator[MakeWorld]:
    """Return a maker of worlds: `world(script, script, ...)`."""
    made: list[World] = []

    def make(*scripts: list[object]) -> World:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(World(folder, ScriptedTurn(*(scripts or ([],)))))
        return made[-1]

    yield make
    for one in made:
        one.close()
