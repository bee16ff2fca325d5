"""Take in what was read of a library's files: searchable by words at once, embedded in batches across files."""

from __future__ import annotations

import contextlib
import itertools
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np

from desktop.documents.chunk import stream
from desktop.documents.looks import forget_looks
from desktop.documents.passage_vectors import by_text, for_each
from desktop.documents.protocol import FileChanged
from desktop.errors import Cancelled, CannotWrite, DiskFull

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from desktop.documents.chunk import Chunk
    from desktop.documents.contents import Contents
    from desktop.documents.embedders import Embedders
    from desktop.documents.embedding import Embedding
    from desktop.documents.index_places import IndexPlaces
    from desktop.documents.ledger import Entry, Ledger
    from desktop.documents.read_ahead import DocumentReaders, WasRead
    from desktop.documents.store import Store
    from desktop.domain.document import Document
    from desktop.worker.cancel import Cancel

#: Passages that are embedded and written together: enough to sort by length, few enough to tell progress.
BATCH = 128


class Room(msgspec.Struct, frozen=True):
    """What indexing works on."""

    store: Store
    ledger: Ledger
    contents: Contents
    indexes: IndexPlaces
    embedders: Embedders
    readers: Callable[[], DocumentReaders]


class _Pending(msgspec.Struct):
    """A file whose passages are being embedded."""

    entry: Entry
    pages: int
    total: int
    left: int

    def progress(self) -> FileChanged:
        """Half of a page's work is reading it, half embedding it."""
        done = self.pages // 2 + (self.pages - self.pages // 2) * (self.total - self.left) // max(self.total, 1)
        return FileChanged(msgspec.structs.replace(self.entry.told(), state="reading"), done, self.pages)


#: Texts to embed, each with the passages that have it and, of each of these, a file that waits for it.
_Texts: TypeAlias = "dict[str, list[tuple[int, int]]]"


class _UnderWay(msgspec.Struct):
    """Texts that are being embedded on a thread, and by which embedder, if there is one."""

    key: str
    texts: _Texts
    vectors: Future[NDArray[np.float32]] | None


