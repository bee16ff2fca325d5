"""Downloads that were begun are remembered, resumed or given up."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desktop.engine.download import from_offer, from_repo
from desktop.engine.offers import Offer
from desktop.engine.pending import HubFile, Shelf, Wanted, parts_of

CHAT = Wanted("Model", "chat", "o/r", (HubFile("q/model.gguf", 10),), 10)
EMBEDDER = Wanted("E", "embedding", "o/e", (HubFile("1_Pooling/config.json", 2), HubFile("model.safetensors", 8)), 10)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models", tmp_path / "embedders")


@pytest.mark.parametrize("wanted", [CHAT, EMBEDDER])
def test_begun_remembered_and_given_up(shelf: Shelf, wanted: Wanted, tmp_path: Path) -> None:
    shelf.note(wanted)
    coming = shelf.coming(wanted)
    (coming / "1_Pooling").mkdir(parents=True)
    (coming / "model.gguf.part").write_bytes(b"1234")
    (coming / "1_Pooling" / "config.json").write_bytes(b"{}")
    (coming / "model.safetensors.part").write_bytes(b"12")
    (waiting,) = shelf.pending()
    assert (waiting.wanted, waiting.done) == (wanted, 4)
    shelf.discard(wanted)
    assert shelf.pending() == ()
    assert not (coming / "model.gguf.part").exists() or wanted is EMBEDDER
    assert wanted is CHAT or not coming.exists()


def test_projector_that_another_model_uses_is_kept(shelf: Shelf) -> None:
    small, large = (
        Wanted(name, "chat", "o/r", (HubFile(name), HubFile("mmproj.gguf"))) for name in ("s.gguf", "l.gguf")
    )
    folder = shelf.coming(small)
    folder.mkdir(parents=True)
    for name in ("s.gguf", "mmproj.gguf", "l.gguf.part"):
        (folder / name).write_bytes(b"1")
    shelf.discard(large)
    assert sorted(file.name for file in folder.iterdir()) == ["mmproj.gguf", "s.gguf"]
    shelf.discard(small)
    assert not folder.exists()


@pytest.mark.parametrize("repo", ["../x", "..", ".", "/etc", "a/../b", ""])
def test_no_repository_leads_out_of_the_folder(shelf: Shelf, tmp_path: Path, repo: str) -> None:
    (tmp_path / "embedders").mkdir()
    assert shelf.coming(Wanted("M", "chat", repo)).resolve().parent == tmp_path / "models"
    for place in (shelf.coming(Wanted("M", "embedding", repo)), shelf.place(Wanted("M", "embedding", repo))):
        assert place.resolve().parent == tmp_path / "embedders"


def test_embedders_of_one_name_from_two_owners_lie_apart(shelf: Shelf) -> None:
    other = msgspec.structs.replace(EMBEDDER, repo="p/e")
    for wanted in (EMBEDDER, other):
        _put(shelf.coming(wanted), wanted)
        shelf.finish(wanted)
    assert shelf.place(EMBEDDER) != shelf.place(other)
    assert (shelf.place(EMBEDDER).is_dir(), shelf.place(other).is_dir()) == (True, True)


def test_an_embedder_of_an_earlier_version_is_found_where_it_lies(shelf: Shelf, tmp_path: Path) -> None:
    earlier = tmp_path / "embedders" / "e"
    _put(earlier, EMBEDDER)
    assert shelf.place(EMBEDDER) == earlier
    assert shelf.place(Wanted("E", "embedding", "o/e")) == earlier, "its files are not known before they are listed"
    larger = (EMBEDDER.files[0], HubFile("model.safetensors", 9))
    other = Wanted("E", "embedding", "p/e", larger)
    assert shelf.place(other).name == "p--e", "one of another owner is not taken for it"


def test_an_embedder_that_an_earlier_version_began_goes_on(shelf: Shelf, tmp_path: Path) -> None:
    began = tmp_path / "embedders" / "e.part"
    _put(began, EMBEDDER)
    assert shelf.coming(EMBEDDER).name == "o--e.part", "nothing says that it is of this repository"
    shelf.note(EMBEDDER)
    assert shelf.coming(EMBEDDER) == began
    assert shelf.pending()[0].done == 10
    assert shelf.finish(EMBEDDER) == tmp_path / "embedders" / "o--e"
    assert not began.exists()


def _put(folder: Path, wanted: Wanted) -> None:
    for file in wanted.files:
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(b"1" * file.size)


def test_broken_notes_are_passed_over(shelf: Shelf, tmp_path: Path) -> None:
    shelf.note(CHAT)
    (tmp_path / "models" / ".unfinished" / "bad.json").write_bytes(b"{")
    assert [pending.wanted for pending in shelf.pending()] == [CHAT]


def test_finished_embedder_gets_its_name_only_when_it_is_whole(shelf: Shelf) -> None:
    shelf.note(EMBEDDER)
    shelf.coming(EMBEDDER).mkdir(parents=True)
    assert not shelf.place(EMBEDDER).exists()
    assert shelf.finish(EMBEDDER) == shelf.place(EMBEDDER)
    assert shelf.place(EMBEDDER).is_dir()
    assert shelf.pending() == ()


def test_parts_of_a_split_model() -> None:
    assert [file.path for file in parts_of("b-00001-of-00002.gguf")] == [
        "b-00001-of-00002.gguf",
        "b-00002-of-00002.gguf",
    ]
    assert parts_of("a.gguf", 3, "x") == (HubFile("a.gguf", 3, "x"),)
    assert from_repo("o/r", HubFile("a.gguf", 3)).size == 3


def test_offers(offer: Offer) -> None:
    wanted = from_offer(offer)
    assert wanted.files[0].path == offer.file
    assert wanted.size == offer.size
    eye = HubFile("mmproj-F16.gguf", 2, "y")
    seeing = from_offer(msgspec.structs.replace(offer, projector=eye))
    assert (seeing.files[-1], seeing.size) == (eye, 7)
    assert seeing.key == wanted.key


@pytest.fixture
def offer() -> Offer:
    return Offer("N", "F", "chat", 1.0, "o/r", "a.gguf", 5, None, "MIT", 2048, 1.0, False, "English", "About.")
