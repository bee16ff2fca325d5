"""Change a library to another embedder: its passages are embedded anew while the vectors that there are still serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.embedder_info import Embedded
from desktop.documents.passage_vectors import by_text, for_each
from desktop.errors import IndexUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.intake import Room
    from desktop.worker.cancel import Cancel

#: Texts that are embedded and written together.
BATCH = 64


class Changing:
    """Knows one change of one library; what a stop or a crash interrupts goes on where it was."""

    def __init__(self, room: Room, library: int, cancel: Cancel) -> None:
        self._room = room
        self._library = library
        self._cancel = cancel

    def run(self, folder: str) -> Iterator[Embedded]:
        """Yield how far it is, finished last.

        Args:
            folder: of the embedder, or its GGUF file; empty: the usual one.

        Raises:
            FileMissing, NotAModel: it cannot be used; nothing changed.
            Cancelled, DiskFull: what was embedded is kept for the next try.
        """
        room, library = self._room, self._library
        before = room.embedders.of(library)
        chosen = room.embedders.choose(library, folder)
        model = chosen.get(self._cancel)
        if model is None:
            raise IndexUnavailable(reason="no embedding model is installed")
        total = room.contents.passage_count(library)
        while rest := room.contents.unembedded(library, chosen.key):  # again, for files that were added meanwhile
            yield Embedded(total - len(rest), max(total, len(rest)))
            groups, left = list(by_text(rest).items()), len(rest)
            for start in range(0, len(groups), BATCH):
                some = groups[start : start + BATCH]
                vectors = model.passages([text for text, _ in some], self._cancel)
                numbers, each = for_each([group for _, group in some], vectors)
                room.contents.put_vectors(chosen.key, numbers, each)
                left -= len(numbers)
                yield Embedded(max(0, total - left), total)
        if chosen is not before:
            room.indexes.replace(library, chosen.key, self._cancel, lambda: room.embedders.changed(library))
            room.contents.drop_vectors(library, before.key)
        yield Embedded(total, total, finished=True)
