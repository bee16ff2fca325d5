"""The same month of another year is another month."""

from __future__ import annotations

import pytest

from desktop.reasoning.months import asks_by_date, dated_otherwise, months_of


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("October 2024", {(10, 2024)}),
        ("on Oct. 7, 2024 and in March 2025", {(10, 2024), (3, 2025)}),
        ("2024 年 6 月 18 日，2024年10月", {(6, 2024), (10, 2024)}),
        ("written 2024-10-07", {(10, 2024)}),
        ("in October, and in 2024", set()),
        ("Maybe 2024", set()),
    ],
)
def test_months_are_read_with_their_years(text: str, months: set[tuple[int, int]]) -> None:
    assert months_of(text) == months


def test_another_year_is_another_month() -> None:
    asked = months_of("What happens in October 2025?")
    assert dated_otherwise("October 2024: pumps are installed", asked)
    assert not dated_otherwise("October 2025: pumps are installed", asked)
    assert not dated_otherwise("From October 2024 to October 2025", asked)
    assert not dated_otherwise("June 2024: the board decides", asked)
    assert not dated_otherwise("October 2024: pumps are installed", frozenset())


def test_a_question_by_date_alone_is_known() -> None:
    assert asks_by_date("What happens on 18 October 2024?") == {(10, 2024)}
    assert asks_by_date("2024年10月会怎么样？") == frozenset()
    assert asks_by_date("What did a pump cost in October 2024?") == frozenset()
    assert asks_by_date("What happens?") == frozenset()
