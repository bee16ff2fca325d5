"""A real adapter on the real starter model: it changes what is written, by its strength, and nothing stays behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.adapter import AdapterUse
from desktop.domain.model import ChatMessage, Sampling, Usage
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.protocol import Done, Generate, Token
from desktop.errors import AdapterUnfit
from desktop.worker.cancel import Cancel
from tests.adapter_files import CHANGED, lora

pytestmark = pytest.mark.process

GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)
ASKED = (ChatMessage("user", "Tell me about the sea in one sentence."),)


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    made = LocalEngine(starter_model(), context=512)
    yield made
    made.close()


def said(engine: LocalEngine, *uses: AdapterUse) -> tuple[str, Usage]:
    text, usage = "", Usage()
    for reply in engine.generate(Generate(ASKED, sampling=GREEDY, max_tokens=12, adapters=uses), Cancel()):
        if isinstance(reply, Token):
            text += reply.text
        elif isinstance(reply, Done):
            usage = reply.usage
    return text, usage


def test_an_adapter_changes_what_is_written_by_its_strength(engine: LocalEngine, tmp_path: Path) -> None:
    file = str(lora(tmp_path))
    plain, _ = said(engine)
    changed, first = said(engine, AdapterUse(file))
    again, second = said(engine, AdapterUse(file))
    weak, third = said(engine, AdapterUse(file, 0.3))
    nothing, fourth = said(engine, AdapterUse(file, 0.0))
    bare, fifth = said(engine)
    assert changed == again != plain
    assert weak not in {changed, plain}
    assert nothing == bare == plain
    # What was read with an adapter is never taken for what was read without it, or with another strength.
    assert [usage.cached_tokens for usage in (first, third, fourth)] == [0, 0, 0]
    assert second.cached_tokens == fifth.cached_tokens == first.prompt_tokens - 1


def test_two_adapters_and_one_that_was_replaced(engine: LocalEngine, tmp_path: Path) -> None:
    one, two = AdapterUse(str(lora(tmp_path, "one.gguf"))), AdapterUse(str(lora(tmp_path, "two.gguf", seed=1)))
    both, alone = said(engine, one, two)[0], said(engine, one)[0]
    assert both != alone
    lora(tmp_path, "one.gguf", seed=2, changed=CHANGED[:5])
    assert said(engine, one)[0] != alone


def test_copies_of_one_adapter_add_up_and_a_wrong_one_beside_them_ends_nothing(
    engine: LocalEngine, tmp_path: Path
) -> None:
    one, wrong = lora(tmp_path, "one.gguf"), AdapterUse(str(lora(tmp_path, "wrong.gguf", sides=(576, 512))))
    copies = (AdapterUse(str(one)), AdapterUse(str(shutil.copy(str(one), str(tmp_path / "copy.gguf")))))
    text, _ = said(engine, *copies)
    pid = engine.pid
    assert text == said(engine, AdapterUse(str(one), 2.0))[0]
    for _ in range(2):
        with pytest.raises(AdapterUnfit, match="“wrong” does not fit"):
            said(engine, *copies, wrong)
        assert said(engine, *copies)[0] == text
    assert engine.pid == pid


def test_a_wrong_adapter_is_refused_in_one_sentence_and_the_model_goes_on(engine: LocalEngine, tmp_path: Path) -> None:
    plain = said(engine)[0]
    pid = engine.pid
    with pytest.raises(AdapterUnfit, match=r"“wrong” does not fit SmolLM2.* has another shape than the model's"):
        said(engine, AdapterUse(str(lora(tmp_path, "wrong.gguf", sides=(576, 512)))))
    with pytest.raises(AdapterUnfit, match="its file is gone"):
        said(engine, AdapterUse(str(tmp_path / "gone.gguf")))
    assert said(engine)[0] == plain
    assert engine.pid == pid
