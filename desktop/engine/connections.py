"""The list of connections that the user can look at: one line for each, with host, what was asked for, and bytes."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import msgspec

#: Bytes after which the list is begun anew; the one before is kept beside it.
LONGEST = 1 << 20


class Connection(msgspec.Struct, frozen=True):
    """One request that left this computer.

    Attributes:
        time: local, ISO 8601.
        host: who was spoken to.
        what: the repository and file that it was about.
        status: the HTTP status, or why there was no answer.
        bytes: of the answer's body that came.
    """

    time: str
    method: str
    host: str
    what: str
    status: str
    bytes: int = 0


class ConnectionLog:
    """Knows the file of the list; without one nothing is written."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def note(self, method: str, host: str, what: str, status: str, count: int = 0) -> None:
        """Add a line; a list that cannot be written keeps no download from going on."""
        if self._file is None:
            return
        line = Connection(time.strftime("%Y-%m-%dT%H:%M:%S%z"), method, host, what, status, count)
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._file.exists() and self._file.stat().st_size > LONGEST:
                self._file.replace(self._file.with_suffix(".older.jsonl"))
            with self._file.open("ab") as out:
                out.write(msgspec.json.encode(line) + b"\n")


def connections(file: Path, most: int = 500) -> tuple[Connection, ...]:
    """Return the last connections, oldest first; none when there is no list, and no line that cannot be read."""
    try:
        lines = file.read_bytes().splitlines()[-most:]
    except OSError:
        return ()
    found: list[Connection] = []
    for line in lines:
        with contextlib.suppress(msgspec.DecodeError):
            found.append(msgspec.json.decode(line, type=Connection))
    return tuple(found)
