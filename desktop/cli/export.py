"""lectern export: all chats, or the answers people preferred, as one JSON Lines file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass
