"""Say something to a screen reader, politely: it finishes its sentence first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

#: A screen reader that is given a whole chapter cannot be stopped on every platform.
LONGEST = 4000


def announce(widget: QWidget, words: str) -> None:
    """Let a running screen reader say `words`; nothing happens where none runs."""
    if not words or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, words[:LONGEST])
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)
