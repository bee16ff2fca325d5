"""A line that begins with a word and explains it answers a question for its meaning, and no other question."""

from __future__ import annotations

import pytest

from desktop.reasoning.defined import explains, says_what_it_is


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("What is set-back?", "Set-back. A lower room temperature at night."),
        ("What does “set-back” mean?", "Set-back: a lower room temperature at night."),
        ("what is a degree day", "Degree day – the difference of the mean temperature to 15 °C."),
        ("Define flow temperature.", "Flow temperature means that of the water which leaves the pump."),
        ("什么是经度日数？", "经度日数：室外温度与基准之差。"),
        ("回水温度是什么意思？", "回水温度是指流回热泵的水温。"),
    ],
)
def test_a_glossary_explains_the_word_that_is_asked_for(asked: str, text: str) -> None:
    assert explains(text, asked)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("What is set-back?", "Night-time set-back was used in only a third of the homes."),
        ("What is set-back?", "Set-back was used in only a third of the homes."),
        ("What is set?", "Set-back. A lower room temperature at night."),
        ("What is the cost of the set-back in a home of the North block?", "Set-back. A lower room temperature."),
        ("Who used set-back?", "Set-back. A lower room temperature at night."),
        ("", "Set-back. A lower room temperature at night."),
    ],
)
def test_other_lines_and_other_questions(asked: str, text: str) -> None:
    assert not explains(text, asked)


def test_what_a_thing_is_may_be_said_in_a_sentence_and_of_several() -> None:
    assert explains("Degree days. For each day the difference.", "What is a degree day?")
    assert says_what_it_is("AutoGen is an open-source framework.", "What is AutoGen?")
    assert not says_what_it_is("AutoGen serves as a framework.", "What is AutoGen?")
    assert not says_what_it_is("Autogenic is a word.", "What is AutoGen?")
