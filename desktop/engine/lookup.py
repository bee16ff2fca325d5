"""Guess the next tokens from where the last few stood before, in the prompt or the reply; pure.

Answers from documents repeat the words of their sources. What followed the last tokens before is read together with the
token that was chosen, at little more cost than that one alone. A guess stands only where the sampler chooses it too, so
the reply is drawn from the model's own distribution, as without guessing (prompt lookup decoding).
"""

from __future__ import annotations

from collections import deque
from typing import Final, Protocol

#: Tokens that are guessed at most. More cost as much as they save: on two cores a batch of four took 1.3 times as long
#: as a single token, one of eight 2.4 times.
MOST: Final = 3
#: Tokens of a batch at least, on the slowest machine too; a token with the guesses beside it must go into one.
LEAST: Final = 16
#: Tokens that must have stood together before.
KEY: Final = 3
#: Guesses that are looked back on, the share of right ones under which guessing pays no more, and tokens of its pause.
MEMORY, WORTH, PAUSE = 8, 0.25, 48


class Guesser(Protocol):
    """Guesses the next tokens of one reply."""

    def add(self, token: int) -> None:
        """Take a token of the reply."""
        ...

    def guess(self, most: int) -> list[int]:
        """Return at most so many tokens that may come next; none where there is nothing to go by."""
        ...

    def learn(self, guessed: int, right: int) -> None:
        """Take note of how many of the guessed tokens were chosen."""
        ...


class Luck:
    """Knows how the last guesses fared; many wrong ones bring a pause."""

    def __init__(self) -> None:
        self._fared: deque[float] = deque(maxlen=MEMORY)
        self._pause = 0

    @property
    def paused(self) -> bool:
        """Whether guessing does not pay at present."""
        return self._pause > 0

    def pass_token(self) -> None:
        """Take note that a token was written."""
        self._pause = max(0, self._pause - 1)

    def learn(self, guessed: int, right: int) -> None:
        """Take note of how many of the guessed tokens were chosen."""
        if not guessed:
            return
        self._fared.append(right / guessed)
        if len(self._fared) == MEMORY and sum(self._fared) < WORTH * MEMORY:
            self._fared.clear()
            self._pause = PAUSE


class Lookup:
    """Knows what was read and written, and how the last guesses fared. What it guesses depends on the tokens alone."""

    def __init__(self, tokens: list[int]) -> None:
        self._tokens: list[int] = []
        self._after: dict[tuple[int, ...], int] = {}
        self._luck = Luck()
        for token in tokens:
            self._take(token)

    def add(self, token: int) -> None:
        """Take a token of the reply."""
        self._take(token)
        self._luck.pass_token()

    def guess(self, most: int) -> list[int]:
        """Return at most so many tokens that may come next; none where there is nothing to go by."""
        place = self._after.get(tuple(self._tokens[-KEY:]))
        if place is None or self._luck.paused or most < 1:
            return []
        return self._tokens[place : place + min(most, MOST)]

    def learn(self, guessed: int, right: int) -> None:
        """Take note of how many of the guessed tokens were chosen; many wrong ones bring a pause."""
        self._luck.learn(guessed, right)

    def _take(self, token: int) -> None:
        if len(self._tokens) >= KEY:
            self._after[tuple(self._tokens[-KEY:])] = len(self._tokens)
        self._tokens.append(token)
