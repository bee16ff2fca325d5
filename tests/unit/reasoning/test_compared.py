"""A question that compares is taken apart into one for each thing, with what is said of one and meant for all."""

from __future__ import annotations

import pytest

from desktop.reasoning.compared import sides_of


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Compare the North block and the Court block", {"North block": "North block", "Court block": "Court block"}),
        ("Compare the costs in 2023 and 2024.", {"2023": "the costs in 2023", "2024": "the costs in 2024"}),
        (
            "How did net sales change from Q1 to Q2 2023?",
            {"Q1 2023": "net sales Q1 2023", "Q2 2023": "net sales Q2 2023"},
        ),
        (
            "What is the difference between full and partial insulation?",
            {"full": "full insulation", "partial insulation": "partial insulation"},
        ),
        (
            "Compare Apple's and Amazon's net sales in Q3 2022",
            {"Apple": "Apple net sales in Q3 2022", "Amazon": "Amazon net sales in Q3 2022"},
        ),
        (
            "How does Apple's net income compare to Amazon's?",
            {"Apple": "Apple net income", "Amazon": "Amazon net income"},
        ),
        (
            "Compare the costs of gas boilers with heat pumps",
            {"gas boilers": "costs of gas boilers", "heat pumps": "costs of heat pumps"},
        ),
        (
            "How do the North, Court and Mill blocks differ in cost?",
            {"North": "North blocks cost", "Court": "Court blocks cost", "Mill": "Mill blocks cost"},
        ),
        ("Which block used more: North or Court?", {"North": None, "Court": None}),
        ("Is a boiler cheaper than a heat pump?", {"boiler": "boiler cheaper", "heat pump": "heat pump cheaper"}),
        ("iPhone vs. Mac", {"iPhone": "iPhone", "Mac": "Mac"}),
        ("Compare a.pdf and b.pdf", {"a.pdf": "a.pdf", "b.pdf": "b.pdf"}),
        ("比较2022年和2023年的费用", {"2022年": "2022年的费用", "2023年": "2023年的费用"}),
        ("比较北栋和庭院栋的费用", {"北栋": "北栋的费用", "庭院栋": "庭院栋的费用"}),
        ("全面保温与部分保温有什么区别？", {"全面保温": "全面保温", "部分保温": "部分保温"}),
        ("北栋比磨坊栋大吗？", {"北栋": "北栋大吗", "磨坊栋": "磨坊栋大吗"}),
    ],
)
def test_each_thing_has_its_question(question: str, sides: dict[str, str | None]) -> None:
    found = {side.name: " ".join(side.question.split()) for side in sides_of(question)}
    assert list(found) == list(sides)
    assert all(asked in (None, found[name]) for name, asked in sides.items())


@pytest.mark.parametrize(
    "question",
    [
        "How many homes are in the North block?",
        "What do the board and the committee decide?",
        "Compare this and that",
        "How does Amazon's R&D spending compare to previous quarters?",
        "How does revenue in Q3 2022 compare to the same period last year?",
        "How does Apple compare to its competitors?",
        "苹果的净销售额与去年同期相比如何？",
        "Compare the block with the block",
        "What happened between May 2023 and June 2024?",
        "比较一下",
        "谁和谁开会？",
        "",
    ],
)
def test_a_question_that_compares_nothing_has_no_sides(question: str) -> None:
    assert sides_of(question) == ()


def test_a_text_speaks_of_a_thing_by_the_words_that_tell_it_from_the_others() -> None:
    phone, mac = sides_of("How do iPhone sales compare with Mac sales?")
    assert phone.in_words("iPhone 39,669 40,665")
    assert not mac.in_words("Sales of iPhone fell.")
    spring, autumn = sides_of("Compare demand in March 2024 with October 2024")
    assert spring.in_words("Visits of 12 March 2024")
    assert not autumn.in_words("Visits of 12 October 2023 and in March 2024")
    first, second = sides_of("Compare net sales in Q3 2022 and Q3 2023")
    assert first.in_words("2022 Q3 AAPL net sales")
    assert not second.in_words("2022 Q3 AAPL net sales")


def test_a_name_must_stand_in_what_is_said_of_a_thing() -> None:
    other, apple = sides_of("How does Microsoft's net income compare with Apple's in Q3 2022?")
    assert (other.question, apple.question) == ("Microsoft net income in Q3 2022", "Apple net income in Q3 2022")
    assert apple.in_words("Apple Inc. Net income 19,442")
    assert not other.in_words("Apple Inc. Net income 19,442")
