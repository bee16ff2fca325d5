"""A real Qt application without a display, in the design's typefaces, light unless a test asks for dark."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.appearance import translate
from desktop.paths import assets
from desktop.ui.theme import Appearance, load_fonts
from desktop.ui.tokens import Tokens, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Milliseconds that a state is waited for before the test fails: a loaded machine is slow, not wrong.
PATIENCE = 60_000


class PatientBot(QtBot):
    """Waits by default as long as a busy machine may need, where pytest-qt waits five seconds."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer on which the models of the tests fit, whichever runs them."""
    memory, disk = psutil.virtual_memory, shutil.disk_usage
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory()._replace(total=32 << 30, available=16 << 30))
    monkeypatch.setattr(shutil, "disk_usage", lambda path: disk(path)._replace(free=500 << 30))


@pytest.fixture(scope="session")
def tokens() -> Tokens:
    return load(assets() / "themes" / "tokens.json")


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> int:
    return load_fonts(assets() / "fonts")


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """The texts of the window, and Qt's own, in Chinese."""
    before = QLocale()
    loaded = translate(qapp, "zh_CN")
    assert len(loaded) == 2, "our texts and Qt's own"
    yield
    for translator in loaded:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.fixture
def look(qapp: QApplication, tokens: Tokens, fonts: int) -> Iterator[Appearance]:
    """The appearance, light and without motion, so that a test need not wait for animations."""
    look = Appearance(qapp, tokens)
    look.choose("light", still=True)
    yield look
    # What a test closed is deleted now; else every later style sheet would be applied to all windows before it.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture(params=["light", "dark"])
def both(request: pytest.FixtureRequest, look: Appearance) -> Appearance:
    """The appearance, once light and once dark."""
    look.choose(request.param)
    return look
