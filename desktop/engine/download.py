"""Downloads of models, asked for by the user and done in a process of their own: paused, resumed, verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from desktop.engine.offers import Offer
from desktop.engine.pending import HubFile, Pending, Shelf, Wanted, parts_of
from desktop.errors import CannotWrite, DownloadFailed, DownloadRefused
from desktop.worker.cancel import Cancel
from desktop.worker.host import Worker


class Patience(msgspec.Struct, frozen=True):
    """The one retry policy.

    Attributes:
        waits: seconds before each new try after a lost connection; a new byte starts the row over.
        silent: seconds without a byte after which a connection counts as lost.
    """

    waits: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0)
    silent: float = 30.0


class Fetch(msgspec.Struct, frozen=True, tag="fetch"):
    """Download files of a hub repository into a folder; replies `Fetched`. What came before is not fetched again.

    Attributes:
        folder: absolute path.
        flat: whether each file keeps only its own name there, and not the folders that it has in the repository.
        endpoint: the hub; empty: HF_ENDPOINT, else the public one.
        log: file to which a line about each connection is added; empty for none.
    """

    repo: str
    files: tuple[HubFile, ...]
    folder: str
    revision: str = "main"
    flat: bool = True
    endpoint: str = ""
    log: str = ""


class Browse(msgspec.Struct, frozen=True, tag="browse"):
    """Look which models a hub repository has, or which files an embedding model in it is made of; replies `Listed`."""

    repo: str
    kind: Literal["chat", "embedding"] = "chat"
    revision: str = "main"
    endpoint: str = ""
    log: str = ""


class Fetched(msgspec.Struct, frozen=True, tag="fetched"):
    """How far a download is, all of its files together.

    Attributes:
        step: bytes come, bytes that came earlier are checked, a lost connection is waited for, all files are there.
        done, total: bytes; total is 0 while unknown.
        speed: bytes a second over the last seconds.
        left: seconds left at this speed; 0 while unknown.
        path: of the finished (first) file; empty until then.
        without: the projector that could not be had (refused, or changed since it was reviewed), so that the finished
            model sees no pictures; else empty.
    """

    step: Literal["coming", "checking", "waiting", "done"]
    done: int
    total: int
    speed: float = 0.0
    left: float = 0.0
    path: str = ""
    without: str = ""


class Listed(msgspec.Struct, frozen=True, tag="listed"):
    """The answer to `Browse`."""

    files: tuple[HubFile, ...]


FetchRequest = Fetch | Browse
FetchReply = Fetched | Listed

#: Seconds without a sign of life; the child itself gives up on a silent server sooner, and retries.
SILENCE = 180.0


def from_offer(offer: Offer) -> Wanted:
    """Return what a model of the reviewed list consists of; the files of one for search are listed when it begins."""
    files = parts_of(offer.file, offer.size, offer.sha256 or "") if offer.kind == "chat" else ()
    eye = (offer.projector,) if offer.projector else ()
    return Wanted(offer.name, offer.kind, offer.repo, (*files, *eye), offer.whole_size)


def from_repo(repo: str, file: HubFile) -> Wanted:
    """Return what a model of a repository consists of; a split one is given by its first part, with the size of all."""
    eye = (file.projector,) if file.projector else ()
    files = (*parts_of(file.path, file.size, file.sha256), *eye)
    return Wanted(Path(file.path).stem, "chat", repo, files, file.whole_size)


class Downloads:
    """Knows the process that downloads. It starts with the first download; nothing goes out before.

    Attributes:
        endpoint: the hub, or a mirror of it; empty: HF_ENDPOINT, else the public one.
    """

    def __init__(
        self,
        models: Path,
        log: Path | None = None,
        endpoint: str = "",
        patience: Patience | None = None,
        embedders: Path | None = None,
    ) -> None:
        """Prepare.

        Args:
            models: where models are kept (Paths.models).
            log: file that lists every connection, for the user to see.
            embedders: where models for search by meaning are kept, each in a folder of its own (Paths.embedders).
        """
        self.endpoint = endpoint
        self._log = str(log) if log else ""
        self._shelf = Shelf(models, embedders or models.with_name("embedders"))
        self._worker = Worker("desktop.engine.fetch:open_service", patience or Patience(), name="download process")

    @property
    def pid(self) -> int | None:
        """The process id, or None while there is no process."""
        return self._worker.pid

    def fetch(self, wanted: Wanted, cancel: Cancel) -> Iterator[Fetched]:
        """Download a model; the last event has its path. Cancelling pauses: the next call goes on where it stopped.

        Raises:
            Cancelled: paused; what came is kept, and `pending` tells it, also after a restart.
            DownloadRefused: the hub does not have it, or does not give it.
            DownloadFailed: the connection was lost for good; what came is kept.
            DownloadDamaged: a file is not what it should be, twice.
            NotEnoughSpace, DiskFull, CannotWrite: it cannot be stored.
        """
        try:
            if not wanted.files:
                listed = self.browse(wanted.repo, cancel, wanted.kind)
                if not listed:
                    raise DownloadFailed(file=wanted.name, reason="its weights are not there in a safe format")
                size = sum(file.size for file in listed)
                wanted = msgspec.structs.replace(wanted, files=listed, size=size)
            place = self._shelf.place(wanted)
            if wanted.kind == "embedding" and place.is_dir():  # it is put there only when it is complete
                yield Fetched("done", wanted.size, wanted.size, path=str(place))
                return
            folder = self._shelf.coming(wanted)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._shelf.note(wanted)
            flat = wanted.kind == "chat"
            request = Fetch(wanted.repo, wanted.files, str(folder), wanted.revision, flat, self.endpoint, self._log)
            for reply in self._worker.call(request, FetchReply, cancel, silence=SILENCE):
                if not isinstance(reply, Fetched):
                    continue
                if reply.step == "done":
                    yield msgspec.structs.replace(reply, path=str(self._shelf.finish(wanted)))
                    return
                if reply.total and reply.total != wanted.size:
                    wanted = msgspec.structs.replace(wanted, size=reply.total)
                    self._shelf.note(wanted)
                yield reply
        except DownloadRefused:
            if not self._shelf.done(wanted):  # there is nothing to go on with
                self._shelf.discard(wanted)
            raise
        except OSError as error:
            raise CannotWrite(file=wanted.name, reason=error.strerror or str(error)) from error

    def browse(self, repo: str, cancel: Cancel, kind: Literal["chat", "embedding"] = "chat") -> tuple[HubFile, ...]:
        """Return the models of a repository, smallest first, or the files of the embedding model that it is.

        Raises:
            DownloadFailed: there is no such repository, or it cannot be reached.
        """
        request = Browse(repo, kind, endpoint=self.endpoint, log=self._log)
        for reply in self._worker.call(request, FetchReply, cancel, silence=SILENCE):
            if isinstance(reply, Listed):
                return reply.files
        return ()

    def pending(self) -> tuple[Pending, ...]:
        """Return the downloads that were begun and are not there yet, with the bytes that came of each."""
        return self._shelf.pending()

    def place(self, wanted: Wanted) -> Path:
        """Return where a model is when it is complete."""
        return self._shelf.place(wanted)

    def discard(self, wanted: Wanted) -> None:
        """Delete what came of a paused download.

        Raises:
            OSError: it cannot be deleted.
        """
        self._shelf.discard(wanted)

    def close(self) -> None:
        """End the process; downloads can be gone on with later."""
        self._worker.close()
