"""The two legs of a search: passages that hold the question's words, and passages that are near it in meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.documents import lexical
from desktop.documents.word_tables import words_table
from desktop.errors import NotAModel

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from numpy.typing import NDArray

    from desktop.documents.embedding import Embedding
    from desktop.documents.intake import Room
    from desktop.documents.narrow import Choice
    from desktop.worker.cancel import Cancel

#: Passages that each leg proposes.
DEPTH = 60
#: Passages that each leg proposes of each file that the question means, at most so many files, from this score on.
DEPTH_IN_FILE = 50
MOST_FILES = 6
SURE = 0.4
#: Passages whose score by words is asked for, so that those that only meaning proposes have theirs: SQLite scores all
#: that match in any case.
LISTED = 1000
#: Passages of chosen files up to which all are compared, and the most that the index is asked for otherwise.
COMPARED, MOST_ASKED = 20_000, 30_000
#: What a word in the headings counts, against one in the text.
HEADER_WEIGHT = 1.0


class Legs:
    """Knows how one library is asked by words and by meaning, in some of its files; knows nothing of fusing."""

    def __init__(self, room: Room, library: int, embedding: Embedding, choice: Choice) -> None:
        self._room = room
        self._library = library
        self._embedding = embedding
        self._choice = choice

    def spans(self, files: dict[int, float]) -> list[tuple[int, int]]:
        """Return first and last passage of the files that the question means, when it means some.

        They are searched by themselves too: a hundred passages of other files may hold more of its words.

        Args:
            files: for each file how well it fits what the question says about files.
        """
        best = max(files.values(), default=0.0)
        meant = sorted((file for file, score in files.items() if score >= 0.8 * best), key=lambda file: -files[file])
        if best < SURE or len(meant) > MOST_FILES:
            return []
        contents = self._room.contents.of_files(meant)
        spans = [self._room.contents.span(contents[file]) for file in meant if file in contents]
        return [span for span in spans if span]

    def by_words(
        self, match: str, limit: int = DEPTH, within: tuple[int, int] | None = None, every: int = 1
    ) -> dict[int, float]:
        """Return the best passages for an expression with their BM25.

        Args:
            within: the first and the last passage to look at; None: all.
            every: look only at one passage in so many.
        """
        among: Sequence[int] = ()
        if within is None and self._choice.holders is not None:
            contents = list(self._choice.holders)
            within = self._room.contents.span(contents[0]) if len(contents) == 1 else None
            among = contents if within is None else ()
        hits = lexical.search(
            self._room.store.read,
            words_table(self._library),
            match,
            limit,
            header_weight=HEADER_WEIGHT,
            within=within,
            among=among,
            every=every,
        )
        return {hit.row: hit.score for hit in hits}

    def meaning(self, query: str, cancel: Cancel) -> tuple[NDArray[np.float32] | None, dict[int, float] | None]:
        """Return the question's vector and the nearest passages, each as `vector` and `by_meaning` do."""
        vector = self.vector(query, cancel)
        return vector, None if vector is None else self.by_meaning(vector, cancel)

    def vector(self, query: str, cancel: Cancel) -> NDArray[np.float32] | None:
        """Return the question's vector; None where there is no embedder that can make one."""
        try:
            return self._embedding.question(query, cancel) if query.strip() else None
        except NotAModel:
            return None

    def by_meaning(self, vector: NDArray[np.float32], cancel: Cancel) -> dict[int, float] | None:
        """Return the nearest passages with their cosines; None while the index is not ready."""
        holders, contents = self._choice.holders, self._room.contents
        if holders is None:
            found = self._room.indexes.query(self._library, self._embedding.key, vector, DEPTH)
            return None if found is None else dict(found)
        if sum(holder.passages for holder in holders.values()) > COMPARED:
            return self._nearest_among(vector, holders, cancel)
        nearest: dict[int, float] = {}
        for content in holders:
            span = contents.span(content)
            nearest |= self.nearest(vector, span, DEPTH) if span else {}
        return dict(sorted(nearest.items(), key=lambda pair: -pair[1])[:DEPTH])

    def nearest(self, vector: NDArray[np.float32], rows: tuple[int, int], limit: int) -> dict[int, float]:
        """Return the nearest passages from first to last, compared one by one."""
        numbers, vectors = self._room.contents.span_vectors(self._embedding.key, rows)
        if not numbers:
            return {}
        cosines = vectors @ vector
        best = np.argsort(-cosines)[:limit]
        return {numbers[int(row)]: float(cosines[row]) for row in best}

    def _nearest_among(
        self, vector: NDArray[np.float32], holders: Container[int], cancel: Cancel
    ) -> dict[int, float] | None:
        """The nearest passages of many files: the index is asked for more and more, until enough are of these."""
        k = DEPTH
        while True:
            cancel.check()
            k = min(k * 4, MOST_ASKED)
            found = self._room.indexes.query(self._library, self._embedding.key, vector, k)
            if found is None:
                return None
            contents = self._room.contents.contents_of([number for number, _ in found])
            own = [(number, cosine) for number, cosine in found if contents.get(number) in holders]
            if len(own) >= DEPTH or len(found) < k or k == MOST_ASKED:
                return dict(own[:DEPTH])
