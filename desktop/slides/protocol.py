"""What the process that writes decks is asked and what it answers."""

from __future__ import annotations

import msgspec

from desktop.domain.deck import Check, Deck


class Write(msgspec.Struct, frozen=True, tag="write"):
    """Write this deck.

    Attributes:
        template: path as bytes, since a file's name need not be valid text; empty for the deck's theme.
    """

    deck: Deck
    template: bytes = b""
    author: str = ""


class Wrote(msgspec.Struct, frozen=True, tag="wrote"):
    """The file's bytes, and what its check found."""

    content: bytes
    checks: tuple[Check, ...]
