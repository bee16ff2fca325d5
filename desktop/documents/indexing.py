"""Take files into a library: read ahead, cut, searchable by words at once, embedded in batches across files."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from desktop.documents.chunk import stream
from desktop.documents.gone import forget_gone
from desktop.documents.looks import KeptLooks, forget_looks
from desktop.documents.plan import plan
from desktop.documents.protocol import FileChanged, IndexFinished, Indexing, IndexStarted
from desktop.documents.read_ahead import CouldNotRead, DocumentReaders, ReadAhead, ReadingPage, WasRead
from desktop.errors import Cancelled, CannotWrite, DiskFull, FileHasNoText, FileTookTooLong, LecternError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.chunk import Chunk
    from desktop.documents.contents import Contents
    from desktop.documents.embedders import Embedders
    from desktop.documents.embedding import Embedding
    from desktop.documents.index_places import IndexPlaces
    from desktop.documents.ledger import Entry, Ledger
    from desktop.documents.plan import Plan
    from desktop.documents.protocol import FileState
    from desktop.documents.store import Store
    from desktop.domain.document import Document
    from desktop.worker.cancel import Cancel

#: Passages that are embedded and written together: enough to sort by length, few enough to tell progress.
BATCH = 64


class Room(msgspec.Struct, frozen=True):
    """What indexing works on."""

    store: Store
    ledger: Ledger
    contents: Contents
    indexes: IndexPlaces
    embedders: Embedders
    readers: Callable[[], DocumentReaders]


class _Count(msgspec.Struct):
    """What has been done so far."""

    indexed: int = 0
    pages: int = 0
    chunks: int = 0
    skipped: list[FileState] = []
    failed: list[FileState] = []

    def take(self, state: FileState) -> None:
        if state.state == "indexed":
            self.indexed += 1
            self.pages += state.pages
            self.chunks += state.chunks
        elif state.state == "skipped":
            self.skipped.append(state)
        elif state.state == "failed":
            self.failed.append(state)


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


class Adding:
    """Knows one adding of files to one library, from plan to end."""

    def __init__(self, room: Room, library: int, cancel: Cancel, *, pictures: bool = True) -> None:
        self._room = room
        self._pictures = pictures
        self._library = library
        self._cancel = cancel
        self._count = _Count()
        self._waiting: list[tuple[int, str, int]] = []  # passage, text to embed, file
        self._pending: dict[int, _Pending] = {}

    def run(self, paths: Sequence[bytes], *, again: bool = False, watched: bytes = b"") -> Iterator[Indexing]:
        """Yield what happens to each file, `IndexFinished` last.

        Args:
            again: read files again that could not be read.
            watched: the watched folder in which `paths` changed: files that are gone from it are forgotten.

        Raises:
            FileMissing, NothingReadable: what was given; nothing changed.
            Cancelled, DiskFull: what was done stays done, and the next adding goes on from there.
        """
        started = time.monotonic()
        room, library = self._room, self._library
        todo = plan(
            *(room.store, room.ledger, library, paths, self._cancel),
            again=again,
            pictures=self._pictures,
            watched=bool(watched),
        )
        yield IndexStarted(todo.total)
        try:
            yield from self._take_in(todo)
            if watched:
                forget_gone(room.ledger, room.contents, room.indexes, library, watched, self._cancel)
        except BaseException as error:  # a stop too: what was taken out by then is gone when it is done
            with contextlib.suppress(DiskFull, CannotWrite):
                if isinstance(error, Cancelled):  # a large library may be killed before it is clear: spare its index
                    room.indexes.settle(library)
                room.contents.clear()
            raise
        room.contents.clear()
        self._embed_rest()
        room.indexes.settle(library)
        count = self._count
        yield IndexFinished(
            indexed=count.indexed,
            unchanged=todo.unchanged,
            skipped=tuple(count.skipped),
            failed=tuple(count.failed),
            pages=count.pages,
            chunks=count.chunks,
            seconds=time.monotonic() - started,
        )

    def _take_in(self, todo: Plan) -> Iterator[FileChanged]:
        for entry in todo.told:
            if entry.state in ("skipped", "failed"):
                self._detach(entry)
            yield from self._changed(entry.id)
        if todo.read:
            self._embedding.warm()
            yield from self._read(todo.read)

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, entries: Sequence[Entry]) -> Iterator[FileChanged]:
        room = self._room
        ahead = ReadAhead(
            entries,
            room.readers(),
            begin=lambda entry: room.ledger.set_state(entry.id, "reading"),
            known=lambda digest, suffix: room.contents.known(digest, suffix, pictures=self._pictures) is not None,
            looks=lambda entry, digest: KeptLooks(room.store, entry.id, digest),
            leave=room.store.leave,
            pictures=self._pictures,
        )
        try:
            with self._cancel.watch(ahead.stop):
                for item in ahead:
                    self._cancel.check()
                    if isinstance(item, ReadingPage):
                        state = msgspec.structs.replace(item.entry.told(), state="reading")
                        yield FileChanged(state, item.page // 2, item.pages)
                    elif isinstance(item, WasRead):
                        yield from self._take(item)
                    else:
                        yield from self._refuse(item, ahead)
                    while len(self._waiting) >= BATCH or (self._waiting and ahead.idle()):
                        yield from self._embed(BATCH)
                while self._waiting:
                    yield from self._embed(BATCH)
        finally:
            ahead.close()
        self._cancel.check()

    def _take(self, item: WasRead) -> Iterator[FileChanged]:
        """Make a file that was read searchable by words, and line its passages up for embedding."""
        room, library, entry = self._room, self._library, item.entry
        passages = list(self._cut(item.document)) if item.document is not None else []
        if item.document is not None and not passages:
            room.ledger.fail(entry.id, FileHasNoText(file=entry.shown))
            yield from self._changed(entry.id)
            return
        with room.store.write():
            content = room.contents.known(item.digest, item.suffix) if item.document is None else None
            if content is None and item.document is not None:
                content = room.contents.put(item.digest, item.suffix, item.document, passages)
            dropped = room.contents.attach(library, entry.id, entry.shown, content) if content is not None else None
            if content is None or dropped is None:
                return  # the file was removed while it was read
            room.ledger.forgive(entry.id)
            forget_looks(room.store, entry.id)
        room.indexes.drop(library, dropped, self._cancel)
        key = self._embedding.key
        missing = room.contents.unembedded(library, key, content) if key else []
        if item.document is None:
            self._add_known(content)
        if not missing:
            yield from self._finish(entry.id)
            return
        self._waiting += [(number, text, entry.id) for number, text in missing]
        pages = room.contents.page_count(content)
        self._pending[entry.id] = _Pending(entry, pages, len(missing), len(missing))
        yield self._pending[entry.id].progress()

    def _add_known(self, content: int) -> None:
        """Put vectors that were made for another file or library into this library's index."""
        room, key = self._room, self._embedding.key
        vectors = room.contents.vectors(key, room.contents.passages_of(content)) if key else {}
        if vectors:
            room.indexes.add(self._library, key, list(vectors), np.stack(list(vectors.values())), self._cancel)

    def _cut(self, document: Document | None) -> Iterator[Chunk]:
        if document is None:
            return
        for number, passage in enumerate(stream(document, self._room.embedders.usual.count_tokens)):
            if number % 64 == 0:
                self._cancel.check()
            yield passage

    def _refuse(self, item: CouldNotRead, ahead: ReadAhead) -> Iterator[FileChanged]:
        """Write down why a file was not read; one that ended its reader is tried once more, after the others."""
        ledger, entry = self._room.ledger, item.entry
        error: LecternError | None = item.error
        if item.died or isinstance(error, FileTookTooLong):
            quarantined = ledger.count_death(entry.id, entry.shown)
            error = quarantined or error
            if item.died and quarantined is None:
                ledger.set_state(entry.id, "waiting")
                ahead.again(entry)
                return
        assert error is not None
        if not item.died and not isinstance(item.error, FileTookTooLong):
            forget_looks(self._room.store, entry.id)  # after a death or the deadline another try goes on from there
        ledger.fail(entry.id, error)
        self._detach(entry)
        yield from self._changed(entry.id)

    def _detach(self, entry: Entry) -> None:
        if entry.content is not None:
            dropped = self._room.contents.detach(self._library, entry)
            self._room.indexes.drop(self._library, dropped, self._cancel)

    # ── embedding ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _embed(self, size: int) -> Iterator[FileChanged]:
        some, self._waiting = self._waiting[:size], self._waiting[size:]
        self._put([(number, text) for number, text, _ in some])
        touched = dict.fromkeys(file for _, _, file in some)
        for _, _, file in some:
            self._pending[file].left -= 1
        for file in touched:
            pending = self._pending[file]
            if pending.left:
                yield pending.progress()
            else:
                del self._pending[file]
                yield from self._finish(file)

    def _put(self, some: Sequence[tuple[int, str]]) -> None:
        room, embedding = self._room, self._embedding
        model = embedding.get(self._cancel)
        if model is None or not some:
            return
        numbers = [number for number, _ in some]
        vectors = model.passages([text for _, text in some], self._cancel)
        room.contents.put_vectors(embedding.key, numbers, vectors)
        still = room.contents.passages(numbers)
        rows = [row for row, number in enumerate(numbers) if number in still]
        room.indexes.add(self._library, embedding.key, [numbers[row] for row in rows], vectors[rows], self._cancel)

    def _finish(self, file: int) -> Iterator[FileChanged]:
        self._room.ledger.set_state(file, "indexed")
        yield from self._changed(file)

    def _embed_rest(self) -> None:
        """Embed passages of files that count as indexed but lack vectors of the embedder in use."""
        key = self._embedding.key
        rest = self._room.contents.unembedded(self._library, key) if key else []
        for start in range(0, len(rest), BATCH):
            self._put(rest[start : start + BATCH])

    @property
    def _embedding(self) -> Embedding:
        """The embedder that serves the library at this moment: it may be changed while files are added."""
        return self._room.embedders.of(self._library)

    def _changed(self, file: int) -> Iterator[FileChanged]:
        entry = self._room.ledger.entry(file)
        if entry is not None:  # else it was removed meanwhile
            told = entry.told()
            self._count.take(told)
            yield FileChanged(told, told.pages, told.pages)
