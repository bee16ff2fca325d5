"""The journal of what left this computer: with whom, what for and how much, never what was said."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import Literal

import msgspec

#: Bytes at which the older half is dropped; about ten thousand connections.
LONGEST = 2 << 20

Purpose = Literal["download", "model", "index"]


class Connection(msgspec.Struct, frozen=True):
    """One connection that Lectern made because the user asked for something.

    Attributes:
        time: local time with offset, ISO 8601.
        host: scheme, host and port.
        purpose: a model was downloaded, a model was asked, or vectors were kept and searched elsewhere.
        what: name of the file, model or library that it was about; never text of the user.
        sent, received: bytes of the bodies, both 0 where only the connection itself failed.
        failed: whether it failed.
    """

    time: str
    host: str
    purpose: Purpose
    what: str
    sent: int = 0
    received: int = 0
    failed: bool = False


def note(
    file: str | Path, host: str, purpose: Purpose, what: str, sent: int = 0, received: int = 0, *, failed: bool = False
) -> None:
    """Add a line; does nothing where `file` is empty or cannot be written: no work fails for its journal.

    Several processes may write to one file: a line is one write to a file opened for appending.
    """
    if not file:
        return
    connection = Connection(time.strftime("%Y-%m-%dT%H:%M:%S%z"), host, purpose, what[:300], sent, received, failed)
    place = Path(file)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _shorten(place)
        descriptor = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, msgspec.json.encode(connection) + b"\n")
        finally:
            os.close(descriptor)


def read(file: Path, most: int = 200) -> tuple[Connection, ...]:
    """Return the last `most` connections, the newest first; lines that cannot be read are passed over."""
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return ()
    found: list[Connection] = []
    for line in reversed(lines):
        if len(found) >= most:
            break
        with contextlib.suppress(msgspec.DecodeError):
            found.append(msgspec.json.decode(line, type=Connection))
    return tuple(found)


def shown(count: int) -> str:
    """Return a number of bytes as people read it ("312 B", "2 kB", "1.4 GB")."""
    for size, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if count >= size:
            return f"{count / size:.1f} {unit}" if unit == "GB" else f"{count / size:.0f} {unit}"
    return f"{count} B"


def clear(file: Path) -> None:
    """Forget all connections.

    Raises:
        OSError: the file cannot be removed.
    """
    file.unlink(missing_ok=True)


def _shorten(place: Path) -> None:
    """Drop the older half of a journal that became long."""
    if not place.exists() or place.stat().st_size < LONGEST:
        return
    content = place.read_bytes()
    kept = content[content.index(b"\n", len(content) // 2) + 1 :]
    part = place.with_suffix(".part")
    part.write_bytes(kept)
    part.chmod(0o600)
    part.replace(place)
