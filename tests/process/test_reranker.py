"""A cross-encoder that the user names orders what was found first; it is a real one, with random weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.documents.library import Library
from desktop.documents.rerank import Reranker
from desktop.errors import Cancelled, FileMissing, NotAModel
from desktop.worker.cancel import Cancel
from tests import tiny_models
from tests.process.soundness import by_meaning
from tests.tiny_models import WORDS

pytestmark = pytest.mark.process
HERE = "tests.process.poison:HereReaders"
QUESTION = "the glacier in the harbour"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    tiny_models.transformer(folder / "tiny")
    tiny_models.cross_encoder(folder / "reader")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """Ten notes, indexed."""
    folder = tmp_path_factory.mktemp("library")
    notes = tmp_path_factory.mktemp("notes")
    for word in WORDS:
        (notes / f"{word}.txt").write_text(f"A note on the {word} and the harbour, {word} again.")
    with Library(folder, models / "tiny", reader=HERE) as library:
        list(library.add("notes", [notes]))
    return folder


def test_the_reranker_orders_what_was_found(data: Path, models: Path) -> None:
    with Library(data, models / "tiny", reader=HERE) as library:
        by_meaning(library.retriever("notes"), QUESTION)
        before = library.retriever("notes").search(QUESTION, 10).passages
    with Library(data, models / "tiny", reader=HERE, reranker=str(models / "reader")) as library:
        after = library.retriever("notes").search(QUESTION, 10).passages
    read = Reranker(models / "reader")
    scores = read.scores(QUESTION, [f"{Path(one.file).name}\n{one.text}" for one in before], Cancel())
    by_file = {one.file: score for one, score in zip(before, scores, strict=True)}
    assert {one.file for one in after} == set(by_file)
    assert [one.score for one in after] == pytest.approx(sorted(scores, reverse=True), abs=1e-5)
    assert [by_file[one.file] for one in after] == pytest.approx([one.score for one in after], abs=1e-5)
    assert [one.file for one in after] != [one.file for one in before]


def test_it_can_be_changed_while_the_process_runs_and_is_looked_at_first(data: Path, models: Path) -> None:
    with Library(data, models / "tiny", reader=HERE) as library:
        by_meaning(library.retriever("notes"), QUESTION)
        before = library.retriever("notes").search(QUESTION, 10).passages
        with pytest.raises(NotAModel, match="no cross-encoder"):
            library.examine_reranker(models / "tiny")
        with pytest.raises(FileMissing):
            library.examine_reranker(models / "nowhere")
        library.examine_reranker(models / "reader")
        library.reranker = str(models / "reader")
        after = library.retriever("notes").search(QUESTION, 10).passages
        assert {one.file for one in after} == {one.file for one in before}
        assert [one.file for one in after] != [one.file for one in before]
        library.reranker = ""
        assert library.retriever("notes").search(QUESTION, 10).passages == before


def test_a_stop_ends_it_and_a_folder_that_is_none_is_named(data: Path, models: Path) -> None:
    stop = Cancel()
    stop.cancel()
    with pytest.raises(Cancelled):
        Reranker(models / "reader").scores(QUESTION, ["a note"], stop)
    with Library(data, models / "tiny", reader=HERE, reranker=str(models / "tiny")) as library:
        with pytest.raises(NotAModel, match="tiny"):
            library.retriever("notes").search(QUESTION)
        assert library.libraries()[0].files == len(WORDS), "the rest goes on"
