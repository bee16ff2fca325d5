"""The window with all its pages over parts in memory: no process, no model, no library, but every control."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.documents.protocol import FileState
from desktop.domain.deck import Material
from desktop.domain.document import Citation, Passage
from desktop.domain.endpoint import Endpoint
from desktop.engine.catalog import starter_model
from desktop.errors import FileEncrypted
from desktop.settings import Settings, save
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.documents.presenter import DocumentsPresenter
from desktop.ui.models.adapter_presenter import AdaptersPresenter
from desktop.ui.models.adapters import Adapters
from desktop.ui.models.anyrepo import AnyRepository
from desktop.ui.models.downloads import DownloadsPresenter
from desktop.ui.models.endpoints import Endpoints
from desktop.ui.models.installed import Installed
from desktop.ui.models.lookup import Lookup
from desktop.ui.models.page import ModelsPage
from desktop.ui.models.places import Places
from desktop.ui.models.presenter import ModelsPresenter
from desktop.ui.models.recommended import Recommended
from desktop.ui.models.served import ServedPresenter
from desktop.ui.phrases import explain_below_name
from desktop.ui.settings.page import SettingsPage
from desktop.ui.settings.presenter import SettingsPresenter
from desktop.ui.slides.page import SlidesPage
from desktop.ui.slides.presenter import SlidesPresenter
from desktop.ui.theme import Appearance
from desktop.ui.window import Window
from tests.adapter_files import lora
from tests.ui.chat.faces import Face
from tests.ui.chat.script import ScriptedTurn, World, cited, settle, until
from tests.ui.documents.shelves import MemoryShelves, indexed
from tests.ui.models.test_adapters import Chat
from tests.ui.models.test_downloads_page import OFFERS, FakeHub
from tests.ui.models.test_endpoints import Looker, Ring, User
from tests.ui.models.test_models_page import Memory
from tests.ui.slides.making import memory_making

SAID = "Across the 48 homes, winter heating demand fell by 31 per cent against the baseline winter."


class Whole:
    """Brings each page into a state that a person sees on most days; `close` ends all threads."""

    def __init__(self, look: Appearance, folder: Path) -> None:
        self.look, self.folder = look, folder
        report = folder / "Linden-Street-final.txt"
        report.write_text(f"Winter demand\n\n{SAID}\n")
        source = Citation(1, str(report), 1, SAID[:60], "verified")
        world = World(folder, ScriptedTurn(cited("It fell by **31 %** [1]. See https://example.com too.", source)))
        self.world = world
        self.face = Face(look, world)
        self.window = Window(look, self.face.history, lambda path: path.suffix != ".dwg")
        self.chat = self.face.page
        self.settings = SettingsPresenter(folder / "settings.json", self._settings())
        pages: dict[str, QWidget] = {
            "chat": self.chat,
            "documents": self._documents(),
            "slides": self._slides(),
            "models": self._models(),
            "settings": self._settings_page(),
        }
        for key, page in pages.items():
            self.window.add_page(key, page, rail=key == "slides")
        self.window.resize(1440, 900)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing works in the background, and all is laid out."""
        until(lambda: not self.world.tasks.busy)
        settle()
        settle()

    def close(self) -> None:
        """End it."""
        self.window.close()
        self.face.window.close()
        self.documents.close()
        self.slides.close()
        for window in (self.window, self.face.window):
            window.deleteLater()
        self.world.close()
        settle()

    # States ----------------------------------------------------------------------------------------------------------

    def show(self, key: str) -> None:
        """Show a page."""
        self.window.show_page(key)
        self.settle()

    def asked(self) -> None:
        """A question was answered with a source, which is open."""
        self.show("chat")
        self.face.type("How far did demand fall?")
        self.face.idle()
        self.chat.transcript.cite_pressed.emit(1, 1)
        until(self.chat.pane.isVisible)
        self.settle()

    def filled(self) -> None:
        """There are collections, files in each state, and a test search has found something."""
        self.show("documents")
        self.documents.refresh()
        until(lambda: len(self.documents.rows) == 3)
        self.documents.test.search("winter demand")
        until(lambda: self.documents.test.outcome is not None)
        self.settle()

    def outlined(self) -> None:
        """A deck was made."""
        self.show("slides")
        self.slides.make(Material(topic="heat"))
        until(lambda: self.slides.deck is not None)
        self.settle()

    def listed(self) -> None:
        """Models, offers, adapters and a server are listed."""
        self.show("models")
        self.models.refresh()
        self.adapters.refresh()
        until(lambda: len(self.models.entries) == 2)
        self.settle()

    # Pages -----------------------------------------------------------------------------------------------------------

    def _settings(self) -> Settings:
        office = Endpoint("office", "https://llm.example.com/v1", "big")
        chosen = Settings(endpoints=(office,))
        save(self.folder / "settings.json", chosen)
        return chosen

    def _documents(self) -> DocumentsPage:
        self.shelves = MemoryShelves()
        locked = FileEncrypted(file="/d/Tariffs.xlsx")
        self.shelves.held = {
            "Linden pilot": [
                indexed("/d/Linden-Street-final.pdf", 62, 412),
                indexed("/d/供暖试点总结报告.pdf", 24, 96),
                FileState("/d/Tariffs.xlsx", "failed", locked.message, "FileEncrypted", locked.values),
            ],
            "Household": [],
        }
        self.shelves.passages = (Passage("/d/Linden-Street-final.pdf", 14, "Winter demand", SAID, 0.91),)
        self.documents = DocumentsPresenter(self.shelves, self.world.tasks, "My documents")
        return DocumentsPage(self.look, self.documents, say=explain_below_name, pick_files=list, pick_folder=lambda: "")

    def _slides(self) -> SlidesPage:
        self.slides = SlidesPresenter(memory_making([]), self.world.tasks, "ledger")
        return SlidesPage(
            self.look,
            self.slides,
            pick_files=list,
            pick_outline=lambda: "",
            pick_template=lambda: "",
            save_as=lambda name: "",
            chat=lambda: (0, ""),
        )

    def _models(self) -> ModelsPage:
        look, tasks, folder = self.look, self.world.tasks, self.folder / "models"
        folder.mkdir()
        shutil.copy(starter_model().path, folder / "copy.gguf")
        lora(folder, "House style.gguf")
        engine = Memory(starter_model())
        self.models = ModelsPresenter(engine, self.settings, tasks, folder)
        self.adapters = AdaptersPresenter(engine, Chat(), self.settings, tasks, folder)
        hub = FakeHub(folder)
        downloads = DownloadsPresenter(hub, tasks)
        self.served = ServedPresenter(Looker(), Ring(), self.settings, User(), tasks)
        installed = Installed(look, self.models)
        installed.column.addWidget(Places(look, self.models, pick_folder=lambda: ""))
        sections = (
            installed,
            Recommended(look, self.models, downloads, OFFERS),
            AnyRepository(look, self.models, downloads, Lookup(hub, tasks)),
            Adapters(look, self.adapters, pick_adapter=lambda: ""),
            Endpoints(look, self.served),
        )
        return ModelsPage(look, self.models, sections, pick_model=lambda: "")

    def _settings_page(self) -> SettingsPage:
        self.settings_page = SettingsPage(
            self.look, self.settings, folder="/data", open_folder=lambda: None, facts=[("Lectern", "1")]
        )
        return self.settings_page


def focused() -> QWidget:
    """Return the widget that has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found
