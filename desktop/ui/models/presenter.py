"""What the Models page knows of models on this computer, without a widget: which there are and which is used."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.engine import catalog, removal
from desktop.engine.fit import fit, relieved
from desktop.engine.gguf import read_header, tensor_sizes
from desktop.engine.offload import on_cards
from desktop.errors import InputError
from desktop.ui.models.cards import loaded_words
from desktop.ui.models.state import Entry, machine
from desktop.ui.models.taken_out import FilesPresenter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QObject

    from desktop.domain.model import ModelInfo
    from desktop.engine.protocol import Device, Tuned
    from desktop.ui.models.state import Choices, Chooser
    from desktop.ui.tasks import Tasks
    from desktop.worker.cancel import Cancel


class ModelsPresenter(FilesPresenter):
    """Knows the installed models and which one answers.

    Signals:
        chosen(ModelInfo): another model answers from now on.
        unloaded: the model that answers gave its memory back.
    """

    chosen = Signal(object)
    unloaded = Signal()

    def __init__(
        self,
        engine: Chooser,
        choices: Choices,
        tasks: Tasks,
        models: Path,
        cards: Callable[[Cancel], tuple[Device, ...]] = lambda _: (),
        tuned: Callable[[], Tuned | None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        """Prepare.

        Args:
            cards: looks which graphics cards the engine can use, which may take a while the first time.
            tuned: returns what was measured for the model in use.
        """
        super().__init__(parent)
        self._look_at_cards = cards
        self._cards: tuple[Device, ...] | None = None
        self._tuned = tuned
        self._engine, self._choices, self._tasks, self._models = engine, choices, tasks, models
        self.entries: tuple[Entry, ...] = ()
        self.machine = machine(models)
        self.found = False
        with contextlib.suppress(OSError):  # what an earlier run removed and could not delete
            removal.purge(models)

    @property
    def current(self) -> ModelInfo | None:
        """The model that answers."""
        return self._engine.model

    @property
    def loaded(self) -> bool:
        """Whether it is in memory."""
        return self._engine.context > 0

    @property
    def where(self) -> str:
        """Where the model that is loaded works, in words, as far as that is a graphics card."""
        return loaded_words(self._engine.loaded)

    @property
    def measured(self) -> Tuned | None:
        """What was found quickest on this computer for the model in use; None while that is not known."""
        tuned = self._tuned()
        return tuned if tuned is not None and tuned.write_speed else None

    @property
    def named(self) -> tuple[str, ...]:
        """Folders and files that the user named, where models are looked for besides our own folder."""
        return self._choices.settings.model_folders

    @property
    def named_files(self) -> tuple[str, ...]:
        """Those of them that are files."""
        return tuple(path for path in self.named if path.lower().endswith(".gguf"))

    def refresh(self) -> None:
        """Look for models again, in the background."""
        folders = self.named
        extra = self._choices.settings.model

        def look(cancel: Cancel) -> Iterator[tuple[Entry, ...]]:
            models = list(catalog.installed(self._models, folders))
            known = {model.path for model in models}
            current = self._engine.model
            if current is not None and not current.endpoint and current.path not in known:
                models.append(current)
            elif extra and extra not in known:
                with contextlib.suppress(InputError):  # it vanished; the starter answers in its place
                    models.append(read_header(extra))
            yield tuple(self._entry(model) for model in models)
            if self._cards is None:
                self._cards = self._look_at_cards(cancel)
                if self._cards:
                    yield tuple(self._entry(model) for model in models)

        def show(found: Sequence[tuple[Entry, ...]]) -> None:
            self.entries, self.found = found[-1], True
            self.machine = machine(self._models, self._cards or ())
            self.changed.emit()

        self._tasks.run(look, show, lambda: None, self.failed.emit)

    def use(self, model: ModelInfo) -> None:
        """Answer with `model` from the next question on, and remember it."""
        chosen = self._choices.settings
        self._engine.choose(model, context=chosen.context, gpu_layers=chosen.gpu_layers, threads=chosen.threads)
        self._choices.change(model="" if model.starter else model.path)
        self.changed.emit()
        self.chosen.emit(model)

    def drafts(self, model: ModelInfo) -> tuple[ModelInfo, ...]:
        """Return the models here that could guess for `model`."""
        return tuple(entry.model for entry in self.entries if catalog.could_draft(entry.model, model))

    def draft(self, model: ModelInfo) -> str:
        """Return the path of the model that was chosen to guess for `model`; empty for none."""
        return self._choices.settings.drafts.get(model.path, "")

    def gain(self, model: ModelInfo) -> float:
        """Return how many times as quick the draft of `model` makes it here; 0 while that is not measured."""
        tuned = self._tuned() if self.current is not None and self.current.path == model.path else None
        return tuned.gain if tuned is not None and tuned.draft == self.draft(model) else 0.0

    def set_draft(self, model: ModelInfo, draft: str) -> None:
        """Have the model at the path `draft` guess for `model` from its next load on, or none."""
        others = {path: small for path, small in self._choices.settings.drafts.items() if path != model.path}
        self._choices.change(drafts=others | ({model.path: draft} if draft else {}))
        self.refresh()

    def unload(self) -> None:
        """Give the memory back; the next question loads the model again."""
        self._engine.unload()
        self.unloaded.emit()
        self.changed.emit()

    def add_file(self, path: str) -> None:
        """Check a model file and use it where it lies, without copying; it stays on the list.

        A file that is no model is told through `failed`.
        """

        def look(cancel: Cancel) -> Iterator[ModelInfo]:
            yield read_header(path)

        def use(found: Sequence[ModelInfo]) -> None:
            self._name(found[-1].path)
            self.use(found[-1])
            self.refresh()

        self._tasks.run(look, use, lambda: None, self.failed.emit)

    def add_folder(self, path: str) -> None:
        """Look for models in this folder too."""
        self._name(path)
        self.refresh()

    def forget(self, path: str) -> None:
        """Look no longer at a folder or file that the user named; what lies there stays."""
        self._choices.change(model_folders=tuple(named for named in self.named if named != path))
        self.refresh()

    def remove(self, model: ModelInfo) -> None:
        """Take a model out of our folder; it can be brought back while the notice about it stays."""
        removed = self.set_aside(Path(model.path).name, lambda: removal.remove(model, self._models))
        if removed is None:
            return
        used = self.current is not None and self.current.path == model.path
        if used:
            self.use(catalog.starter_model())

        def back() -> None:
            if used:
                self.use(model)
            self.refresh()

        self.entries = tuple(entry for entry in self.entries if entry.model.path != model.path)
        self.tell_removed(model.name, removed, back)
        self.refresh()

    def _entry(self, model: ModelInfo) -> Entry:
        ours = Path(model.path).is_relative_to(self._models)
        draft = None
        with contextlib.suppress(InputError):  # it vanished meanwhile
            draft = read_header(path) if (path := self.draft(model)) else None
        needs = fit(model, self._choices.settings.context, draft=draft)
        cards = None
        if self._cards and self._choices.settings.gpu_layers:
            with contextlib.suppress(InputError):  # it vanished meanwhile
                cards = on_cards(model, tensor_sizes(model.path), self._cards, needs.context)
        return Entry(model, relieved(needs, cards.used) if cards else needs, ours, cards)

    def _name(self, path: str) -> None:
        if path not in self.named and not Path(path).is_relative_to(self._models):
            self._choices.change(model_folders=(*self.named, path))
