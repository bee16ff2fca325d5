"""The words of one family meet in one stem, and words that only look alike do not."""

from __future__ import annotations

import pytest

from desktop.reasoning.families import stem


@pytest.mark.parametrize(
    "family",
    [
        "install installs installed installing installation installations installer",
        "insulate insulated insulation",
        "pay paid pays payment payments",
        "replace replaced replacement",
        "approve approved approval",
        "renew renewed renewal",
        "decide decided decision",
        "carry carried carries",
        "freeze frozen froze",
        "lead led leads",
        "apply applied application applicants",
        "month months monthly",
    ],
)
def test_a_family_has_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "strangers", ["station state", "summer sum", "product production", "format form", "number numb", "general generate"]
)
def test_words_that_only_look_alike_are_kept_apart(strangers: str) -> None:
    assert len({stem(word) for word in strangers.split()}) == 2
