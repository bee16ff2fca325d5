"""What crosses the pipe between the window's process and the library process."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.documents.embedder_info import Choose, Embedders, Examine
from desktop.documents.folder_protocol import (
    FolderChanged,
    FolderState,
    Follow,
    ListFolders,
    Unwatch,
    Watch,
    WatchedFolders,
)
from desktop.documents.read_protocol import ListNames, Names, ReadDocuments, ReadPage, Text
from desktop.documents.reread_protocol import ReadAgain, Reread
from desktop.domain.document import EVERYTHING, Within

__all__ = [
    "Choose",
    "Embedders",
    "Examine",
    "FolderChanged",
    "FolderState",
    "Follow",
    "ListFolders",
    "ListNames",
    "Names",
    "ReadAgain",
    "ReadDocuments",
    "ReadPage",
    "Reread",
    "Text",
    "Unwatch",
    "Watch",
    "WatchedFolders",
]

#: Name that keys of Chroma servers are kept under (`desktop.keys`).
CHROMA_KEY = "chroma"

State = Literal["waiting", "reading", "indexed", "skipped", "failed", "missing"]


class Config(msgspec.Struct, frozen=True):
    """What the library process is started with.

    Attributes:
        folder: where library.sqlite and the vector index live.
        embedder: absolute folder of the embedding model; empty means the starter package.
        journal: file that lists what left this computer; empty for none.
        precision: how embedders are computed ("fp32", "bf16", "int8"); empty: as measured once on this machine.
        reader: dotted name of a factory of `desktop.documents.read_ahead.DocumentReaders`.
    """

    folder: str
    embedder: str = ""
    journal: str = ""
    precision: str = ""
    reader: str = "desktop.documents.reader_client:Readers"


# ── values ────────────────────────────────────────────────────────────────────────────────────────────────────────


class LibraryInfo(msgspec.Struct, frozen=True):
    """What a library holds.

    Attributes:
        files: files that are indexed.
        hidden: whether it belongs to a chat or to one question, and is in no list of libraries.
        waiting: files that were added and are not read yet.
        away: address of the Chroma server that keeps its vectors; empty for this computer.
    """

    name: str
    files: int = 0
    pages: int = 0
    chunks: int = 0
    hidden: bool = False
    waiting: int = 0
    away: str = ""


class FileState(msgspec.Struct, frozen=True):
    """How it stands with one file of a library.

    Attributes:
        file: the path as it was given or found.
        reason: one English sentence where the file is skipped or failed, or what was left out of it.
        kind, values: the error behind the reason, so that it can be said in another language.
        added: seconds since the epoch.
        path: the absolute path; bytes that are no UTF-8 are shown as escapes.
        unread: scanned pages that were passed over because reading them is turned off.
        modified: when the file was changed last, in seconds since the epoch; 0: unknown.
    """

    file: str
    state: State
    reason: str = ""
    kind: str = ""
    values: dict[str, str] = {}
    pages: int = 0
    chunks: int = 0
    added: float = 0.0
    path: str = ""
    unread: int = 0
    modified: float = 0.0


# ── requests ──────────────────────────────────────────────────────────────────────────────────────────────────────


class ListLibraries(msgspec.Struct, frozen=True, tag="libraries"):
    """Ask for every library; answered by `Libraries`."""


class Create(msgspec.Struct, frozen=True, tag="create"):
    """Make a library where there is none of this name; answered by `Done`."""

    name: str


class Delete(msgspec.Struct, frozen=True, tag="delete"):
    """Delete a library and all that only it held; answered by `Done`."""

    name: str


class Add(msgspec.Struct, frozen=True, tag="add"):
    """Index files and folders, and whatever a crash left waiting; answered by a stream of `Indexing`.

    Attributes:
        paths: as bytes of the file system, since a name need not be UTF-8.
        again: read files again that were skipped or failed, even if they did not change.
        pictures: read words from pictures and scans, also those that were passed over before.
    """

    name: str
    paths: tuple[bytes, ...] = ()
    again: bool = False
    pictures: bool = True


class ListFiles(msgspec.Struct, frozen=True, tag="files"):
    """Ask for the state of every file; answered by `Files`."""

    name: str


class Remove(msgspec.Struct, frozen=True, tag="remove"):
    """Take files out of a library, with their text and vectors; answered by `Done`."""

    name: str
    files: tuple[str, ...]


class Search(msgspec.Struct, frozen=True, tag="search"):
    """Find passages; answered by `desktop.domain.document.Found`.

    Attributes:
        file: the only file to look at.
        within: the files to look at otherwise.
        reranker: folder of a cross-encoder that orders the first passages anew; empty for none.
    """

    name: str
    query: str
    k: int = 8
    file: str | None = None
    within: Within = EVERYTHING
    reranker: str = ""


class Compare(msgspec.Struct, frozen=True, tag="compare"):
    """Ask how alike a query and texts are; answered by `Cosines`."""

    query: str
    texts: tuple[str, ...]


class Warm(msgspec.Struct, frozen=True, tag="warm"):
    """Load the embedder and open the index of a library ahead of the first question; answered by `Done`."""

    name: str


class Place(msgspec.Struct, frozen=True, tag="place"):
    """Keep the vectors of a library on a Chroma server, or here where `url` is empty; answered by `Done`."""

    name: str
    url: str


_Some = ListLibraries | Create | Delete | Add | Choose | Embedders | Examine | ListFiles | Remove | Search
_Others = (
    ReadPage | Compare | ListNames | ReadDocuments | Warm | Watch | Unwatch | ListFolders | Follow | Place | ReadAgain
)
Request = _Some | _Others

# ── replies ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Libraries(msgspec.Struct, frozen=True):
    """Every library, hidden ones too."""

    libraries: tuple[LibraryInfo, ...]


class Files(msgspec.Struct, frozen=True):
    """The state of every file of a library, in the order they were added."""

    files: tuple[FileState, ...]


class Cosines(msgspec.Struct, frozen=True):
    """Cosine similarities, -1 to 1, in the order of the texts."""

    values: tuple[float, ...]


class Done(msgspec.Struct, frozen=True):
    """It is done."""


class IndexStarted(msgspec.Struct, frozen=True, tag="started"):
    """Indexing begins.

    Attributes:
        total: files that were found or still wait.
    """

    total: int


class FileChanged(msgspec.Struct, frozen=True, tag="changed"):
    """A file's state or progress changed.

    Attributes:
        page, pages: how many pages were read, of how many; 0 where unknown.
    """

    state: FileState
    page: int = 0
    pages: int = 0


class IndexFinished(msgspec.Struct, frozen=True, tag="finished"):
    """Indexing is over.

    Attributes:
        indexed: files that were read or whose known text was taken into this library.
        unchanged: files that were there already.
        pages, chunks: of the files counted in `indexed`.
    """

    indexed: int
    unchanged: int
    skipped: tuple[FileState, ...]
    failed: tuple[FileState, ...]
    pages: int
    chunks: int
    seconds: float


Indexing = IndexStarted | FileChanged | IndexFinished


class Followed(msgspec.Struct, frozen=True, tag="followed"):
    """Something happens to a file of a watched folder.

    Attributes:
        library: the name of its library.
    """

    library: str
    event: Indexing


Following = FolderChanged | Followed
