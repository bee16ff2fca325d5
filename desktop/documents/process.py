"""The library process: the only one that opens library.sqlite, the vector index and the embedder."""

from __future__ import annotations

import contextlib
import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.documents import protocol
from desktop.documents.changing import Changing
from desktop.documents.contents import Contents
from desktop.documents.embedder_info import EmbedderInfo, EmbeddersTold
from desktop.documents.embedders import Embedders
from desktop.documents.folder_lock import FolderLock
from desktop.documents.folders import Folders
from desktop.documents.following import Follower
from desktop.documents.index_places import IndexPlaces
from desktop.documents.indexing import Adding
from desktop.documents.intake import Room
from desktop.documents.ledger import Ledger
from desktop.documents.narrow import fits, names_of
from desktop.documents.rerank import Reranker, examine
from desktop.documents.rereading import Rereading
from desktop.documents.search import Searcher
from desktop.documents.store import Store, translated
from desktop.documents.turns import Turns
from desktop.documents.walk import shown_path
from desktop.errors import CannotWrite, DiskFull, FileMissing, IndexUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.documents.embedding import Embedding
    from desktop.documents.read_ahead import DocumentReaders
    from desktop.domain.document import Document, Within
    from desktop.worker.cancel import Cancel

#: Answers without the embedder, which must not wait for a question that loads it.
_SMALL = (
    *(protocol.ListLibraries, protocol.ListFiles, protocol.Create, protocol.ReadPage, protocol.Embedders),
    protocol.Examine,
    *(protocol.Watch, protocol.Unwatch, protocol.ListFolders),
)


