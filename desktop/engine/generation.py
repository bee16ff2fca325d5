"""Reading a prompt and writing a reply with a loaded model, as streams of events."""

from __future__ import annotations

import functools
import itertools
import os
import time
from typing import TYPE_CHECKING, Literal

from desktop.engine.aside import aside
from desktop.engine.clock import Clock
from desktop.engine.lookup import LEAST
from desktop.engine.protocol import Generate, Reading, Token
from desktop.engine.reply import ReplyText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.engine.llama import Llama
    from desktop.engine.lookup import Guesser
    from desktop.worker.cancel import Cancel

#: A first batch of the prompt shows how fast this machine reads; batches are then made to last this long at most.
FIRST_BATCH = 128
BATCH_SECONDS = 5.0
#: Seconds from one message with tokens to the next: a window shows more of an answer thirty times a second at most, and
#: less often where processors are few; there each message wakes threads that those of the model wait for.
TOGETHER = max(1 / 30, 0.48 / (os.cpu_count() or 1))


class Written:
    """Knows how much of the reply is written and when, and how many tokens were guessed, and how many of them right."""

    def __init__(self, began: float) -> None:
        """Begin at this moment of time.monotonic."""
        self.tokens = self.guessed = self.right = 0
        self.clock = Clock(began)
        self.reason: Literal["stop", "length"] = "length"

    def add(self) -> None:
        """Take note of a token that was chosen now."""
        self.clock.token()
        self.tokens += 1


def read(llama: Llama, tokens: list[int], cancel: Cancel) -> Iterator[Reading]:
    """Read the prompt in batches that are short enough to show life."""
    size = min(FIRST_BATCH, llama.batch)
    done = 0
    while done < len(tokens):
        cancel.check()
        began = time.monotonic()
        if tokens[done] < 0:  # a piece of a picture, which can take minutes on a processor
            key = tokens[done]
            for _ in aside(functools.partial(llama.read_picture, key), "look"):
                yield Reading(done, len(tokens))
            done += llama.positions(key)
            yield Reading(done, len(tokens))
            continue
        batch = list(itertools.takewhile(lambda token: token >= 0, tokens[done : done + size]))
        llama.read(batch)
        done += len(batch)
        seconds = max(time.monotonic() - began, 1e-6)
        size = max(min(llama.batch, int(len(batch) / seconds * BATCH_SECONDS)), LEAST)
        yield Reading(done, len(tokens))


def write(llama: Llama, request: Generate, limit: int, written: Written, cancel: Cancel) -> Iterator[Token]:
    """Choose and read tokens, also some that were guessed and then chosen, until the reply ends."""
    kept = {llama.vocabulary.control[text] for text in request.keep if text in llama.vocabulary.control}
    text = ReplyText(request.stop)
    guessers = llama.guessers()
    with llama.sampler(request.sampling, request.grammar) as sampler:
        chosen = [sampler.choose()]
        while written.tokens < limit:
            cancel.check()
            token = chosen.pop(0)
            if llama.vocabulary.is_end(token):
                written.reason = "stop"
                break
            written.add()
            yield Token(text.feed(llama.vocabulary.piece(token, control=token in kept)))
            if text.stopped:
                written.reason = "stop"
                break
            left = limit - written.tokens
            for guesser in guessers:
                guesser.add(token)
            if left and not chosen:
                guess, by = _guessed(guessers, left - 1)
                chosen = llama.read_on(token, guess, sampler)
                if by is not None:
                    by.learn(len(guess), len(chosen) - 1)
                    written.guessed += len(guess)
                    written.right += len(chosen) - 1
    if rest := text.close():
        yield Token(rest, 0)


def gathered(tokens: Iterator[Token], now: Callable[[], float] = time.monotonic) -> Iterator[Token]:
    """Send what is written within `TOGETHER` seconds in one; what was written before a fault is sent before it."""
    held: list[Token] = []
    sent = -TOGETHER
    try:
        for token in tokens:
            held.append(token)
            if (moment := now()) - sent >= TOGETHER:
                yield together(held)
                held, sent = [], moment
    except Exception:
        if held:
            yield together(held)
        raise
    if held:
        yield together(held)


def together(held: Sequence[Token]) -> Token:
    """Return one for at least one: each step behind it, up to the window, is then taken once, not for each token."""
    if len(held) == 1:
        return held[0]
    letters = tuple(len(token.text) for token in held if token.tokens)
    return Token("".join(token.text for token in held), len(letters), letters)


def _guessed(guessers: Sequence[Guesser], most: int) -> tuple[list[int], Guesser | None]:
    """Return the guess of the first that has one, and whose it is."""
    for guesser in guessers:
        if guess := guesser.guess(most):
            return guess, guesser
    return [], None
