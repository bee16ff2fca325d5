"""What the Slides page needs from the rooms below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from desktop.domain.deck import Check, Deck, Material, Outline
from desktop.domain.events import Progress
from desktop.worker.cancel import Cancel


class Making(msgspec.Struct, frozen=True):
    """The work behind the page, as functions: the page knows no engine, no library and no store.

    Attributes:
        outline: yields progress, and at last the outline.
        compose: lays an outline out in the theme of this name.
        check: looks a deck over.
        save: writes the .pptx, with a template of the user's where the path is not None; returns checks of the file.
    """

    outline: Callable[[Material, Cancel], Iterator[Progress | Outline]]
    compose: Callable[[Outline, str], Deck]
    check: Callable[[Deck], tuple[Check, ...]]
    save: Callable[[Deck, Path, Path | None], tuple[Check, ...]]
