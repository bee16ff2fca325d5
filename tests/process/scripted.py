"""A service whose behaviour the test writes into each request: the subject of the worker tests."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from desktop.errors import FileEmpty
from desktop.worker.cancel import Cancel


class Count(msgspec.Struct, frozen=True, tag="count"):
    upto: int
    pause: float = 0.0
    lane: str = "main"
    heed: bool = True


class Die(msgspec.Struct, frozen=True, tag="die"):
    signal: int = 0
    words: str = ""
    after: int = 0


class Raise(msgspec.Struct, frozen=True, tag="raise"):
    kind: str


class Hog(msgspec.Struct, frozen=True, tag="hog"):
    megabytes: int


class Burn(msgspec.Struct, frozen=True, tag="burn"):
    """Say the process id, then compute for so many seconds of processor time."""

    seconds: float = 600.0


class Look(msgspec.Struct, frozen=True, tag="look"):
    """Tell about the process itself."""


class Spawn(msgspec.Struct, frozen=True, tag="spawn"):
    """Start a grandchild through a Worker of our own and say its pid."""


class Number(msgspec.Struct, frozen=True, tag="number"):
    value: int


class Seen(msgspec.Struct, frozen=True, tag="seen"):
    pid: int
    environment: dict[str, str]
    umask: int


Request = Count | Die | Raise | Hog | Burn | Look | Spawn
Reply = Number | Seen


class Config(msgspec.Struct, frozen=True):
    refuse: bool = False
    refuse_while: str = ""
    farewell: str = ""


class Scripted:
    requests: Any = Request

    def lane(self, request: Request) -> str:
        return request.lane if isinstance(request, Count) else "main"

    def handle(self, request: Request, cancel: Cancel) -> Iterator[msgspec.Struct]:
        if isinstance(request, Count):
            for value in range(request.upto):
                if request.heed:
                    cancel.check()
                yield Number(value)
                time.sleep(request.pause)
        elif isinstance(request, Die):
            for value in range(request.after):
                yield Number(value)
            sys.stderr.write(request.words)
            sys.stderr.flush()
            if request.signal:
                os.kill(os.getpid(), request.signal)
                signal.pause()
            os._exit(7)
        elif isinstance(request, Raise):
            if request.kind == "ours":
                raise FileEmpty(file="a.pdf")
            raise ZeroDivisionError("secret")
        elif isinstance(request, Hog):
            yield Number(len(bytearray(request.megabytes << 20)))
        elif isinstance(request, Burn):
            yield Number(os.getpid())
            until = time.process_time() + request.seconds
            while time.process_time() < until:
                pass
        elif isinstance(request, Spawn):
            from desktop.worker.host import Worker

            worker = Worker("tests.process.scripted:open_service", Config(), name="grandchild")
            yield Number(worker.ask(Look(), Seen).pid)
            time.sleep(600)
        else:
            umask = os.umask(0o077)
            os.umask(umask)
            yield Seen(os.getpid(), {k: v for k, v in os.environ.items() if k.startswith("HF_")}, umask)

    def __init__(self, farewell: str = "") -> None:
        self._farewell = farewell

    def close(self) -> None:
        if self._farewell:
            Path(self._farewell).write_text("closed")


def open_service(config: bytes) -> Scripted:
    decoded = msgspec.msgpack.decode(config, type=Config) if config else Config()
    if decoded.refuse or (decoded.refuse_while and Path(decoded.refuse_while).exists()):
        raise FileEmpty(file="config")
    return Scripted(decoded.farewell)
