"""Guessing from what stood before: right where text repeats, silent where it does not pay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.lookup import KEY, MEMORY, MOST, PAUSE, Lookup

Tokens = st.lists(st.integers(0, 3), max_size=60)


def test_it_goes_on_as_it_went_on_before() -> None:
    lookup = Lookup([1, 2, 3, 4, 5, 6, 7, 9, 1, 2])
    assert lookup.guess(MOST) == []
    lookup.add(3)
    assert lookup.guess(MOST) == [4, 5, 6]
    assert lookup.guess(1) == [4]
    assert lookup.guess(0) == []


def test_the_latest_occurrence_counts() -> None:
    assert Lookup([1, 2, 3, 4, 0, 1, 2, 3, 5, 0, 1, 2, 3]).guess(1) == [5]


def test_wrong_guesses_bring_a_pause_that_ends() -> None:
    lookup = Lookup([1, 2, 3, 4, 1, 2, 3])
    for _ in range(MEMORY):
        assert lookup.guess(1) == [4]
        lookup.learn(1, 0)
    assert lookup.guess(1) == []
    for token in [7] * (PAUSE - KEY) + [1, 2, 3]:
        lookup.add(token)
    assert lookup.guess(1) == [7]


@given(Tokens, Tokens, st.integers(0, 5))
def test_a_guess_followed_the_same_tokens_before(read: list[int], written: list[int], most: int) -> None:
    lookup = Lookup(read)
    for token in written:
        lookup.add(token)
    everything = read + written
    guess = lookup.guess(most)
    assert len(guess) <= min(most, MOST)
    if guess:
        pattern = everything[-KEY:] + guess
        places = range(len(everything) - KEY)
        assert any(everything[place : place + len(pattern)] == pattern for place in places)


@given(Tokens, Tokens)
def test_the_same_tokens_bring_the_same_guesses(read: list[int], written: list[int]) -> None:
    one, other = Lookup(read), Lookup(read)
    for token in written:
        one.add(token)
        other.add(token)
        assert one.guess(MOST) == other.guess(MOST)
