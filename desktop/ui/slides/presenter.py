"""What the Slides page shows and does, without a widget: outline, edits with undo, deck, checks, saving."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain import outlining
from desktop.domain.deck import Check, Deck, Layout, Material, Outline
from desktop.domain.events import Progress
from desktop.ui.slides.editing import OutlineEditor
from desktop.ui.slides.versions import Version, Versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.ui.slides.state import Making
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel

#: Milliseconds after the last edit before the slides are laid out again.
SETTLE = 120
#: What is in sight where there is no deck, and what is known of one that was never saved nor edited.
_NOTHING: dict[str, object] = {"material": None, "outline": None, "deck": None, "checks": (), "selected": 0}
_EMPTY = _NOTHING | {"saved_at": 0.0, "saved_as": None, "versions": Versions()}


class SlidesPresenter(OutlineEditor):
    """Knows one deck in the making: an outline that is edited, and the slides that are laid out from it."""

    material_changed = Signal()
    deck_changed = Signal()
    selection_changed = Signal()
    progress_changed = Signal()
    saved = Signal(str)  # path
    put_away = Signal(str, object)  # title of a deck, and what brings it back
    failed = Signal(object)  # Exception

    def __init__(self, making: Making, tasks: Tasks, theme: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._making, self._tasks = making, tasks
        self.theme = theme
        self.deck: Deck | None = None
        self.checks: tuple[Check, ...] = ()
        self.progress: Progress | None = None
        self.making: Material | None = None  # what an outline is being made from
        self.template: Path | None = None
        self.selected, self.saved_at = 0, 0.0
        self.saved_as: tuple[Outline, str, Path | None] | None = None
        self._task: Task[Progress | Outline] | None = None
        self._composing: Task[tuple[Deck, tuple[Check, ...]]] | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self._compose)

    # From material to outline

    def make(self, material: Material) -> None:
        """Make an outline from `material`; the one in sight can be brought back with undo."""
        self.stop()
        self.making, self.progress = material, Progress("")
        self.progress_changed.emit()

        def heard(events: Sequence[Progress | Outline]) -> None:
            if self._task is task:
                self._heard(events, material)

        def ended(error: Exception | None = None) -> None:
            if self._task is task:
                self._end()
                if error is not None:
                    self.failed.emit(error)

        self._task = task = self._tasks.run(partial(self._making.outline, material), heard, ended, ended)

    def stop(self) -> None:
        """Stop making; what was there before stays, whatever the work that ends now still says."""
        if self._task is not None:
            self._task.cancel()
            self._end()

    def set_outline(self, outline: Outline, material: Material | None = None) -> None:
        """Show another outline, made from `material`; undo brings the last one back, and what that was made from."""
        if self.outline is not None:
            self.versions = self.versions.remember(Version(self.outline, self.material))
        self.outline, self.material = outline, material
        self.selected = 0
        self.material_changed.emit()
        self.outline_changed.emit()
        self._compose()

    def clear(self) -> None:
        """Go back to the beginning; `put_away` tells how the deck in sight comes back."""
        kept = {part: getattr(self, part) for part in (*_EMPTY, "template")}
        self.show(_EMPTY)
        if kept["outline"] is not None:
            self.put_away.emit(kept["outline"].title, lambda: self.show(kept))

    def show(self, parts: Mapping[str, object]) -> None:
        """Show another deck, given by attributes of this presenter; most of those that are not named begin empty."""
        self.stop()
        self.stop_typing()
        self._settle.stop()
        if self._composing is not None:
            self._composing.cancel()
        for part, value in {**_EMPTY, **parts}.items():
            setattr(self, part, value)
        for signal in (self.material_changed, self.outline_changed, self.deck_changed, self.selection_changed):
            signal.emit()
        self._compose()

    def close(self) -> None:
        """Stop all work; called before the tasks are closed."""
        self._settle.stop()
        if self._task is not None:
            self._task.cancel()

    def set_layout(self, layout: Layout | None) -> None:
        """Choose the layout of the slide in sight."""
        origin = self.origin
        self.edit(lambda outline: outlining.set_layout(outline, origin, layout))

    # The deck

    def set_theme(self, theme: str) -> None:
        """Lay the deck out in another theme."""
        if theme != self.theme:
            self.theme = theme
            self._compose()

    def set_template(self, template: Path | None) -> None:
        """Save into the user's own template; None goes back to the theme."""
        self.template = template
        self.deck_changed.emit()

    def select(self, index: int) -> None:
        """Show the slide at a position of the deck."""
        index = max(0, min(index, (len(self.deck.slides) if self.deck else 0) - 1))
        if index != self.selected:
            self.selected = index
            self.selection_changed.emit()

    def select_origin(self, slide_id: str) -> None:
        """Show the first slide that comes from a row of the outline."""
        if self.deck is not None:
            found = next((i for i, slide in enumerate(self.deck.slides) if slide.origin == slide_id), None)
            if found is not None:
                self.select(found)

    @property
    def origin(self) -> str:
        """The id of the outline's row that the slide in sight comes from; "title" and so on for those added."""
        return self.deck.slides[self.selected].origin if self.deck and self.selected < len(self.deck.slides) else ""

    @property
    def unsaved(self) -> bool:
        """Whether no file holds the deck as it is now."""
        return self.outline is not None and self.saved_as != (self.outline, self.theme, self.template)

    @property
    def problems(self) -> tuple[Check, ...]:
        """What the deck check found that is not well."""
        return tuple(check for check in self.checks if check.level != "ok")

    def save(self, file: Path) -> None:
        """Write the deck; `saved` tells when it is on the disk."""
        if self.outline is None:
            return
        outline, theme, template = self.outline, self.theme, self.template

        def work(cancel: Cancel) -> Iterator[str]:
            self._making.save(self._making.compose(outline, theme), file, template)
            yield str(file)

        def told(paths: Sequence[str]) -> None:
            self.saved_at, self.saved_as = time.time(), (outline, theme, template)
            self.saved.emit(paths[-1])

        self._tasks.run(work, told, lambda: None, self.failed.emit)

    # How it goes

    def edited(self) -> None:
        self._settle.start()

    def replaced(self) -> None:
        self.material_changed.emit()
        self._compose()

    def _heard(self, events: Sequence[Progress | Outline], material: Material) -> None:
        for event in events:
            if isinstance(event, Progress):
                self.progress = event
                self.progress_changed.emit()
            else:
                self.set_outline(event, material)

    def _end(self) -> None:
        self._task = self.making = self.progress = None
        self.progress_changed.emit()

    def _compose(self) -> None:
        if self.outline is None:
            return
        if self._composing is not None:
            self._composing.cancel()
        outline, theme = self.outline, self.theme

        def work(cancel: Cancel) -> Iterator[tuple[Deck, tuple[Check, ...]]]:
            deck = self._making.compose(outline, theme)
            cancel.check()
            yield deck, self._making.check(deck)

        def show(made: Sequence[tuple[Deck, tuple[Check, ...]]]) -> None:
            origin = self.origin
            self.deck, self.checks = made[-1]
            self.selected = min(self.selected, len(self.deck.slides) - 1)
            if origin and self.origin != origin:
                self.select_origin(origin)
            self.deck_changed.emit()

        self._composing = self._tasks.run(work, show, lambda: None, self.failed.emit)
