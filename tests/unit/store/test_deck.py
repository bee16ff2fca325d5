"""The deck that is worked on: kept whole, for its owner alone, put aside when damaged, forgotten without a trace."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from desktop.domain.deck import Draft, Material, Outline, OutlineSlide, Point
from desktop.errors import CannotWrite, DiskFull, StoreDamaged
from desktop.store import deck
from tests.ui.slides.making import SAMPLE

DRAFT = Draft(SAMPLE, "evening", "/t/own.potx", Material(files=("/d/Linden.pdf",)), 12.5, unsaved=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deck.json"


def test_a_deck_comes_back_as_it_was(file: Path) -> None:
    assert deck.read(file) == (None, None)
    deck.keep(file, DRAFT)
    assert deck.read(file) == (DRAFT, None)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


def test_half_a_character_is_no_reason_to_lose_a_deck(file: Path) -> None:
    deck.keep(file, Draft(Outline("A\ud800B", (OutlineSlide("s1", "t", points=(Point("\udfff"),)),))))
    found, told = deck.read(file)
    assert told is None
    assert found is not None
    assert found.outline.title == "A\ufffdB"


def test_what_an_older_version_did_not_write_is_as_it_begins(file: Path) -> None:
    file.write_bytes(msgspec.json.encode({"outline": {"title": "Old"}, "later": 1}))
    assert deck.read(file) == (Draft(Outline("Old")), None)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 64, b"[]", b"{}", b"\xff\xfe", b'{"outline":{"title":7}}', msgspec.json.encode(DRAFT)[:-9]],
    ids=["empty", "zeros", "list", "bare", "bytes", "other", "cut"],
)
def test_a_damaged_file_is_told_put_aside_and_forgotten_with_the_next_deck(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    found, told = deck.read(file)
    assert found is None
    assert isinstance(told, StoreDamaged)
    aside = file.parent / told.values["file"]
    assert aside.read_bytes() == content
    assert deck.read(file) == (None, None)
    deck.keep(file, DRAFT)
    assert aside.exists()
    deck.forget(file)
    assert list(file.parent.iterdir()) == []


def test_a_file_that_cannot_be_opened_is_told_and_put_aside(file: Path) -> None:
    file.mkdir()
    found, told = deck.read(file)
    assert found is None
    assert told is not None
    assert not file.exists()


def test_the_deck_before_stays_where_a_new_one_cannot_be_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck.keep(file, DRAFT)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            deck.keep(file, Draft(Outline("new")))
    assert deck.read(file) == (DRAFT, None)
    assert len(list(file.parent.iterdir())) == 1
    with pytest.raises(CannotWrite):
        deck.keep(file.parent / "no such folder" / "deck.json", DRAFT)
