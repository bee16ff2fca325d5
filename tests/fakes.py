"""Stand-ins with the faces of the real things, scripted by the test."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from desktop.domain.events import Progress
from desktop.domain.model import ChatMessage, ModelInfo, Usage
from desktop.engine.generation import together
from desktop.engine.protocol import Done, Generate, Token
from desktop.errors import ContextFull, LecternError
from desktop.worker.cancel import Cancel
from tests.gbnf import as_regex

FAKE_MODEL = ModelInfo(
    path="/models/fake.gguf",
    name="Fake 4B",
    architecture="llama",
    parameters=4_000_000_000,
    quantisation="Q4_K_M",
    context_length=8192,
    size=2_500_000_000,
    chat_template="{{ messages }}",
)
PIECE = re.compile(r"\s*\S{1,6}|\s+")


class Reply(msgspec.Struct, frozen=True):
    """One scripted reply.

    Attributes:
        text: the whole raw reply, thinking tags included.
        fail: raised after `fail_after` tokens instead of going on.
        pause: seconds before each token.
        at_once: tokens that are sent together.
    """

    text: str
    fail: LecternError | None = None
    fail_after: int = 0
    pause: float = 0.0
    at_once: int = 1
    reason: Literal["stop", "length"] = "stop"


class FakeEngine:
    """An engine that says what the test wrote: one reply a request, the last one again when they run out.

    A reply may also be a function of the request. `requests` keeps what was asked; `loads` counts real loads.
    Like the real one it cuts at `max_tokens`, at stop texts, refuses a prompt longer than its context and a grammar
    that is none, heeds cancel and loads again after a failure. With a `prefix` it goes on in the script after that
    prefix where the script holds it.
    """

    def __init__(
        self,
        *replies: str | Reply | Callable[[Generate], str | Reply],
        model: ModelInfo | None = FAKE_MODEL,
        context: int = 4096,
        load_fails: LecternError | None = None,
    ) -> None:
        self._replies = list(replies) or ["Hello."]
        self._model = model
        self._size = context
        self._load_fails = load_fails
        self._loaded = False
        self.requests: list[Generate] = []
        self.loads = 0
        self.closed = False

    @property
    def model(self) -> ModelInfo | None:
        return self._model

    @property
    def context(self) -> int:
        return self._size if self._loaded else 0

    def ensure(self, cancel: Cancel) -> Iterator[Progress]:
        cancel.check()
        if self._loaded:
            return
        if self._load_fails is not None:
            raise self._load_fails
        yield Progress("Loading", 1.0, 1.0)
        self._loaded = True
        self.loads += 1

    def generate(self, request: Generate, cancel: Cancel) -> Iterator[Token | Done]:
        for _ in self.ensure(cancel):
            pass
        prompt = self.count(request.messages)
        self.requests.append(request)
        if prompt >= self._size:
            raise ContextFull(needed=prompt, limit=self._size)
        chosen = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        scripted = chosen(request) if callable(chosen) else chosen
        reply = Reply(scripted) if isinstance(scripted, str) else scripted
        text = reply.text
        if request.prefix and text.startswith(request.prefix):
            text = text[len(request.prefix) :]
        if request.grammar:
            as_regex(request.grammar)  # refuses one that is none
        ends = [place for stop in request.stop if stop and (place := text.find(stop)) >= 0]
        text = text[: min(ends)] if ends else text
        room = self._size - prompt
        limit = min(request.max_tokens or room, room)
        pieces = pieces_of(text)
        held: list[Token] = []
        for number, piece in enumerate(pieces):
            if number >= limit:
                break
            if reply.fail is not None and number >= reply.fail_after:
                break
            if reply.pause:
                cancel.wait(reply.pause)
            cancel.check()
            held.append(Token(piece))
            if len(held) == reply.at_once:
                yield together(held)
                held.clear()
        if held:
            yield together(held)
        if reply.fail is not None:
            self._loaded = False
            raise reply.fail
        cut = len(pieces) > limit
        usage = Usage(
            prompt_tokens=prompt, answer_tokens=min(len(pieces), limit), first_token_s=0.01, tokens_per_s=100.0
        )
        yield Done("length" if cut else reply.reason, usage)

    def count(self, messages: Sequence[ChatMessage]) -> int:
        for _ in self.ensure(Cancel()):
            pass
        return sum(len(pieces_of(message.content)) + 4 for message in messages)

    def close(self) -> None:
        self.closed = True
        self._loaded = False


def pieces_of(text: str) -> list[str]:
    """Cut `text` into token-like pieces; joined they are the text again."""
    return PIECE.findall(text)


def slowly(text: str, seconds: float = 0.02) -> Reply:
    """Make a reply that takes `seconds` a token, for tests that stop it."""
    return Reply(text, pause=seconds)


def wait_until(condition: Callable[[], bool], seconds: float = 240.0) -> bool:
    """Wait for what another process or thread does, however slow the machine; return whether it came true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return condition()
