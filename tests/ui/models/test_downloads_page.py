"""Downloads on the Models page: begun, paused, gone on with, failed, given up and taken back, and after a restart."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.engine.catalog import starter_model
from desktop.engine.download import Fetched
from desktop.engine.offers import Offer
from desktop.engine.pending import HubFile, Pending, Wanted
from desktop.errors import DownloadDamaged, DownloadFailed
from desktop.settings import Settings
from desktop.ui.models.anyrepo import AnyRepository
from desktop.ui.models.downloads import DownloadsPresenter
from desktop.ui.models.lookup import Lookup
from desktop.ui.models.offer_row import OfferRow
from desktop.ui.models.presenter import ModelsPresenter
from desktop.ui.models.recommended import Recommended
from desktop.ui.models.state import Notice
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Appearance
from desktop.worker.cancel import Cancel
from tests.ui.models.test_models_page import Memory


def offer(name: str, gigabytes: float, kind: Literal["chat", "embedding"] = "chat") -> Offer:
    size = int(gigabytes * 1e9)
    return Offer(
        name, "Family", kind, gigabytes, f"o/{name}", f"{name}.gguf", size, None, "MIT", 8192, gigabytes * 1.2, False,
        "English", "About it.",
    )  # fmt: skip


OFFERS = (offer("Small", 2.0), offer("Middle", 5.0), offer("Huge", 9000.0), offer("Searcher", 0.2, "embedding"))


class FakeHub:
    """A hub whose downloads go on when the test lets them, remember what was begun, and fail when told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.begun: dict[str, Pending] = {}
        self.go = threading.Event()
        self.fault: Exception | None = None
        self.listed: tuple[HubFile, ...] = ()
        self.asked: list[str] = []
        self.discarded: list[str] = []

    def fetch(self, wanted: Wanted, cancel: Cancel) -> Iterator[Fetched]:
        self.asked.append(wanted.name)
        self.begun[wanted.key] = Pending(wanted, wanted.size // 2)
        yield Fetched("coming", wanted.size // 2, wanted.size, 21e6, 240.0)
        while not self.go.wait(0.01):
            cancel.check()
        if self.fault is not None:
            raise self.fault
        del self.begun[wanted.key]
        self.place(wanted).touch()
        yield Fetched("done", wanted.size, wanted.size, path=str(self.place(wanted)))

    def browse(self, repo: str, cancel: Cancel) -> tuple[HubFile, ...]:
        self.asked.append(repo)
        if self.fault is not None:
            raise self.fault
        return self.listed

    def pending(self) -> tuple[Pending, ...]:
        return tuple(self.begun.values())

    def place(self, wanted: Wanted) -> Path:
        return self.folder / wanted.key

    def discard(self, wanted: Wanted) -> None:
        self.discarded.append(wanted.name)


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks(lambda error: pytest.fail(str(error)))
    yield made
    made.close()


@pytest.fixture
def hub(tmp_path: Path) -> FakeHub:
    return FakeHub(tmp_path)


@pytest.fixture
def models(qapp: object, tmp_path: Path, tasks: Tasks) -> ModelsPresenter:
    choices = SettingsPresenter(tmp_path / "settings.json", Settings())
    return ModelsPresenter(Memory(starter_model()), choices, tasks, tmp_path)


@pytest.fixture
def downloads(hub: FakeHub, tasks: Tasks) -> DownloadsPresenter:
    return DownloadsPresenter(hub, tasks)


@pytest.fixture
def section(qtbot: QtBot, look: Appearance, models: ModelsPresenter, downloads: DownloadsPresenter) -> Recommended:
    made = Recommended(look, models, downloads, OFFERS)
    qtbot.addWidget(made)
    made.resize(888, 700)
    made.show()
    return made


def row(section: Recommended, name: str) -> OfferRow:
    found = next(row for row in section.rows if row.accessibleName() == name)
    assert isinstance(found, OfferRow)
    return found


def press(qtbot: QtBot, button: QAbstractButton) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_offers_are_ordered_and_say_why_one_will_not_fit(section: Recommended, qtbot: QtBot) -> None:
    assert section.rows[0].accessibleName() in {"Small", "Middle"}
    assert [row.accessibleName() for row in section.rows][-1] == "Searcher" or "Huge" in section.rows[
        -1
    ].accessibleName()
    told: list[str] = []
    section.told.connect(lambda title, text: told.append(text))
    press(qtbot, row(section, "Huge").why)
    assert "9000.0 GB" in told[0]
    assert not row(section, "Huge").download.isVisible()


def test_download_runs_is_paused_and_gone_on_with(
    section: Recommended, qtbot: QtBot, hub: FakeHub, downloads: DownloadsPresenter
) -> None:
    arrived: list[str] = []
    downloads.arrived.connect(lambda wanted, path: arrived.append(wanted.name))
    press(qtbot, row(section, "Small").download)
    qtbot.waitUntil(lambda: "1.0 of 2.0 GB, 21 MB/s, about 4 min left." in row(section, "Small").about.text())
    assert section.rows[0] is row(section, "Small"), "what was begun stands first"
    press(qtbot, row(section, "Small").pause)
    qtbot.waitUntil(lambda: "Paused at 1.0 of 2.0 GB" in row(section, "Small").about.text())
    hub.go.set()
    press(qtbot, row(section, "Small").resume)
    qtbot.waitUntil(lambda: arrived == ["Small"])
    assert hub.asked == ["Small", "Small"]
    assert all(one.accessibleName() != "Small" for one in section.rows), "it is on this computer now"


def test_one_at_a_time(section: Recommended, qtbot: QtBot, hub: FakeHub, downloads: DownloadsPresenter) -> None:
    press(qtbot, row(section, "Small").download)
    press(qtbot, row(section, "Middle").download)
    qtbot.waitUntil(lambda: hub.asked == ["Small"])
    assert "Begins when" in row(section, "Middle").about.text()
    hub.go.set()
    qtbot.waitUntil(lambda: not downloads.items)
    assert hub.asked == ["Small", "Middle"]


def test_download_that_fails_says_how_far_it_is_and_why(
    section: Recommended, qtbot: QtBot, hub: FakeHub, downloads: DownloadsPresenter
) -> None:
    hub.fault = DownloadFailed(file="Small.gguf", reason="the server cannot be reached")
    hub.go.set()
    press(qtbot, row(section, "Small").download)
    qtbot.waitUntil(lambda: "Download stopped at 1.0 GB:" in row(section, "Small").about.text())
    assert "cannot be reached" in row(section, "Small").about.text()
    hub.fault = DownloadDamaged(file="Small.gguf", reason="its SHA-256 is not the one that was promised")
    press(qtbot, row(section, "Small").resume)
    qtbot.waitUntil(lambda: row(section, "Small").about.text().startswith("It arrived damaged, so it was deleted."))
    assert row(section, "Small").resume.isHidden(), "nothing is left to be gone on with"
    hub.fault = None
    press(qtbot, row(section, "Small").download)
    qtbot.waitUntil(lambda: not downloads.items)


def test_given_up_and_taken_back(
    section: Recommended, qtbot: QtBot, hub: FakeHub, downloads: DownloadsPresenter
) -> None:
    notices: list[Notice] = []
    downloads.noticed.connect(notices.append)
    press(qtbot, row(section, "Small").download)
    qtbot.waitUntil(lambda: bool(hub.begun))
    press(qtbot, row(section, "Small").discard)
    assert not downloads.items
    assert notices[0].act is not None
    assert notices[0].gone is not None
    notices[0].act()
    notices[0].gone()
    assert [item.phase for item in downloads.items.values()] == ["paused"]
    assert hub.discarded == []
    press(qtbot, row(section, "Small").discard)
    assert notices[1].gone is not None
    notices[1].gone()
    assert hub.discarded == ["Small"]


def test_downloads_of_an_earlier_run_are_offered_and_nothing_goes_out(
    qtbot: QtBot, look: Appearance, hub: FakeHub, tasks: Tasks, models: ModelsPresenter
) -> None:
    wanted = Wanted("From elsewhere", "chat", "x/y", (HubFile("z.gguf"),), 9_000_000_000)
    hub.begun[wanted.key] = Pending(wanted, 3_800_000_000)
    section = Recommended(look, models, DownloadsPresenter(hub, tasks), OFFERS)
    qtbot.addWidget(section)
    section.show()
    first = row(section, "From elsewhere")
    assert "Paused at 3.8 of 9.0 GB" in first.about.text()
    assert first.resume.isVisible()
    assert hub.asked == []


def test_search_and_sizes(section: Recommended) -> None:
    section.search("mid")
    assert [row.accessibleName() for row in section.rows] == ["Middle"]
    section.search("nothing")
    assert section.rows == []
    assert not section.isVisible()
    section.search("")
    assert section.isVisible()
    section._set_size("large")
    assert [row.accessibleName() for row in section.rows] == ["Huge"]


def test_any_repository_is_listed_and_one_of_its_files_downloaded(
    qtbot: QtBot, both: Appearance, hub: FakeHub, tasks: Tasks, models: ModelsPresenter, downloads: DownloadsPresenter
) -> None:
    lookup = Lookup(hub, tasks)
    section = AnyRepository(both, models, downloads, lookup)
    qtbot.addWidget(section)
    section.show()
    section.name.setText("no repository")
    press(qtbot, section.list_models)
    assert hub.asked == [], "nothing goes out for what is no name"
    hub.listed = (HubFile("a-Q4_K_M.gguf", 4_000_000), HubFile("a-Q8_0.gguf", 8_000_000))
    for number, name in enumerate(("https://hub.example/owner/repo/tree/main", "hf.co/owner/repo:Q4_K_M"), 1):
        section.name.setText(name)
        press(qtbot, section.list_models)
        qtbot.waitUntil(lambda: len(section.rows) == 2 and not lookup.looking)
        assert hub.asked == ["owner/repo"] * number
    button = next(b for b in section.rows[0].findChildren(QAbstractButton) if b.isVisible())
    press(qtbot, button)
    qtbot.waitUntil(lambda: bool(downloads.items))
    assert not section.rows[0].isVisible(), "it is shown among the downloads now"
    hub.fault = DownloadFailed(file="owner/other", reason="the hub has no such file")
    section.name.setText("owner/other")
    press(qtbot, section.list_models)
    qtbot.waitUntil(lambda: "no such file" in section._hint.text())
