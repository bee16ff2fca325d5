"""Model files that mean harm: chat templates without end, and damaged headers given to llama.cpp itself."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from desktop.domain.model import ChatMessage, Sampling
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine, Timeouts
from desktop.engine.gguf import read_header
from desktop.engine.protocol import Generate, Token
from desktop.errors import ChatTemplateFailed, ContextFull, LecternError
from desktop.worker.cancel import Cancel
from tests.process.engines import with_template

pytestmark = pytest.mark.process

ASK = Generate((ChatMessage("user", "Hi"),), sampling=Sampling(temperature=0.0), max_tokens=3)


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ 'a' * 2000000000 }}", "memory"),
        ("{% set x = 'a' * 2000000000 %}{{ x | length }}", "memory"),
        ("{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}", "longer than"),
        ("{{ (9 ** (9 ** 6)) | string | length }}", ""),
        ("{{ 9 ** (9 ** 9) }}", ""),
        (
            "{% set ns = namespace(x='a') %}{% for a in range(90000) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
            "memory",
        ),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
        ("{{ raise_exception('never') }}", "never"),
        ("{% for", "xpected"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "nested too deeply"),
        ("{{ [1] " + "| list " * 400_000 + "}}", ""),
        ("((" * 500_000, None),  # plain text, only too much of it
    ],
    ids=[
        "2gb",
        "2gb-folded",
        "loops",
        "power",
        "tower",
        "doubling",
        "ssti",
        "refuses",
        "syntax",
        "recursion",
        "5mb",
        "text",
    ],
)
def test_hostile_chat_template(tmp_path: Path, template: str, reason: str | None) -> None:
    engine = LocalEngine(read_header(with_template(tmp_path, template)))
    try:
        with pytest.raises(ContextFull if reason is None else ChatTemplateFailed) as told:
            list(engine.generate(ASK, Cancel()))
        assert (reason or "") in told.value.message
        engine.choose(starter_model())
        assert any(isinstance(reply, Token) for reply in engine.generate(ASK, Cancel()))
    finally:
        engine.close()


def test_damaged_headers_given_to_llama(tmp_path: Path) -> None:
    """Whatever our own check lets through may crash llama.cpp, but never this process, and each has one sentence."""
    file = tmp_path / "model.gguf"
    shutil.copy(starter_model().path, file)
    info = read_header(file)
    source = random.Random(7)
    with file.open("rb") as opened:
        original = opened.read(1_790_000)
    settings = original.index(b"tokenizer.ggml.tokens")
    tensors = original.index(b"token_embd.weight") - 8
    engine = LocalEngine(info, timeouts=Timeouts(load=30, reply=30))
    refused = 0
    try:
        for _ in range(40):
            low, high = source.choice([(24, settings), (tensors, 1_785_000), (24, 1_785_000)])
            places = [source.randrange(low, high) for _ in range(source.choice([1, 2, 8]))]
            with file.open("r+b") as out:
                for place in places:
                    out.seek(place)
                    out.write(bytes([source.randrange(256)]))
            try:
                list(engine.generate(ASK, Cancel()))
            except LecternError as error:
                refused += 1
                assert error.message  # noqa: PT017
            with file.open("r+b") as out:
                out.write(original)
        assert refused > 5
        engine.choose(read_header(file))
        assert any(isinstance(reply, Token) for reply in engine.generate(ASK, Cancel()))
    finally:
        engine.close()
