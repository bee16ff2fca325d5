"""A question that asks two things is taken into both, each of which stands by itself."""

from __future__ import annotations

import pytest

from desktop.reasoning.questions_in import questions_in


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "When does the coach leave, and what does the trip cost?",
            ("When does the coach leave?", "what does the trip cost?"),
        ),
        (
            "What was the treasurer's balance, and how did it change?",
            ("What was the treasurer's balance?", "how did the treasurer's balance change?"),
        ),
        (
            "How much did Acme spend in 2023, and what were the areas of focus?",
            ("How much did Acme spend in 2023?", "what were the areas of focus Acme 2023?"),
        ),
        ("合同总价是多少，什么时候交货？", ("合同总价是多少?", "什么时候交货?")),
    ],
)
def test_both_are_asked_by_themselves(question: str, each: tuple[str, str]) -> None:
    assert tuple(side.question for side in questions_in(question)) == each


@pytest.mark.parametrize(
    "question",
    [
        "Who decides?",
        "What are the research and development costs?",
        "What is the name and address of the landlord?",
        "合同签订后，什么时候付款？",
    ],
)
def test_one_question_is_left_whole(question: str) -> None:
    assert questions_in(question) == ()
