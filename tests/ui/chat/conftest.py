"""Builds worlds and pages, and ends them without leaving threads behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.theme import Appearance
from tests.ui.chat.faces import Face
from tests.ui.chat.script import ScriptedTurn, World, settle

MakeWorld = Callable[..., World]
MakeFace = Callable[..., Face]


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


@pytest.fixture
def face(look: Appearance, world: MakeWorld) -> Iterator[MakeFace]:
    """Return a maker of windows that hold the chat page: `face(world)`, or `face(script, ...)`."""
    made: list[Face] = []

    def make(*scripts: object, width: int = 1440, height: int = 900) -> Face:
        w = scripts[0] if scripts and isinstance(scripts[0], World) else world(*scripts)
        made.append(Face(look, w, width, height))
        return made[-1]

    yield make
    for one in made:
        one.world.turn.gate.set()
        one.window.close()
        one.window.deleteLater()
    settle()
