"""The parent's side of a child process: start, call, cancel, kill, and start again with the next call."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from desktop.errors import Cancelled, Fault, ProcessHung, ProcessStopped, rebuild
from desktop.worker.cancel import Cancel
from desktop.worker.life import GRACE, Life
from desktop.worker.outcome import Outcome
from desktop.worker.protocol import Ask, Began, Broke, Ended, Limits, Said, Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Reply = TypeVar("Reply")

_WAKE = object()


class _NotBegun(Exception):
    """The child had ended, or was just ending, when it was asked: nothing of the request was done."""


class Worker:
    """Knows one child process and the requests that wait for it; knows nothing of what the service does.

    The child starts with the first call, and again with the next call after it died. Calls may come from any thread.
    """

    def __init__(
        self,
        service: str,
        config: msgspec.Struct | None = None,
        *,
        name: str,
        limits: Limits | None = None,
        on_end: Callable[[Outcome], None] | None = None,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            service: "package.module:factory", never imported on this side.
            config: handed to the factory, encoded.
            name: what people call the process ("model process").
            on_end: told of every end that was not asked for, on a thread of this object.
        """
        self.name = name
        self._service = service
        self._config = msgspec.msgpack.encode(config) if config is not None else b""
        self._limits = msgspec.msgpack.encode(limits or Limits())
        self._on_end = on_end
        self._lock = threading.Lock()
        self._child: Life | None = None
        self._ids = itertools.count(1)
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The child's process id, or None while none runs."""
        running = self._child
        return running.pid if running and not running.ended.is_set() else None

    def start(self) -> None:
        """Start the child ahead of the first call; return at once."""
        self._running()

    def call(
        self,
        request: msgspec.Struct,
        replies: Any,
        cancel: Cancel | None = None,
        *,
        silence: float | None = None,
        deadline: float | None = None,
    ) -> Iterator[Any]:
        """Send `request` and yield its replies as they come; once more where the child ended while it waited for it.

        Args:
            replies: the type that reply bodies are validated as.
            cancel: when cancelled the child is asked to stop, and killed when it does not within `GRACE` seconds.
            silence: seconds without a reply after which the child counts as hung and is killed.
            deadline: seconds for the whole call, after which the child is killed.

        Raises:
            Cancelled: `cancel` was cancelled.
            ProcessStopped: the child died.
            ProcessHung: `silence` or `deadline` ran out.
            LecternError: whatever the service raised.
        """
        cancel = cancel or Cancel()
        wait = _Wait(silence, deadline)
        try:
            yield from self._call(request, replies, cancel, wait, again=True)
        except _NotBegun:
            yield from self._call(request, replies, cancel, wait)

    def _call(
        self, request: msgspec.Struct, replies: Any, cancel: Cancel, wait: _Wait, *, again: bool = False
    ) -> Iterator[Any]:
        """As `call`, once.

        Raises:
            _NotBegun: only with `again`; a child that was there before has ended, by itself, with nothing done.
        """
        cancel.check()
        running, waited = self._running()
        identifier = next(self._ids)
        inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        decoder = msgspec.msgpack.Decoder(replies)
        done = begun = False
        with cancel.watch(lambda: inbox.put(_WAKE)):
            running.open(identifier, inbox)
            try:
                running.send(Ask(identifier, msgspec.Raw(msgspec.msgpack.encode(request))))
                stopping: float | None = None
                while True:
                    limit = wait.left() if stopping is None else stopping - time.monotonic()
                    try:
                        item = inbox.get(timeout=None if limit is None else max(limit, 0.0))
                    except queue.Empty:
                        done = True
                        running.kill(by_us=True)
                        if stopping is not None:
                            raise Cancelled from None
                        raise ProcessHung(name=self.name, seconds=round(wait.limit)) from None
                    if item is _WAKE:
                        if stopping is None:
                            stopping = time.monotonic() + GRACE
                            running.send(Stop(identifier))
                        continue
                    if isinstance(item, Outcome):
                        done = True
                        if stopping is not None:
                            raise Cancelled
                        if again and waited and not begun and not item.by_us:
                            raise _NotBegun
                        raise ProcessStopped(name=self.name, cause=item.cause)
                    if isinstance(item, Ended):
                        done = True
                        if stopping is not None:
                            raise Cancelled
                        return
                    if isinstance(item, Broke):
                        done = True
                        raise rebuild(item.kind, item.values)
                    begun = begun or isinstance(item, Began)
                    if stopping is None and isinstance(item, Said):
                        wait.heard()
                        yield decoder.decode(item.body)
                        wait.heard()  # the time that the caller took is not the child's silence
            finally:
                running.shut(identifier)
                if not done:
                    running.send(Stop(identifier))

    def ask(
        self,
        request: msgspec.Struct,
        reply: type[Reply],
        cancel: Cancel | None = None,
        *,
        deadline: float | None = None,
    ) -> Reply:
        """Send `request` and return its only reply.

        Raises:
            As `call`; Fault when the service ended without a reply.
        """
        for answer in self.call(request, reply, cancel, deadline=deadline):
            return answer  # type: ignore[no-any-return]
        raise Fault(what=f"the {self.name} gave no answer")

    def kill(self) -> None:
        """End the child at once; calls that wait raise ProcessStopped."""
        with self._lock:
            running = self._child
        if running:
            running.kill(by_us=True)

    def close(self) -> None:
        """End the child in good order, by force after `GRACE` seconds; later calls raise."""
        with self._lock:
            self._closed = True
            running = self._child
        if running:
            running.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _running(self) -> tuple[Life, bool]:
        """Return the child, started where there is none, and whether it was there before."""
        with self._lock:
            if self._closed:
                raise Fault(what=f"the {self.name} is closed")
            if self._child is not None and not self._child.over:
                return self._child, True
            if self._child is not None and not self._child.ended.is_set():
                self._child.leave()
            self._child = Life(self.name, self._service, self._config, self._limits, self._on_end)
            return self._child, False


class _Wait:
    """Knows how long a call may still wait."""

    def __init__(self, silence: float | None, deadline: float | None) -> None:
        now = time.monotonic()
        self._silence = silence
        self._end = None if deadline is None else now + deadline
        self._deadline = deadline
        self._heard = now

    def heard(self) -> None:
        self._heard = time.monotonic()

    @property
    def limit(self) -> float:
        return min(value for value in (self._silence, self._deadline, 86400.0) if value is not None)

    def left(self) -> float | None:
        ends = [e for e in (self._end, None if self._silence is None else self._heard + self._silence) if e is not None]
        return min(ends) - time.monotonic() if ends else None