class LibraryService:
    """Knows the room and which request goes where; each kind of work has its own lane."""

    requests = protocol.Request

    def __init__(self, config: protocol.Config) -> None:
        """Open everything; the embedder is loaded when it is first needed.

        Raises:
            LibraryInUse: another process has the folder.
            StoreDamaged, StoreNewer, DiskFull, CannotWrite: the store cannot be opened.
            NotAModel, FileMissing: the chosen embedder cannot be used.
        """
        folder = Path(config.folder)
        with contextlib.ExitStack() as opened:
            with translated(str(folder)):
                lock = FolderLock(folder)
            opened.callback(lock.close)
            store = Store(folder)
            opened.callback(store.close)
            contents = Contents(store)
            with contextlib.suppress(DiskFull, CannotWrite):  # what a killed adding or removing left; else next time
                contents.clear()
            indexes = IndexPlaces(store, contents, config.journal)
            opened.callback(indexes.close)
            embedders = Embedders(store, config.embedder, config.precision)
            opened.callback(embedders.close)
            self._closing = opened.pop_all()
        self._turns = Turns()
        self._room = Room(store, Ledger(store), contents, indexes, embedders, _readers(config.reader))
        self._searcher = Searcher(self._room)
        self._reranker: Reranker | None = None
        self._folders = Folders(store)
        self._follower = Follower(self._room, self._folders, self._turns)

    def lane(self, request: protocol.Request) -> str:
        """Indexing, removing, searching and looking things up wait only for their own kind."""
        if isinstance(request, protocol.Add):
            return "index"
        if isinstance(request, protocol.Remove | protocol.Delete | protocol.Place):
            return "edit"
        if isinstance(request, protocol.Follow):
            return "follow"
        if isinstance(request, protocol.ReadAgain):
            return "again"
        if isinstance(request, protocol.Choose):
            return "change"
        if isinstance(request, protocol.Warm):
            return "warm"
        return "look" if isinstance(request, _SMALL) else "search"

    def handle(self, request: protocol.Request, cancel: Cancel) -> Iterator[msgspec.Struct]:
        """Answer; see the requests for what each is answered by.

        Raises:
            LibraryUnknown: there is no library of this name.
        """
        room = self._room
        ledger = room.ledger
        match request:
            case protocol.ListLibraries():
                yield protocol.Libraries(tuple(self._placed(info) for info in ledger.libraries()))
            case protocol.Create(name):
                ledger.create(name)
                yield protocol.Done()
            case protocol.Delete(name):
                self._delete(ledger.number(name))
                yield protocol.Done()
            case protocol.Add(name, paths, again, pictures):
                yield from self._add(ledger.create(name), paths, cancel, again=again, pictures=pictures)
            case protocol.ReadAgain(name, pictures):
                names = [name] if name else [info.name for info in ledger.libraries()]
                numbers = {ledger.number(each): each for each in names}
                yield from Rereading(room, self._turns, cancel, pictures=pictures).run(numbers)
            case protocol.Choose(name, embedder):
                yield from Changing(room, ledger.number(name), cancel).run(embedder)
            case protocol.Embedders(name):
                yield self._embedders(ledger.number(name))
            case protocol.ListFiles(name):
                yield protocol.Files(tuple(entry.told() for entry in ledger.entries(ledger.number(name))))
            case protocol.Remove(name, files):
                self._remove(ledger.number(name), files)
                yield protocol.Done()
            case protocol.Search(name, query, k, file, within, reranker):
                reader = self._reader(reranker)
                yield self._searcher.find(ledger.number(name), name, query, k, file, cancel, within, reader)
            case protocol.Examine(folder):
                examine(Path(folder))
                yield protocol.Done()
            case protocol.ReadPage(name, file, page):
                yield protocol.Text(self._page_text(ledger.number(name), file, page))
            case protocol.Compare(query, texts):
                yield protocol.Cosines(self._compare(query, texts, cancel))
            case protocol.ListNames(name, within):
                yield protocol.Names(names_of(room.store, ledger.number(name), within))
            case protocol.ReadDocuments(name, files, within):
                yield from self._documents(ledger.number(name), files, within, cancel)
            case protocol.Place(name, url):
                room.indexes.choose(ledger.create(name), url)
                yield protocol.Done()
            case protocol.Warm(name):
                embedding = room.embedders.of(ledger.number(name))
                embedding.get(cancel)
                room.indexes.warm(ledger.number(name), embedding.key)
                yield protocol.Done()
            case protocol.Watch(name, path):
                self._folders.add(ledger.create(name), path)
                yield protocol.Done()
            case protocol.Unwatch(name, path):
                self._folders.remove(ledger.number(name), path)
                yield protocol.Done()
            case protocol.ListFolders():
                yield protocol.WatchedFolders(self._follower.states())
            case protocol.Follow(pictures):
                yield from self._follower.run(cancel, pictures=pictures)

    def close(self) -> None:
        """Close the indexes, the store and the lock, in that order."""
        self._closing.close()

    def _add(
        self, library: int, paths: Sequence[bytes], cancel: Cancel, *, again: bool, pictures: bool
    ) -> Iterator[protocol.Indexing]:
        """Add files; one adding runs at a time, those of watched folders included."""
        with self._turns.now(cancel):
            yield from Adding(self._room, library, cancel, pictures=pictures).run(paths, again=again)

    def _reader(self, folder: str) -> Reranker | None:
        """Return the reranker of a folder; the one that was used last stays in memory while it is the wanted one."""
        if not folder:
            self._reranker = None
        elif self._reranker is None or self._reranker.folder != Path(folder):
            self._reranker = Reranker(Path(folder))
        return self._reranker

    def _placed(self, info: protocol.LibraryInfo) -> protocol.LibraryInfo:
        url = self._room.indexes.url(self._room.ledger.number(info.name))
        return msgspec.structs.replace(info, away=url) if url else info

    def _delete(self, library: int) -> None:
        with self._room.indexes.erased(library):
            self._room.contents.remove_library(library)
        self._room.embedders.forget(library)
        self._room.store.erase()

    def _remove(self, library: int, files: Sequence[str]) -> None:
        entries = self._room.ledger.find(library, files)
        if entries:
            with self._room.indexes.erased(library):
                self._room.contents.remove(library, entries)
            self._room.store.erase()

    def _embedders(self, library: int) -> EmbeddersTold:
        serves, comes = self._room.embedders.of(library), self._room.embedders.next_of(library)
        return EmbeddersTold(
            serves=_told(serves),
            comes=_told(comes) if comes is not None else None,
            missing=len(self._room.contents.unembedded(library, (comes or serves).key)),
        )

    def _page_text(self, library: int, file: str, page: int | None) -> str:
        entries = self._room.ledger.find(library, [file])
        content = next((entry.content for entry in entries if entry.content is not None), None)
        return self._room.contents.page_text(content, page) if content is not None else ""

    def _compare(self, query: str, texts: Sequence[str], cancel: Cancel) -> tuple[float, ...]:
        usual = self._room.embedders.usual
        model, question = usual.get(cancel), usual.question(query, cancel)
        if model is None or question is None:
            raise IndexUnavailable(reason="no embedding model is installed")
        cosines = model.passages(texts, cancel) @ question
        return tuple(float(cosine) for cosine in cosines)

    def _documents(self, library: int, files: Sequence[str], within: Within, cancel: Cancel) -> Iterator[Document]:
        ledger = self._room.ledger
        entries = ledger.find(library, files) if files else ledger.entries(library)
        readable = [entry for entry in entries if entry.content is not None]
        if within.narrows and not files:
            readable = [
                entry
                for entry in readable
                if fits(within, shown_path(os.fsdecode(entry.path)), entry.shown, entry.modified / 1e9)
            ]
        if files and not readable:
            raise FileMissing(file=files[0])
        for entry in readable:
            cancel.check()
            yield self._room.contents.document(entry)


def open_service(config: bytes) -> LibraryService:
    """Make the service from an encoded `protocol.Config`."""
    return LibraryService(msgspec.msgpack.decode(config, type=protocol.Config))


def _told(embedding: Embedding) -> EmbedderInfo:
    files = embedding.files
    if files is None:
        return EmbedderInfo()
    return EmbedderInfo(
        name=files.name,
        folder=files.folder,
        kind=files.kind,
        multilingual=files.multilingual,
        precision=embedding.precision,
        measured=embedding.measured,
    )


def _readers(dotted: str) -> Callable[[], DocumentReaders]:
    module, _, name = dotted.partition(":")
    return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]
