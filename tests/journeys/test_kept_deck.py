"""A deck that is worked on outlives the window, however that ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.build import open_window
from desktop.domain.deck import Draft, Material
from desktop.paths import locate
from desktop.store import deck
from tests.journeys.conftest import PATIENCE, ROOT

pytestmark = pytest.mark.journey
WAIT = PATIENCE * 1000
PLAN = "# Spring conference\n\n## Where we stand\n\n- Two halls are booked\n\n## What comes next\n\n- Print it\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.md"
    file.write_text(PLAN)
    return file


def _killed_in_the_middle(data: Path, plan: Path) -> Draft:
    """Kill a window that edits a deck; return what it had kept."""
    file = locate(data).deck
    command = [sys.executable, "-m", "tests.journeys.deck_window", str(data), str(plan)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}) as window:
        try:
            until = time.monotonic() + PATIENCE
            seen: set[str] = set()
            while len(seen) < 3:  # it was kept more than once, and is being edited
                assert time.monotonic() < until, "the deck was not kept"
                assert window.poll() is None
                if file.exists() and (draft := deck.read(file)[0]) is not None:
                    seen.add(draft.outline.title)
                time.sleep(0.05)
        finally:
            window.kill()
    draft, told = deck.read(file)
    assert told is None
    assert draft is not None
    assert draft.outline.title.startswith("Edit ")
    return draft


def test_a_killed_window_shows_the_deck_again_until_a_new_one_is_begun(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, plan: Path
) -> None:
    data = tmp_path / "data"
    draft = _killed_in_the_middle(data, plan)
    plan.unlink()  # what it was made from is not needed any more
    with open_window(qapp, locate(data)) as opened:
        opened.window.show()
        slides, page = opened.slides, opened.slides_page
        assert slides.outline == draft.outline
        assert slides.material == Material(outline=str(plan))
        told = opened.window.toasts.shown[0]
        assert draft.outline.title in told.message
        assert told.button is not None
        told.button.click()
        assert opened.window.page == "slides"
        qtbot.waitUntil(lambda: slides.deck is not None, timeout=WAIT)
        assert slides.deck is not None
        assert page.thumbnails.model().rowCount() == len(slides.deck.slides) >= 3
        slides.rename("s1", "Where we really stand")
        edited = slides.outline
        opened.window.close()
    with open_window(qapp, locate(data)) as opened:
        assert opened.slides.outline == edited
        opened.slides_page.new.click()
        opened.window.close()
    assert not locate(data).deck.exists()
