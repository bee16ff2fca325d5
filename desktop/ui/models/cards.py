"""What of a model lies on the graphics card, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.engine.fit import shown_part, shown_size

if TYPE_CHECKING:
    from desktop.engine.offload import OnCards
    from desktop.engine.protocol import Loaded


def card_words(cards: OnCards) -> str:
    """Say it ("32 of 36 layers on NVIDIA GeForce RTX 3060, 5.1 of 8.6 GB.")."""
    return _words(cards.gpu_layers, cards.layers, cards.name, cards.used, cards.total)


def loaded_words(loaded: Loaded | None) -> str:
    """Say it of the model that is loaded; empty where it is not on a card."""
    if loaded is None or loaded.gpu_layers < 1 or not loaded.card_total:
        return ""
    return _words(loaded.gpu_layers, loaded.layers, loaded.backend, loaded.card_used, loaded.card_total)


def _words(gpu_layers: int, layers: int, name: str, used: int, total: int) -> str:
    text = QCoreApplication.translate("Models", "{n} of {layers} layers on {card}, {used} of {total}.")
    return text.format(
        n=min(gpu_layers, layers),
        layers=layers,
        card=name,
        used=shown_part(used, total) if used else "0",
        total=shown_size(total),
    )
