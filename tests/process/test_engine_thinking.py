"""Thoughts of the real engine, with chat templates of the thinking families on the starter model's weights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.events import Answer, Thinking, Thought
from desktop.domain.model import ChatMessage, Sampling
from desktop.engine.client import LocalEngine
from desktop.engine.gguf import read_header
from desktop.engine.protocol import Done, Generate, Token
from desktop.reasoning.effort import Think, plan
from desktop.reasoning.think import UsageEvent, generate_with_thought
from desktop.worker.cancel import Cancel
from tests.process.engines import with_template

pytestmark = pytest.mark.process

LOOP = "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}"
OPENS = LOOP + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n<think>\n' }}{% endif %}"
CLOSES = LOOP + "{% set old = messages[0].content.split('</think>') %}<|im_start|>assistant\n"
GREEDY = Sampling(temperature=0.0)
ASK = Generate((ChatMessage("user", "What is the capital of France?"),), sampling=GREEDY, max_tokens=12)


@pytest.fixture(params=[OPENS, CLOSES], ids=["opens", "closes"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LocalEngine]:
    made = LocalEngine(read_header(with_template(tmp_path, request.param)), context=2048)
    yield made
    made.close()


def run(engine: LocalEngine, think: Think, budget: int, request: Generate = ASK) -> tuple[str, str, UsageEvent, int]:
    assert engine.model is not None
    events = list(generate_with_thought(engine, request, plan(engine.model, think, budget), Cancel()))
    thought = "".join(event.text for event in events if isinstance(event, Thinking))
    answer = "".join(event.text for event in events if isinstance(event, Answer))
    last = events[-1]
    assert isinstance(last, UsageEvent)
    return thought, answer, last, sum(isinstance(event, Thought) for event in events)


def test_budget_is_kept_and_an_answer_comes(engine: LocalEngine) -> None:
    thought, answer, last, thoughts = run(engine, "on", 16)
    assert thought
    assert answer
    assert "think>" not in thought + answer
    assert 0 < last.usage.thinking_tokens <= 17
    assert 0 < last.usage.answer_tokens <= 12
    assert thoughts == 1


def test_off_does_not_think(engine: LocalEngine) -> None:
    request = Generate(ASK.messages, sampling=GREEDY, max_tokens=6)
    assert engine.model is not None
    closes_itself = "<think>" not in engine.model.chat_template
    thought, answer, _, _ = run(engine, "off", 16, request)
    assert answer
    assert thought == "" or closes_itself


def test_template_that_opens_a_thought_is_repeated_once(engine: LocalEngine) -> None:
    assert engine.model is not None
    opens = "<think>" in engine.model.chat_template
    request = Generate(ASK.messages, sampling=GREEDY, max_tokens=3, opening="<think>")
    replies = list(engine.generate(request, Cancel()))
    first = replies[0]
    assert isinstance(first, Token)
    assert (first.text.startswith("<think>") and first.tokens == 0) is opens
    done = replies[-1]
    assert isinstance(done, Done)
    assert done.usage.answer_tokens == 3


def test_closing_the_thought_reads_next_to_nothing_again(engine: LocalEngine) -> None:
    raw = "".join(
        reply.text
        for reply in engine.generate(
            Generate(ASK.messages, sampling=GREEDY, max_tokens=40, opening="<think>"), Cancel()
        )
        if isinstance(reply, Token)
    )
    request = Generate(ASK.messages, prefix=f"{raw}\n</think>\n\n", sampling=GREEDY, max_tokens=2, opening="<think>")
    done = list(engine.generate(request, Cancel()))[-1]
    assert isinstance(done, Done)
    assert done.usage.prompt_tokens - done.usage.cached_tokens <= 16


def test_grammar_holds_for_the_answer_only(engine: LocalEngine) -> None:
    request = Generate(ASK.messages, sampling=GREEDY, max_tokens=12, grammar='root ::= "Paris" | "Rome"')
    thought, answer, _, _ = run(engine, "on", 12, request)
    assert thought
    assert answer in {"Paris", "Rome"}


def test_prompted_thought_on_the_starter_model(tmp_path: Path) -> None:
    plain = LocalEngine(read_header(with_template(tmp_path, "")), context=2048)
    try:
        thought, answer, last, thoughts = run(plain, "on", 24)
        assert thought
        assert answer
        assert last.usage.thinking_tokens <= 24
        assert thoughts == 1
    finally:
        plain.close()
