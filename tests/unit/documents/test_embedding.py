"""One embedder of the library process: what it remembers, and what it says when there is none."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.documents import embedding
from desktop.documents.embedder_files import EmbedderFiles
from desktop.documents.embedding import QUESTIONS, Embedding
from desktop.documents.store import Store
from desktop.worker.cancel import Cancel

FILES = EmbedderFiles(folder="nowhere", key="counting", length=256, vocabulary=9, kind="static")


class Counting:
    """Embeds a question as its length, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def queries(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[float(len(text))] for text in texts], np.float32)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr(Embedding, "_load", lambda *_: counting)
    return counting


def test_a_question_is_embedded_once_while_it_is_among_the_last(
    tmp_path: Path, model: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "keep_loaded", lambda: None)
    store = Store(tmp_path)
    held = Embedding(store, FILES)
    for query in ("apples", "pears", "apples", "apples"):
        vector = held.question(query)
        assert vector is not None
        assert vector.tolist() == [len(query)]
    assert model.asked == ["apples", "pears"]
    for number in range(QUESTIONS):
        held.question(f"question {number}")
    held.question("apples")
    assert model.asked.count("apples") == 2
    store.close()


def test_without_an_embedder_a_question_has_no_vector(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert Embedding(store, None).question("apples") is None
    store.close()


def test_what_was_loaded_is_passed_over_by_the_collector(tmp_path: Path, model: Counting) -> None:
    store = Store(tmp_path)
    before = gc.get_freeze_count()
    try:
        Embedding(store, FILES).get()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
        store.close()
