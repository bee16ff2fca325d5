"""What an outline was before, and what was taken back: undo and redo as a value."""

from __future__ import annotations

import msgspec

from desktop.domain.deck import Outline

#: Edits that can be taken back.
UNDO_DEPTH = 100


class Versions(msgspec.Struct, frozen=True):
    """The outlines before the one in sight, and those that were taken back; the nearest of each stands last."""

    before: tuple[Outline, ...] = ()
    after: tuple[Outline, ...] = ()

    def remember(self, outline: Outline) -> Versions:
        """Return the versions once `outline` has become another one by an edit."""
        return Versions((*self.before, outline)[-UNDO_DEPTH:])

    def back(self, outline: Outline) -> tuple[Outline, Versions] | None:
        """Return the outline before `outline`, and the versions of that; None where there is none."""
        return (self.before[-1], Versions(self.before[:-1], (*self.after, outline))) if self.before else None

    def forth(self, outline: Outline) -> tuple[Outline, Versions] | None:
        """Return what was last taken back, and the versions of that; None where there is none."""
        return (self.after[-1], Versions((*self.before, outline), self.after[:-1])) if self.after else None
