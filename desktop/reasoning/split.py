"""A stream of text told apart into thoughts and answer, however the stream is cut."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.events import Answer, Thinking
from desktop.reasoning.tags import COMMON, Channels, Tags

Piece = Thinking | Answer


class Splitter:
    """Knows whether a reply is inside a thought, and the text that may yet turn out to be part of a tag.

    A tag that opens a thought counts only at the beginning of the reply, so that an answer may speak about tags. Space
    around a thought and before the answer is left out. However the text is cut into pieces, all thinking joined and
    all answer joined come out the same.
    """

    def __init__(self, tags: Tags | None, *, inside: bool = False) -> None:
        """Begin.

        Args:
            tags: the model's marks; None believes the common ones.
            inside: whether the thought is open already when the text begins.
        """
        self._tags = self.tags = tags
        self._pairs: tuple[Tags, ...] = ((tags,) if tags else ()) + tuple(pair for pair in COMMON if pair != tags)
        self._close = tags.close if tags else ""
        self._channels = tags.channels if tags else None
        wrapped = tags is not None and self._channels is None and (tags.answer_open or tags.answer_close)
        self._wrap = (tags.answer_open, tags.answer_close) if tags and wrapped else None
        self._state = "begin" if not inside else "analysis" if self._channels else "thought"
        self._held = ""
        # By kind of which nothing was said yet: what goes before its first text.
        self._fresh: dict[type[Piece], str] = {Thinking: "", Answer: ""}

    @property
    def inside(self) -> bool:
        """Whether the text is inside a thought now."""
        return self._state in {"thought", "analysis"} or (self._state == "header" and Answer in self._fresh)

    @property
    def answering(self) -> bool:
        """Whether the answer began, or the thought before it ended."""
        return self._state != "begin" and not self.inside

    @property
    def held(self) -> str:
        """Text at the end of what was fed that belongs to neither yet."""
        return self._held

    def feed(self, text: str) -> list[Piece]:
        """Take more of the reply; return what is certain now."""
        self._held += text
        pieces: list[Piece] = []
        while self._step(pieces):
            pass
        return _joined(pieces)

    def close(self, *, ended: bool = False) -> list[Piece]:
        """Take the end of the reply; return what was held back, as it stands.

        Args:
            ended: whether a thought is broken off here, so that what began its own end is none of its words.
        """
        pieces: list[Piece] = []
        rest, self._held = self._held, ""
        if ended:
            marks = (*self._channels.ends, *self._channels.heads) if self._channels else (self._close,)
            rest = rest[: len(rest) - max(_overlap(rest, mark) for mark in marks)]
        if self.inside and self._state != "header":
            if self.tags is None or self.tags.closing not in rest:  # else the end of the thought began
                self._say(pieces, Thinking, rest.rstrip())
        elif self._state != "header":
            self._say(pieces, Answer, rest)
        return pieces

    def _step(self, pieces: list[Piece]) -> bool:
        """Do one thing with what is held; return whether there may be more to do."""
        if self._state == "begin":
            return self._begin()
        if self._state == "unwrap":
            return self._unwrap()
        if self._state == "thought":
            return self._until(pieces, Thinking, {self._close: "unwrap"})
        if channels := self._channels:
            if self._state == "header":
                return self._header(channels)
            if self._state == "analysis":
                return self._until(pieces, Thinking, dict.fromkeys((*channels.ends, *channels.heads), "header"))
            return self._until(pieces, Answer, dict.fromkeys(channels.ends, "header"))
        if self._wrap:
            return self._until(pieces, Answer, {self._wrap[1]: "answer"})
        self._say(pieces, Answer, self._take(len(self._held)))
        return False

    def _unwrap(self) -> bool:
        """Leave out the mark that begins an answer, where the family has one."""
        bare = self._held.lstrip()
        if self._wrap and len(bare) < len(self._wrap[0]) and self._wrap[0].startswith(bare):
            return False
        if self._wrap and bare.startswith(self._wrap[0]):
            self._held = bare[len(self._wrap[0]) :]
        self._state = "answer"
        return True

    def _begin(self) -> bool:
        bare = self._held.lstrip()
        if not bare:
            return False
        if self._channels:
            if bare.startswith(self._channels.heads):
                self._state = "header"
                return True
            marks: list[str] = list(self._channels.heads)
        else:
            for pair in self._pairs:
                if bare.startswith(pair.open):
                    self._state, self._close, self.tags = "thought", pair.close, pair
                    self._held = bare[len(pair.open) :]
                    return True
                if bare.startswith(pair.close):  # closed by the template or by us, and closed again by the model
                    self._state, self._held = "unwrap", bare[len(pair.close) :]
                    return True
            marks = [mark for pair in self._pairs for mark in (pair.open, pair.close)]
        if any(mark.startswith(bare) for mark in marks):
            return False
        self._state = "unwrap"
        return True

    def _header(self, channels: Channels) -> bool:
        """Read a head up to its end; what follows is an answer if the head says so."""
        head, mark, rest = self._held.partition(channels.body)
        if not mark:
            return False
        name = head.rpartition(channels.name)[2].split("<|")[0].split()[:1] if channels.name in head else []
        self._state = "answer" if "".join(name) in channels.answers else "analysis"
        self._held = rest
        if self._state == "analysis" and Thinking not in self._fresh:
            self._fresh[Thinking] = "\n\n"
        return True

    def _until(self, pieces: list[Piece], kind: type[Piece], ends: dict[str, str]) -> bool:
        """Say text of `kind` up to the first of `ends`; hold what may be the beginning of one, and space before it."""
        found = [(place, mark) for mark in ends if mark and (place := self._held.find(mark)) >= 0]
        if found:
            place, mark = min(found)
            text = self._take(place)
            self._say(pieces, kind, text.rstrip() if kind is Thinking else text)
            if self._channels is None or mark not in self._channels.heads:
                self._held = self._held[len(mark) :]
            self._state = ends[mark]
            return True
        certain = self._held[: len(self._held) - max((_overlap(self._held, mark) for mark in ends if mark), default=0)]
        if kind is Thinking:
            certain = certain.rstrip()
        self._say(pieces, kind, self._take(len(certain)))
        return False

    def _take(self, length: int) -> str:
        text, self._held = self._held[:length], self._held[length:]
        return text

    def _say(self, pieces: list[Piece], kind: type[Piece], text: str) -> None:
        if kind in self._fresh and (text := text.lstrip()):
            text = self._fresh.pop(kind) + text
        if text:
            pieces.append(kind(text))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and type(joined[-1]) is type(piece):
            joined[-1] = type(piece)(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _overlap(text: str, mark: str) -> int:
    """Return how many characters at the end of `text` are the beginning of `mark`."""
    for length in range(min(len(text), len(mark) - 1), 0, -1):
        if text.endswith(mark[:length]):
            return length
    return 0
