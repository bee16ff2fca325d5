"""The figure that a question wants is told from figures of another kind."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.domain.document import Passage
from desktop.reasoning.amounts import amount_of
from desktop.reasoning.extract import best_quotes


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many homes took part?", "In all 118 terraced homes took part."),
        ("How many homes took part?", "Forty-eight homes, three winters."),
        ("How many of the households answered?", "41 of the 48 households answered."),
        ("How many people were enrolled?", "We enrolled 214 adults."),
        ("How many eggs does the tart need?", "Eggs | 5"),
        ("How many days did installing take?", "It took two and a half days."),
        ("How long has she led it?", "Since 2021 she has led the research."),
        ("How loud are the units?", "They were measured at 38 decibels."),
        ("How much did the repairs cost?", "They came to 640 pounds."),
        ("How far is the mast?", "It stands 300 metres from the street."),
        ("How many tackles did he make?", "He led the team in tackles (118)."),
        ("How many tons does it absorb?", "It absorbs 1.5 gigatons a year."),
        ("How many people does the soup serve?", "Serves 6. Preparation takes 25 minutes."),
        ("How many instruments were lent?", "It has the loan of 35 instruments."),
        ("How often are the windows cleaned?", "They are cleaned four times a year."),
        ("How often is it descaled?", "Descale it every three months."),
        ("What does the clerk earn?", "The clerk is paid 1,200 pounds a month."),
        ("What is the pay of a cleaner?", "Cleaner | 12.40"),
        ("安装需要几天？", "预计需要六个工作日。"),
        ("质保期有多长？", "质保期为二十四个月。"),
        ("一共有多少户？", "共有 48 户住宅。"),
        ("合同总价是多少？", "合计 | | 607,000"),
        ("违约金是多少钱？", "支付一个月租金作为违约金。"),
        ("How much does ending it early cost?", "The tenant then owes two months' rent."),
    ],
)
def test_the_figure_that_is_asked_for_is_known(question: str, text: str) -> None:
    amount = amount_of(question)
    assert amount is not None
    assert amount.stands_in(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many homes took part?", "Installing took two and a half days in each home."),
        ("How many days did installing take?", "We install ten homes a week."),
        ("How loud are the units?", "The lowest demand was 59.1 kWh."),
        ("How much did the repairs cost?", "They took three hours."),
        ("质保期有多长？", "其余5%作为质保金。"),
        ("What does the machine cost?", "Power | 1,450 W"),
        ("What is the salary of Ann?", "Ann Lee, Malmö, +46 40 555 01 92"),
        ("How many claims have been filed?", "The court ruled on nine of the ten counts included in the claim."),
        ("How many people does the soup serve?", "Preparation takes 25 minutes."),
        ("How many leeks are needed?", "1. Cut the leeks and carrots."),
        ("How often are the windows cleaned?", "Windows cost 80 pounds."),
    ],
)
def test_a_figure_of_another_kind_is_not_it(question: str, text: str) -> None:
    amount = amount_of(question)
    assert amount is not None
    assert not amount.stands_in(text)


def test_what_asks_for_no_figure_has_none() -> None:
    assert amount_of("Who leads the project?") is None
    assert amount_of("What was the cost of sales?") is None
    assert amount_of("How many items are there?") is None  # each may be called otherwise


def _nothing(query: str, texts: Sequence[str]) -> list[float]:
    return [0.0] * len(texts)


def _best(question: str, text: str, file: str = "report.txt") -> str:
    return best_quotes(question, [Passage(file, None, None, text, 0.8)], _nothing)[0].text


def test_homes_are_counted_and_not_days_in_a_home() -> None:
    text = "Installing took two and a half days in each home. In all there were 48 homes."
    assert _best("How many homes took part?", text) == "In all there were 48 homes."


def test_the_figure_answers_the_verb_of_its_question() -> None:
    text = "The repairs came to 640 pounds. The cost of repairs is paid by the tenant."
    assert _best("How much did the repairs cost?", text) == "The repairs came to 640 pounds."


def test_installation_finds_installing() -> None:
    text = "The pilot ran for two winters. Installing took two and a half days."
    assert _best("How long did the installation take?", text) == "Installing took two and a half days."


def test_a_question_for_what_is_included_finds_what_is_left_out() -> None:
    text = "Each home has a hot water tank. Hot water is left out."
    assert _best("Is hot water included?", text) == "Hot water is left out."


def test_words_that_are_the_name_of_the_file_are_no_label_of_a_line() -> None:
    text = "Ingredient | Amount\nFlour | 200 g\nLemons | 4\nButter | 110 g"
    assert _best("How much butter is in the lemon tart?", text, "Lemon-tart.md") == "Butter | 110 g"


def test_a_line_of_a_table_tells_a_cost_without_its_currency() -> None:
    text = "Item | Quantity | Amount\nService | 1 | 280\nDelivery | 1 | 22"
    best = best_quotes("How much did the delivery cost?", [Passage("bill.xlsx", 1, None, text, 0.8)], _nothing)[0]
    assert best.text == "Delivery | 1 | 22"
    assert best.covered > 0.9


def test_the_tasks_of_a_meeting_are_its_next_steps() -> None:
    text = "The next meeting is on 16 April.\nAction | Who\nObtain quotations | Mei\nWrite to the council | Ruth"
    assert _best("What are the next steps?", text) == "Obtain quotations | Mei"


def test_a_degree_tells_where_someone_studied() -> None:
    text = "Elena worked in Leeds.\nDegree | University\nMSc Engineering | University of Turin"
    assert _best("Where did Elena study?", text, "CV-Elena.docx") == "MSc Engineering | University of Turin"


def test_the_total_price_is_the_last_line_of_a_contract() -> None:
    text = "乙方逾期交货的，违约金不超过合同总价的10%。\n名称 | 金额\n包装机 | 558,000\n合计 | 607,000"
    assert _best("合同总价是多少？", text, "采购合同.docx") == "合计 | 607,000"


def test_of_two_sentences_the_one_with_the_sum_answers_a_question_for_a_fee() -> None:
    text = "We have 134 members, 41 of them juniors who pay a fee.\nJuniors pay 14 pounds."
    quotes = best_quotes("What is the fee for juniors?", [Passage("club.md", None, None, text, 0.9)], _nothing)
    assert quotes[0].text == "Juniors pay 14 pounds."
