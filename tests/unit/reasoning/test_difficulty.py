"""Whether a question is worth a thought, by rule."""

from __future__ import annotations

import pytest

from desktop.reasoning.difficulty import decided, only_greets, switched, worth_thinking

HARD = [
    "If a train leaves at 9:40 and takes 3 h 35 min, when does it arrive?",
    "Why did margins fall although revenue grew by 12 %?",
    "Prove that the square root of 2 is irrational.",
    "What are the pros and cons of leasing a heat pump?",
    "A farmer has 17 sheep. All but 9 die. How many are left if he buys 4 more?",
    "Solve 3x + 5 = 20.",
    "How would you test a cache that must never lose a write?",
    "```python\nfor i in range(3): print(i)\n```\nWhat does this print?",
    "Which plan is cheaper if I call 90 minutes per month?",
    "为什么利润下降了，而收入增长了 12%？",
    "如果火车 9 点 40 分出发，开了 3 小时 35 分，几点到？一共走了多少公里？",
    "请一步一步计算 17 × 24。",
]
EASY = [
    "Hello!",
    "Thank you, that was helpful.",
    "What is the capital of France?",
    "Who is the chief executive?",
    "Translate this into French: if it rains 3 times 4 days, why do we calculate 12?",
    "Summarise the report.",
    "When was the company founded?",
    "你好",
    "法国的首都是哪里？",
    "请翻译：如果下雨，为什么要计算？",
    "谁是首席执行官？",
    "",
]


@pytest.mark.parametrize("question", HARD)
def test_worth_a_thought(question: str) -> None:
    assert worth_thinking(question)


@pytest.mark.parametrize("question", EASY)
def test_not_worth_a_thought(question: str) -> None:
    assert not worth_thinking(question)


def test_only_auto_is_decided() -> None:
    assert decided("auto", EASY[2]) == "off"
    assert decided("auto", HARD[0]) == "auto"
    assert decided("on", EASY[2]) == "on"
    assert decided("off", HARD[0]) == "off"


@pytest.mark.parametrize(
    ("question", "asked", "think"),
    [
        ("Why is the sky blue? /think", "Why is the sky blue?", "on"),
        ("Why is the sky blue? /no_think ", "Why is the sky blue?", "off"),
        ("Why is the sky blue?\n/nothink", "Why is the sky blue?", "off"),
        ("What does src/think hold?", "What does src/think hold?", "auto"),
        ("Where is src/think", "Where is src/think", "auto"),
        ("/think", "/think", "auto"),
    ],
)
def test_switches_at_the_end_of_a_question(question: str, asked: str, think: str) -> None:
    assert switched(question, "auto") == (asked, think)


@pytest.mark.parametrize(
    "text", ["hi", "Hello there!", "Hey Lectern, how are you?", "Thank you so much.", "你好！", "谢谢"]
)
def test_greetings(text: str) -> None:
    assert only_greets(text)


@pytest.mark.parametrize(
    "text", ["", "?", "hi, what is 3 × 4?", "Is there milk?", "历史", "Which hotel?", "你好世界的首都"]
)
def test_what_is_more_than_a_greeting(text: str) -> None:
    assert not only_greets(text)
