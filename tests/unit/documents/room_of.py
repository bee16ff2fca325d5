"""A library in memory of the test: real store, words and ranking; vectors by counting words, compared one by one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.documents.chunk import chunks, estimate_tokens
from desktop.documents.contents import Contents
from desktop.documents.intake import Room
from desktop.documents.ledger import Ledger
from desktop.documents.lexical import terms
from desktop.documents.store import Store
from desktop.domain.document import Block, Document, Page
from desktop.worker.cancel import Cancel

DIMENSIONS = 64


class CountedWords:
    """Embeds a text as how often it has words of each of 64 kinds."""

    key = "counted"
    files = None
    count_tokens = staticmethod(estimate_tokens)

    def get(self, cancel: Cancel | None = None) -> CountedWords:
        return self

    def passages(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        out = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            for term in terms(text):
                out[row, hashlib.sha256(term.text.encode()).digest()[0] % DIMENSIONS] += 1
        vectors: NDArray[np.float32] = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        return vectors

    queries = passages

    def question(self, query: str, cancel: Cancel | None = None) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.passages([query])[0]
        return vector


class OneForAll:
    """Stands for the choice of embedders."""

    def __init__(self, usual: Any) -> None:
        self.usual = usual

    def of(self, library: int) -> Any:
        return self.usual


class AllCompared:
    """Stands for the vector index."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self.asked: list[int] = []

    def query(self, library: int, embedder: str, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        self.asked.append(k)
        vectors = self._contents.vectors(embedder, sorted(self._contents.passage_numbers(library, embedder)))
        pairs = [(number, float(other @ vector)) for number, other in vectors.items()]
        return sorted(pairs, key=lambda pair: -pair[1])[:k]

    def add(self, library: int, embedder: str, passages: Sequence[int], vectors: Any, cancel: Cancel) -> None:
        """The vectors are in the store already."""

    def drop(self, library: int, passages: Sequence[int], cancel: Cancel) -> None:
        """They are gone from the store already."""

    def settle(self, library: int) -> None:
        """Nothing is held."""


def room_of(folder: Path) -> Room:
    """Return an empty room in `folder`; close its store."""
    store = Store(folder)
    contents = Contents(store)
    stands: Any = AllCompared(contents)
    counted: Any = CountedWords()
    return Room(store, Ledger(store), contents, stands, OneForAll(counted), lambda: None)  # type: ignore[arg-type, return-value]


def put(room: Room, library: int, path: str, *paragraphs: str, modified: float = 0.0) -> None:
    """Add a document of one page for each paragraph."""
    pages = tuple(Page(number, (Block(text),)) for number, text in enumerate(paragraphs, start=1))
    document = Document(path, pages)
    file = room.ledger.note(library, os.fsencode(path), path, 1, round(modified * 1e9), "waiting")
    digest = hashlib.sha256("\0".join((path, *paragraphs)).encode()).digest()
    with room.store.write():
        content = room.contents.put(digest, Path(path).suffix, document, chunks(document))
        room.contents.attach(library, file, path, content)
    room.ledger.set_state(file, "indexed")
    key = room.embedders.usual.key
    missing = room.contents.unembedded(library, key)
    model = room.embedders.usual.get()
    assert model is not None
    room.contents.put_vectors(key, [number for number, _ in missing], model.passages([text for _, text in missing]))
