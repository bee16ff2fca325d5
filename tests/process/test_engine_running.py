"""A model with a running state, as Qwen3.5 has one: it reads only what is new too, and says what it would say anew."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.model import ChatMessage
from desktop.engine.client import LocalEngine
from desktop.engine.gguf import read_header
from desktop.engine.protocol import Generate
from desktop.errors import Cancelled
from desktop.worker.cancel import Cancel
from tests.process.test_engine import GREEDY
from tests.process.test_engine_pictures import said
from tests.tiny_gguf import hybrid

pytestmark = pytest.mark.process

#: Ends each message as most templates do, and has the model think first, which is left out of the next prompt.
THINKS = (
    "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '</s>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ 'assistant: <think>' }}{% endif %}"
)
LONG = ChatMessage("user", "The cat sat on the mat and the dog lay by the log. " * 25)
MORE = (ChatMessage("assistant", "It did."), ChatMessage("user", "And then?"))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return hybrid(tmp_path / "hybrid.gguf", context=8192, template=THINKS)


@contextlib.contextmanager
def opened(model: Path) -> Iterator[LocalEngine]:
    engine = LocalEngine(read_header(model), context=8192)
    try:
        yield engine
    finally:
        engine.close()


def anew(model: Path, *messages: ChatMessage) -> str:
    """Return what a process says that has read nothing before."""
    with opened(model) as engine:
        return said(engine, *messages)[0]


def test_a_conversation_is_read_once(model: Path) -> None:
    with opened(model) as engine:
        _, first = said(engine, LONG)
        second, more = said(engine, LONG, *MORE)
        third, most = said(engine, LONG, *MORE, *MORE)
        again, same = said(engine, LONG, *MORE, *MORE)
    assert first.prompt_tokens > 1000
    for before, usage in ((first, more), (more, most)):
        assert before.prompt_tokens - 24 <= usage.cached_tokens < before.prompt_tokens, "all but how a reply begins"
    assert same.prompt_tokens - 24 <= same.cached_tokens
    assert second == anew(model, LONG, *MORE)
    assert third == again == anew(model, LONG, *MORE, *MORE)


def test_what_stands_before_a_question_is_kept_when_its_passages_are_left_out(model: Path) -> None:
    asked = ChatMessage("user", "Sources: " + "Heat pumps warm homes in winter. " * 30 + "Question: And then?")
    with opened(model) as engine:
        said(engine, LONG, MORE[0], asked)
        text, usage = said(engine, LONG, *MORE, *MORE)
        _, alone = said(engine, LONG)
    assert alone.prompt_tokens - 24 <= usage.cached_tokens
    assert text == anew(model, LONG, *MORE, *MORE)


def test_another_conversation_is_read_from_its_beginning(model: Path) -> None:
    other = ChatMessage("user", "Another thing.")
    with opened(model) as engine:
        said(engine, LONG)
        text, usage = said(engine, other)
    assert usage.cached_tokens == 0
    assert text == anew(model, other)


def test_reading_that_was_stopped_leaves_nothing_wrong_in_mind(model: Path) -> None:
    longer = ChatMessage("user", LONG.content * 2)
    with opened(model) as engine:
        said(engine, LONG)
        for seconds in (0.01, 0.05, 0.2):
            cancel = Cancel()
            threading.Timer(seconds, cancel.cancel).start()
            with contextlib.suppress(Cancelled):
                list(engine.generate(Generate((LONG, MORE[0], longer), sampling=GREEDY, max_tokens=2), cancel))
        text, _ = said(engine, LONG, *MORE)
    assert text == anew(model, LONG, *MORE)
