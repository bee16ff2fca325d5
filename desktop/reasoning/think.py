"""A reply with its thought: told apart, held to a budget, and asked for where the model does not think by itself."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Generator, Iterator
from typing import Literal

import msgspec

from desktop.domain.events import Answer, Thinking, Thought
from desktop.domain.model import ChatMessage, Usage
from desktop.engine.protocol import Done, Engine, Generate, Token
from desktop.reasoning.effort import Effort
from desktop.reasoning.split import Splitter
from desktop.reasoning.tags import FINAL
from desktop.worker.cancel import Cancel

#: What is added to the question in the first of the two calls that make a model think which does not by itself.
THINK_FIRST = "First think about this step by step. Write down only your reasoning; the answer comes afterwards."
#: What is asked after that thought.
THEN_ANSWER = "Now give the answer to my question. Do not repeat the reasoning."
#: Tokens of a prompted thought when no budget is set: small models ramble.
PROMPTED_BUDGET = 512
#: Tokens that are kept free for the answer, whatever the budget, and the part of the context that they may take.
ROOM_FOR_ANSWER = 512
PART_FOR_ANSWER = 4

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
    when `hurry` is cancelled ("answer now"): then it is closed, and the model goes on with the answer. The grammar, the
    stop texts and `max_tokens` of the request hold for the answer only. A `request.prefix` is the beginning of an
    answer, which is continued without a new thought.

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
        self._clock = _Clock()
        self._prompt = 0
        self._first: Usage | None = None
        self._calls = 0
        self._thinking = 0
        self._answer = 0
        self._thinking_since: float | None = None
        self.reason: Reason = "stop"
        self.prepared = _prepared(request, effort)

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
        budget = self._budget(request.messages, request.max_tokens) if tags else math.inf
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
        with _closing(self._ask(call)) as replies:
            for reply in replies:
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
                if splitter.inside and (self._thinking >= budget or self._hurry.cancelled):
                    break
                if splitter.answering and apart:
                    self._answer = 0
                    break
                if splitter.answering and effort.wanted and 0 < request.max_tokens <= self._answer:
                    self.reason = "length"
                    break
        if tags is not None and splitter.inside:  # ended by us, or by a model that forgot to answer
            thought = raw[: len(raw) - len(splitter.held)].rstrip()
            for piece in splitter.close():
                yield from self._told(piece)
            yield from self._thought()
            yield from self.answer(request, thought + (tags.close if tags.channels else f"\n{tags.close}\n\n"))
        elif apart:
            yield from self._thought()
            yield from self.answer(request, _up_to_answer(raw, effort))
        else:
            for piece in splitter.close():
                yield from self._told(piece)
            yield from self._thought()

    def prompted(self) -> Iterator[Event]:
        """Ask twice: think aloud, then answer with that thought before the eyes."""
        request = self.prepared
        asked = _last_question(request.messages, lambda text: f"{text}\n\n{THINK_FIRST}")
        budget = self._budget(asked, request.max_tokens, default=PROMPTED_BUDGET)
        call = msgspec.structs.replace(request, messages=asked, max_tokens=budget, grammar="", stop=())
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
        yield from self._thought()
        if thought.strip():
            then = (ChatMessage("assistant", thought.strip()), ChatMessage("user", THEN_ANSWER))
            request = msgspec.structs.replace(request, messages=asked + then)
        yield from self.answer(request, "")

    def answer(self, request: Generate, prefix: str) -> Iterator[Event]:
        """Write the answer after `prefix`. A thought that the model opens again is told as a thought."""
        splitter = Splitter(self._effort.tags)
        for reply in self._ask(msgspec.structs.replace(request, prefix=prefix)):
            if isinstance(reply, Done):
                self._done(reply)
                break
            pieces = splitter.feed(reply.text)
            self._count(reply, thinking=splitter.inside)
            for piece in pieces:
                yield from self._told(piece)
        for piece in splitter.close():
            yield from self._told(piece)
        yield from self._thought()

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
        elif self._thinking_since is None:
            self._thinking_since = time.monotonic()
        yield piece

    def _thought(self) -> Iterator[Thought]:
        if self._thinking_since is not None:
            yield Thought(time.monotonic() - self._thinking_since)
            self._thinking_since = None

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


class _Clock:
    """Knows when the first and the last token came."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._first = self._last = 0.0

    def token(self) -> None:
        self._last = time.monotonic()
        self._first = self._first or self._last

    @property
    def first(self) -> float:
        """Seconds to the first token; 0 while there is none."""
        return self._first - self._began if self._first else 0.0

    def speed(self, tokens: int) -> float:
        """Tokens a second after the first."""
        seconds = self._last - self._first
        return (tokens - 1) / seconds if tokens > 1 and seconds > 0 else 0.0


def _prepared(request: Generate, effort: Effort) -> Generate:
    """Add what the model needs to be told to the request."""
    tags = effort.tags
    word = effort.word
    return msgspec.structs.replace(
        request,
        messages=_last_question(request.messages, lambda text: f"{text} {word}") if word else request.messages,
        template_options={**effort.template_options, **request.template_options},
        opening=tags.open if tags and not tags.channels else "",
        keep=(*request.keep, *(tags.keep if tags else ())),
    )


def _last_question(messages: tuple[ChatMessage, ...], change: Callable[[str], str]) -> tuple[ChatMessage, ...]:
    for place in range(len(messages) - 1, -1, -1):
        if messages[place].role == "user":
            changed = ChatMessage("user", change(messages[place].content))
            return (*messages[:place], changed, *messages[place + 1 :])
    return messages


def _up_to_answer(raw: str, effort: Effort) -> str:
    """Return the raw reply up to where its answer begins; what the reply began with where there was no thought."""
    if effort.tags is None:
        return effort.prefix
    mark = FINAL if effort.tags.channels else effort.tags.close
    place = raw.rfind(mark)
    if place < 0:
        return effort.answering if effort.tags.channels else effort.prefix
    end = place + len(mark)
    after = raw[end:]
    space = after[: len(after) - len(after.lstrip())]
    return raw[:end] + (space or ("" if effort.tags.channels else "\n\n"))


@contextlib.contextmanager
def _closing(replies: Iterator[Token | Done]) -> Iterator[Iterator[Token | Done]]:
    """Close a generator that is left early, so that the engine stops writing at once."""
    try:
        yield replies
    finally:
        if isinstance(replies, Generator):
            replies.close()
