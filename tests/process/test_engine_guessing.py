"""Guessed tokens in the real model: chosen by the same sampler, and nothing of a wrong guess stays in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.model import ChatMessage, Sampling
from desktop.engine.catalog import starter_model
from desktop.engine.choosing import Choosing
from desktop.engine.client import LocalEngine
from desktop.engine.gguf import stamp
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.engine.protocol import Done, Generate, Token, Tuned
from desktop.worker.cancel import Cancel

pytestmark = pytest.mark.process

COPY = (ChatMessage("user", "Repeat this word for word, twice: one two three four five six seven eight nine ten."),)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[LocalEngine]:
    model, notes = starter_model(), tmp_path / "engine.json"
    notebook = Notebook(notes)
    Choosing(notebook, Offloading(notebook)).keep(model.path, stamp(model.path), Tuned(2, guess=True))
    made = LocalEngine(model, context=1024, notes=notes)
    yield made
    made.close()


def ask(engine: LocalEngine, request: Generate) -> tuple[str, Done]:
    events = list(engine.generate(request, Cancel()))
    done = events[-1]
    assert isinstance(done, Done)
    assert done.usage.answer_tokens == sum(event.tokens for event in events if isinstance(event, Token))
    return "".join(event.text for event in events if isinstance(event, Token)), done


@pytest.mark.parametrize("temperature", [0.0, 0.8])
def test_the_same_request_brings_the_same_reply(engine: LocalEngine, temperature: float) -> None:
    request = Generate(COPY, sampling=Sampling(temperature=temperature, seed=3), max_tokens=40)
    first, done = ask(engine, request)
    assert engine.load is not None
    assert engine.load.guess
    assert "two three four" in first.lower()
    ask(engine, Generate((ChatMessage("user", "Hi"),), max_tokens=4))
    assert ask(engine, request)[0] == first
    assert done.usage.answer_tokens <= 40


def test_what_is_kept_of_a_reply_is_what_was_written(engine: LocalEngine) -> None:
    """A next turn goes on from the whole reply, and from nothing that was only guessed."""
    for tokens in (1, 2, 3, 17):
        text, done = ask(engine, Generate(COPY, sampling=Sampling(temperature=0.0), max_tokens=tokens))
        assert done.usage.answer_tokens <= tokens
        following = (*COPY, ChatMessage("assistant", text), ChatMessage("user", "Thanks."))
        _, again = ask(engine, Generate(following, sampling=Sampling(temperature=0.0), max_tokens=2))
        assert again.usage.cached_tokens >= done.usage.prompt_tokens - 1


def test_a_grammar_holds(engine: LocalEngine) -> None:
    grammar = 'root ::= "one two three one two three one two three four"'
    text, _ = ask(engine, Generate(COPY, sampling=Sampling(temperature=0.0), grammar=grammar, max_tokens=40))
    assert text == "one two three one two three one two three four"
