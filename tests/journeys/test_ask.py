"""Asking documents on the command line: the right page, the exact words, and an honest no."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Lectern

SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples"

pytestmark = pytest.mark.journey


def test_a_report_gives_its_figure_with_its_page(lectern: Lectern, report: Callable[[str], Path]) -> None:
    file = report("2023 Q3 AAPL.pdf")
    run = lectern("ask", "What were total net sales in the quarter?", file, "--json")
    assert run.code == 0, run.err
    answer = run.json()
    assert answer["kind"] == "quoted"
    holding = [c for c in answer["citations"] if c["verified"] and "81,797" in c["quote"]]
    assert holding, answer["citations"]
    assert {citation["file"] for citation in holding} == {str(file)}
    assert all(citation["page"] for citation in holding)
    assert "81,797" in answer["answer"]


@pytest.mark.parametrize(
    ("kind", "question", "fact", "page"),
    [
        ("pdf", "What is the access code of the Zephyr vault?", "48213", 57),
        ("docx", "Who is the keeper of the Northgate clock?", "Marguerite Oduya", None),
        ("pptx", "How many bicycles did the ferry to Halden carry in 2023?", "9,406", 12),
        ("xlsx", "How many pieces of the cobalt hinge are in stock?", "7318", 1),
        ("txt", "青松水库的最大蓄水量是多少？", "四千八百万立方米", None),
    ],
)
def test_a_planted_fact_is_found(
    lectern: Lectern, planted: dict[str, Path], kind: str, question: str, fact: str, page: int | None
) -> None:
    run = lectern("ask", question, planted[kind], "--json")
    assert run.code == 0, run.err
    answer = run.json()
    assert fact in answer["answer"].replace("\\", "")
    holding = [c for c in answer["citations"] if c["verified"] and fact in c["quote"]]
    assert holding, answer["citations"]
    assert holding[0]["page"] == page


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("How long did the installation take in each home?", "Installing took two and a half days in each home."),
        ("How loud are the outdoor units?", "At three metres the outdoor units were measured at 38 decibels."),
        ("Is hot water included?", "Hot water is left out."),
        ("What are the next steps?", "We propose four steps:"),
        ("安装一户要花多少钱？", "每户安装费用平均 11400 欧元"),
    ],
)
def test_what_people_ask_of_the_samples_is_answered(lectern: Lectern, question: str, quote: str) -> None:
    run = lectern("ask", question, SAMPLES, "--json")
    assert run.code == 0, run.err
    assert run.json()["citations"][0]["quote"].startswith(quote)
    assert run.json()["answer"].startswith("No.") == question.startswith("Is ")


@pytest.mark.parametrize("question", ["Who is the chair of the co-operative?", "Is a garage included in the rent?"])
def test_what_the_samples_do_not_hold_is_refused(lectern: Lectern, question: str) -> None:
    run = lectern("ask", question, SAMPLES, "--json")
    assert run.code == 3, run.out
    assert run.json()["kind"] == "refused"


@pytest.mark.parametrize("question", ["What is the boiling point of ethanol?", "谁发明了电话？"])
def test_what_is_in_none_of_them_is_not_answered(lectern: Lectern, planted: dict[str, Path], question: str) -> None:
    run = lectern("ask", question, *planted.values(), "--json")
    assert run.code == 3, run.out
    assert run.json()["kind"] == "refused"


def test_a_plain_answer_is_readable(lectern: Lectern, planted: dict[str, Path]) -> None:
    run = lectern("ask", "Who is the keeper of the Northgate clock?", planted["docx"])
    assert run.code == 0, run.err
    assert "Marguerite Oduya" in run.out
    assert "verified" in run.out


def test_a_question_without_documents_is_generated(lectern: Lectern) -> None:
    run = lectern("ask", "Write one sentence about the sea.", "--json")
    assert run.code == 0, run.err
    answer = run.json()
    assert answer["kind"] == "generated"
    assert len(answer["answer"]) > 10
    assert answer["usage"]["answer_tokens"] > 0
    assert answer["thinking"] is None


def test_thinking_stays_out_of_the_answer(lectern: Lectern) -> None:
    run = lectern("ask", "What is 12 plus 7?", "--think", "on", "--think-budget", "80", "--json")
    assert run.code == 0, run.err
    answer = run.json()
    assert answer["thinking"]
    assert answer["usage"]["thinking_tokens"] > 0
    assert answer["usage"]["thinking_tokens"] <= 80
    assert answer["answer"].strip()
    assert "<think" not in answer["answer"]
