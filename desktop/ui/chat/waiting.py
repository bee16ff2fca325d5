"""Text that is not sent yet: a draft for each chat, and questions that wait for the present answer to end."""

from __future__ import annotations


class Unsent:
    """Knows unsent text by conversation; None is the chat that is not kept yet."""

    def __init__(self) -> None:
        self._drafts: dict[int | None, str] = {}
        self._waiting: dict[int | None, list[str]] = {}

    def draft(self, conversation: int | None) -> str:
        """Return what stands in the composer of a chat."""
        return self._drafts.get(conversation, "")

    def keep_draft(self, conversation: int | None, text: str) -> None:
        """Remember what stands in the composer of a chat."""
        self._drafts[conversation] = text

    def move_draft(self, to: int | None) -> None:
        """Take the draft of the chat that was not kept along to its key; a chat that has one keeps its own."""
        text = self._drafts.pop(None, "")
        if text:
            self._drafts.setdefault(to, text)

    def drop_draft(self, conversation: int | None) -> None:
        """Forget a draft that was sent."""
        self._drafts.pop(conversation, None)

    def waiting(self, conversation: int | None) -> tuple[str, ...]:
        """Return the questions of a chat that wait, the next one first."""
        return tuple(self._waiting.get(conversation, ()))

    def put(self, conversation: int | None, text: str) -> None:
        """Let a question wait behind the others of its chat."""
        self._waiting.setdefault(conversation, []).append(text)

    def take(self, conversation: int | None, place: int = 0) -> str | None:
        """Take a waiting question out of the line; None when there is none at `place`."""
        line = self._waiting.get(conversation, [])
        return line.pop(place) if place < len(line) else None

    def take_all(self, conversation: int | None) -> str:
        """Take all waiting questions of a chat, as one text."""
        return "\n\n".join(self._waiting.pop(conversation, []))
