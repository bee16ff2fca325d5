"""A library in this process, as the library process has it, so that a benchmark can look inside."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.documents import reading
from desktop.documents.contents import Contents
from desktop.documents.embed import Model
from desktop.documents.embedders import Embedders
from desktop.documents.index_places import IndexPlaces
from desktop.documents.indexing import Adding
from desktop.documents.intake import Room
from desktop.documents.ledger import Ledger
from desktop.documents.protocol import IndexFinished
from desktop.documents.reader_client import Readers
from desktop.documents.readers.parts import gather
from desktop.documents.store import Store
from desktop.domain.document import Document
from desktop.domain.events import Progress
from desktop.worker.cancel import Cancel


class TextReaders:
    """Reads here, without a process for each of a thousand paragraphs; the same readers otherwise."""

    def read(
        self, path: Path, shown: str, cancel: Cancel, *, pictures: bool, looks: object
    ) -> Iterator[Progress | Document]:
        """Yield the document."""
        yield gather(reading.read(path, shown), shown)

    def close(self) -> None:
        """Nothing is held."""


@contextlib.contextmanager
def open_room(folder: Path, *, text: bool) -> Iterator[Room]:
    """Yield a room in `folder`; with `text` the files are read as text, else as documents."""
    store = Store(folder)
    contents = Contents(store)
    indexes = IndexPlaces(store, contents)
    try:
        yield Room(store, Ledger(store), contents, indexes, Embedders(store), TextReaders if text else Readers)
    finally:
        indexes.close()
        store.close()


def index(room: Room, name: str, paths: list[Path]) -> tuple[int, IndexFinished]:
    """Add files to a library and return its number and what came of it; what is there already is not done again."""
    library = room.ledger.create(name)
    *_, finished = Adding(room, library, Cancel()).run([os.fsencode(path) for path in paths])
    assert isinstance(finished, IndexFinished)
    return library, finished


class Stopwatch:
    """Counts the seconds that an embedder spends on passages."""

    def __init__(self, model: Model) -> None:
        self.seconds = 0.0
        self._passages = model.passages
        model.passages = self._timed  # type: ignore[method-assign]

    def _timed(self, texts: Sequence[str], cancel: Cancel | None = None) -> NDArray[np.float32]:
        began = time.perf_counter()
        try:
            return self._passages(texts, cancel)
        finally:
            self.seconds += time.perf_counter() - began
