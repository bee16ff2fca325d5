"""Notices that offer to take something back: each stands over the chat that it belongs to, and over no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.chat.undo import Offer
    from desktop.ui.dialogs import Dialogs
    from desktop.ui.toast import Toast


class Offers(QObject):
    """Shows an offer while its chat is in sight, and again when it comes back into sight before it was seen out."""

    def __init__(self, dialogs: Dialogs, in_sight: Callable[[], int | None], parent: QObject) -> None:
        """Make it; `in_sight` returns the chat that is open, None while it is not kept yet."""
        super().__init__(parent)
        self._dialogs, self._in_sight = dialogs, in_sight
        self._kept: dict[int, Offer] = {}
        self._shown: dict[int, tuple[Offer, Toast]] = {}

    def make(self, offer: Offer) -> None:
        """Show an offer, or keep it until its chat is opened."""
        if offer.conversation not in {0, self._in_sight()}:
            self._kept[offer.conversation] = offer
            return
        toast = self._dialogs.notify(offer.words, action=self.tr("Undo"), on_action=offer.undo)
        if offer.conversation:
            self._shown[offer.conversation] = offer, toast
            toast.gone.connect(lambda: self._forget(offer.conversation, toast))

    def follow(self) -> None:
        """Take away what belongs to another chat than the one in sight, which it would cover; show what waits here."""
        seen = self._in_sight()
        for number, (offer, toast) in tuple(self._shown.items()):
            if number != seen:
                self._kept[number] = offer
                toast.close_now()
        if seen in self._kept:
            self.make(self._kept.pop(seen))

    def _forget(self, conversation: int, toast: Toast) -> None:
        if conversation in self._shown and self._shown[conversation][1] is toast:
            del self._shown[conversation]
