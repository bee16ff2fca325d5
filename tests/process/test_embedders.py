"""A library changed to another embedder: the old one serves meanwhile, a stop loses nothing, each kind works."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli.embedders import remove_embedder
from desktop.documents.embedder_files import examine
from desktop.documents.export import export
from desktop.documents.exported import FOLDER
from desktop.documents.library import Library
from desktop.engine.catalog import starter_model
from desktop.errors import Cancelled, FileMissing, NotAModel, UsageError
from desktop.paths import locate
from desktop.worker.cancel import Cancel
from tests import tiny_models
from tests.process.soundness import by_meaning
from tests.tiny_models import WORDS

pytestmark = pytest.mark.process
HERE = "tests.process.poison:HereReaders"
NAME = "Papers"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    tiny_models.transformer(folder / "tiny", prompts={"query": "query: ", "passage": "passage: "})
    tiny_models.transformer(folder / "slow", dimensions=256, layers=8)
    tiny_models.static(folder / "table")
    for name in ("tiny", "slow"):
        export(examine(folder / name), folder / FOLDER)
    return folder


@pytest.fixture
def data(tmp_path: Path, models: Path) -> Path:
    """A folder of libraries in which the transformers are exported already, so that no process loads torch for them."""
    shutil.copytree(models / FOLDER, tmp_path / "data" / FOLDER)
    return tmp_path / "data"


@pytest.fixture
def library(tmp_path: Path, data: Path, models: Path) -> Iterator[Library]:
    """Forty papers in a library whose usual embedder is the tiny transformer, so that no weights need loading."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(40):
        word = WORDS[number % len(WORDS)]
        text = "\n\n".join(f"Paper {number}, part {part}: the {word} was looked at. " * 9 for part in range(3))
        (papers / f"{word}-{number}.txt").write_text(text)
    with Library(data, models / "tiny", reader=HERE) as made:
        list(made.add(NAME, [papers]))
        yield made


def _embedders(data: Path) -> dict[str, int]:
    """How many vectors of each embedder are kept, and the one of the index last."""
    connection = sqlite3.connect(data / "library.sqlite")
    kept = dict(connection.execute("SELECT embedder, count(*) FROM vectors GROUP BY embedder"))
    connection.close()
    return kept


def test_changing_and_changing_back(library: Library, tmp_path: Path, models: Path) -> None:
    chunks = library.libraries()[0].chunks
    assert _embedders(tmp_path / "data") == {examine(models / "tiny").key: chunks}
    *going, last = library.choose_embedder(NAME, models / "table")
    assert last.finished
    assert (last.done, last.total) == (chunks, chunks)
    assert [event.done for event in going] == sorted(event.done for event in going)
    told = library.embedders(NAME)
    assert (told.serves.name, told.serves.kind, told.comes, told.missing) == ("table", "static", None, 0)
    assert _embedders(tmp_path / "data") == {examine(models / "table").key: chunks}, "the old vectors are gone"
    assert len(list((tmp_path / "data").glob("index-*"))) == 1
    assert by_meaning(library.retriever(NAME), "glacier").passages[0].vector_rank > 0
    list(library.choose_embedder(NAME))
    assert library.embedders(NAME).serves.name == "tiny"


def test_the_old_one_serves_while_it_is_changed_and_a_stop_keeps_what_was_done(
    library: Library, tmp_path: Path, models: Path
) -> None:
    stop = Cancel()
    changing = library.choose_embedder(NAME, models / "slow", stop)  # so that it is at work when the stop comes
    next(changing)
    by_meaning(library.retriever(NAME), "glacier")
    event = next(changing)
    stop.cancel()
    assert 0 < event.done < event.total
    with pytest.raises(Cancelled):
        list(changing)
    told = library.embedders(NAME)
    assert (told.serves.name, told.comes and told.comes.name) == ("tiny", "slow")
    assert 0 < told.missing < event.total
    new = tmp_path / "papers" / "late.txt"
    new.write_text("A paper that came while nobody was embedding anew: the sonata.")
    list(library.add(NAME, [new]))
    first, *_, last = library.choose_embedder(NAME, models / "slow")
    assert first.done >= event.done
    assert last.finished
    assert library.embedders(NAME).missing == 0
    assert library.retriever(NAME).search("sonata", file=str(new)).passages[0].vector_rank == 1


def test_an_embedder_that_cannot_be_used_changes_nothing(library: Library, tmp_path: Path, models: Path) -> None:
    evil = tmp_path / "evil"
    evil.mkdir()
    (evil / "modules.json").write_text("[]")
    (evil / "model.pkl").write_bytes(b"x")
    with pytest.raises(NotAModel):
        list(library.choose_embedder(NAME, evil))
    with pytest.raises(FileMissing):
        list(library.choose_embedder(NAME, tmp_path / "nothing"))
    assert library.embedders(NAME).comes is None
    by_meaning(library.retriever(NAME), "glacier")


def test_words_serve_when_the_files_of_an_embedder_are_gone(library: Library, tmp_path: Path, models: Path) -> None:
    moved = tiny_models.static(tmp_path / "moved")
    list(library.choose_embedder(NAME, moved))
    library.close()
    moved.rename(tmp_path / "away")
    with Library(tmp_path / "data", models / "tiny", reader=HERE) as again:
        found = again.retriever(NAME).search("glacier")
        assert found.passages
        assert not found.vectors_ready
        assert again.embedders(NAME).serves.name == ""


def test_a_gguf_model_embeds_in_a_process_of_its_own(tmp_path: Path, data: Path, models: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("The pump runs at 16 bar.")
    with Library(data, models / "tiny", reader=HERE) as library:
        list(library.add(NAME, [paper]))
        *_, last = library.choose_embedder(NAME, Path(starter_model().path))
        assert last.finished
        assert library.embedders(NAME).serves.kind == "gguf"
        assert by_meaning(library.retriever(NAME), "pump").passages[0].vector_rank == 1


def test_a_model_that_a_library_needs_is_not_removed(tmp_path: Path, models: Path) -> None:
    paths = locate(tmp_path)
    place = paths.embedders / "tiny"
    shutil.copytree(models / "tiny", place)
    exported = export(examine(place), paths.library / FOLDER).file.parent
    with Library(paths.library, reader=HERE) as library:
        library.create(NAME)
        list(library.choose_embedder(NAME, place))
    with pytest.raises(UsageError, match=f"“{NAME}” is searched with"):
        remove_embedder(place, paths)
    assert place.exists()
    with Library(paths.library, reader=HERE) as library:
        list(library.choose_embedder(NAME))
    assert list((paths.library / FOLDER).iterdir()) == [exported]
    remove_embedder(place, paths)
    assert not place.exists()
    assert not exported.exists()
