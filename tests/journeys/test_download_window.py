"""A download in the window, from a hub that misbehaves: paused, gone on with after a restart, damaged, and whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.build import open_window
from desktop.app.opened import Opened
from desktop.engine.download import from_repo
from desktop.engine.pending import HubFile
from desktop.paths import locate
from desktop.ui.models.offer_row import OfferRow
from tests.journeys.conftest import PATIENCE
from tests.process.hub_server import HubServer, serving
from tests.tiny_gguf import llama

pytestmark = pytest.mark.journey
WAIT = PATIENCE * 1000
FILE = "tiny-Q4_K_M.gguf"
SIZE = 3_000_000


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[HubServer]:
    model = llama(tmp_path / FILE).read_bytes()
    with serving({FILE: model + bytes(SIZE - len(model))}) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


def _row(opened: Opened) -> OfferRow:
    """Return the row of the download, on the page that shows it."""
    opened.window.show_page("models")
    opened.window.show_page("models")
    return next(row for row in opened.window.findChildren(OfferRow) if row.accessibleName() == Path(FILE).stem)


def test_a_download_survives_a_pause_a_restart_and_a_wrong_byte(
    qapp: QApplication, qtbot: QtBot, hub: HubServer, tmp_path: Path
) -> None:
    wanted = from_repo("owner/tiny-GGUF", HubFile(FILE, SIZE))
    place = locate(tmp_path / "data")
    with open_window(qapp, place) as opened:
        opened.window.show()
        hub.faults = ["stall", "busy"]
        opened.models_room.downloads.start(wanted)
        items = opened.models_room.downloads.items
        qtbot.waitUntil(lambda: items[wanted.key].done == SIZE // 3, timeout=WAIT)
        row = _row(opened)
        assert row.pause.isVisible()
        assert row.about.text().startswith("1 of 3 MB")
        row.pause.click()
        assert row.about.text() == "Paused at 1 of 3 MB. Nothing of it is lost."
        assert row.resume.isVisible()
        opened.window.close()

    hub.released.set()
    hub.faults = ["flip"]
    with open_window(qapp, place) as opened:
        opened.window.show()
        items = opened.models_room.downloads.items
        row = _row(opened)
        assert row.about.text() == "Paused at 1 of 3 MB. Nothing of it is lost."
        row.resume.click()
        qtbot.waitUntil(lambda: items[wanted.key].phase == "failed", timeout=WAIT)
        assert f"bytes={SIZE // 3}-" in hub.ranges, "it went on where it was paused"
        assert row.about.text() == "It arrived damaged, so it was deleted. Download it again, or from another source."
        assert (row.download.isVisible(), row.resume.isVisible()) == (True, False)
        hub.faults = ["cut", ""]
        with qtbot.waitSignal(opened.models_room.downloads.arrived, timeout=WAIT):
            row.download.click()
        assert hub.ranges[-1].startswith("bytes="), "the connection was lost, and it went on"
        assert (place.models / "owner--tiny-GGUF" / FILE).stat().st_size == SIZE
        assert not items
        opened.window.close()
