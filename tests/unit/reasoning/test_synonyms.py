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


CHINESE = [
    Passage(
        "合同.txt",
        None,
        None,
        "第三条 月租金为4200元，物业费由甲方承担。\n第八条 提前解除合同的，支付一个月租金作为违约金。\n"
        "停车费由150元调整为180元，电梯更换费用由维修基金支出，业主无需另行出资。押金在7日内退还。",
        0.5,
    )
]


@pytest.mark.parametrize(
    ("asked", "read_as"),
    [
        ("房租每个月多少钱？", "租金每个月多少钱？"),
        ("物业费谁出？", "物业费谁承担？"),
        ("提前退租要赔多少钱？", "提前解除合同要违约金多少钱？"),
        ("停车费涨到多少？", "停车费调整多少？"),
        ("换电梯业主要掏钱吗？", "更换电梯业主要出资吗？"),
        ("押金什么时候退？", "押金什么时候退还？"),
        ("可以养狗吗？", "可以养狗吗？"),
        ("违约金是多少？", "违约金是多少？"),
    ],
)
def test_what_people_say_in_chinese_is_read_as_documents_write_it(asked: str, read_as: str) -> None:
    assert reworded(asked, CHINESE) == read_as
