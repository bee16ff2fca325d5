"""A file on its way: a .part file that is hashed while it grows, held by one process, and renamed when it is whole."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from desktop.engine.pending import PART
from desktop.errors import DownloadFailed

HASH_CHUNK = 1 << 22


class _Begun(msgspec.Struct, frozen=True):
    """Kept beside a .part file: of which file its bytes are."""

    repo: str
    file: str
    tag: str
    size: int


class PartFile:
    """Knows the bytes of one file that are there, and their hash."""

    def __init__(self, final: Path) -> None:
        self.final = final
        self._part = final.with_name(f"{final.name}{PART}")
        self._note = final.with_name(f"{final.name}{PART}.json")
        self._hash = hashlib.sha256()
        self._out: BinaryIO | None = None

    @property
    def exists(self) -> bool:
        """Whether any of it came."""
        return self._part.exists()

    @property
    def length(self) -> int:
        """How many bytes are there."""
        if self._out is not None:
            return self._out.tell()
        return self._part.stat().st_size if self._part.exists() else 0

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other process away from the file; the system lets go when this one ends, whatever happens.

        Raises:
            DownloadFailed: another process fetches it.
        """
        self.final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = self.final.with_name(f".{self.final.name}.lock")
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            if not _locked(descriptor):
                raise DownloadFailed(file=self.final.name, reason="another Lectern downloads it at this moment")
            yield
            with contextlib.suppress(OSError):
                lock.unlink()
        finally:
            os.close(descriptor)

    @contextlib.contextmanager
    def opened(self, repo: str, file: str, tag: str, size: int) -> Iterator[None]:
        """Open it to append; bytes of another file or of another version of it are thrown away."""
        begun = _Begun(repo, file, tag, size)
        if self._part.exists() and self._read_note() != begun:
            self._part.unlink()
        with self._part.open("ab") as out:
            self._out = out
            try:
                self._note.write_bytes(msgspec.json.encode(begun))
                yield
                out.flush()
                os.fsync(out.fileno())
            finally:
                self._out = None

    def hash_earlier(self) -> Iterator[int]:
        """Hash what came earlier, since the hash must cover it; yield how many bytes each step took."""
        self._hash = hashlib.sha256()
        with self._part.open("rb") as earlier:
            while chunk := earlier.read(HASH_CHUNK):
                self._hash.update(chunk)
                yield len(chunk)

    def append(self, chunk: bytes) -> None:
        """Add bytes at the end."""
        assert self._out is not None
        self._out.write(chunk)
        self._hash.update(chunk)

    def begin_again(self) -> None:
        """Throw away what is there."""
        assert self._out is not None
        self._out.truncate(0)
        self._out.seek(0)
        self._hash = hashlib.sha256()

    def damage(self, sha256: str, size: int) -> str:
        """Return what is wrong with the whole file; empty when nothing is."""
        if sha256 and self._hash.hexdigest() != sha256:
            return "its SHA-256 is not the one that was promised"
        if size >= 0 and self.length != size:
            return "its length is not the one that was promised"
        return ""

    def put_in_place(self) -> None:
        """Give the file its name, so that a crash leaves either the part or the whole."""
        self._part.replace(self.final)
        self._note.unlink(missing_ok=True)
        if os.name == "posix":
            folder = os.open(self.final.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def delete(self) -> None:
        """Delete what is there."""
        self._part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _read_note(self) -> _Begun | None:
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=_Begun)
        except (OSError, msgspec.DecodeError):
            return None


try:
    import fcntl
except ImportError:  # a system without it: two processes are kept apart by the lanes of one process only

    def _locked(descriptor: int) -> bool:
        return True
else:

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
