"""Words of a question that nothing holds are told, and slips of the pen are read as the word that was meant."""

from __future__ import annotations

import pytest

from desktop.domain.document import Head, Passage
from desktop.reasoning.absent import absent_things, absent_words, all_absent, lacks_mark, respelled

FOUND = (
    Passage("b/Noise-2024.pdf", 2, "6 What residents said", "Winter demand fell by 31 per cent.", 0.5),
    Passage(
        "c.md", None, None, "Costs\nEach chief executive officer got a subsidy.", 0.4, heads=(Head(0, "Running costs"),)
    ),
)


@pytest.mark.parametrize(
    ("asked", "absent"),
    [
        ("How long was the demand of Meyer?", ["Meyer"]),
        ("What did residents say of noise in 2024?", []),
        ("Is there noise in 2019?", ["2019"]),
        ("Who is the CEO?", []),
        ("What is the running cost?", []),
        ("Summarise the findings", ["findings"]),
        ("费用是多少？", []),
        ("费用 Bosch", ["Bosch"]),
    ],
)
def test_only_words_that_stand_nowhere_are_told(asked: str, absent: list[str]) -> None:
    assert absent_words(asked, FOUND) == absent


def test_nothing_is_absent_from_nothing() -> None:
    assert absent_words("Who is Meyer?", ()) == []


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("How much did the demnad fall?", "How much did the demand fall?"),
        ("Who pays the subsdy?", "Who pays the subsidy?"),
        ("Which residdents?", "Which residents?"),
        ("Which remidents?", "Which residents?"),
        ("Where does he reside?", "Where does he reside?"),
        ("What is subsidized?", "What is subsidized?"),
        ("How much did Demnad fall?", "How much did Demnad fall?"),
        ("What of the banana?", "What of the banana?"),
    ],
)
def test_a_slip_is_read_as_the_word_most_like_it_and_a_name_as_it_is(asked: str, read: str) -> None:
    assert respelled(asked, FOUND) == read


@pytest.mark.parametrize(
    ("asked", "things"),
    [
        ("Is a garage included in the subsidy?", ["garage", "included"]),
        ("Is parking free for residents?", ["parking", "free"]),
        ("Did residents have costs of extra demand?", []),  # the demand is the thing
        ("Does the extra garage cost?", ["extra", "garage"]),
        ("Do residents swim in winter?", ["swim"]),
    ],
)
def test_what_only_says_more_of_the_next_word_is_no_thing(asked: str, things: list[str]) -> None:
    assert absent_things(asked, FOUND) == things


def test_what_is_done_with_a_thing_is_no_thing() -> None:
    tray = (Passage("fryer.txt", None, None, "The tray must be washed by hand, not in the dishwasher.", 0.9),)
    assert absent_things("Can I put the tray in the dishwasher?", tray) == []
    assert absent_things("Can I put the basket in the dishwasher?", tray) == ["basket"]


def test_a_mark_that_stands_nowhere() -> None:
    posters = (Passage("prices.xlsx", 1, None, "Poster A2 | 6.5\nPump P-417 | 80", 0.9),)
    assert lacks_mark("What is the price of an A3 poster?", posters)
    assert not lacks_mark("What is the price of an A2 poster, and of the P-417?", posters)
    assert not lacks_mark("What was sold in Q3 of FY24?", posters)  # they say which report is meant


CHINESE = (Passage("供暖.md", None, "四、费用", "每户安装费用平均 11400 欧元，其中补贴 4500 欧元。", 0.9),)


@pytest.mark.parametrize(
    ("asked", "absent"),
    [
        ("乙醇的沸点是多少？", True),
        ("补贴的沸点是多少？", False),
        ("负责人呢？", False),  # one word may be said otherwise
        ("为什么？", False),
        ("What is the boiling point of ethanol?", False),  # there meaning is compared
        ("", False),
    ],
)
def test_a_question_of_which_nothing_is_held(asked: str, absent: bool) -> None:
    assert all_absent(asked, CHINESE) == absent
