"""Model files that mean harm: chat templates without end, and damaged headers given to llama.cpp itself."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import threading
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from desktop.domain.model import ChatMessage, Sampling
from desktop.engine import template
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine, Timeouts
from desktop.engine.gguf import read_header
from desktop.engine.protocol import Generate, Token
from desktop.errors import ChatTemplateFailed, ContextFull, LecternError
from desktop.worker.cancel import Cancel
from tests.process.engines import with_template
from tests.tiny_gguf import llama

pytestmark = pytest.mark.process

ASK = Generate((ChatMessage("user", "Hi"),), sampling=Sampling(temperature=0.0), max_tokens=3)


@pytest.mark.parametrize(
    ("source", "reason"),
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
def test_hostile_chat_template(tmp_path: Path, source: str, reason: str | None) -> None:
    engine = LocalEngine(read_header(with_template(tmp_path, source)))
    try:
        with pytest.raises(ContextFull if reason is None else ChatTemplateFailed) as told:
            list(engine.generate(ASK, Cancel()))
        assert (reason or "") in told.value.message
        engine.choose(starter_model())
        assert any(isinstance(reply, Token) for reply in engine.generate(ASK, Cancel()))
    finally:
        engine.close()


def test_an_honest_template_may_wait_on_a_busy_machine() -> None:
    """Its limit is processor time: it is not ended while it gets none, as here, where it is stopped for a while."""
    engine = LocalEngine(starter_model(), context=512)
    try:
        list(engine.ensure(Cancel()))
        (renderer,) = [child for child in psutil.Process(engine.pid).children() if "spawn_main" in str(child.cmdline())]
        renderer.suspend()
        threading.Timer(template.SECONDS + 1, renderer.resume).start()
        assert engine.count(ASK.messages) > 0
        assert renderer.is_running(), "the same process went on"
    finally:
        engine.close()


#: Numbers that a header may claim where a small one belongs.
WILD = (0, 1, 3, 255, 1 << 16, (1 << 31) - 1, (1 << 32) - 1)


def mutated(original: bytes, places: Sequence[int], source: random.Random) -> bytes:
    """Return the file with its header damaged at some of these places: bytes, a number, or a stretch that moved."""
    content = bytearray(original)
    way = source.randrange(5)
    place = source.choice(places)
    if way < 3:
        for other in (place, *source.sample(places, (0, 1, 7)[way])):
            content[other] = source.randrange(256)
    elif way == 3:
        content[place : place + 4] = source.choice(WILD).to_bytes(4, "little")
    else:
        end = place + source.randrange(2, 64)
        content[place:end] = content[place + 1 : end] + content[place : place + 1]
    return bytes(content)


def test_300_damaged_headers_given_to_llama(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever our own check lets through may crash llama.cpp, but never this process, and each has one sentence.

    The model is tiny, so that a load takes a moment; one process serves for all, and another after each that died.
    The words of the vocabulary, which are most of the header, are damaged seldom.
    """
    monkeypatch.setattr("desktop.engine.fit.free_memory", lambda: 1 << 60)  # llama.cpp itself sees absurd sizes
    file = llama(tmp_path / "model.gguf")
    original = file.read_bytes()
    words, after = original.index(b"tokenizer.ggml.tokens"), original.index(b"tokenizer.ggml.scores")
    end = original.index(b"blk.1.ffn_down.weight") + 64
    places = (*range(8, words), *range(words, after, 50), *range(after, after + 64), *range(end - 1800, end))
    source = random.Random(7)
    engine = LocalEngine(read_header(file), context=64, timeouts=Timeouts(load=60, reply=60))
    given = loaded = 0
    refused: list[str] = []
    try:
        assert any(isinstance(reply, Token) for reply in engine.generate(ASK, Cancel()))
        for number in itertools.count():
            file.write_bytes(mutated(original, places, source))
            os.utime(file, (number, number))  # another file, however quick this machine is
            with contextlib.suppress(LecternError):
                read_header(file)
                given += 1
            try:
                list(engine.generate(ASK, Cancel()))
                loaded += 1
            except LecternError as error:
                refused.append(error.message)
            if given == 300:
                break
        assert all(message and "\n" not in message and str(tmp_path) not in message for message in refused)
        assert loaded > 20
        assert len(set(refused)) > 20, "each is told by its own cause"
        engine.choose(starter_model())
        assert any(isinstance(reply, Token) for reply in engine.generate(ASK, Cancel()))
    finally:
        engine.close()
