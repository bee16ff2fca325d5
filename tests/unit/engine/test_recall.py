"""Where a model with a running state can go back to: which places of a prompt are chosen, and how batches are cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.recall import cut, places

END = 7


@pytest.mark.parametrize(
    ("tokens", "chosen"),
    [
        ([1, END, 2, END, 3, END, 4, 5], {4, 6}),
        ([1, END, 4, 5], {2}),
        ([1, 2, 3], {2}),
        ([1, END, -END, 2, END, 3], {2, 5}),
    ],
)
def test_the_ends_of_the_last_two_messages_are_chosen(tokens: list[int], chosen: set[int]) -> None:
    assert places(tokens, END.__eq__) == chosen


@given(st.lists(st.integers(0, 9), min_size=1), st.integers(0, 50), st.sets(st.integers(0, 80)))
def test_cut_batches_are_the_batch_and_end_at_each_place(tokens: list[int], before: int, wanted: set[int]) -> None:
    parts = list(cut(before, tokens, wanted))
    assert list(itertools.chain(*parts)) == tokens
    assert all(parts)
    ends = set(itertools.accumulate((len(part) for part in parts), initial=before))
    assert ends >= {place for place in wanted if before < place <= before + len(tokens)}
