"""What was found out is kept between starts, holds no text, and is never worth a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.model import ChatMessage
from desktop.engine.deaths import explained, input_key
from desktop.engine.notebook import MOST, Notebook, Offloaded, digest, machine
from desktop.engine.protocol import Tuned
from desktop.errors import OutOfMemory, ProcessHung, ProcessStopped, ProcessStoppedAgain

ASKED = (ChatMessage("user", "the secret word is marzipan"),)


def test_notes_outlive_the_process(tmp_path: Path) -> None:
    file = tmp_path / "engine.json"
    Notebook(file).note_tuned("m", Tuned(3, 512, "off", "f16", True, 60.0, 30.0))
    Notebook(file).note_offload("m", Offloaded(20, 4096, 10**9))
    again = Notebook(file)
    assert again.tuned("m") == Tuned(3, 512, "off", "f16", True, 60.0, 30.0)
    assert again.offload("m") == Offloaded(20, 4096, 10**9)
    again.note_offload("m", None)
    assert Notebook(file).offload("m") is None
    assert again.offload("other") is None


def test_it_keeps_the_newest(tmp_path: Path) -> None:
    book = Notebook(tmp_path / "engine.json")
    for number in range(MOST + 1):
        book.note_death(str(number))
    assert (book.deaths("0"), book.deaths(str(MOST))) == (0, 1)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"deaths": {"a": "x"}}', b"\xff\xfe"])
def test_a_damaged_file_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "engine.json"
    file.write_bytes(content)
    book = Notebook(file)
    assert book.deaths("a") == 0
    assert book.note_death("a") == 1
    assert Notebook(file).deaths("a") == 1


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    book = Notebook(tmp_path / "gone" / "engine.json")
    assert book.note_death("a") == 1


def test_the_second_end_on_the_same_input_says_so(tmp_path: Path) -> None:
    file = tmp_path / "engine.json"
    key = input_key("/m.gguf", ASKED)
    with pytest.raises(ProcessStopped) as first, explained(Notebook(file), "model process", key, 12):
        raise ProcessStopped(name="model process", cause="it crashed")
    assert type(first.value) is ProcessStopped
    with pytest.raises(ProcessStoppedAgain) as second, explained(Notebook(file), "model process", key, 12):
        raise ProcessHung(name="model process", seconds=120)
    assert second.value.values == {
        "name": "model process",
        "cause": "it did not answer for 120 s",
        "gpu_layers": "12",
    }
    assert "marzipan" not in file.read_text("utf-8")
    with explained(Notebook(file), "model process", key, 0):
        pass
    assert Notebook(file).deaths(key) == 0


def test_another_input_and_counting_do_not_wipe_the_slate() -> None:
    book = Notebook()
    key = input_key("/m.gguf", ASKED)
    book.note_death(key)
    for other in ("", input_key("/m.gguf", (ChatMessage("user", "Hi"),)), input_key("/n.gguf", ASKED)):
        with explained(book, "model process", other, 0):
            pass
    assert book.deaths(key) == 1


def test_too_little_memory_is_told_as_such() -> None:
    with pytest.raises(OutOfMemory) as told, explained(Notebook(), "model process", "k", 8):
        raise ProcessStopped(name="model process", cause="the graphics card ran out of memory")
    assert told.value.values["gpu_layers"] == "8"


def test_digests_tell_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest(1, "a") == digest(1, "a")
    assert len(machine()) == 16
