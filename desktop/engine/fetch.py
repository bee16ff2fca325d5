"""The download process: one file after the other, through .part files that outlive pauses and lost connections."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import msgspec

from desktop.engine.download import Browse, Fetch, Fetched, FetchRequest, Listed, Patience
from desktop.engine.fit import shown_size
from desktop.engine.hub import Hub, Lost, Remote, checked
from desktop.engine.listing import embedder_files, gguf_files
from desktop.engine.pace import Pace
from desktop.engine.part import PartFile
from desktop.engine.pending import HubFile
from desktop.engine.projector import named_projector
from desktop.errors import CannotWrite, DiskFull, DownloadDamaged, DownloadFailed, NotEnoughSpace
from desktop.worker.cancel import Cancel

#: Bytes that stay free on the disk.
SPARE = 256 << 20


class FetchService:
    """Knows nothing between requests; all that must last is in the .part files."""

    requests: Any = FetchRequest

    def __init__(self, patience: Patience) -> None:
        self._patience = patience

    def lane(self, request: FetchRequest) -> str:
        """Looking does not wait for downloading."""
        return "browse" if isinstance(request, Browse) else "fetch"

    def handle(self, request: FetchRequest, cancel: Cancel) -> Iterator[msgspec.Struct]:
        """Answer; the types of the replies are in `desktop.engine.download`."""
        endpoint = request.endpoint or os.environ.get("HF_ENDPOINT", "")
        with contextlib.closing(Hub(endpoint, self._patience.silent, request.log)) as hub:
            if isinstance(request, Browse):
                yield _browsed(hub, request, cancel)
            else:
                yield from _Download(hub, request, self._patience.waits, cancel).run()

    def close(self) -> None:
        """Nothing is open."""


class _File(msgspec.Struct, frozen=True):
    """A file of a download: what was asked for, what the hub says of it, and where it goes."""

    wanted: HubFile
    remote: Remote
    part: PartFile

    @property
    def there(self) -> bool:
        """Whether it came in an earlier run."""
        final = self.part.final
        return not self.part.exists and final.exists() and final.stat().st_size == self.remote.size


class _Download:
    """Knows the files of one request on their way."""

    def __init__(self, hub: Hub, request: Fetch, waits: tuple[float, ...], cancel: Cancel) -> None:
        for file in request.files:
            checked(request.repo, file.path)
        self._hub = hub
        self._request = request
        self._waits = waits
        self._cancel = cancel
        self._pace = Pace(0)
        self._name = Path(request.files[0].path).name if request.files else request.repo

    def run(self) -> Iterator[Fetched]:
        """Ask about all files, check the room on the disk, then fetch, verify and put in place each of them."""
        try:
            files: list[_File] = []
            without = ""
            for wanted in self._request.files:
                try:
                    remote = yield from self._asked(wanted)
                except DownloadFailed:
                    if not files or not named_projector(Path(wanted.path).name):
                        raise
                    without = Path(wanted.path).name  # the model answers without it
                    continue
                files.append(_File(wanted, remote, PartFile(self._place(wanted))))
            if all(file.remote.size >= 0 for file in files):
                self._pace = Pace(sum(file.remote.size for file in files))
            self._check_space(files)
            for file in files:
                self._name = file.part.final.name
                if file.there:
                    self._pace.done += file.remote.size
                else:
                    with file.part.held():
                        yield from self._fetched(file)
            path = str(files[0].part.final) if files else ""
            yield Fetched("done", self._pace.done, self._pace.done, path=path, without=without)
        except OSError as error:
            if error.errno == 28:  # no space left on the device
                raise DiskFull(what=self._name) from None
            raise CannotWrite(file=self._name, reason=error.strerror or str(error)) from None

    def _place(self, wanted: HubFile) -> Path:
        folder = Path(self._request.folder)
        return folder / (Path(wanted.path).name if self._request.flat else wanted.path)

    def _asked(self, wanted: HubFile) -> Generator[Fetched, None, Remote]:
        """Ask the hub about a file, with the retry policy."""
        request, waits, name = self._request, list(self._waits), Path(wanted.path).name
        while True:
            self._cancel.check()
            try:
                remote = self._hub.ask(request.repo, wanted.path, request.revision)
                break
            except Lost as lost:
                if not waits:
                    raise DownloadFailed(file=name, reason=lost.reason) from None
                yield self._pace.waiting()
                self._wait(max(waits.pop(0), lost.wait))
        if wanted.sha256 and remote.sha256 and wanted.sha256 != remote.sha256:
            raise DownloadFailed(file=name, reason="it was changed at its source since it was reviewed")
        return remote

    def _wait(self, seconds: float) -> None:
        self._cancel.wait(seconds)
        self._cancel.check()

    def _check_space(self, files: list[_File]) -> None:
        needed = sum(max(file.remote.size, 0) - file.part.length for file in files if not file.there)
        free = shutil.disk_usage(self._request.folder).free
        if needed + SPARE > free:
            raise NotEnoughSpace(file=self._name, needed=shown_size(needed), free=shown_size(free))

    def _fetched(self, file: _File) -> Iterator[Fetched]:
        """Fetch one file whole; one that arrives damaged is fetched once again."""
        before = self._pace.done
        for again in (True, False):
            remote = file.remote if again else (yield from self._asked(file.wanted))
            yield from self._filled(file, remote)
            reason = file.part.damage(file.wanted.sha256 or remote.sha256, remote.size)
            if not reason:
                file.part.put_in_place()
                return
            file.part.delete()
            self._pace.done = before
            if not again:
                raise DownloadDamaged(file=self._name, reason=reason)

    def _filled(self, file: _File, remote: Remote) -> Iterator[Fetched]:
        """Bring the .part file to its full length."""
        part, waits = file.part, list(self._waits)
        with part.opened(self._request.repo, file.wanted.path, remote.tag, remote.size):
            for count in part.hash_earlier():
                self._cancel.check()
                self._pace.done += count
                yield self._pace.checking()
            while remote.size < 0 or part.length < remote.size:
                before = part.length
                try:
                    yield from self._received(part, remote)
                    if remote.size < 0:
                        break
                    if part.length == before:
                        raise Lost("the server sent nothing")
                except Lost as lost:
                    if part.length > before:
                        waits = list(self._waits)
                    if not waits:
                        raise DownloadFailed(file=self._name, reason=lost.reason) from None
                    yield self._pace.waiting()
                    self._wait(max(waits.pop(0), lost.wait))
                    known, remote = remote, (yield from self._asked(file.wanted))
                    if remote.tag != known.tag or remote.size != known.size:
                        raise DownloadFailed(file=self._name, reason="it was changed at its source meanwhile") from None

    def _received(self, part: PartFile, remote: Remote) -> Iterator[Fetched]:
        """Append what one connection gives; too many bytes end it."""
        with self._hub.bytes_from(remote, part.length, self._name) as (begins, chunks):
            if begins != part.length:  # the server cannot begin in the middle
                self._pace.done -= part.length - begins
                part.begin_again()
            for chunk in chunks:
                self._cancel.check()
                room = len(chunk) if remote.size < 0 else remote.size - part.length
                part.append(chunk[:room])
                if told := self._pace.add(len(chunk[:room])):
                    yield told
                if len(chunk) > room:
                    return


def _browsed(hub: Hub, request: Browse, cancel: Cancel) -> Listed:
    cancel.check()
    try:
        content = hub.list(request.repo, request.revision)
        return Listed(gguf_files(content) if request.kind == "chat" else embedder_files(content))
    except Lost as lost:
        raise DownloadFailed(file=request.repo, reason=lost.reason) from None
    except msgspec.DecodeError:
        raise DownloadFailed(file=request.repo, reason="the hub's answer cannot be understood") from None


def open_service(config: bytes) -> FetchService:
    """Make the service with the encoded `Patience`."""
    return FetchService(msgspec.msgpack.decode(config, type=Patience) if config else Patience())
