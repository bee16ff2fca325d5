"""The words of a question are found in a passage in any script; words that only hold it together are not."""

from __future__ import annotations

import pytest

from desktop.ui.documents.found_words import found_words


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("The fees are 5 €, the coffee is 2.", "How much is the fee?", ["fees"]),
        ("水价为每吨三元，水费另计。", "水价是多少？", ["水价"]),
        ("In 2,024 homes", "2024 homes", ["2,024", "homes"]),
        ("Nothing of it", "the", []),
    ],
)
def test_words_of_the_question(text: str, question: str, found: list[str]) -> None:
    assert [text[start : start + length] for start, length in found_words(text, question)] == found
