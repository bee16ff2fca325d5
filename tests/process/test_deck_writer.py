"""Decks are written by a real child: the window's process never opens a template, and a crash loses nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from desktop.domain.deck import Outline, OutlineSlide, Point
from desktop.domain.events import Progress
from desktop.errors import Cancelled, CannotWrite, TemplateUnusable
from desktop.slides.make import Saved, compose, save
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.process
DECK = compose(Outline("T", (OutlineSlide("s1", "One", points=(Point("a"),)),)))


def test_a_deck_is_saved_by_a_child(tmp_path: Path) -> None:
    before = set(sys.modules)
    file = tmp_path / "deck.pptx"
    events = list(save(DECK, file, author="Ada"))
    assert isinstance(events[0], Progress)
    saved = events[-1]
    assert isinstance(saved, Saved)
    assert (saved.file, saved.slides) == (str(file), len(DECK.slides))
    assert not [c for c in saved.checks if c.level == "error"]
    assert file.read_bytes()[:2] == b"PK"
    assert not {name for name in set(sys.modules) - before if name.partition(".")[0] in {"pptx", "lxml"}}


def test_a_bad_template_or_folder_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(b"old")
    bad = tmp_path / "bad.pptx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(TemplateUnusable):
        list(save(DECK, file, template=bad))
    assert file.read_bytes() == b"old"
    with pytest.raises(CannotWrite):
        list(save(DECK, tmp_path / "no" / "deck.pptx"))


def test_saving_can_be_cancelled(tmp_path: Path) -> None:
    cancel = Cancel()
    file = tmp_path / "deck.pptx"
    events = save(DECK, file, cancel=cancel)
    next(events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)
    assert not file.exists()
