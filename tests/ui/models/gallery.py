"""The Models page in each of its states, to be looked at beside the design.

Run `python -m tests.ui.models.gallery FOLDER [LANGUAGE]` to write a light and a dark picture of each. The window is the
real one; what this machine has not (cards, servers, downloads) is set where the page reads it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.build import open_window
from desktop.app.opened import Opened
from desktop.domain.endpoint import Endpoint
from desktop.domain.model import ModelInfo
from desktop.engine.download import from_offer
from desktop.engine.fit import relieved
from desktop.engine.offload import OnCards
from desktop.engine.protocol import Device
from desktop.errors import DownloadFailed
from desktop.paths import locate
from desktop.settings import Settings, save
from desktop.ui.cards import Column
from desktop.ui.models.page import ModelsPage
from desktop.ui.models.state import Entry, Item, Phase
from tests.adapter_files import lora

GIGA = 1_000_000_000
CARD = Device("CUDA0", "NVIDIA GeForce RTX 3060", 11 * GIGA, 12 * GIGA)


class _Page:
    """Knows the window, and brings its Models page into one state after the other."""

    def __init__(self, opened: Opened) -> None:
        self.room = opened.models_room
        self._real = self.room.models.machine

    def plain(self) -> None:
        """Nothing but the starter model."""

    def downloading(self) -> None:
        """One comes, one waits, one is paused."""
        self._items(("coming", 0.4), ("waiting", 0.0), ("paused", 0.7))

    def trouble(self) -> None:
        """One lost its connection, one is checked, one failed."""
        self._items(("lost", 0.2), ("checking", 0.5), ("failed", 0.6))

    def small(self) -> None:
        """A computer with little memory."""
        self._items()
        self.room.models.machine = msgspec.structs.replace(self._real, memory=4 * GIGA, free=5 * GIGA // 2, cores=2)
        self.room.models.changed.emit()

    def card(self) -> None:
        """A computer with a graphics card, and a model of which a part lies on it."""
        models = self.room.models
        models.machine = msgspec.structs.replace(self._real, cards=(CARD,))
        starter = models.entries[0]
        large = ModelInfo(
            "/models/qwen3-14b.gguf", "Qwen3 14B", "qwen3", 14_800_000_000, "Q4_K_M", 40_960, 9 * GIGA,
            licence="Apache-2.0", layers=40,
        )  # fmt: skip
        on_card = OnCards(32, 40, CARD.description, 10 * GIGA, CARD.total)
        needs = msgspec.structs.replace(starter.fit, weights=9 * GIGA, free=24 * GIGA)
        models.entries = (starter, Entry(large, relieved(needs, on_card.used), True, on_card))
        models.changed.emit()

    def searched(self, page: ModelsPage, words: str) -> None:
        """The list as the search field leaves it."""
        page.search.setText(words)

    def _items(self, *states: tuple[Phase, float]) -> None:
        downloads = self.room.downloads
        downloads.items.clear()
        for offer, (phase, part) in zip(self.room.offers, states, strict=False):
            wanted = from_offer(offer)
            error = DownloadFailed(name=offer.name, reason="the disk is full") if phase == "failed" else None
            coming = phase == "coming"
            downloads.items[wanted.key] = Item(
                wanted, phase, int(part * wanted.size), wanted.size, 21e6 * coming, 240.0 * coming, error
            )
        downloads.changed.emit()


def write(folder: Path, language: str) -> None:
    """Write the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["lectern"])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as scratch:
        paths = locate(Path(scratch))
        paths.models.mkdir(parents=True)
        lora(paths.models, "House style.gguf")
        lora(paths.models, "法律术语.gguf", sides=(64, 64), values={"general.base_model.0.name": "Gemma"})
        servers = (
            Endpoint("office", "https://llm.example.com/v1", "big"),
            Endpoint("ollama", "http://127.0.0.1:11434/v1"),
        )
        save(paths.settings, Settings(language=language, endpoints=servers))
        with open_window(app, paths) as opened:
            window = opened.window
            window.resize(1440, 900)
            window.show()
            window.show_page("models")
            _until(app, lambda: opened.models_room.models.found)
            page = _Page(opened)
            shown = window.findChild(ModelsPage)
            assert shown is not None
            states: dict[str, Callable[[], None]] = {
                "plain": page.plain,
                "downloading": page.downloading,
                "trouble": page.trouble,
                "small": page.small,
                "card": page.card,
                "found": lambda: page.searched(shown, "qwen"),
                "nothing-found": lambda: page.searched(shown, "zzz"),
            }
            for number, (name, state) in enumerate(states.items(), start=1):
                state()
                _pictures(app, opened, shown, folder / f"{number}-{name}")


def _pictures(app: QApplication, opened: Opened, page: QWidget, stem: Path) -> None:
    """Picture the page light and dark, from its top to its end."""
    area = page.findChild(Column)
    assert area is not None
    for mode in ("light", "dark"):
        opened.look.choose("dark" if mode == "dark" else "light", still=True)
        _wait(app, 0.4)
        bar = area.verticalScrollBar()
        for part, place in enumerate((*range(0, bar.maximum(), area.viewport().height()), bar.maximum())):
            bar.setValue(place)
            _wait(app, 0.1)
            opened.window.grab().save(f"{stem}-{mode}-{part + 1}.png")
        bar.setValue(0)


def _wait(app: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    _until(app, lambda: time.monotonic() >= end)


def _until(app: QApplication, ready: Callable[[], bool]) -> None:
    while not ready():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "en")
