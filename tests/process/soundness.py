"""Whether a library that was killed, starved or damaged is whole again: each passage found by word and by vector."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from desktop.documents.contents import Contents
from desktop.documents.store import Store
from desktop.documents.vectors import VectorIndex
from desktop.domain.document import Found, Retriever


def by_meaning(retriever: Retriever, query: str) -> Found:
    """Search until the vectors take part: a question waits some seconds only for an index that is opened or built."""
    for _ in range(30):
        if (found := retriever.search(query)).vectors_ready:
            break
    assert found.vectors_ready
    return found


def assert_every_passage_finds_itself(data: Path, name: str) -> int:
    """Open what the library process left, ask the vector index for each vector and the words for each passage.

    Returns:
        How many passages the library has.
    """
    store = Store(data)
    try:
        contents = Contents(store)
        library, folder, embedder, mark = store.read.execute(
            "SELECT id, folder, embedder, mark FROM libraries WHERE name = ?", (name,)
        ).fetchone()
        assert mark == ""
        passages = {row[0] for row in store.read.execute("SELECT id FROM chunks")}
        assert contents.passage_numbers(library, embedder) == passages
        assert {row[0] for row in store.read.execute(f"SELECT rowid FROM words_{library}")} == passages
        index = VectorIndex(data / f"index-{folder}", len(passages))
        assert index.count() == len(passages)
        vectors = contents.vectors(embedder, sorted(passages))
        assert index.finds(list(vectors), np.stack(list(vectors.values())))
        index.close()
        assert [path.name for path in data.glob("index-*")] == [f"index-{folder}"]
        return len(passages)
    finally:
        store.close()
