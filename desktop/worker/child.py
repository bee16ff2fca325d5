"""The child's side: resolve the service by its dotted name, serve requests, leave at the end of the pipe."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import importlib
import os
import queue
import signal
import sys
import threading
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

import msgspec

from desktop.errors import Cancelled, LecternError
from desktop.worker.cancel import Cancel
from desktop.worker.protocol import Ask, Began, Broke, Down, Ended, Limits, Ready, Said, Service, Stop, Up

if TYPE_CHECKING:
    from collections.abc import Callable

#: Set before any heavy import, since the hub client reads them once: nothing is fetched or reported, no remote code.
QUIET_ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_XET": "1",
    "DISABLE_SAFETENSORS_CONVERSION": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONUTF8": "1",
}
PR_SET_PDEATHSIG = 1


def main(dotted: str, config: bytes, limits: bytes, pipe: Connection, errors: Connection, parent: int) -> None:
    """Run the service named ``module:factory`` until the pipe ends.

    Args:
        dotted: "package.module:factory".
        config: handed to the factory as it is.
        limits: an encoded `Limits`.
        pipe: the child's end of the duplex pipe.
        errors: write end of the pipe that keeps what native code prints.
        parent: pid that must still be ours, so that a parent that died before we could watch it is noticed.
    """
    _leave_with_parent(parent)
    os.umask(0o077)
    os.environ.update(QUIET_ENVIRONMENT)
    # Native libraries print to 1 and 2; both go to the parent, which keeps the end of it to explain a crash.
    os.dup2(errors.fileno(), 1)
    os.dup2(errors.fileno(), 2)
    faulthandler.enable(file=2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl C reaches the whole group; the parent decides what stops
    _limit(msgspec.msgpack.decode(limits, type=Limits))
    outbox = _Outbox(pipe)
    try:
        module, _, factory = dotted.partition(":")
        service: Service = getattr(importlib.import_module(module), factory)(config)
    except Exception as error:
        outbox.put(_broke(0, error))
        return
    outbox.put(Ready())
    _serve(service, pipe, outbox)


def _serve(service: Service, pipe: Connection, outbox: _Outbox) -> None:
    frames = msgspec.msgpack.Decoder(Down)
    requests = msgspec.msgpack.Decoder(service.requests)
    running: dict[int, Cancel] = {}
    lanes: dict[str, queue.SimpleQueue[Callable[[], None] | None]] = {}
    threads: list[threading.Thread] = []
    try:
        while True:
            try:
                frame = frames.decode(pipe.recv_bytes())
            except (EOFError, OSError):
                break
            if isinstance(frame, Stop):
                if cancel := running.get(frame.id):
                    cancel.cancel()
                continue
            try:
                request = requests.decode(frame.body)
            except msgspec.DecodeError as error:
                outbox.put(_broke(frame.id, error))
                continue
            running[frame.id] = Cancel()
            name = service.lane(request)
            if name not in lanes:
                lanes[name] = queue.SimpleQueue()
                thread = threading.Thread(target=_drain, args=(lanes[name],), name=f"lane-{name}", daemon=True)
                thread.start()
                threads.append(thread)
            lanes[name].put(_job(service, frame, request, running, outbox))
    finally:
        for cancel in list(running.values()):
            cancel.cancel()
        for lane in lanes.values():
            lane.put(None)
        for thread in threads:
            thread.join(2)
        service.close()
        if any(thread.is_alive() for thread in threads):
            os._exit(0)  # a lane that hangs in native code must not keep an orphan alive


def _job(
    service: Service, frame: Ask, request: object, running: dict[int, Cancel], outbox: _Outbox
) -> Callable[[], None]:
    cancel = running[frame.id]

    def job() -> None:
        try:
            cancel.check()
            outbox.put(Began(frame.id))
            with contextlib.closing(service.handle(request, cancel)) as replies:  # type: ignore[type-var]
                for reply in replies:
                    outbox.put(Said(frame.id, msgspec.Raw(msgspec.msgpack.encode(reply))))
            outbox.put(Ended(frame.id))
        except BaseException as error:
            outbox.put(_broke(frame.id, error))
            if not isinstance(error, Exception):
                raise
        finally:
            running.pop(frame.id, None)

    return job


def _drain(lane: queue.SimpleQueue[Callable[[], None] | None]) -> None:
    while (job := lane.get()) is not None:
        job()


def _broke(identifier: int, error: BaseException) -> Broke:
    """Turn any exception into a name and strings; ours keep theirs, others are told by type and text only."""
    if isinstance(error, LecternError):
        return Broke(identifier, type(error).__name__, error.values)
    if isinstance(error, MemoryError):
        return Broke(identifier, "OutOfMemory", {"name": "process"})
    if isinstance(error, GeneratorExit):
        return Broke(identifier, Cancelled.__name__, {})
    sys.excepthook(type(error), error, error.__traceback__)  # to the kept standard error, for --verbose
    return Broke(identifier, "Fault", {"what": f"{type(error).__name__}: {error}"[:500]})


class _Outbox:
    """Knows the pipe's writing side; `Connection.send_bytes` is not thread-safe, so it is locked here."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()
        self._encoder = msgspec.msgpack.Encoder()

    def put(self, frame: Up) -> None:
        with self._lock, contextlib.suppress(OSError):  # the parent is gone: the reading side sees it and leaves
            self._pipe.send_bytes(self._encoder.encode(frame))


def _leave_with_parent(parent: int) -> None:
    """Die with the parent. End of pipe does the same where the kernel has no such call, only later."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(0)


def _limit(limits: Limits) -> None:
    if os.name != "posix":
        return
    import resource

    for what, value, most in (
        (resource.RLIMIT_AS, limits.memory, limits.most_memory),
        (resource.RLIMIT_CPU, limits.cpu, limits.most_cpu),
        (resource.RLIMIT_NOFILE, limits.files, 0),
        (resource.RLIMIT_FSIZE, limits.written, 0),
    ):
        if value:
            resource.setrlimit(what, (value, max(value, most)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the user's text
