"""A question for all lines of a table is answered by them, or by those that it names."""

from __future__ import annotations

import pytest

from desktop.domain.document import Passage
from desktop.reasoning.listing import MOST, lines_listed

BUDGET = "Festival budget\nItem | Planned\nStage | 18,000\nArtists | 42,500\nTotal | 60,500\nIt rained."
HOMES = "Home | Block | Insulation\n1 | North | Partial\n2 | Court | Full\n3 | Court | Partial"
PAGES = {"budget.md": BUDGET, "homes.xlsx": HOMES}
FOUND = [Passage("budget.md", None, None, BUDGET[:45], 0.9), Passage("homes.xlsx", 1, None, HOMES, 0.8)]


def listed(asked: str) -> list[str]:
    return [quote.text.partition(" | ")[0] for quote in lines_listed(asked, FOUND, lambda file, page: PAGES[file])]


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ("Which items are in the budget?", ["Stage", "Artists"]),
        ("What items does the budget contain?", ["Stage", "Artists"]),
        ("List all items of the festival budget.", ["Stage", "Artists"]),
        ("Which homes have partial insulation?", ["1", "3"]),
        ("Which homes are in Court block?", ["2", "3"]),
        ("Which item is in the budget?", []),
        ("Which homes are the largest?", []),
        ("Which items cost more than 20,000?", []),
        ("Which items are in the war plan?", []),
        ("How many items are in the budget?", []),
    ],
)
def test_the_lines_that_are_asked_for(asked: str, lines: list[str]) -> None:
    assert listed(asked) == lines


def test_lines_of_a_chinese_table_and_none_of_a_long_one() -> None:
    text = "预算\n项目 | 金额\n舞台 | 18000\n艺人 | 42500\n合计 | 60500"
    passage = Passage("预算.md", None, None, text, 0.9)
    assert [q.text[:2] for q in lines_listed("预算里有哪些项目？", [passage], lambda *_: text)] == ["舞台", "艺人"]
    long = "Item | Planned\n" + "\n".join(f"Part {n} | {n}" for n in range(MOST + 1))
    assert lines_listed("Which items are there?", [Passage("a.md", None, None, long, 0.9)], lambda *_: long) == ()
