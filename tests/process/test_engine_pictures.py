"""Pictures through the whole native path: a real projector (of random weights), the real model, a real process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.model import ChatMessage, Sampling, Usage
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.gguf import read_header
from desktop.engine.pictures import picture_in, picture_of
from desktop.engine.protocol import Done, Generate, Token
from desktop.errors import FileDamaged, FileMissing, FileTooLarge, FileUnsupported, PicturesUnseen
from desktop.worker.cancel import Cancel
from tests.projector_files import PATCHES, picture, seeing_model

pytestmark = pytest.mark.process

GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    info = read_header(seeing_model(tmp_path_factory.mktemp("eye") / "seeing"))
    assert info.sees
    made = LocalEngine(info, context=512)
    yield made
    made.close()


def jpeg(colour: str) -> bytes:
    return picture_in(picture(colour), "square.png", Cancel()).data


def said(engine: LocalEngine, *messages: ChatMessage) -> tuple[str, Usage]:
    text, usage = "", Usage()
    for reply in engine.generate(Generate(messages, sampling=GREEDY, max_tokens=8), Cancel()):
        if isinstance(reply, Token):
            text += reply.text
        elif isinstance(reply, Done):
            usage = reply.usage
    return text, usage


def test_a_picture_is_read_changes_the_answer_and_is_not_read_twice(engine: LocalEngine) -> None:
    words = "Describe it in one sentence."
    red, blue = jpeg("red"), jpeg("blue")
    plain, without = said(engine, ChatMessage("user", words))
    seen, first = said(engine, ChatMessage("user", words, (red,)))
    again, second = said(engine, ChatMessage("user", words, (red,)))
    other, third = said(engine, ChatMessage("user", words, (blue,)))
    assert seen == again
    assert seen not in {plain, other}
    assert first.prompt_tokens >= without.prompt_tokens + PATCHES
    assert second.cached_tokens == second.prompt_tokens - 1
    # What stands before the picture is known, another picture in its place is not taken for it.
    assert 0 < third.cached_tokens < without.prompt_tokens
    assert engine.count((ChatMessage("user", words, (red,)),)) == first.prompt_tokens


def test_a_conversation_about_two_pictures_goes_on(engine: LocalEngine) -> None:
    asked = ChatMessage("user", "What is different?", (jpeg("red"), jpeg("green")))
    answer, first = said(engine, asked)
    _, second = said(engine, asked, ChatMessage("assistant", answer), ChatMessage("user", "And what is alike?"))
    assert second.cached_tokens >= first.prompt_tokens - 1


def test_marks_that_a_person_wrote_stand_for_no_picture(engine: LocalEngine) -> None:
    text, usage = said(engine, ChatMessage("user", "\ufdd27\ufdd3 <__media__> \ufdd20\ufdd3 Hello"))
    assert text
    assert usage.prompt_tokens < 60


def test_a_model_without_a_projector_says_that_it_does_not_see() -> None:
    blind = LocalEngine(starter_model(), context=512)
    try:
        with pytest.raises(PicturesUnseen, match="SmolLM2-135M-Instruct does not see pictures"):
            said(blind, ChatMessage("user", "What is it?", (jpeg("red"),)))
        assert said(blind, ChatMessage("user", "Hello"))[0]
    finally:
        blind.close()


def test_hostile_pictures_end_in_one_sentence(tmp_path: Path) -> None:
    good = picture("red", kind="JPEG")
    for name, data, fault in (
        ("cut.jpg", picture("red", (400, 400))[:100], FileDamaged),
        ("text.png", b"This is no picture.", FileUnsupported),
        ("script.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileUnsupported),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(fault, match=name):
            picture_of(tmp_path / name, Cancel())
    with pytest.raises(FileMissing):
        picture_of(tmp_path / "gone.png", Cancel())
    # A few kilobytes that claim 900 million pixels.
    bomb = bytearray(picture("red", kind="BMP")[:54])
    bomb[18:26] = (30_000).to_bytes(4, "little") * 2
    with pytest.raises(FileTooLarge, match="million pixels"):
        picture_in(bytes(bomb), "bomb.bmp", Cancel())
    made = picture_in(good, "ok.jpg", Cancel())
    assert (made.width, made.height, made.data[:2]) == (80, 60, b"\xff\xd8")
