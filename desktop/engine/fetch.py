"""The download process: one file after the other, through a .part file that outlives pauses and lost connections."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import msgspec

from desktop import journal
from desktop.engine.download import Browse, Fetch, Fetched, FetchRequest, HubFile, Listed, Patience
from desktop.engine.fit import shown_size
from desktop.engine.gguf import SPLIT
from desktop.engine.hub import Hub, Lost, Remote, checked
from desktop.engine.pace import Pace
from desktop.errors import Cancelled, CannotWrite, DiskFull, DownloadDamaged, DownloadFailed, NotEnoughSpace
from desktop.worker.cancel import Cancel

#: Bytes that stay free on the disk.
SPARE = 256 << 20
HASH_CHUNK = 1 << 22


class _Begun(msgspec.Struct, frozen=True):
    """Kept beside a .part file: of which file its bytes are."""

    repo: str
    file: str
    tag: str
    size: int


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
        with contextlib.closing(Hub(endpoint, self._patience.silent)) as hub:
            if isinstance(request, Browse):
                yield _browsed(hub, request, cancel)
                return
            last = None
            for file in _parts(request.file):
                one = msgspec.structs.replace(request, file=file, sha256=request.sha256 if file == request.file else "")
                for reply in _Download(hub, one, self._patience.waits, cancel).run():
                    yield reply
                    last = reply if file == request.file and reply.path else last
            if last is not None and len(_parts(request.file)) > 1:
                yield last

    def close(self) -> None:
        """Nothing is open."""


class _Download:
    """Knows one file on its way."""

    def __init__(self, hub: Hub, request: Fetch, waits: tuple[float, ...], cancel: Cancel) -> None:
        checked(request.repo, request.file)
        self._hub = hub
        self._request = request
        self._waits = waits
        self._cancel = cancel
        self._name = Path(request.file).name
        self._final = Path(request.folder) / self._name
        self._part = self._final.with_name(f"{self._name}.part")
        self._note = self._final.with_name(f"{self._name}.part.json")
        self._hash = hashlib.sha256()
        self._pace = Pace()

    def run(self) -> Iterator[Fetched]:
        """Fetch, verify, and put in place; a damaged file is fetched once again. Leaves a line in the journal."""
        failed = True
        try:
            yield from self._run()
            failed = False
        except (Cancelled, GeneratorExit):
            failed = False
            raise
        finally:
            what, host = f"{self._request.repo}/{self._request.file}", self._hub.endpoint
            journal.note(self._request.log, host, "download", what, received=self._pace.bytes, failed=failed)

    def _run(self) -> Iterator[Fetched]:
        try:
            for again in (True, False):
                remote = yield from self._asked()
                done = self._part.stat().st_size if self._part.exists() else 0
                if self._final.exists() and self._final.stat().st_size == remote.size and not done:
                    yield Fetched("done", remote.size, remote.size, path=str(self._final))
                    return
                self._check_space(remote)
                yield from self._fetched(remote)
                reason = self._damage(remote)
                if not reason:
                    self._put_in_place()
                    size = self._final.stat().st_size
                    yield Fetched("done", size, size, path=str(self._final))
                    return
                self._part.unlink(missing_ok=True)
                self._note.unlink(missing_ok=True)
                if not again:
                    raise DownloadDamaged(file=self._name, reason=reason)
        except OSError as error:
            if error.errno == 28:  # no space left on the device
                raise DiskFull(what=self._name) from None
            raise CannotWrite(file=self._name, reason=error.strerror or str(error)) from None

    def _asked(self) -> Generator[Fetched, None, Remote]:
        """Ask the hub about the file, with the retry policy."""
        request, waits = self._request, list(self._waits)
        while True:
            self._cancel.check()
            try:
                remote = self._hub.ask(request.repo, request.file, request.revision)
                break
            except Lost as lost:
                if not waits:
                    raise DownloadFailed(file=self._name, reason=lost.reason) from None
                yield Fetched("waiting", self._pace.done, 0)
                self._wait(max(waits.pop(0), lost.wait))
        if request.sha256 and remote.sha256 and request.sha256 != remote.sha256:
            raise DownloadFailed(file=self._name, reason="it was changed at its source since it was reviewed")
        return remote

    def _wait(self, seconds: float) -> None:
        self._cancel.wait(seconds)
        self._cancel.check()

    def _check_space(self, remote: Remote) -> None:
        kept = self._part.stat().st_size if self._part.exists() else 0
        free = shutil.disk_usage(self._final.parent).free
        if remote.size >= 0 and remote.size - kept + SPARE > free:
            raise NotEnoughSpace(file=self._name, needed=shown_size(remote.size - kept), free=shown_size(free))

    def _fetched(self, remote: Remote) -> Iterator[Fetched]:
        """Bring the .part file to its full length."""
        begun = _Begun(self._request.repo, self._request.file, remote.tag, remote.size)
        if self._part.exists() and self._read_note() != begun:
            self._part.unlink()
        with self._part.open("ab") as out:
            yield from self._checked_again(out.tell(), remote)
            self._note.write_bytes(msgspec.json.encode(begun))
            waits = list(self._waits)
            while remote.size < 0 or out.tell() < remote.size:
                before = out.tell()
                try:
                    yield from self._received(out, remote)
                    if remote.size < 0:
                        break
                    if out.tell() == before:
                        raise Lost("the server sent nothing")
                except Lost as lost:
                    if out.tell() > before:
                        waits = list(self._waits)
                    if not waits:
                        raise DownloadFailed(file=self._name, reason=lost.reason) from None
                    yield Fetched("waiting", out.tell(), max(remote.size, 0))
                    self._wait(max(waits.pop(0), lost.wait))
                    known, remote = remote, (yield from self._asked())
                    if remote.tag != known.tag or remote.size != known.size:
                        raise DownloadFailed(file=self._name, reason="it was changed at its source meanwhile") from None
            out.flush()
            os.fsync(out.fileno())

    def _checked_again(self, length: int, remote: Remote) -> Iterator[Fetched]:
        """Hash what came earlier, since the hash must cover it."""
        self._hash = hashlib.sha256()
        if not length:
            return
        with self._part.open("rb") as earlier:
            done = 0
            while chunk := earlier.read(HASH_CHUNK):
                self._cancel.check()
                self._hash.update(chunk)
                done += len(chunk)
                yield Fetched("checking", done, max(remote.size, 0))

    def _received(self, out: Any, remote: Remote) -> Iterator[Fetched]:
        """Append what one connection gives; too many bytes end it."""
        with self._hub.bytes_from(remote, out.tell(), self._name) as (begins, chunks):
            if begins != out.tell():  # the server cannot begin in the middle
                out.truncate(begins)
                out.seek(begins)
                self._hash = hashlib.sha256()
            for chunk in chunks:
                self._cancel.check()
                room = len(chunk) if remote.size < 0 else remote.size - out.tell()
                out.write(chunk[:room])
                self._hash.update(chunk[:room])
                if told := self._pace.add(len(chunk[:room]), out.tell(), max(remote.size, 0)):
                    yield told
                if len(chunk) > room:
                    return

    def _damage(self, remote: Remote) -> str:
        """Return what is wrong with the finished .part file; empty when nothing is."""
        expected = self._request.sha256 or remote.sha256
        if expected and self._hash.hexdigest() != expected:
            return "its SHA-256 is not the one that was promised"
        if remote.size >= 0 and self._part.stat().st_size != remote.size:
            return "its length is not the one that was promised"
        return ""

    def _put_in_place(self) -> None:
        self._part.replace(self._final)
        self._note.unlink(missing_ok=True)
        if os.name == "posix":
            folder = os.open(self._final.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _read_note(self) -> _Begun | None:
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=_Begun)
        except (OSError, msgspec.DecodeError):
            return None


def _parts(file: str) -> tuple[str, ...]:
    """Return all parts of a split model for its first, else the file alone."""
    stem, dot, suffix = file.rpartition(".")
    found = SPLIT.search(stem)
    if not found or found[1] != "00001":
        return (file,)
    base = stem[: found.start()]
    return tuple(f"{base}-{n:05d}-of-{found[2]}{dot}{suffix}" for n in range(1, int(found[2]) + 1))


def _browsed(hub: Hub, request: Browse, cancel: Cancel) -> Listed:
    cancel.check()
    try:
        listed = hub.list(request.repo, request.revision)
        content: Any = msgspec.json.decode(listed)
    except Lost as lost:
        raise DownloadFailed(file=request.repo, reason=lost.reason) from None
    except msgspec.DecodeError:
        raise DownloadFailed(file=request.repo, reason="the hub's answer cannot be understood") from None
    journal.note(request.log, hub.endpoint, "download", f"{request.repo} (list of files)", received=len(listed))
    sizes: dict[str, int] = {}
    hashes: dict[str, str] = {}
    for entry in content if isinstance(content, list) else []:
        path = entry.get("path") if isinstance(entry, dict) else None
        if not isinstance(path, str) or not path.lower().endswith(".gguf") or "mmproj" in path.lower():
            continue
        split = SPLIT.search(path.rpartition(".")[0])
        first = re.sub(r"-\d{5}-of-", "-00001-of-", path) if split else path
        lfs = entry.get("lfs")
        size = lfs.get("size", entry.get("size")) if isinstance(lfs, dict) else entry.get("size")
        sizes[first] = sizes.get(first, 0) + (size if isinstance(size, int) and size > 0 else 0)
        if isinstance(lfs, dict) and isinstance(lfs.get("oid"), str) and first == path:
            hashes[first] = lfs["oid"].removeprefix("sha256:")
    files = [HubFile(path, size, hashes.get(path, "")) for path, size in sizes.items()]
    return Listed(tuple(sorted(files, key=lambda found: (found.size, found.path))))


def open_service(config: bytes) -> FetchService:
    """Make the service with the encoded `Patience`."""
    return FetchService(msgspec.msgpack.decode(config, type=Patience) if config else Patience())
