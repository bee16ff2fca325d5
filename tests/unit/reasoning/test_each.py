"""A question that asks the same of each document names none of them; those that it means are asked one by one."""

from __future__ import annotations

import pytest

from desktop.domain.document import Named
from desktop.reasoning.each import MOST, asks_each, asks_over_time, at_one_time, sides_by_file

SCHEMES = (
    Named("/f/Elm Road scheme.md", "Elm Road"),
    Named("/f/Oak Lane.md", "Oak Lane heat scheme"),
    Named("/f/Minutes 2024.md"),
)
YEARS = (Named("2022 Q3 report.pdf"), Named("2023 Q3 report.pdf"), Named("2023 Q3 notes.pdf"))


@pytest.mark.parametrize(
    ("question", "names", "asked", "files"),
    [
        ("How many homes took part in each scheme?", SCHEMES, "How many homes took part in the scheme?", 2),
        ("Who manages every one of the schemes?", SCHEMES, "Who manages the schemes?", 2),
        ("What does each document say about costs?", SCHEMES, "What does the document say about costs?", 3),
        ("What were net sales in all reports of 2023?", YEARS, "What were net sales in the reports of 2023?", 0),
        ("What were net sales in all documents of 2023?", YEARS, "What were net sales in the documents of 2023?", 2),
        ("每份报告的费用是多少？", SCHEMES, "报告的费用是多少？", 3),
        ("How many rooms has each home?", SCHEMES, "", 0),
        ("Who is the manager?", SCHEMES, "", 0),
    ],
)
def test_the_documents_that_are_meant_are_asked_one_by_one(
    question: str, names: tuple[Named, ...], asked: str, files: int
) -> None:
    sides = sides_by_file(question, names)
    assert len(sides) == files
    assert {side.question for side in sides} <= {asked}


def test_of_many_documents_none_is_asked_by_itself() -> None:
    many = [Named(f"{number}.pdf") for number in range(MOST + 1)]
    assert sides_by_file("What does each file say?", many) == ()
    assert len(sides_by_file("What does each file say?", many[:MOST])) == MOST
    assert asks_each("What does each file say?")
    assert not asks_each("What does the file say?")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How has Apple's total net sales changed over time?", "Apple's total net sales ?"),
        ("Can any trends be identified in NVIDIA's revenue over the reported periods?", "in NVIDIA's revenue ?"),
        ("How have inventory levels changed during these quarters, and what might it mean?", "inventory levels"),
        ("各季度的净销售额如何变化？", "的净销售额 ？"),
    ],
)
def test_what_is_asked_over_time_is_asked_of_each_report(question: str, asked: str) -> None:
    assert asks_over_time(question)
    assert at_one_time(question) == asked
    assert not asks_over_time("How long did it take in the third quarter?")