class Intake:
    """Knows the passages of one library that wait to be embedded, and the files that they are of."""

    def __init__(self, room: Room, library: int, cancel: Cancel) -> None:
        self._room = room
        self._library = library
        self._cancel = cancel
        self._waiting: _Texts = {}
        self._pending: dict[int, _Pending] = {}
        # While one batch is computed here, the one before it is written and the next document is cut.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="embedding")
        self._under_way: _UnderWay | None = None

    @contextlib.contextmanager
    def ending(self) -> Iterator[None]:
        """Take out of our files what the block dropped, however it ends, and embed what was left without vectors.

        Raises:
            Cancelled, DiskFull.
        """
        room = self._room
        try:
            yield
        except BaseException as error:  # a stop too: what was taken out by then is gone when it is done
            with contextlib.suppress(DiskFull, CannotWrite):
                if isinstance(error, Cancelled):  # a large library may be killed before it is clear: spare its index
                    room.indexes.settle(self._library)
                room.contents.clear()
            raise
        finally:
            self._thread.shutdown(cancel_futures=True)
        room.contents.clear()
        self._embed_rest()
        room.indexes.settle(self._library)

    def cut(self, document: Document) -> list[Chunk]:
        """Return the passages of a document.

        Raises:
            Cancelled.
        """
        passages = []
        for number, passage in enumerate(stream(document, self._room.embedders.usual.count_tokens)):
            if number % 64 == 0:
                self._cancel.check()
            passages.append(passage)
        return passages

    def take(self, item: WasRead, passages: Sequence[Chunk]) -> Iterator[FileChanged]:
        """Make a file that was read searchable by words, and line up for embedding what has no vector yet."""
        room, library, entry = self._room, self._library, item.entry
        key = self._embedding.key
        with room.store.write():
            content = room.contents.known(item.digest, item.suffix) if item.document is None else None
            if content is None and item.document is not None:
                content = room.contents.put(item.digest, item.suffix, item.document, passages)
                room.contents.share_vectors(key, content)
            dropped = room.contents.attach(library, entry.id, entry.shown, content) if content is not None else None
            if content is None or dropped is None:
                return  # the file was removed while it was read
            room.ledger.forgive(entry.id)
            forget_looks(room.store, entry.id)
        room.indexes.drop(library, dropped, self._cancel)
        missing = room.contents.unembedded(library, key, content) if key else []
        self._add_known(content)
        if not missing:
            yield from self._finish(entry.id)
            return
        for number, text in missing:
            self._line_up(number, text, entry.id)
        pages = room.contents.page_count(content)
        self._pending[entry.id] = _Pending(entry, pages, len(missing), len(missing))
        yield self._pending[entry.id].progress()

    def drop(self, entry: Entry) -> None:
        """Forget what a file held that can no longer be read."""
        if entry.content is not None:
            dropped = self._room.contents.detach(self._library, entry)
            self._room.indexes.drop(self._library, dropped, self._cancel)

    def embed(self, idle: Callable[[], bool]) -> Iterator[FileChanged]:
        """Embed full batches of what waits, and the last ones too while there is nothing else to do.

        At the return a batch may be under way still, but for when there is nothing else to do.
        """
        while len(self._waiting) >= BATCH or ((self._waiting or self._under_way) and idle()):
            full = len(self._waiting) >= BATCH
            before, self._under_way = self._under_way, None
            if full or before is None:  # half a batch may become a whole one while the one before it is computed
                self._under_way = self._begin()
            if before is not None:
                yield from self._end(before)

    def changed(self, file: int) -> Iterator[FileChanged]:
        """Yield how it stands with a file now."""
        entry = self._room.ledger.entry(file)
        if entry is not None:  # else it was removed meanwhile
            told = entry.told()
            yield FileChanged(told, told.pages, told.pages)

    def _add_known(self, content: int) -> None:
        """Put vectors that were made for another file, library or reading into this library's index."""
        if self._embedding.key:
            self._index(self._room.contents.passages_of(content))

    def _index(self, passages: Sequence[int]) -> None:
        """Put the kept vectors of passages into this library's index; as kept, so that a rebuilt index is the same."""
        room, key = self._room, self._embedding.key
        if vectors := room.contents.vectors(key, passages):
            room.indexes.add(self._library, key, list(vectors), np.stack(list(vectors.values())), self._cancel)

    # ── embedding ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _line_up(self, number: int, text: str, file: int) -> None:
        """Let a passage wait, with those that say the same, even where these are being embedded already."""
        under_way = self._under_way.texts if self._under_way else {}
        (under_way if text in under_way else self._waiting).setdefault(text, []).append((number, file))

    def _begin(self) -> _UnderWay:
        some = {text: self._waiting.pop(text) for text in list(itertools.islice(self._waiting, BATCH))}
        embedding = self._embedding
        model = embedding.get(self._cancel)
        vectors = None if model is None else self._thread.submit(model.passages, list(some), self._cancel)
        return _UnderWay(embedding.key, some, vectors)

    def _end(self, done: _UnderWay) -> Iterator[FileChanged]:
        """Keep the vectors of a batch, once it is computed, and tell how far its files are."""
        groups = list(done.texts.values())
        if done.vectors is not None:  # a file and its copy wait for the same passages
            passages = [list(dict.fromkeys(number for number, _ in group)) for group in groups]
            self._put(done.key, passages, done.vectors.result())
        files = [file for group in groups for _, file in group]
        for file in files:
            self._pending[file].left -= 1
        for file in dict.fromkeys(files):
            pending = self._pending[file]
            if pending.left:
                yield pending.progress()
            else:
                del self._pending[file]
                yield from self._finish(file)

    def _put(self, key: str, groups: Sequence[Sequence[int]], vectors: NDArray[np.float32]) -> None:
        numbers, each = for_each(groups, vectors)
        self._room.contents.put_vectors(key, numbers, each)
        self._index(numbers)

    def _finish(self, file: int) -> Iterator[FileChanged]:
        self._room.ledger.set_state(file, "indexed")
        yield from self.changed(file)

    def _embed_rest(self) -> None:
        """Embed passages of files that count as indexed but lack vectors of the embedder in use."""
        key = self._embedding.key
        rest = list(by_text(self._room.contents.unembedded(self._library, key) if key else []).items())
        for start in range(0, len(rest), BATCH):
            some = rest[start : start + BATCH]
            model = self._embedding.get(self._cancel)
            if model is None:
                return
            vectors = model.passages([text for text, _ in some], self._cancel)
            self._put(key, [group for _, group in some], vectors)

    @property
    def _embedding(self) -> Embedding:
        """The embedder that serves the library at this moment: it may be changed while files are added."""
        return self._room.embedders.of(self._library)
