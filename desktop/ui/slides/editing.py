"""The outline that is edited: pure edits that can be taken back, and what is being typed before it is an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.domain import outlining
from desktop.domain.deck import OutlineSlide, Point
from desktop.ui.slides.versions import Version, Versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.deck import Material, Outline

    Change = Callable[[Outline], Outline]


class OutlineEditor(QObject):
    """Knows one outline, and what it was made from. Every edit is a pure function of it, so undo is the one before."""

    outline_changed = Signal()
    typed = Signal()  # what a field would change is another thing now

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.material: Material | None = None
        self.outline: Outline | None = None
        self.versions = Versions()
        self._typing: Change | None = None

    def edited(self) -> None:
        """Called after an edit; more of them may follow within a moment."""

    def replaced(self) -> None:
        """Called after another outline took the place of the one in sight."""

    def edit(self, change: Callable[[Outline], Outline]) -> None:
        """Change the outline by a pure function; an edit that changes nothing is no edit."""
        if self.outline is None:
            return
        changed = change(self.outline)
        if changed == self.outline:
            return
        self.versions = self.versions.remember(Version(self.outline, self.material))
        self.outline = changed
        self.outline_changed.emit()
        self.edited()

    def rename(self, slide_id: str, title: str) -> None:
        """Give a slide another title; "title" names the deck itself."""
        self.edit(_written(slide_id, -1, title))

    def write_point(self, slide_id: str, index: int, text: str) -> None:
        """Change the words of a point; empty words take it away."""
        if text.strip():
            self.edit(_written(slide_id, index, text.strip()))
        else:
            self.remove_point(slide_id, index)

    def type_in(self, slide_id: str, index: int, text: str) -> None:
        """Know the words that are being typed for a point, or at -1 for a title; empty ones are none yet."""
        self._type(_written(slide_id, index, text) if text.strip() else None)

    def type_notes(self, slide_id: str, notes: str) -> None:
        """Know the notes that are being typed for a slide."""
        self._type(lambda outline: outlining.set_notes(outline, slide_id, notes))

    def stop_typing(self) -> None:
        """Forget what was being typed: it is an edit now, or was given up."""
        if self._typing is not None:
            self._type(None)

    @property
    def as_typed(self) -> Outline | None:
        """The outline with what is being typed, so that it can be kept before it is an edit."""
        return self._typing(self.outline) if self.outline is not None and self._typing is not None else self.outline

    def _type(self, change: Change | None) -> None:
        self._typing = change
        self.typed.emit()

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

    def _go(self, way: Callable[[Version], tuple[Version, Versions] | None]) -> None:
        if self.outline is None or (found := way(Version(self.outline, self.material))) is None:
            return
        shown, self.versions = found
        self.outline, self.material = shown.outline, shown.material
        self.outline_changed.emit()
        self.replaced()


def _written(slide_id: str, index: int, text: str) -> Change:
    """Return the edit that writes a point of a slide, or at -1 the title of a slide or of the deck ("title")."""
    if index >= 0:
        return lambda outline: outlining.write_point(outline, slide_id, index, text)
    if slide_id == "title":
        return lambda outline: msgspec.structs.replace(outline, title=text)
    return lambda outline: outlining.rename(outline, slide_id, text)
