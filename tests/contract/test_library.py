"""The contract of libraries, on the fake and on the real one with its process and the starter embedder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.documents.library import Library
from tests.contract.library import LibraryContract
from tests.fake_library import FakeLibrary
from tests.process.soundness import by_meaning


class TestFakeLibrary(LibraryContract):
    @pytest.fixture
    def library(self) -> FakeLibrary:
        return FakeLibrary()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One process for all tests: loading the embedder takes longer than most of them."""
    with Library(tmp_path_factory.mktemp("data") / "library") as library:
        yield library


@pytest.mark.process
class TestLibrary(LibraryContract):
    @pytest.fixture
    def library(self, started: Library) -> Library:
        for info in started.libraries():
            started.delete(info.name)
        return started

    def test_folder_is_private(self, library: Library, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        self.index(library, "work", folder)
        library.retriever("work").search("turbine")
        place = next(path for path in tmp_path_factory.getbasetemp().glob("data*/library"))
        for path in [place, *place.rglob("*")]:
            assert path.stat().st_mode & 0o077 == 0, path

    def test_found_by_meaning_without_a_shared_word(self, library: Library, folder: Path) -> None:
        self.index(library, "work", folder)
        found = by_meaning(library.retriever("work"), "How often does somebody service that machine?")
        assert "maintained" in found.passages[0].text
        assert found.passages[0].lexical == 0.0
        assert found.passages[0].vector_rank == 1
