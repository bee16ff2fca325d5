"""One life of a child process: a thread of its own starts it, reads its pipe and sees it end."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import socket
import threading
import time
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

import msgspec

from desktop.worker import child
from desktop.worker.outcome import Outcome
from desktop.worker.protocol import Ask, Broke, Ready, Stop, Up

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

#: Bytes kept of what a child printed, to explain its end.
LAST_WORDS = 8192
#: Seconds that a request, or a child, has to end by itself before it is ended by force.
GRACE = 2.0


class Life:
    """One life of the process. Its own thread starts it, reads its pipe and sees it end.

    That thread lives as long as the process does, and must: PR_SET_PDEATHSIG fires when the *thread* that started a
    child ends, so a child started from a short-lived thread would die with it (prctl(2)).
    """

    def __init__(
        self, name: str, service: str, config: bytes, limits: bytes, on_end: Callable[[Outcome], None] | None
    ) -> None:
        self.name = name
        self.ended = threading.Event()
        self._started = threading.Event()
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._inboxes: dict[int, queue.SimpleQueue[object]] = {}
        self._outcome: Outcome | None = None
        self._unopened: Broke | None = None
        self._by_us = False
        self._words = bytearray()
        self._pipe: Connection | None = None
        self._process: BaseProcess | None = None
        self._on_end = on_end
        self._encoder = msgspec.msgpack.Encoder()
        self._thread = threading.Thread(
            target=self._live, args=(service, config, limits), name=f"{name}-host", daemon=True
        )
        self._thread.start()
        self._started.wait()

    @property
    def pid(self) -> int | None:
        """The process id, or None before there is one."""
        return self._process.pid if self._process else None

    @property
    def over(self) -> bool:
        """Whether it takes no request any more: it has ended, or is about to, since its service could not open."""
        return self.ended.is_set() or self._unopened is not None

    def open(self, identifier: int, inbox: queue.SimpleQueue[object]) -> None:
        """Have the frames of a request put into `inbox`; why the service could not open, or how it ended, too."""
        with self._lock:
            self._inboxes[identifier] = inbox
            told = self._unopened or self._outcome
        if told is not None:
            inbox.put(told)

    def shut(self, identifier: int) -> None:
        """Forget a request."""
        with self._lock:
            self._inboxes.pop(identifier, None)

    def send(self, frame: Ask | Stop) -> None:
        """Send a frame; a process that ended is told through the inbox, not here."""
        with self._sending, contextlib.suppress(OSError, ValueError):  # its end is told through the inbox
            if self._pipe is not None:
                self._pipe.send_bytes(self._encoder.encode(frame))

    def kill(self, *, by_us: bool) -> None:
        """End the process at once and wait until it is seen."""
        self._by_us = by_us
        if self._process is not None and not self.ended.is_set():
            self._process.kill()
            self._thread.join(5)

    def close(self) -> None:
        """Let the process leave in good order, by force after `GRACE` seconds."""
        self._by_us = True
        with self._sending:
            if self._pipe is not None:
                with contextlib.suppress(OSError):
                    _hang_up(self._pipe)  # the child sees the end of the pipe and leaves
        self.leave()

    def leave(self) -> None:
        """Wait until a process that was told to leave, or leaves by itself, has left; it is ended after a while."""
        if not self.ended.wait(GRACE + 1):
            self._kill_quietly()
        self._thread.join(5)

    def _live(self, service: str, config: bytes, limits: bytes) -> None:
        words_reader: threading.Thread | None = None
        try:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe(duplex=True)
            words, errors = context.Pipe(duplex=False)
            self._process = context.Process(
                target=child.main,
                args=(service, config, limits, theirs, errors, os.getpid()),
                name=self.name,
            )
            self._process.start()
            theirs.close()
            errors.close()
            self._pipe = ours
            words_reader = threading.Thread(target=self._listen, args=(words,), daemon=True)
            words_reader.start()
            self._started.set()
            self._read(ours)
        except OSError as error:
            self._words += f"{type(error).__name__}: {error}".encode()
        finally:
            self._started.set()
            self._end(words_reader)

    def _read(self, pipe: Connection) -> None:
        frames = msgspec.msgpack.Decoder(Up)
        while True:
            try:
                frame = frames.decode(pipe.recv_bytes())
            except (EOFError, OSError):
                return
            except (msgspec.DecodeError, TypeError):
                # Whatever sends this is no longer our service: a closed pipe object or a child that was taken over.
                self._kill_quietly()
                return
            if isinstance(frame, Ready):
                continue
            with self._lock:
                inboxes = [self._inboxes.get(frame.id)]
                if isinstance(frame, Broke) and not frame.id:
                    self._unopened = frame  # for requests that are not open yet, however quickly it came
                    inboxes = list(self._inboxes.values())
            for inbox in inboxes:
                if inbox is not None:
                    inbox.put(frame)

    def _kill_quietly(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _listen(self, words: Connection) -> None:
        descriptor = words.fileno()
        with words:
            while chunk := os.read(descriptor, 65536):
                self._words += chunk
                del self._words[:-LAST_WORDS]

    def _end(self, words_reader: threading.Thread | None) -> None:
        exitcode: int | None = None
        if self._process is not None and self._process.pid is not None:
            if not wait([self._process.sentinel], GRACE):
                self._process.kill()
            exitcode = _exitcode(self._process)
        if words_reader is not None:
            words_reader.join(GRACE)
        outcome = Outcome(self.name, exitcode, self._words.decode(errors="replace"), self._by_us)
        with self._lock:
            self._outcome = outcome
            self.ended.set()
            inboxes = list(self._inboxes.values())
        with self._sending:
            if self._pipe is not None:
                self._pipe.close()
        try:
            if self._on_end is not None and not self._by_us:
                self._on_end(outcome)
        finally:  # after it, so that whoever is told by a request that it died finds it noted
            for inbox in inboxes:
                inbox.put(outcome)


def _exitcode(process: BaseProcess) -> int | None:
    """Return how a process ended, by force where it does not by itself; None where nobody can tell.

    Whoever starts another process asks after all children: it may know, and not have written it down yet.
    """
    for _ in range(2):
        until = time.monotonic() + GRACE
        while True:
            if (code := process.exitcode) is not None:
                return code
            if time.monotonic() > until:
                break
            time.sleep(0.001)
        process.kill()
    return None


def _hang_up(pipe: Connection) -> None:
    """End the pipe for both sides. Closing our end would not: our reader holds it open while it waits in it."""
    if os.name == "posix":
        with socket.socket(fileno=os.dup(pipe.fileno())) as end:
            end.shutdown(socket.SHUT_RDWR)
    else:
        pipe.close()
