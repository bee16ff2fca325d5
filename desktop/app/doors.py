"""What the pages are handed from below: the models to choose from, samples, facts and sentences."""

from __future__ import annotations

import importlib.metadata
import platform
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, qVersion

from desktop import __version__
from desktop.domain.endpoint import model_at
from desktop.engine import catalog
from desktop.engine.fit import best_context
from desktop.paths import assets
from desktop.ui.chat.samples import Samples
from desktop.ui.models.cards import loaded_words
from desktop.ui.phrases import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.model import ModelInfo
    from desktop.engine.client import LocalEngine
    from desktop.services import Services
    from desktop.ui.settings.presenter import SettingsPresenter

#: Fewest tokens of context that an answer from documents works with.
SHORTEST = 1024


def tr(text: str) -> str:
    """Translate a text of the composition root."""
    return QCoreApplication.translate("App", text)


class Doors:
    """The models as the chat sees them: choosing one is remembered in the settings."""

    def __init__(self, services: Services, choices: SettingsPresenter) -> None:
        self._services, self._choices = services, choices

    def installed(self) -> Sequence[ModelInfo]:
        """Return the models on this computer, then those of servers."""
        chosen = self._choices.settings
        served = tuple(model_at(endpoint) for endpoint in chosen.endpoints if endpoint.model)
        return (*catalog.installed(self._services.paths.models, chosen.model_folders), *served)

    def choose(self, model: ModelInfo) -> None:
        """Use this model from the next question on."""
        self._use(model)
        self._choices.change(model="" if model.starter else model.path)

    def shorten(self) -> int:
        """Halve the context from the next load on and return its new length in tokens."""
        model = self._services.engine.model
        now = self._services.engine.context or self._choices.settings.context
        if model is not None and not model.endpoint and not now:
            now = best_context(model)
        shorter = max(SHORTEST, now // 2)
        self._choices.change(context=shorter)
        self._use(model)
        return shorter

    def processor_only(self) -> None:
        """Use no graphics card from the next load on."""
        self._choices.change(gpu_layers=0)
        self._use(self._services.engine.model)

    def _use(self, model: ModelInfo | None) -> None:
        chosen = self._choices.settings
        self._services.engine.choose(
            model, context=chosen.context, gpu_layers=chosen.gpu_layers, threads=chosen.threads
        )


def samples() -> Samples:
    """Return the documents that ship with Lectern, and what to ask of them."""
    folder = assets() / "samples"
    return Samples(
        report=folder / "Linden-Street-final.pdf",
        question=tr("How much did winter heating demand fall across the 48 homes?"),
        notes=folder / "Site-notes-March.md",
        puzzle=tr(
            "A lamp and its shade cost 110 together. The lamp costs 100 more than the shade. What does each cost?"
        ),
    )


def facts() -> list[tuple[str, str]]:
    """Return names and values of the About section."""
    parts = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("llama-cpp-python", "chromadb", "sentence-transformers", "pypdfium2", "python-pptx")
    )
    return [
        (tr("Lectern"), tr("Version {version}, under the MIT licence").format(version=__version__)),
        (tr("Python and Qt"), f"Python {platform.python_version()}, Qt {qVersion()}"),
        (tr("Parts"), parts),
        (tr("Typefaces"), tr("Inter, Source Serif 4 and JetBrains Mono, under the SIL Open Font License")),
    ]


def in_use(engine: LocalEngine) -> str:
    """Say what the engine works with now, and why; empty while no model is loaded here."""
    loaded, tuned = engine.loaded, engine.tuned
    if loaded is None:
        return ""
    flash = {"auto": tr("automatic"), "on": tr("on"), "off": tr("off")}[loaded.flash]
    words = [
        loaded_words(loaded) or tr("On the processor with {threads} threads.").format(threads=loaded.threads),
        tr("Reads {batch} tokens in one go. Flash attention: {flash}. Memory of the conversation: {bits} bits.").format(
            batch=f"{loaded.batch:,}", flash=flash, bits=8 if loaded.cache == "q8_0" else 16
        ),
    ]
    if tuned is None or not tuned.write_speed:
        words.append(tr("What is quickest is measured while nothing else is going on."))
    else:
        words.append(
            tr("Measured: {read} tokens a second read, {written} written.").format(
                read=f"{tuned.read_speed:g}", written=f"{tuned.write_speed:g}"
            )
        )
        if tuned.guess:
            words.append(tr("The next words are guessed from your text and then checked, which is quicker here."))
    if not engine.settled:
        words.append(tr("Your changes hold from the next question on: the model is then loaded again."))
    return joined(words)


def shown(path: Path) -> str:
    """Return a path with the home folder as ~, as people write it."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)


def first(paths: Sequence[str]) -> str:
    """Return the first of the paths that were picked; empty when none was."""
    return paths[0] if paths else ""
