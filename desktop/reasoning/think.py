"""A reply with its thought: told apart, held to a budget, and asked for where the model does not think by itself."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Generator, Iterator
from typing import Literal

import msgspec

from desktop.domain.events import Answer, Thinking, Thought
from desktop.domain.model import ChatMessage, Usage
from desktop.domain.thought import Ended
from desktop.engine.clock import Clock
from desktop.engine.protocol import Done, Engine, Generate, Token
from desktop.reasoning.asked import THEN_ANSWER, last_question, prepared, think_first, up_to_answer, with_examples
from desktop.reasoning.effort import Effort
from desktop.reasoning.split import Splitter
from desktop.worker.cancel import Cancel

#: Tokens of a prompted thought when no budget is set: small models ramble.
PROMPTED_BUDGET = 512
#: Tokens that are kept free for the answer, whatever the budget, and the part of the context that they may take.
ROOM_FOR_ANSWER = 512
PART_FOR_ANSWER = 4
#: How often a thought is ended for a model that opens another one instead of answering.
CLOSED_AT_MOST = 3

Reason = Literal["stop", "length", "cancelled"]


class UsageEvent(msgspec.Struct, frozen=True, tag="usage"):
    """The last event: what the reply used, thought and answer counted apart, and why it ended."""

    usage: Usage
    reason: Reason


Event = Thinking | Thought | Answer | UsageEvent


def generate_with_thought(
    engine: Engine, request: Generate, effort: Effort, cancel: Cancel, hurry: Cancel | None = None
) -> Iterator[Event]:
    """Write a reply and tell thought from answer; the last event is `UsageEvent`.

    The thought ends when the model ends it, at `effort.budget` tokens, when it would leave no room for the answer, or
    when `hurry` is cancelled ("answer now"): then it is closed, and the model goes on with the answer. A thought that
    is not wanted is closed at once and not told. The grammar, the stop texts and `max_tokens` of the request hold for
    the answer only. A `request.prefix` is the beginning of an answer, which is continued without a new thought.

    Raises:
        As `Engine.generate`.
    """
    run = _Run(engine, request, effort, cancel, hurry or Cancel())
    if request.prefix:
        yield from run.answer(run.prepared, effort.answering + request.prefix)
    elif effort.prompted:
        yield from run.prompted()
    else:
        yield from run.tagged()
    yield UsageEvent(run.usage(), run.reason)


class _Run:
    """Knows what one reply has used so far."""

    def __init__(self, engine: Engine, request: Generate, effort: Effort, cancel: Cancel, hurry: Cancel) -> None:
        self._engine = engine
        self._effort = effort
        self._cancel = cancel
        self._hurry = hurry
        self._clock = Clock()
        self._prompt = 0
        self._first: Usage | None = None
        self._calls = 0
        self._thinking = 0
        self._answer = 0
        self._thinking_since: float | None = None
        self._told_tokens = 0
        self._limit = math.inf
        self.reason: Reason = "stop"
        self.prepared = prepared(request, effort)

    def usage(self) -> Usage:
        """Both calls together. A call that was broken off did not live to say its usage, so it is measured here."""
        first = self._first or Usage(prompt_tokens=self._prompt, first_token_s=self._clock.first)
        return msgspec.structs.replace(
            first,
            thinking_tokens=self._thinking,
            answer_tokens=self._answer,
            tokens_per_s=self._clock.speed(self._thinking + self._answer),
        )

    def tagged(self) -> Iterator[Event]:
        """Ask a model that marks its thoughts: one call where the thought ends by itself, two where it is ended."""
        effort, request = self._effort, self.prepared
        tags = effort.tags
        self._limit = self._budget(request.messages, request.max_tokens) if tags else math.inf
        apart = effort.wanted and bool(request.grammar or request.stop)
        call = msgspec.structs.replace(
            request,
            prefix=effort.prefix,
            max_tokens=0 if effort.wanted else request.max_tokens,
            grammar="" if apart else request.grammar,
            stop=() if apart else request.stop,
        )
        splitter = Splitter(tags, inside=effort.starts_inside)
        raw = effort.prefix
        most = request.max_tokens if effort.wanted and request.max_tokens else math.inf
        with _closing(self._ask(call)) as replies:
            for reply in self._apart(replies, splitter, most):
                if isinstance(reply, Done):
                    self._done(reply)
                    break
                raw += reply.text
                pieces = splitter.feed(reply.text)
                self._count(reply, thinking=splitter.inside)
                if apart:
                    pieces = [piece for piece in pieces if isinstance(piece, Thinking)]
                for piece in pieces:
                    yield from self._told(piece)
                if splitter.inside and self._enough:
                    break
                if splitter.answering and apart:
                    self._answer = 0
                    break
                if splitter.answering and self._answer >= most:
                    self.reason = "length"
                    break
        tags = splitter.tags
        if tags is not None and splitter.inside:  # ended by us, or by a model that forgot to answer
            thought = raw[: len(raw) - len(splitter.held)].rstrip()
            for piece in splitter.close(ended=True):
                yield from self._told(piece)
            yield from self._thought(self._why)
            yield from self.answer(request, thought + tags.ending)
        elif apart:
            yield from self._thought()
            yield from self.answer(request, up_to_answer(raw, effort))
        else:
            for piece in splitter.close():
                yield from self._told(piece)
            yield from self._thought()

    def prompted(self) -> Iterator[Event]:
        """Ask twice: think aloud, then answer with that thought before the eyes."""
        request = self.prepared
        asked = with_examples(
            last_question(request.messages, think_first),
            self._effort.examples,
            self._engine.count,
            self._engine.context,
        )
        budget = self._budget(asked, request.max_tokens, default=PROMPTED_BUDGET)
        self._limit = budget
        begins = self._effort.prefix
        call = msgspec.structs.replace(request, messages=asked, prefix=begins, max_tokens=budget, grammar="", stop=())
        splitter = Splitter(None)
        thought = ""
        with _closing(self._ask(call)) as replies:
            for reply in replies:
                if isinstance(reply, Done):
                    self._done(reply)
                    break
                self._count(reply, thinking=True)
                for piece in splitter.feed(reply.text):
                    thought += piece.text
                    yield from self._told(Thinking(piece.text))
                if self._hurry.cancelled:
                    break
        for piece in splitter.close():
            thought += piece.text
            yield from self._told(Thinking(piece.text))
        yield from self._thought(self._why)
        if thought.strip():
            then = (ChatMessage("assistant", thought.strip()), ChatMessage("user", THEN_ANSWER))
            request = msgspec.structs.replace(request, messages=asked + then)
        yield from self.answer(request, begins)

    def answer(self, request: Generate, prefix: str, closed: int = 1) -> Iterator[Event]:
        """Write the answer after `prefix`. A thought that the model opens again is told, and ended where it must be.

        Behind a server that thinks whatever it is told, it is waited for: asking once more would end the same way.

        Args:
            closed: how often a thought was ended for this answer; after `CLOSED_AT_MOST` times nothing more is said.
        """
        splitter = Splitter(self._effort.tags)
        raw = prefix
        again = False
        with _closing(self._ask(msgspec.structs.replace(request, prefix=prefix))) as replies:
            for reply in self._apart(replies, splitter):
                if isinstance(reply, Done):
                    self._done(reply)
                    break
                raw += reply.text
                pieces = splitter.feed(reply.text)
                self._count(reply, thinking=splitter.inside)
                for piece in pieces:
                    yield from self._told(piece)
                again = splitter.inside and self._enough and self._effort.skips
                if again:
                    break
        tags = splitter.tags
        for piece in splitter.close(ended=again):
            yield from self._told(piece)
        yield from self._thought(self._why if again else "")
        if again and tags is not None and closed < CLOSED_AT_MOST:
            yield from self.answer(request, raw.rstrip() + tags.ending, closed + 1)

    @property
    def _enough(self) -> bool:
        """Whether a thought must end now: it is not wanted, as long as it may be, or hurried."""
        unwanted = self._effort.skips and not self._effort.wanted
        return unwanted or self._thinking >= self._limit or self._hurry.cancelled

    @property
    def _why(self) -> Ended:
        """Why a thought ends that the model did not end itself."""
        if self._hurry.cancelled:
            return "hurried"
        if self._thinking < self._limit:
            return ""
        return "budget" if self._limit >= (self._effort.budget or math.inf) else "room"

    def _budget(self, messages: tuple[ChatMessage, ...], answer: int, default: int = 0) -> int:
        """Return the tokens that the thought may take: the budget, less where the context leaves no room to answer."""
        self._prompt = self._engine.count(messages)
        context = self._engine.context
        reserve = min(answer or ROOM_FOR_ANSWER, max(1, context // PART_FOR_ANSWER))
        room = max(context - self._prompt - reserve, 1)
        return min(self._effort.budget or default or room, room)

    def _told(self, piece: Thinking | Answer) -> Iterator[Event]:
        if isinstance(piece, Answer):
            yield from self._thought()
        elif not self._effort.wanted:
            return
        elif self._thinking_since is None:
            self._thinking_since = time.monotonic()
        yield piece

    def _thought(self, ended: Ended = "") -> Iterator[Thought]:
        if self._thinking_since is not None:
            tokens, self._told_tokens = self._thinking - self._told_tokens, self._thinking
            yield Thought(time.monotonic() - self._thinking_since, tokens, ended)
            self._thinking_since = None

    def _apart(
        self, replies: Iterator[Token | Done], splitter: Splitter, most: float = math.inf
    ) -> Iterator[Token | Done]:
        """Pass on what was sent together as it is, but a token at a time where a bound may lie between two."""
        for reply in replies:
            if isinstance(reply, Token) and not (splitter.answering and self._answer + reply.tokens < most):
                yield from reply.each
            else:
                yield reply

    def _count(self, reply: Token, *, thinking: bool) -> None:
        self._clock.token()
        if thinking:
            self._thinking += reply.tokens
        else:
            self._answer += reply.tokens

    def _ask(self, request: Generate) -> Iterator[Token | Done]:
        self._calls += 1
        return self._engine.generate(request, self._cancel)

    def _done(self, done: Done) -> None:
        if self._calls == 1:
            self._first = done.usage
        self.reason = done.reason


@contextlib.contextmanager
def _closing(replies: Iterator[Token | Done]) -> Iterator[Iterator[Token | Done]]:
    """Close a generator that is left early, so that the engine stops writing at once."""
    try:
        yield replies
    finally:
        if isinstance(replies, Generator):
            replies.close()
