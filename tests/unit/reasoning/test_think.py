"""Replies with thoughts, on a scripted engine."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.events import Answer, Thinking, Thought
from desktop.domain.model import ChatMessage, ModelInfo
from desktop.domain.thought import Example
from desktop.engine.protocol import Generate
from desktop.errors import Cancelled, ProcessStopped
from desktop.reasoning.asked import THEN_ANSWER, THINK_FIRST
from desktop.reasoning.effort import Effort, Think, plan
from desktop.reasoning.think import Event, UsageEvent, generate_with_thought
from desktop.worker.cancel import Cancel
from tests.fakes import FAKE_MODEL, FakeEngine, Reply, pieces_of
from tests.unit.reasoning import templates

ASK = Generate((ChatMessage("user", "How much is two and two?"),))
LONG = "one two three four five six seven eight nine ten " * 20


def model(template: str) -> ModelInfo:
    return msgspec.structs.replace(FAKE_MODEL, chat_template=template)


def effort(template: str, think: Think = "on", budget: int = 0) -> Effort:
    return plan(model(template), think, budget)


def run(
    engine: FakeEngine,
    planned: Effort,
    request: Generate = ASK,
    hurry: Cancel | None = None,
    seen: Callable[[Event], None] = lambda event: None,
) -> tuple[str, str, list[Event]]:
    events: list[Event] = []
    for event in generate_with_thought(engine, request, planned, Cancel(), hurry):
        events.append(event)
        seen(event)
    thought = "".join(event.text for event in events if isinstance(event, Thinking))
    answer = "".join(event.text for event in events if isinstance(event, Answer))
    return thought, answer, events


def usage(events: list[Event]) -> UsageEvent:
    last = events[-1]
    assert isinstance(last, UsageEvent)
    return last


def test_thought_and_answer_in_one_call() -> None:
    engine = FakeEngine("<think>\nTwo and two.\n</think>\n\nFour.")
    thought, answer, events = run(engine, effort(templates.QWEN3))
    assert (thought, answer) == ("Two and two.", "Four.")
    kinds = [type(event) for event in events]
    assert kinds.index(Thought) == kinds.index(Answer) - 1
    assert kinds.count(Thought) == 1
    assert len(engine.requests) == 1
    assert engine.requests[0].template_options == {"enable_thinking": True}
    assert engine.requests[0].opening == "<think>"
    assert set(engine.requests[0].keep) == {"<think>", "</think>"}
    used = usage(events)
    assert used.reason == "stop"
    assert used.usage.thinking_tokens > 0
    assert used.usage.answer_tokens > 0
    total = len(pieces_of("<think>\nTwo and two.\n</think>\n\nFour."))
    assert used.usage.thinking_tokens + used.usage.answer_tokens == total


def test_budget_ends_the_thought_and_the_answer_begins() -> None:
    def script(request: Generate) -> str:
        return "So, four." if request.prefix else f"<think>\n{LONG}</think>\nnever reached"

    engine = FakeEngine(script)
    thought, answer, events = run(engine, effort(templates.QWEN3, budget=30))
    assert answer == "So, four."
    assert 0 < usage(events).usage.thinking_tokens <= 31
    assert LONG.startswith(thought)
    second = engine.requests[1]
    assert second.prefix == f"<think>\n{thought}\n</think>\n\n"
    assert sum(isinstance(event, Thought) for event in events) == 1


@pytest.mark.parametrize("template", [templates.QWEN3, templates.GPT_OSS, templates.MAGISTRAL, templates.GRANITE_32])
def test_budget_that_ends_within_the_mark_leaves_none_of_it_in_the_thought(template: str) -> None:
    """A mark is one token in some vocabularies and several in others."""
    chosen = effort(template)
    assert chosen.tags is not None
    whole = f"{chosen.tags.open}\nTwo and two.{chosen.tags.ending}"
    for budget in range(1, len(pieces_of(whole))):
        engine = FakeEngine(f"{whole}Four.", "Four.")
        thought, answer, _ = run(engine, msgspec.structs.replace(chosen, budget=budget))
        assert "Two and two.".startswith(thought)
        assert answer == "Four."


@given(st.integers(1, 30), st.integers(1, 12), st.sampled_from([0, 3, 7]))
def test_tokens_that_are_sent_together_count_as_if_each_came_by_itself(budget: int, at_once: int, most: int) -> None:
    def told(at_once: int) -> tuple[str, str, int, int, str]:
        replies = ("<think>" + LONG[:70] + "</think>" + LONG[:90], LONG[:60])
        engine = FakeEngine(*(Reply(reply, at_once=at_once) for reply in replies))
        planned = effort(templates.QWEN3, budget=budget)
        thought, answer, events = run(engine, planned, msgspec.structs.replace(ASK, max_tokens=most))
        last = usage(events)
        return thought, answer, last.usage.thinking_tokens, last.usage.answer_tokens, last.reason

    assert told(at_once) == told(1)


def test_budget_in_channels() -> None:
    def script(request: Generate) -> str:
        return "Four." if request.prefix else f"<|channel|>analysis<|message|>{LONG}"

    engine = FakeEngine(script)
    thought, answer, _ = run(engine, effort(templates.GPT_OSS, budget=20))
    assert answer == "Four."
    assert engine.requests[1].prefix == (
        f"<|channel|>analysis<|message|>{thought}<|end|><|start|>assistant<|channel|>final<|message|>"
    )


def test_hurry_ends_the_thought() -> None:
    hurry = Cancel()

    def script(request: Generate) -> str:
        return "Four." if request.prefix else f"<think>{LONG}"

    engine = FakeEngine(script)
    thought, answer, _ = run(
        engine,
        effort(templates.QWEN3),
        hurry=hurry,
        seen=lambda event: hurry.cancel() if isinstance(event, Thinking) else None,
    )
    assert answer == "Four."
    assert len(thought) < len(LONG) / 4


def test_thought_leaves_room_for_the_answer() -> None:
    def script(request: Generate) -> str:
        return "Four." if request.prefix else f"<think>{LONG * 20}"

    engine = FakeEngine(script, context=400)
    _, answer, events = run(engine, effort(templates.QWEN3))
    assert answer == "Four."
    assert usage(events).usage.thinking_tokens <= 300


def test_model_that_forgets_to_answer_is_asked_again() -> None:
    engine = FakeEngine("<think>\nTwo and two.", "Four.")
    thought, answer, _ = run(engine, effort(templates.QWEN3))
    assert (thought, answer) == ("Two and two.", "Four.")
    assert engine.requests[1].prefix == "<think>\nTwo and two.\n</think>\n\n"


def test_open_thought_before_the_reply() -> None:
    engine = FakeEngine("Two and two.\n</think>\n\nFour.")
    thought, answer, _ = run(engine, effort(templates.R1_OLD))
    assert (thought, answer) == ("Two and two.", "Four.")
    assert engine.requests[0].prefix == "<think>\n"


def test_off_gives_an_empty_thought_where_there_is_no_switch() -> None:
    engine = FakeEngine("Four.")
    thought, answer, _ = run(engine, effort(templates.R1_DISTILL, "off"))
    assert (thought, answer) == ("", "Four.")
    assert engine.requests[0].prefix == "<think>\n\n</think>\n\n"


def test_grammar_and_stop_hold_for_the_answer_only() -> None:
    request = msgspec.structs.replace(ASK, grammar='root ::= "4"', stop=("END",), max_tokens=7)
    engine = FakeEngine("<think>\nhm END hm\n</think>\n\nfree text", "4")
    thought, answer, events = run(engine, effort(templates.QWEN3), request)
    assert (thought, answer) == ("hm END hm", "4")
    first, second = engine.requests
    assert (first.grammar, first.stop) == ("", ())
    assert (second.grammar, second.stop, second.max_tokens) == ('root ::= "4"', ("END",), 7)
    assert second.prefix == "<think>\nhm END hm\n</think>\n\n"
    assert usage(events).usage.answer_tokens == 1


def test_grammar_without_a_thought_starts_afresh() -> None:
    request = msgspec.structs.replace(ASK, grammar='root ::= "4"')
    engine = FakeEngine("I will just answer", "4")
    assert run(engine, effort(templates.QWEN3), request)[:2] == ("", "4")
    assert engine.requests[1].prefix == ""
    engine = FakeEngine("4")
    run(engine, effort(templates.QWEN3, "off"), request)
    assert [asked.grammar for asked in engine.requests] == ['root ::= "4"']


def test_max_tokens_counts_the_answer_only() -> None:
    request = msgspec.structs.replace(ASK, max_tokens=5)
    engine = FakeEngine(f"<think>{LONG}</think>{LONG}")
    thought, answer, events = run(engine, effort(templates.QWEN3), request)
    assert thought == LONG.strip()
    assert usage(events).reason == "length"
    assert usage(events).usage.answer_tokens == 5
    assert LONG.startswith(answer)


def test_prompted_thought_is_two_calls() -> None:
    engine = FakeEngine("Two and two is four.", "Four.")
    request = msgspec.structs.replace(ASK, grammar='root ::= "Four."', max_tokens=9)
    thought, answer, events = run(engine, effort(templates.PLAIN, "on", 50), request)
    assert (thought, answer) == ("Two and two is four.", "Four.")
    first, second = engine.requests
    assert (first.max_tokens, first.grammar) == (50, "")
    assert first.messages[-1].content.endswith(THINK_FIRST)
    assert [message.role for message in second.messages] == ["user", "assistant", "user"]
    assert second.messages[1].content == "Two and two is four."
    assert second.messages[2].content == THEN_ANSWER
    assert (second.max_tokens, second.grammar) == (9, 'root ::= "Four."')
    assert usage(events).usage.thinking_tokens == len(pieces_of("Two and two is four."))
    assert sum(isinstance(event, Thought) for event in events) == 1


def test_prompted_thought_with_tags_of_its_own_shows_no_tags() -> None:
    engine = FakeEngine("<think>Two.</think>Rest", "Four.")
    assert run(engine, effort(templates.PLAIN))[:2] == ("Two.Rest", "Four.")


def test_reply_that_says_whom_it_is_for_is_begun_for_all() -> None:
    engine = FakeEngine("Two and two is four.", "Four.")
    assert run(engine, effort(templates.FUNCTIONARY))[:2] == ("Two and two is four.", "Four.")
    assert [request.prefix for request in engine.requests] == ["all\n", "all\n"]
    engine = FakeEngine("Four.")
    assert run(engine, effort(templates.FUNCTIONARY, "off"))[:2] == ("", "Four.")
    assert [request.prefix for request in engine.requests] == ["all\n"]


@pytest.mark.parametrize(
    ("template", "thought", "ending"),
    [
        (templates.SOLAR, "<|think|>", "<|end|><|begin|>assistant<|content|>"),
        (templates.MUSE, " to=self<|message|>", "<|eom|><|start|>assistant to=user<|message|>"),
        (templates.HY3, "<think:opensource>", "\n</think:opensource>\n\n"),
        (templates.COHERE_2, "<|START_THINKING|>", "<|END_THINKING|><|START_TEXT|>"),
    ],
)
def test_budget_ends_the_thought_of_each_family_as_its_template_does(template: str, thought: str, ending: str) -> None:
    chosen = effort(template, "auto", 5)
    engine = FakeEngine(f"{thought}{LONG}", "Four.")
    told, answer, events = run(engine, chosen)
    assert LONG.startswith(told)
    assert told != ""
    assert answer == "Four."
    assert engine.requests[1].prefix.startswith(thought)
    assert engine.requests[1].prefix.endswith(ending)
    assert ended(events) == ["budget"]


def test_no_thought_wanted_and_none_given() -> None:
    engine = FakeEngine("Four.")
    thought, answer, events = run(engine, effort(templates.PLAIN, "off"))
    assert (thought, answer) == ("", "Four.")
    assert len(engine.requests) == 1
    assert not any(isinstance(event, Thought) for event in events)
    assert usage(events).usage.thinking_tokens == 0


def test_answer_is_continued_without_a_new_thought() -> None:
    request = msgspec.structs.replace(ASK, prefix="The answer is")
    engine = FakeEngine(" four.")
    assert run(engine, effort(templates.PLAIN), request)[:2] == ("", "four.")
    assert engine.requests[0].prefix == "The answer is"
    engine = FakeEngine(" four.")
    run(engine, effort(templates.R1_DISTILL), request)
    assert engine.requests[0].prefix == "<think>\n\n</think>\n\nThe answer is"


def test_word_is_added_to_the_last_question() -> None:
    engine = FakeEngine("Four.")
    run(engine, effort(templates.NEMOTRON, "off"))
    assert engine.requests[0].messages[-1].content == "How much is two and two? /no_think"


def test_death_in_the_thought_keeps_what_was_said() -> None:
    engine = FakeEngine(
        Reply(f"<think>{LONG}", fail=ProcessStopped(name="model process", cause="it crashed"), fail_after=9)
    )
    said: list[Event] = []
    with pytest.raises(ProcessStopped):
        run(engine, effort(templates.QWEN3), seen=said.append)
    assert any(isinstance(event, Thinking) for event in said)


def test_cancel_ends_it() -> None:
    cancel = Cancel()
    engine = FakeEngine(f"<think>{LONG}")
    events = generate_with_thought(engine, ASK, effort(templates.QWEN3), cancel)
    next(events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)


def ended(events: list[Event]) -> list[str]:
    return [event.ended for event in events if isinstance(event, Thought)]


def test_says_why_a_thought_ended() -> None:
    def script(request: Generate) -> str:
        return "Four." if request.prefix else f"<think>{LONG}"

    _, _, events = run(FakeEngine(script), effort(templates.QWEN3, budget=9))
    assert ended(events) == ["budget"]
    assert next(event.tokens for event in events if isinstance(event, Thought)) == 9
    _, _, events = run(FakeEngine(script, context=200), effort(templates.QWEN3, budget=900))
    assert ended(events) == ["room"]
    hurry = Cancel()
    hurry.cancel()
    _, _, events = run(FakeEngine(script), effort(templates.QWEN3), hurry=hurry)
    assert ended(events) in (["hurried"], [])
    _, _, events = run(FakeEngine("<think>hm</think>Four."), effort(templates.QWEN3, budget=9))
    assert ended(events) == [""]
    _, _, events = run(FakeEngine(LONG, "Four."), effort(templates.PLAIN, budget=9))
    assert ended(events) == ["budget"]


@pytest.mark.parametrize("template", [templates.R1_OLD, templates.KIMI_K2, templates.PLAIN])
def test_thought_that_is_not_wanted_is_closed_at_once(template: str) -> None:
    def script(request: Generate) -> str:
        return "Four." if "</think>" in request.prefix else f"<think>{LONG}</think>late"

    engine = FakeEngine(script)
    thought, answer, events = run(engine, effort(template, "off"))
    assert (thought, answer) == ("", "Four.")
    assert usage(events).usage.thinking_tokens <= 2
    assert not ended(events)


def test_thought_behind_a_server_is_waited_for_when_it_is_not_wanted() -> None:
    served = msgspec.structs.replace(effort(templates.R1_OLD, "off"), skips=False)
    engine = FakeEngine(f"<think>{LONG}</think>Four.")
    assert run(engine, served)[:2] == ("", "Four.")
    assert len(engine.requests) == 1


def test_thought_that_is_opened_again_is_closed_again() -> None:
    def script(request: Generate) -> str:
        return f"<think>{LONG}" if request.prefix.count("</think>") < 2 else "Four."

    engine = FakeEngine(script)
    _, answer, events = run(engine, effort(templates.QWEN3, budget=10))
    assert answer == "Four."
    assert usage(events).usage.thinking_tokens <= 12
    stubborn = FakeEngine(f"<think>{LONG}")
    _, answer, _ = run(stubborn, effort(templates.QWEN3, budget=10))
    assert answer == ""
    assert len(stubborn.requests) == 4


def test_answer_in_tags_of_its_own_is_continued_after_them() -> None:
    def script(request: Generate) -> str:
        return "Four.</response>" if request.prefix else f"<think>{LONG}"

    engine = FakeEngine(script)
    assert run(engine, effort(templates.GRANITE_33, budget=10))[1] == "Four."
    assert engine.requests[1].prefix.endswith("\n</think>\n<response>\n")


def test_examples_come_before_the_conversation_as_far_as_there_is_room() -> None:
    examples = (Example("2 + 2?", "Two and two.", "4"), Example("3 + 3?", "Three and three. " * 40, "6"))
    asked = msgspec.structs.replace(ASK, messages=(ChatMessage("system", "Be brief."), *ASK.messages))
    planned = msgspec.structs.replace(effort(templates.PLAIN), examples=examples)
    engine = FakeEngine("Two and two.", "Four.")
    list(engine.ensure(Cancel()))
    run(engine, planned, asked)
    said = [message.content for message in engine.requests[0].messages]
    assert said[0] == "Be brief."
    assert said[1:5] == [f"2 + 2?\n\n{THINK_FIRST}", "Two and two.", THEN_ANSWER, "4"]
    assert said[-1] == f"How much is two and two?\n\n{THINK_FIRST}"
    assert len(said) == 10
    tight = FakeEngine("Two and two.", "Four.", context=400)
    list(tight.ensure(Cancel()))
    run(tight, planned, asked)
    assert len(tight.requests[0].messages) == 6
