"""Several tries of one question, and the answer that most of them came to."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.events import Answer, Progress, Thinking, Thought, Voted
from desktop.domain.model import ChatMessage, Sampling
from desktop.domain.thought import Vote
from desktop.engine.protocol import Generate
from desktop.errors import Cancelled
from desktop.reasoning.agree import FINAL_LINE, final_line, normalised, vote
from desktop.reasoning.effort import Effort
from desktop.reasoning.samples import HEAT, generate_by_vote
from desktop.reasoning.tags import THINK
from desktop.reasoning.think import UsageEvent
from desktop.worker.cancel import Cancel
from tests.fakes import FakeEngine

ASK = Generate((ChatMessage("user", "What is six times seven?"),), sampling=Sampling(temperature=0.2, seed=5))
EFFORT = Effort(tags=THINK, wanted=True)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("Six times seven.\n\n**Answer: 42**", "42"),
        ("So the answer is: 42.", "42"),
        ("The final answer is $\\boxed{42}$.", "42"),
        ("**Answer:** $\\frac{1}{2}$", "\\frac 1 2"),
        ("因此，答案是：四十二。", "四十二"),
        ("Paris\n\n---\n", "Paris"),
        ("", ""),
        ("...\n\n", ""),
    ],
)
def test_final_line(answer: str, line: str) -> None:
    assert final_line(answer) == line


@pytest.mark.parametrize(
    "lines",
    [
        ("42", "42 apples", "$42.00", "４２"),
        ("1,234 euros", "1234", "1 234"),
        ("Yes", "yes, it does", "YES - always"),
        ("The blue one", "blue one", "the Blue one!"),
        ("−3", "-3 degrees"),
        ("是", "是，因为它更便宜"),
    ],
)
def test_same_meaning_is_one_vote(lines: tuple[str, ...]) -> None:
    assert len({normalised(line) for line in lines}) == 1


def test_other_meanings_are_other_votes() -> None:
    lines = [
        "42",
        "-42",
        final_line("Answer: $\\frac{4}{3}$"),
        "43",
        "4.2",
        "from 4 to 2",
        "yes",
        "no",
        "nobody knows",
        "blue",
        "不是",
        "是",
    ]
    assert len({normalised(line) for line in lines}) == len(lines)


def test_most_votes_win_and_the_first_of_equals() -> None:
    assert vote(["41", "42", "the answer", "42 apples"]) == (
        (Vote("42", 2), Vote("41", 1), Vote("the answer", 1)),
        1,
    )
    assert vote(["b", "a", "a", "b"]) == ((Vote("b", 2), Vote("a", 2)), 0)
    assert vote(["", "a"]) == ((Vote("a", 1),), 1)
    assert vote(["", ""]) == ((), 0)


@given(st.lists(st.sampled_from(["1", "2", "3", ""]), max_size=9))
def test_votes_add_up(lines: list[str]) -> None:
    votes, chosen = vote(lines)
    assert sum(one.count for one in votes) == sum(bool(line) for line in lines)
    assert all(before.count >= after.count for before, after in itertools.pairwise(votes))
    if votes:
        assert lines[chosen] == votes[0].answer


def reply(thought: str, answer: str) -> str:
    return f"<think>{thought}</think>{answer}\n\nAnswer: {answer}"


def test_majority_is_answered_and_the_vote_is_told() -> None:
    engine = FakeEngine(reply("seven sixes", "42"), reply("six sixes", "36"), reply("I know it", "42"))
    events = list(generate_by_vote(engine, ASK, EFFORT, 3, Cancel(), Cancel()))
    assert [event for event in events if isinstance(event, Voted)] == [Voted((Vote("42", 2), Vote("36", 1)))]
    assert [event.text for event in events if isinstance(event, Answer)] == ["42\n\nAnswer: 42"]
    assert "".join(event.text for event in events if isinstance(event, Thinking)) == "seven sixessix sixesI know it"
    assert sum(isinstance(event, Thought) for event in events) == 3
    steps = [(event.done, event.total) for event in events if isinstance(event, Progress)]
    assert steps == [(0, 3), (1, 3), (2, 3)]
    kinds = [type(event) for event in events]
    assert kinds.index(Voted) < kinds.index(Answer) < kinds.index(UsageEvent) == len(kinds) - 1
    last = events[-1]
    assert isinstance(last, UsageEvent)
    assert last.usage.thinking_tokens >= 6
    assert [asked.sampling.seed for asked in engine.requests] == [5, 6, 7]
    assert {asked.sampling.temperature for asked in engine.requests} == {HEAT}
    assert all(asked.messages[-1].content.endswith(FINAL_LINE) for asked in engine.requests)


def test_hurried_it_counts_what_there_is() -> None:
    hurry = Cancel()
    engine = FakeEngine(reply("a", "42"), reply("b", "36"), reply("c", "36"))
    events = []
    for event in generate_by_vote(engine, ASK, EFFORT, 3, Cancel(), hurry):
        events.append(event)
        if isinstance(event, Progress) and event.done == 1:
            hurry.cancel()
    assert len([event for event in events if isinstance(event, Progress)]) == 2
    assert [event.text for event in events if isinstance(event, Answer)] == ["42\n\nAnswer: 42"]


def test_stopped_it_stops() -> None:
    cancel = Cancel()
    events = generate_by_vote(FakeEngine(reply("a", "42")), ASK, EFFORT, 3, cancel, Cancel())
    next(events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)
