"""What an outline was before, and what was taken back: undo and redo as a value."""

from __future__ import annotations

import msgspec

from desktop.domain.deck import Material, Outline

#: Edits that can be taken back.
UNDO_DEPTH = 100


class Version(msgspec.Struct, frozen=True):
    """An outline as it was at a time, and what it had been made from: a new making changes both."""

    outline: Outline
    material: Material | None = None


class Versions(msgspec.Struct, frozen=True):
    """The versions before the one in sight, and those that were taken back; the nearest of each stands last."""

    before: tuple[Version, ...] = ()
    after: tuple[Version, ...] = ()

    def remember(self, shown: Version) -> Versions:
        """Return the versions once `shown` has become another one by an edit."""
        return Versions((*self.before, shown)[-UNDO_DEPTH:])

    def back(self, shown: Version) -> tuple[Version, Versions] | None:
        """Return the version before `shown`, and the versions of that; None where there is none."""
        return (self.before[-1], Versions(self.before[:-1], (*self.after, shown))) if self.before else None

    def forth(self, shown: Version) -> tuple[Version, Versions] | None:
        """Return what was last taken back, and the versions of that; None where there is none."""
        return (self.after[-1], Versions((*self.before, shown), self.after[:-1])) if self.after else None
