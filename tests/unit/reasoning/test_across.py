"""What a question shares with documents in another language: names, numbers and times, in their form there."""

from __future__ import annotations

import pytest

from desktop.reasoning.across import shared


@pytest.mark.parametrize(
    ("question", "words", "names"),
    [
        ("2023年第三季度 iPhone 的净销售额是多少？", ("2023", "iPhone", "Q3"), ("iPhone",)),
        ("Ada Brook 是谁？", ("Ada", "Brook"), ("Ada", "Brook")),
        ("2024年10月发生什么？", ("October 2024",), ()),
        ("费用是多少？", (), ()),
        ("What happens in October 2024?", ("2024年10月",), ()),
        ("How many homes does the Linden Street pilot have?", ("Linden", "Street"), ("Linden", "Street")),
        ("Who runs the pilot?", (), ()),
        ("What does the FX88 cost?", ("FX88",), ("FX88",)),
    ],
)
def test_names_numbers_and_times_are_shared(question: str, words: tuple[str, ...], names: tuple[str, ...]) -> None:
    found = shared(question)
    assert set(found.words) == set(words)
    assert set(found.names) == set(names)


def test_a_name_must_stand_in_the_words_and_the_others_around_them() -> None:
    own = shared("Apple 的 iPhone 净销售额是多少？")
    assert own.in_words("iPhone 39,669", "2023 Q3 Apple Inc.")
    assert not own.in_words("iPhone 39,669", "2023 Q3")
    assert not own.in_words("Services 21,213", "Apple Inc. iPhone")
    dated = shared("2024年10月发生什么？")
    assert dated.in_words("In October 2024 pumps are installed.", "")
    assert not dated.in_words("In October 2023 pumps are installed.", "")
