"""Pictures through the whole native path: a real projector (of random weights), the real model, a real process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.model import ChatMessage, Sampling, Usage
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine
from desktop.engine.gguf import read_header
from desktop.engine.llama import Llama
from desktop.engine.pictures import picture_in, picture_of
from desktop.engine.protocol import Done, Generate, Load, Token
from desktop.engine.sequence import Interrupted
from desktop.errors import (
    FileDamaged,
    FileMissing,
    FileTooLarge,
    FileUnsupported,
    PicturesUnseen,
    ProcessStopped,
    ProcessStoppedAgain,
    ProjectorUnusable,
)
from desktop.worker.cancel import Cancel
from tests.adapter_files import EMBEDDING
from tests.projector_files import EYE, PATCHES, SIZE, picture, projector, seeing_model
from tests.tiny_gguf import llama
from tests.unit.engine.gguf_files import Value

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


@pytest.mark.parametrize("kind", ["gemma3", "idefics3", "qwen2vl"])
def test_other_families_see_too(tmp_path: Path, kind: str) -> None:
    """Read without order in one batch, in tiles with words between them, and at places in two dimensions."""
    if kind == "qwen2vl":
        model = llama(tmp_path / "seeing.gguf", width=64, context=1024, architecture="qwen2vl")
        projector(tmp_path / "mmproj.gguf", out=64, kind=kind)
    else:
        model = seeing_model(tmp_path / "seeing", kind)
    engine = LocalEngine(read_header(model), context=1024)
    try:
        asked = ChatMessage("user", "What is it?", (jpeg("red"),))
        seen, first = said(engine, asked)
        again, second = said(engine, asked)
        _, on = said(engine, asked, ChatMessage("assistant", seen), ChatMessage("user", "And what else?"))
        other, _ = said(engine, ChatMessage("user", "What is it?", (jpeg("blue"),)))
        assert seen == again != other
        assert second.cached_tokens == second.prompt_tokens - 1
        assert on.cached_tokens >= first.prompt_tokens - 1
    finally:
        engine.close()


def test_more_pictures_than_are_kept_between_questions(engine: LocalEngine) -> None:
    many = tuple(jpeg(f"rgb({20 * number}, 0, 0)") for number in range(10))
    text, usage = said(engine, ChatMessage("user", "Describe them.", many))
    assert usage.prompt_tokens > 10 * PATCHES
    again, second = said(engine, ChatMessage("user", "Describe them.", many))
    assert (again, second.cached_tokens) == (text, second.prompt_tokens - 1)


def test_looking_at_a_picture_shows_life_and_can_be_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large projector takes minutes on a processor, so a question must not wait for the end of it to be stopped."""
    monkeypatch.setattr("desktop.engine.eye._SIGN", -1.0)
    model = read_header(seeing_model(tmp_path / "seeing"))
    load = Load(model.path, 512, 0, 2, projector=model.projector)
    loaded = Llama(load, name="Seeing", on_progress=lambda _: True)
    try:
        [listed] = loaded.eye.tokens([jpeg("red")])
        key = next(token for token in listed if token < 0)
        signs: list[float] = []

        def break_off(moment: float) -> None:
            signs.append(moment)
            loaded.interrupt()

        with pytest.raises(Interrupted):
            loaded.read_picture(key, break_off)
        assert len(signs) == 1
        assert loaded.tokens == []
        loaded.resume()
        loaded.read_picture(key, signs.append)
        assert len(signs) > 3
        assert loaded.tokens == [key] * PATCHES
    finally:
        loaded.close()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"clip.projector_type": "retina"}, "this version of llama.cpp does not know its kind “retina”"),
        ({"clip.vision.block_count": 2}, "unable to find tensor v.blk.1."),
        ({"clip.vision.projection_dim": EMBEDDING}, "it is for another model"),
    ],
)
def test_a_projector_that_llama_cpp_refuses_is_named_and_the_model_goes_on(
    tmp_path: Path, values: dict[str, Value], reason: str
) -> None:
    model = seeing_model(tmp_path / "seeing")
    out = 512 if "clip.vision.projection_dim" in values else EMBEDDING
    projector(model.with_name(EYE), out=out, values=values)
    engine = LocalEngine(read_header(model), context=512)
    try:
        with pytest.raises(ProjectorUnusable) as refused:
            said(engine, ChatMessage("user", "What is it?", (jpeg("red"),)))
        assert refused.value.values["reason"].startswith(reason)
        assert refused.value.message.startswith(f"“{EYE}”, with which Seeing-135M would see pictures, cannot be used (")
        pid = engine.pid
        assert said(engine, ChatMessage("user", "Hello"))[0]
        assert engine.pid == pid
    finally:
        engine.close()


def test_a_picture_of_which_the_process_dies_is_another_input_than_the_next(tmp_path: Path) -> None:
    """llama.cpp aborts where the tensors of a projector contradict its header."""
    model = seeing_model(tmp_path / "seeing")
    projector(model.with_name(EYE), values={"clip.vision.image_size": 2 * SIZE})
    engine = LocalEngine(read_header(model), context=512)
    try:
        for colour, fault in (("red", ProcessStopped), ("blue", ProcessStopped), ("red", ProcessStoppedAgain)):
            with pytest.raises(fault) as died:
                said(engine, ChatMessage("user", "What is it?", (jpeg(colour),)))
            assert type(died.value) is fault
        assert said(engine, ChatMessage("user", "Hello"))[0]
    finally:
        engine.close()


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
