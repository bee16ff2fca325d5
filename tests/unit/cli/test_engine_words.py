"""What the engine works with and why, and the other way that is offered after a second death, in plain words."""

from __future__ import annotations

import msgspec
import pytest

from desktop.cli.ask import another_way
from desktop.cli.engine_words import about_words, engine_details, engine_words
from desktop.cli.parser import parse
from desktop.domain.conversation import FaultPart
from desktop.engine.protocol import Loaded, Tuned
from desktop.settings import Settings

CPU = Loaded(8192, 0, 4, "CPU", 36, 512)
CARD = Loaded(8192, 32, 4, "NVIDIA Test", 36, 512, "on", "q8_0", 5_100_000_000, 8_600_000_000)


@pytest.mark.parametrize(
    ("settings", "backends", "why"),
    [
        (Settings(), (), "built without a graphics card"),
        (Settings(gpu_layers=0), ("CUDA",), "Settings ask for no graphics card"),
        (Settings(), ("CUDA",), "It could use CUDA, but found no card"),
    ],
)
def test_why_the_processor(settings: Settings, backends: tuple[str, ...], why: str) -> None:
    where = engine_words(CPU, None, settings, backends)[0]
    assert where.startswith("The model works on the processor, with 4 of its threads. ")
    assert why in where


def test_layers_on_a_card() -> None:
    where, with_ = engine_words(CARD, None, Settings(), ("CUDA",))
    assert "32 of 36 layers on NVIDIA Test, 5.1 of 8.6 GB" in where
    assert "the others on the processor with 4 threads" in where
    assert "not been measured yet" in with_
    assert "flash attention on, 8-bit keys and values, guesses from the prompt off" in engine_details(CARD, None)
    full = msgspec.structs.replace(CARD, gpu_layers=37)
    assert "the others" not in engine_words(full, None, Settings(), ("CUDA",))[0]


def test_what_was_measured() -> None:
    words = engine_words(CPU, Tuned(3, read_speed=64.0, write_speed=31.4), Settings(), ())[1]
    assert "it reads about 3,000 words a minute and writes about 1,300 words, quickest with 3 threads." in words
    assert "guesses from the prompt on" in engine_details(CPU, Tuned(3, guess=True))


def test_tokens_as_words() -> None:
    assert [about_words(n) for n in (8192, 512, 60, 1)] == ["6,000 words", "400 words", "42 words", "1 words"]


def test_another_way_can_be_typed() -> None:
    found = parse(["ask", "Why?", "--context", "2048", "--processor"])
    assert (found.context, found.processor) == (2048, True)
    on_card = another_way(FaultPart("ProcessStoppedAgain", {"gpu_layers": "20"}))
    assert "--context" in on_card
    assert "--processor" in on_card
    assert "--processor" not in another_way(FaultPart("OutOfMemory", {"gpu_layers": "0"}))
