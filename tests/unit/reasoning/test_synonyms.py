"""Where nothing holds a word of the question, one of the same meaning that something holds takes its place."""

from __future__ import annotations

import pytest

from desktop.domain.document import Passage
from desktop.reasoning.synonyms import reworded

FOUND = [Passage("a.md", None, "Opening", "The council decides on 4 June. Some 600 residents came; it was dear.", 0.5)]


@pytest.mark.parametrize(
    ("asked", "read_as"),
    [
        ("When does the council vote?", "When does the council decide?"),
        ("How many people came?", "How many residents came?"),
        ("Was it expensive?", "Was it dear?"),
        ("What is the salary of the council?", "What is the salary of the council?"),
        ("When did Vote come?", "When did Vote come?"),
        ("How many residents came?", "How many residents came?"),
        ("多少居民？", "多少居民？"),
    ],
)
def test_words_that_nothing_holds_are_read_as_others(asked: str, read_as: str) -> None:
    assert reworded(asked, FOUND) == read_as
