"""Whatever a reader raises or yields, a person gets pages and sentences."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents import reading
from desktop.documents.reader_process import PORTION, PageRead, portions
from desktop.documents.readers import READERS, load
from desktop.documents.readers.parts import Note, Opened, Part, gather, ranges
from desktop.documents.readers.source import Source, opened
from desktop.domain.document import Block, Document, Page
from desktop.errors import CannotRead, FileDamaged, FileEmpty, FileMissing, FileTooLarge, NotAFile


def _page(number: int, size: int = 10) -> Page:
    return Page(number, (Block("x" * size),))


Scripted = Callable[..., Document]


class _Scripted:
    def __init__(self, parts: list[Part | Exception]) -> None:
        self.parts = parts

    def read(self, source: Source) -> Iterator[Part]:
        for part in self.parts:
            if isinstance(part, Exception):
                raise part
            yield part


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scripted:
    def scripted(*parts: Part | Exception) -> Document:
        file = tmp_path / "file.txt"
        file.write_text("x", encoding="utf-8")
        monkeypatch.setattr(reading, "load", lambda name: _Scripted(list(parts)))
        return gather(reading.read(file, "file.txt"), "file.txt")

    return scripted


@pytest.mark.parametrize(
    ("raised", "expected", "words"),
    [
        (MemoryError(), FileTooLarge, "more memory"),
        (RecursionError(), FileDamaged, "nested too deeply"),
        (zlib.error("Error -3"), FileDamaged, "compressed data"),
        (KeyError("word/document.xml"), FileDamaged, "a part of it is missing"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), FileDamaged, "unknown encoding"),
        (ZeroDivisionError("division by zero"), FileDamaged, "not what its kind promises"),
    ],
)
def test_any_exception_becomes_a_sentence(read: Scripted, raised: Exception, expected: type, words: str) -> None:
    with pytest.raises(expected, match=words) as caught:
        read(Opened(), raised)
    message = str(caught.value)
    assert "file.txt" in message
    assert type(raised).__name__ not in message


def test_what_was_read_before_the_fault_is_kept(read: Scripted) -> None:
    document = read(Opened(pages=5), _page(1), _page(2), ValueError("bad"))
    assert len(document.pages) == 2
    assert document.notice.startswith("Stopped after page 2 of 5. “file.txt” is damaged")


def test_pages_are_capped(read: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PAGES", 3)
    document = read(Opened(pages=9), *(_page(n) for n in range(1, 10)))
    assert len(document.pages) == 3
    assert document.notice == "Stopped after page 3 of 9."


def test_characters_are_capped(read: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 25)
    document = read(Opened(pages=9), *(_page(n) for n in range(1, 10)))
    assert [len(page.text) for page in document.pages] == [10, 10, 5]
    assert document.notice.startswith("Stopped after page 3 of 9.")


def test_notes_are_said_once(read: Scripted) -> None:
    assert read(Opened(), _page(1), Note("Something."), Note("Something."), Note("Else.")).notice == "Something. Else."


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    def refuse(path: Path, expected: type) -> None:
        with pytest.raises(expected), opened(path, path.name):
            pass

    refuse(tmp_path / "missing.pdf", FileMissing)
    refuse(tmp_path, NotAFile)
    os.mkfifo(tmp_path / "pipe.pdf")
    refuse(tmp_path / "pipe.pdf", NotAFile)
    (tmp_path / "link.pdf").symlink_to(__file__)
    refuse(tmp_path / "link.pdf", NotAFile)
    (tmp_path / "empty.pdf").touch()
    refuse(tmp_path / "empty.pdf", FileEmpty)
    refuse(Path("/dev/zero"), NotAFile)
    refuse(tmp_path / ("n" * 300), CannotRead)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(600_000_000)
    with pytest.raises(FileTooLarge, match="600 MB"), opened(path, "large.pdf"):
        pass


@pytest.mark.parametrize("name", sorted(set(READERS.values())))
def test_every_reader_is_there(name: str) -> None:
    assert callable(load(name).read)


def test_ranges() -> None:
    assert ranges([3, 7, 8, 9, 11]) == "3, 7–9, 11"
    assert ranges([]) == ""


@settings(deadline=None)
@given(st.lists(st.integers(1, PORTION * 3), max_size=5), st.integers(1, 9))
def test_portions_are_bounded_and_lose_nothing(sizes: list[int], number: int) -> None:
    blocks = tuple(Block(chr(97 + at) * size, "table", place=str(at)) for at, size in enumerate(sizes))
    parts = list(portions(Page(number, blocks, "label")))
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]
    text = ""
    for part in parts:
        decoded = msgspec.msgpack.decode(msgspec.msgpack.encode(part), type=PageRead)
        assert sum(len(block.text) for block in decoded.blocks) <= PORTION
        for at, block in enumerate(decoded.blocks):
            text += block.text if at == 0 and part.joins else "\n" + block.text
    assert text.lstrip("\n") == Page(number, blocks).text
