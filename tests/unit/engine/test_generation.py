"""Tokens that are written within a moment are sent together, in order, and none is lost."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.generation import TOGETHER, gathered, together
from desktop.engine.protocol import Token
from desktop.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def sent(seconds: Sequence[float]) -> list[list[int]]:
    """Return the numbers of the tokens of each message; each token took so many seconds."""
    moments = itertools.accumulate(seconds)
    tokens = (Token(str(number)) for number in range(len(seconds)))
    return [[int(token.text) for token in message.each] for message in gathered(tokens, lambda: next(moments))]


@given(st.lists(st.floats(0, 0.2), max_size=60))
def test_nothing_is_lost_and_messages_keep_their_distance(seconds: list[float]) -> None:
    messages = sent(seconds)
    assert [number for message in messages for number in message] == list(range(len(seconds)))
    assert messages[:1] in ([], [[0]])  # the first token does not wait
    moments = list(itertools.accumulate(seconds))
    last = [moments[message[-1]] for message in messages[:-1]]
    assert all(later - earlier >= TOGETHER for earlier, later in itertools.pairwise(last))


def test_a_slow_model_sends_each_token_by_itself_and_a_quick_one_some_together() -> None:
    assert sent([TOGETHER * 1.5] * 4) == [[0], [1], [2], [3]]
    assert len(sent([TOGETHER / 15] * 500)) == pytest.approx(500 / 15, abs=3)


@given(st.lists(st.text(max_size=4), min_size=1, max_size=12), st.text(max_size=3))
def test_what_is_sent_together_can_be_told_apart(texts: list[str], rest: str) -> None:
    tokens = [*map(Token, texts), *([Token(rest, 0)] if rest else [])]
    one = together(tokens)
    assert list(one.each) == tokens
    assert (one.text, one.tokens) == ("".join(texts) + rest, len(texts))


def test_what_was_written_before_a_fault_is_sent_before_it() -> None:
    def tokens() -> Iterator[Token]:
        yield from (Token("a"), Token("b"), Token("c"))
        raise Fault(what="llama.cpp gave up")

    messages = gathered(tokens(), lambda: 1.0)
    assert next(messages).each == (Token("a"),)
    assert next(messages) == Token("bc", 2, (1, 1))
    with pytest.raises(Fault):
        next(messages)
