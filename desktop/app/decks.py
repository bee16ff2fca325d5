"""Making slides as the Slides page sees it: its material becomes an outline, a deck, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop import decks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.domain.deck import Check, Deck, Material, Outline
    from desktop.domain.events import Progress
    from desktop.engine.protocol import Engine
    from desktop.settings import Settings
    from desktop.store.conversations import Conversations
    from desktop.worker.cancel import Cancel


class Skips(QObject):
    """Carries the word of a skipped file from the worker thread to the window's."""

    told = Signal(object)  # decks.Skipped


class Decks:
    """Knows the engine, where conversations are kept and who the author is; all else it passes on."""

    def __init__(
        self,
        engine: Engine,
        store: Conversations,
        settings: Callable[[], Settings],
        skipped: Callable[[decks.Skipped], None],
    ) -> None:
        """Make it; `skipped` is told, on a worker thread, of each file that could not be read."""
        self._engine, self._store, self._settings, self._skipped = engine, store, settings, skipped

    def outline(self, material: Material, cancel: Cancel) -> Iterator[Progress | Outline]:
        """Yield progress, then the outline of `material`."""
        conversation = self._store.open(material.conversation) if material.conversation else None
        for event in decks.outline(
            files=material.files,
            topic=material.topic,
            conversation=conversation,
            written=material.outline,
            engine=self._engine,
            cancel=cancel,
        ):
            if isinstance(event, decks.Skipped):
                self._skipped(event)
            else:
                yield event

    def compose(self, outline: Outline, theme: str) -> Deck:
        """Lay an outline out."""
        return decks.compose(outline, theme)

    def check(self, deck: Deck) -> tuple[Check, ...]:
        """Look a deck over."""
        return decks.check(deck)

    def save(self, deck: Deck, file: Path, template: Path | None) -> tuple[Check, ...]:
        """Write a deck; return what its check found."""
        return decks.save(deck, file, template=template, author=self._settings().author)
