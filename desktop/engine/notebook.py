"""What was found out about models on this computer: what fits the card, what is quickest, what ended the process."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
import platform
import threading
from typing import TYPE_CHECKING

import msgspec

from desktop.engine.hardware import graphics_backends
from desktop.engine.protocol import Tuned
from desktop.settings import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

#: Entries of each kind that are kept; the oldest go first.
MOST = 200


class Offloaded(msgspec.Struct, frozen=True):
    """An offload that worked: layers as llama.cpp counts them, tokens of context, bytes that it took on the cards."""

    gpu_layers: int
    context: int
    used: int = 0


class _Notes(msgspec.Struct, frozen=True):
    offloads: dict[str, Offloaded] = {}
    tuned: dict[str, Tuned] = {}
    deaths: dict[str, int] = {}


class Notebook:
    """Knows what was noted; for any thread. Without a file it forgets everything with the process.

    The file holds no text: models and inputs are in it as digests. A file that cannot be read or written costs only
    what it would have saved: everything in it is found out again.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._notes = _Notes()

    def offload(self, key: str) -> Offloaded | None:
        """Return the offload that worked."""
        return self._read().offloads.get(key)

    def tuned(self, key: str) -> Tuned | None:
        """Return the choices that were measured."""
        return self._read().tuned.get(key)

    def deaths(self, key: str) -> int:
        """Return how often in a row this input ended the process."""
        return self._read().deaths.get(key, 0)

    def note_offload(self, key: str, found: Offloaded | None) -> None:
        """Keep the offload that worked; None forgets one that works no more."""
        self._change("offloads", key, found)

    def note_tuned(self, key: str, tuned: Tuned) -> None:
        """Keep measured choices."""
        self._change("tuned", key, tuned)

    def note_death(self, key: str) -> int:
        """Count one more end of the process on this input; return how often it was in a row."""
        count = self.deaths(key) + 1
        self._change("deaths", key, count)
        return count

    def note_life(self, key: str) -> None:
        """Take note that this input went well."""
        if self.deaths(key):
            self._change("deaths", key, None)

    def _read(self) -> _Notes:
        if self._file is None:
            return self._notes
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Notes)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return _Notes()

    def _change(self, field: str, key: str, value: object | None) -> None:
        with self._lock:
            notes = self._read()
            entries = {name: kept for name, kept in getattr(notes, field).items() if name != key}
            if value is not None:
                entries[key] = value
            newest = dict(list(entries.items())[-MOST:])
            notes = msgspec.structs.replace(notes, **{field: newest})
            self._notes = notes
            if self._file is not None:
                with contextlib.suppress(OSError):  # a full disk must not keep a model from answering
                    write_atomically(self._file, msgspec.json.format(msgspec.json.encode(notes), indent=1))


def digest(*parts: object) -> str:
    """Return 16 hex digits that change with any of the parts."""
    joined = msgspec.msgpack.encode([part if isinstance(part, str | int | bytes) else str(part) for part in parts])
    return hashlib.blake2b(joined, digest_size=8).hexdigest()


def machine() -> str:
    """Return a digest of what measurements depend on beside the model: the computer and the build of llama.cpp."""
    try:
        version = importlib.metadata.version("llama-cpp-python")
    except importlib.metadata.PackageNotFoundError:
        version = ""
    return digest(platform.node(), platform.machine(), os.cpu_count() or 1, version, "+".join(graphics_backends()))
