"""What the Slides page shows and does, without a widget: outline, edits with undo, deck, checks, saving."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain import outlining
from desktop.domain.deck import Check, Deck, Layout, Material, Outline, OutlineSlide, Point
from desktop.domain.events import Progress
from desktop.ui.slides.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from desktop.ui.slides.state import Making
    from desktop.ui.tasks import Task, Tasks
    from desktop.worker.cancel import Cancel

#: Milliseconds after the last edit before the slides are laid out again.
SETTLE = 120
#: What is in sight where there is no deck, and what is known of one that was never saved nor edited.
_NOTHING: dict[str, object] = {"material": None, "outline": None, "deck": None, "checks": (), "selected": 0}
_EMPTY = _NOTHING | {"saved_at": 0.0, "saved_as": None, "versions": Versions()}


class SlidesPresenter(QObject):
    """Knows one deck in the making. Every edit is a pure function of the outline, so undo is the outline before."""

    material_changed = Signal()
    outline_changed = Signal()
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
        self.material: Material | None = None
        self.outline: Outline | None = None
        self.deck: Deck | None = None
        self.checks: tuple[Check, ...] = ()
        self.progress: Progress | None = None
        self.template: Path | None = None
        self.selected, self.saved_at = 0, 0.0
        self.saved_as: tuple[Outline, str, Path | None] | None = None
        self.versions = Versions()
        self._task: Task[Progress | Outline] | None = None
        self._composing: Task[tuple[Deck, tuple[Check, ...]]] | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self._compose)

    # From material to outline

    def make(self, material: Material) -> None:
        """Make an outline from `material`; the one in sight can be brought back with undo."""
        self.stop()
        self.material = material
        self.progress = Progress("")
        self.material_changed.emit()
        self.progress_changed.emit()
        self._task = self._tasks.run(partial(self._making.outline, material), self._heard, self._made, self._broke)

    def stop(self) -> None:
        """Stop making; what was there before stays."""
        if self._task is not None:
            self._task.cancel()

    def set_outline(self, outline: Outline) -> None:
        """Show another outline; undo brings the last one back."""
        if self.outline is not None:
            self.versions = self.versions.remember(self.outline)
        self.outline = outline
        self.selected = 0
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
        self.stop()

    # Edits

    def edit(self, change: Callable[[Outline], Outline]) -> None:
        """Change the outline by a pure function; an edit that changes nothing is no edit."""
        if self.outline is None:
            return
        changed = change(self.outline)
        if changed == self.outline:
            return
        self.versions = self.versions.remember(self.outline)
        self.outline = changed
        self.outline_changed.emit()
        self._settle.start()

    def rename(self, slide_id: str, title: str) -> None:
        """Give a slide another title; "title" names the deck itself."""
        if slide_id == "title":
            self.edit(lambda outline: msgspec.structs.replace(outline, title=title))
        else:
            self.edit(lambda outline: outlining.rename(outline, slide_id, title))

    def write_point(self, slide_id: str, index: int, text: str) -> None:
        """Change the words of a point; empty words take it away."""
        if text.strip():
            self.edit(lambda outline: outlining.write_point(outline, slide_id, index, text.strip()))
        else:
            self.remove_point(slide_id, index)

    def add_point(self, slide_id: str, index: int) -> None:
        """Insert an empty point to be written."""
        self.edit(lambda outline: outlining.add_point(outline, slide_id, index, Point("", prompt=True)))

    def remove_point(self, slide_id: str, index: int) -> None:
        """Take a point away."""
        self.edit(lambda outline: outlining.remove_point(outline, slide_id, index))

    def add_slide(self, after: str | None) -> str:
        """Insert an empty slide; return its id."""
        assert self.outline is not None
        new = outlining.next_id(self.outline)
        self.edit(lambda outline: outlining.add(outline, OutlineSlide(id=new, title=""), after))
        return new

    def remove_slide(self, slide_id: str) -> None:
        """Take a slide away."""
        self.edit(lambda outline: outlining.remove(outline, slide_id))

    def move_slide(self, slide_id: str, to: int) -> None:
        """Move a slide to a position, counted after it was taken out."""
        self.edit(lambda outline: outlining.move(outline, slide_id, to))

    def move_point(self, slide_id: str, index: int, to: int) -> None:
        """Move a point to a position of the same slide."""
        self.edit(lambda outline: outlining.move_point(outline, slide_id, index, max(0, to)))

    def indent(self, slide_id: str, point: int, *, inward: bool) -> None:
        """Put a point one level in or out; of a slide: make it an ordinary one, or the opening of a section."""
        if point >= 0:
            self.edit(lambda outline: outlining.indent_point(outline, slide_id, point, 1 if inward else 0))
        else:
            self.edit(lambda outline: (outlining.indent if inward else outlining.outdent)(outline, slide_id))

    def set_layout(self, layout: Layout | None) -> None:
        """Choose the layout of the slide in sight."""
        origin = self.origin
        self.edit(lambda outline: outlining.set_layout(outline, origin, layout))

    def set_notes(self, slide_id: str, notes: str) -> None:
        """Write the notes of a slide."""
        self.edit(lambda outline: outlining.set_notes(outline, slide_id, notes))

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self.versions.before)

    def undo(self) -> None:
        """Take the last edit back."""
        self._go(self.versions.back)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._go(self.versions.forth)

    def _go(self, way: Callable[[Outline], tuple[Outline, Versions] | None]) -> None:
        if self.outline is not None and (found := way(self.outline)) is not None:
            self.outline, self.versions = found
            self.outline_changed.emit()
            self._compose()

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

    def _heard(self, events: Sequence[Progress | Outline]) -> None:
        for event in events:
            if isinstance(event, Progress):
                self.progress = event
                self.progress_changed.emit()
            else:
                self.set_outline(event)

    def _made(self) -> None:
        self._task = None
        self.progress = None
        self.progress_changed.emit()

    def _broke(self, error: Exception) -> None:
        self._made()
        self.failed.emit(error)

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
