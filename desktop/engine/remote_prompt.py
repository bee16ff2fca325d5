"""How a request is put to a server that takes messages only, and how long it is by estimate; pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from desktop.domain.model import ChatMessage
from desktop.engine.protocol import Generate
from desktop.engine.remote_protocol import Piece, Server, Write

#: The marks in which a thought is told to those above; `desktop.reasoning.tags.THINK` for them.
OPEN, CLOSE = "<think>", "</think>"
#: What is asked after a thought that was ended, since a server cannot be told to go on behind it.
THEN_ANSWER = "You have thought about this already, as above. Now give the answer itself, without that reasoning."
#: Characters of a token: English prose has about four, and fewer with figures, code and other languages (OpenAI's
#: notes on tokenizers). Rather too many tokens are counted than too few.
_CHARACTERS = 3.5
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
#: Tokens that the template puts around a message.
_AROUND = 5
#: Tokens of a picture. Servers differ: a picture of 1,024 pixels is 765 to 1,105 by OpenAI's own account of its models.
_PICTURE = 1000
#: What the estimate may at most be wrong by, either way, in the light of what servers counted.
_TRUST = (0.6, 1.8)


def write(server: Server, request: Generate) -> Write:
    """Return what the server is asked.

    A grammar cannot be sent to every server, so it is left out. A `prefix` is put as messages: a thought that was ended
    as the assistant's words and a request to answer now, the beginning of an answer as a last message of the assistant,
    which most servers go on from.
    """
    messages, options = request.messages, dict(request.template_options)
    before, mark, begun = request.prefix.partition(CLOSE)
    if mark:
        thought = before.replace(OPEN, "", 1).strip()
        if thought:
            messages = (*messages, ChatMessage("assistant", thought), ChatMessage("user", THEN_ANSWER))
        options |= {"enable_thinking": False} if "enable_thinking" in options else {}
        options |= {"reasoning_effort": "low"} if "reasoning_effort" in options else {}
    else:
        begun = before.replace(OPEN, "", 1)
    if begun.strip():
        messages = (*messages, ChatMessage("assistant", begun.strip()))
    return Write(server, messages, request.sampling, request.max_tokens, request.stop, options)


def estimated(messages: Sequence[ChatMessage]) -> int:
    """Return about how many tokens the prompt of `messages` takes; servers have no common way to count them."""
    total = 3
    for message in messages:
        wide = len(_UNSPACED.findall(message.content))
        total += (
            _AROUND + len(message.pictures) * _PICTURE + wide + math.ceil((len(message.content) - wide) / _CHARACTERS)
        )
    return total


class Measure:
    """Knows by how much the estimate is wrong for one model, from what its server counted."""

    def __init__(self) -> None:
        self._ratio = 1.0

    def learn(self, messages: Sequence[ChatMessage], counted: int) -> None:
        """Take note of what a server counted; short prompts, in which the template weighs most, teach nothing."""
        if any(message.pictures for message in messages):
            return  # what a picture takes says nothing of words
        guessed = estimated(messages)
        if counted and guessed >= 200:
            least, most = _TRUST
            self._ratio = min(most, max(least, (self._ratio + counted / guessed) / 2))

    def tokens(self, messages: Sequence[ChatMessage]) -> int:
        """Return about how many tokens `messages` take."""
        return math.ceil(estimated(messages) * self._ratio)


class Marked:
    """Knows whether a thought is open: puts the marks of thoughts around what a server gives apart from the answer."""

    def __init__(self) -> None:
        self._open = False

    def text(self, piece: Piece) -> Iterator[str]:
        """Return the text of a piece, after a mark where a thought begins or ends."""
        if piece.thought != self._open:
            self._open = piece.thought
            yield f"{OPEN}\n" if piece.thought else f"\n{CLOSE}\n\n"
        yield piece.text

    def end(self) -> str:
        """Return the mark that closes a thought which is open at the end."""
        return f"\n{CLOSE}\n\n" if self._open else ""
