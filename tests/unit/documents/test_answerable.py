"""The verdict whether passages hold an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.answerable import Evidence, features, likelihood, stems
from desktop.documents.rank import read_question

REPORT = (
    "Segment operating performance. Total net sales were $81,797 million in the third quarter of 2023.\n"
    "Research and development expense rose to $7,442 million.",
    "The effective tax rate for the third quarter was 12.5%. The company had 161,000 employees on 1 July 2023.",
)
CHINESE = ("苹果公司在2023年第三季度的净销售额为817.97亿美元。研发费用有所增加。", "公司总部位于加利福尼亚州库比蒂诺。")


def _evidence(query: str, passages: tuple[str, ...] = REPORT, cosine: float | None = 0.5, total: int = 2) -> Evidence:
    question = read_question(query)
    held = [stems(passage) for passage in passages]
    shares = {term.text: sum(stems(term.text) <= words for words in held) / len(held) for term in question.terms}
    return Evidence(query, question, passages, shares, total, cosine)


@pytest.mark.parametrize(
    ("query", "cosine"),
    [
        ("What were total net sales in the third quarter?", 0.7),
        ("How much was the research and development expense?", 0.7),
        ("What is the effective tax rate?", 0.6),
        ("How many employees are there?", 0.4),
        ("employees", 0.3),
        ("81,797", 0.1),
    ],
)
def test_what_is_there(query: str, cosine: float) -> None:
    assert likelihood(_evidence(query, cosine=cosine)) > 0.5
    assert likelihood(_evidence(query, cosine=None)) > 0.5


@pytest.mark.parametrize(
    ("query", "cosine"),
    [
        ("What is the boiling point of ethanol?", 0.05),
        ("Who composed the opera Fidelio?", 0.0),
        ("How many goals did the striker score in 1998?", 0.1),
        ("What is the password of the guest network?", 0.1),
        ("81,798", 0.1),
        ("苹果公司的净销售额是多少？", 0.1),
    ],
)
def test_what_is_not_there(query: str, cosine: float) -> None:
    assert likelihood(_evidence(query, cosine=cosine)) < 0.5
    assert likelihood(_evidence(query, cosine=None)) < 0.5


def test_chinese() -> None:
    assert likelihood(_evidence("第三季度的净销售额是多少？", CHINESE, None)) > 0.5
    assert likelihood(_evidence("乙醇的沸点是多少？", CHINESE, None)) < 0.5


@pytest.mark.parametrize(
    "query",
    [
        "Summarise this document",
        "What is this report about?",
        "Give me an overview.",
        "总结这份文件的主要内容",
        "这篇文章讲了什么？",
    ],
)
def test_a_request_about_the_whole_is_always_answerable(query: str) -> None:
    assert likelihood(_evidence(query, cosine=0.0)) > 0.5


def test_a_request_for_a_summary_of_something_is_a_question_about_it() -> None:
    assert likelihood(_evidence("Summarise the opera Fidelio", cosine=0.0)) < 0.5


def test_nothing_found_is_no_answer() -> None:
    assert likelihood(Evidence("Anything?", read_question("Anything?"), (), {}, 0, None)) == 0.0


def test_features() -> None:
    found = features(_evidence("How many employees had Apple in 2023?", cosine=0.4))
    assert found.cosine == 0.4
    assert 0.0 < found.sentence < 1.0  # Apple is in no sentence
    assert found.two >= found.sentence
    assert found.no_number == 0.0
    missing = features(_evidence("How many people are on the board?", ("The board meets in spring.",), total=1))
    assert missing.no_number == 1.0
    wrong = features(_evidence("Were net sales 99,999 million?"))
    assert wrong.wrong_number == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [("sales", "sale"), ("reported", "reports"), ("Örebro", "orebro"), ("81,797", "81797"), ("companies", "company")],
)
def test_stems_meet(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_a_word_of_another_make_with_the_same_characters_counts_in_part() -> None:
    """出资 and 出钱 share 出: as pairs they have nothing in common."""
    near = features(_evidence("换电梯谁出钱？", ("电梯更换费用由维修基金出资。",), None))
    far = features(_evidence("换电梯谁出钱？", ("会议决定晚上九点以后关闭大门。",), None))
    assert far.signs == far.near_signs == 0.0 < near.signs == near.near_signs < 1.0
    assert features(_evidence("What are net sales?")).signs == 0.0


def test_numbers_keep_every_digit() -> None:
    assert stems("81,797") != stems("81,798")
    assert stems("12.5%") == {"12.5"}


@given(st.text(max_size=100), st.lists(st.text(max_size=200), max_size=4), st.none() | st.floats(-1, 1))
def test_any_text_has_a_likelihood(query: str, passages: list[str], cosine: float | None) -> None:
    question = read_question(query)
    shares = {term.text: 0.5 for term in question.terms}
    evidence = Evidence(query, question, tuple(passages), shares, 10, cosine)
    assert 0.0 <= likelihood(evidence) <= 1.0
