"""A draft model beside the real one: the same reply, guesses that are right, and never used where it does not pay."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desktop.chat.marked import marked
from desktop.domain.model import ChatMessage, Sampling
from desktop.engine.catalog import starter_model
from desktop.engine.choosing import Choosing
from desktop.engine.client import LocalEngine
from desktop.engine.gguf import read_header, stamp
from desktop.engine.notebook import Notebook
from desktop.engine.offloading import Offloading
from desktop.engine.protocol import Done, Generate, Token, Tuned
from desktop.errors import DraftUnfit
from desktop.worker.cancel import Cancel
from tests.tiny_gguf import llama

pytestmark = pytest.mark.process

STORY = Generate(
    (ChatMessage("user", "Tell a story about a lighthouse."),),
    sampling=Sampling(temperature=0.0, repeat_penalty=1.0),
    max_tokens=32,
)


def ask(engine: LocalEngine, request: Generate = STORY) -> tuple[str, Done]:
    *events, done = engine.generate(request, Cancel())
    assert isinstance(done, Done)
    return "".join(event.text for event in events if isinstance(event, Token)), done


def with_draft(tmp_path: Path, model: Path, draft: Path, gain: float, context: int = 512) -> LocalEngine:
    """Return an engine that remembers how much the draft gained."""
    notebook = Notebook(tmp_path / "engine.json")
    tuned = Tuned(2, draft=str(draft), gain=gain, right=0.9)
    Choosing(notebook, Offloading(notebook)).keep(str(model), stamp(str(model)), tuned)
    engine = LocalEngine(read_header(model), context=context, notes=tmp_path / "engine.json")
    engine.prefer(drafts={str(model): str(draft)})
    return engine


def test_the_reply_is_the_same_and_most_guesses_of_an_equal_are_right(tmp_path: Path) -> None:
    """With the starter model as its own draft no guess is wrong, but where two words are as likely as each other."""
    plain = LocalEngine(starter_model(), context=512)
    file = Path(starter_model().path)
    helped = with_draft(tmp_path, file, file, gain=2.0)
    try:
        text, done = ask(plain)
        same, drafted = ask(helped)
        assert same == text
        assert (done.guessed, done.right) == (0, 0)
        assert drafted.guessed > 8
        assert drafted.right >= 0.8 * drafted.guessed
        assert drafted.usage.answer_tokens == done.usage.answer_tokens
        assert ask(helped)[0] == text, "again, from what is in memory"
        held = msgspec.structs.replace(STORY, grammar=marked(3))
        marks, guided = ask(helped, held)
        assert marks == ask(plain, held)[0]
        assert guided.guessed > 0, "guesses are held against the grammar like any other word"
    finally:
        plain.close()
        helped.close()


def test_a_stranger_guesses_wrongly_and_changes_nothing(tmp_path: Path) -> None:
    model, draft = llama(tmp_path / "model.gguf"), llama(tmp_path / "draft.gguf", layers=1, seed=1)
    plain, helped = LocalEngine(read_header(model), context=256), with_draft(tmp_path, model, draft, gain=2.0)
    try:
        assert ask(helped)[0] == ask(plain)[0]
    finally:
        plain.close()
        helped.close()


def test_one_that_does_not_pay_is_left_out(tmp_path: Path) -> None:
    model, draft = llama(tmp_path / "model.gguf"), llama(tmp_path / "draft.gguf", layers=1, seed=1)
    engine = with_draft(tmp_path, model, draft, gain=0.7)
    try:
        assert ask(engine)[1].guessed == 0
        assert engine.load is not None
        assert engine.load.draft == ""
    finally:
        engine.close()


def test_it_is_measured_once_and_then_decided(tmp_path: Path) -> None:
    model = llama(tmp_path / "model.gguf", context=2048)
    engine = LocalEngine(read_header(model), context=512, notes=tmp_path / "engine.json")
    engine.prefer(drafts={str(model): str(model)})
    try:
        list(engine.ensure(Cancel()))
        list(engine.tune(Cancel(), anyway=True))
        tuned = engine.tuned
        assert tuned is not None
        assert tuned.draft == str(model)
        assert tuned.gain > 0
        assert 0 <= tuned.right <= 1
    finally:
        engine.close()


def test_another_vocabulary_is_told(tmp_path: Path) -> None:
    model = llama(tmp_path / "model.gguf")
    engine = LocalEngine(read_header(model), context=256)
    engine.prefer(drafts={str(model): starter_model().path})
    try:
        with pytest.raises(DraftUnfit, match="it cuts text into other tokens"):
            ask(engine)
        engine.prefer()
        assert ask(engine)[0]
    finally:
        engine.close()


def test_a_model_answers_alone_once_the_file_of_its_draft_is_gone(tmp_path: Path) -> None:
    model, draft = llama(tmp_path / "model.gguf"), llama(tmp_path / "draft.gguf", layers=1, seed=1)
    engine = with_draft(tmp_path, model, draft, gain=2.0, context=256)
    try:
        text, _ = ask(engine)
        draft.unlink()
        assert ask(engine)[0] == text
        assert engine.load is not None
        assert engine.load.draft == ""
    finally:
        engine.close()
