"""From tokens to text: whole characters only, and nothing of a stop text."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class ReplyText:
    """Knows the bytes of a character that is not complete yet, and text that may turn out to begin a stop text."""

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._bytes = b""
        self._stop = tuple(text for text in stop if text)
        self._held = ""
        self.stopped = False

    def feed(self, piece: bytes) -> str:
        """Take the bytes of the next token and return the text that is safe to show; sets `stopped` at a stop text."""
        if self.stopped:
            return ""
        data = self._bytes + piece
        text, used = codecs.utf_8_decode(data, "replace", False)
        self._bytes = data[used:]
        if not self._stop:
            return text
        self._held += text
        places = [place for text in self._stop if (place := self._held.find(text)) >= 0]
        if places:
            self.stopped = True
            shown, self._held = self._held[: min(places)], ""
            return shown
        keep = max((_overlap(self._held, text) for text in self._stop), default=0)
        shown = self._held[: len(self._held) - keep]
        self._held = self._held[len(shown) :]
        return shown

    def close(self) -> str:
        """Return what was held back, at the end of the reply; the bytes of an incomplete character are dropped."""
        held, self._held = self._held, ""
        return held


def _overlap(text: str, stop: str) -> int:
    """Return how many characters at the end of `text` are the beginning of `stop`."""
    for length in range(min(len(text), len(stop) - 1), 0, -1):
        if text.endswith(stop[:length]):
            return length
    return 0
