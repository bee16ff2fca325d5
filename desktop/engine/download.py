"""Downloads of models, asked for by the user and done in a process of their own: paused, resumed, verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from desktop.engine.offers import Offer
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
    """Download a file of a hub repository into a folder; replies `Fetched`. What came before is not fetched again.

    Attributes:
        folder: absolute path; the file keeps its own name in it.
        sha256: what the file must hash to; empty: what the hub says.
        endpoint: the hub; empty: HF_ENDPOINT, else the public one.
        log: file to which a line about each connection is added; empty for none.
    """

    repo: str
    file: str
    folder: str
    revision: str = "main"
    sha256: str = ""
    endpoint: str = ""
    log: str = ""


class Browse(msgspec.Struct, frozen=True, tag="browse"):
    """Look which model files a hub repository has; replies `Listed`."""

    repo: str
    revision: str = "main"
    endpoint: str = ""
    log: str = ""


class Fetched(msgspec.Struct, frozen=True, tag="fetched"):
    """How far a download is.

    Attributes:
        step: bytes come, bytes that came earlier are checked, a lost connection is waited for, the file is there.
        done, total: bytes.
        speed: bytes a second over the last seconds.
        left: seconds left at this speed; 0 while unknown.
        path: of the finished file; empty until then.
    """

    step: Literal["coming", "checking", "waiting", "done"]
    done: int
    total: int
    speed: float = 0.0
    left: float = 0.0
    path: str = ""


class HubFile(msgspec.Struct, frozen=True):
    """A .gguf file of a repository; of a split model the first part, with the size of all."""

    path: str
    size: int
    sha256: str = ""


class Listed(msgspec.Struct, frozen=True, tag="listed"):
    """The answer to `Browse`."""

    files: tuple[HubFile, ...]


FetchRequest = Fetch | Browse
FetchReply = Fetched | Listed

#: Seconds without a sign of life; the child itself gives up on a silent server sooner, and retries.
SILENCE = 180.0


class Downloads:
    """Knows the process that downloads. It starts with the first download; nothing goes out before."""

    def __init__(
        self, folder: Path, log: Path | None = None, endpoint: str = "", patience: Patience | None = None
    ) -> None:
        """Prepare.

        Args:
            folder: where models are kept (Paths.models).
            log: file that lists every connection, for the user to see.
        """
        self._folder = folder
        self._log = str(log) if log else ""
        self._endpoint = endpoint
        self._worker = Worker("desktop.engine.fetch:open_service", patience or Patience(), name="download process")

    @property
    def pid(self) -> int | None:
        """The process id, or None while there is no process."""
        return self._worker.pid

    def offer(self, offer: Offer, cancel: Cancel) -> Iterator[Fetched]:
        """Download a model of the reviewed list; see `fetch`."""
        yield from self.fetch(offer.repo, offer.file, cancel, sha256=offer.sha256 or "")

    def fetch(
        self, repo: str, file: str, cancel: Cancel, sha256: str = "", revision: str = "main"
    ) -> Iterator[Fetched]:
        """Download a file; the last event has its path. Cancelling pauses: the next call goes on where it stopped.

        Of a split model the first part is named, and all are fetched.

        Raises:
            Cancelled: paused; what came is kept.
            DownloadFailed: the hub refused, or the connection was lost for good; what came is kept.
            DownloadDamaged: the file is not what it should be, twice.
            NotEnoughSpace, DiskFull, CannotWrite: it cannot be stored.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        request = Fetch(repo, file, str(self._folder), revision, sha256, self._endpoint, self._log)
        for reply in self._worker.call(request, FetchReply, cancel, silence=SILENCE):
            if isinstance(reply, Fetched):
                yield reply

    def browse(self, repo: str, cancel: Cancel) -> tuple[HubFile, ...]:
        """Return the model files of a repository, smallest first.

        Raises:
            DownloadFailed: there is no such repository, or it cannot be reached.
        """
        request = Browse(repo, endpoint=self._endpoint, log=self._log)
        for reply in self._worker.call(request, FetchReply, cancel, silence=SILENCE):
            if isinstance(reply, Listed):
                return reply.files
        return ()

    def discard(self, file: str) -> None:
        """Delete what came of a paused download.

        Raises:
            OSError: it cannot be deleted.
        """
        name = Path(file).name
        for rest in (self._folder / f"{name}.part", self._folder / f"{name}.part.json"):
            rest.unlink(missing_ok=True)

    def paused(self) -> dict[str, int]:
        """Return the names of files that were begun, and the bytes of each that came."""
        parts = self._folder.glob("*.part") if self._folder.is_dir() else ()
        return {part.name.removesuffix(".part"): part.stat().st_size for part in parts}

    def close(self) -> None:
        """End the process; downloads can be gone on with later."""
        self._worker.close()
