"""Say in a few words whether a file holds the deck, and since when."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

if TYPE_CHECKING:
    from desktop.ui.slides.presenter import SlidesPresenter


def saved_note(deck: SlidesPresenter) -> str:
    """Return the words beside the title of the deck; empty where there is none."""
    if deck.outline is None:
        return ""
    if deck.unsaved:
        return _tr("Changed since it was saved") if deck.saved_at else _tr("Not saved as .pptx yet")
    minutes = round((time.time() - deck.saved_at) / 60)
    if minutes < 1:
        return _tr("Saved just now")
    if minutes < 60:
        return _tr("Saved {n} min ago").format(n=minutes)
    moment = QDateTime.fromSecsSinceEpoch(int(deck.saved_at))
    return _tr("Saved {moment}").format(moment=QLocale().toString(moment, QLocale.FormatType.ShortFormat))


def _tr(text: str) -> str:
    return QCoreApplication.translate("SavedNote", text)
