"""The only bridge to threads: runs a generator of events on a worker thread and hands its events over in batches."""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import queue
import threading
import time
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.errors import Cancelled
from desktop.worker.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

E = TypeVar("E")

#: Milliseconds between two batches: 30 updates a second read as continuous.
FLUSH = 33
#: The window's thread may take this share of all processors while something streams in, at the cost of fewer updates,
#: but four a second there are. Where a model writes with all processors, each of its threads waits for the slowest:
#: what painting takes from one is lost to all. Of two processors that leaves a hundredth of one, of sixteen a twelfth.
SHARE = 1 / 200
SLOWEST = 250
#: Seconds that a cancelled generator may go on yielding its last events before it is closed.
GRACE = 1.0


class Task(Generic[E]):
    """One run of a generator. Made by `Tasks.run`; all its callbacks are called on the window's thread."""

    def __init__(
        self,
        make: Callable[[Cancel], Iterator[E]],
        on_events: Callable[[Sequence[E]], None],
        on_done: Callable[[], None],
        on_error: Callable[[Exception], None],
        lane: str,
        tell: Callable[[bool], None],
        *,
        standing: bool = False,
    ) -> None:
        self._make, self._tell = make, tell
        self._on_events, self._on_done, self._on_error = on_events, on_done, on_error
        self.lane, self.standing = lane, standing
        self._token = Cancel()
        self._cancelled_at = 0.0
        self._events: queue.SimpleQueue[E] = queue.SimpleQueue()
        self._error: Exception | None = None
        self._finished = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._token.cancelled

    @property
    def finished(self) -> bool:
        """Whether the generator has ended; its last events may still have to be handed over."""
        return self._finished.is_set()

    @property
    def pending(self) -> bool:
        """Whether there is something to hand over."""
        return self._finished.is_set() or not self._events.empty()

    def cancel(self) -> None:
        """Ask the generator to stop through its token; `on_done` still comes, after the events it yields meanwhile."""
        self._cancelled_at = self._cancelled_at or time.monotonic()
        self._token.cancel()
        self._tell(False)

    def start(self, name: str) -> None:
        """Begin to run on a thread of its own; does nothing but finish when it was cancelled while it waited."""
        if self._token.cancelled:
            self._finished.set()
            self._tell(True)
            return
        # Daemon: a generator that hangs in native code must not keep the process alive after the window closed.
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def deliver(self) -> bool:
        """Hand over what has come; return whether that was the last."""
        finished = self._finished.is_set()
        events: list[E] = []
        while not self._events.empty():
            events.append(self._events.get_nowait())
        if events:
            self._on_events(events)
        return finished

    def conclude(self) -> None:
        """Call `on_done`, or `on_error` when the generator raised."""
        if self._error is None:
            self._on_done()
        else:
            self._on_error(self._error)

    def join(self, seconds: float) -> bool:
        """Wait for the thread; return whether it has ended."""
        if self._thread is not None:
            self._thread.join(max(0.0, seconds))
            return not self._thread.is_alive()
        return True

    def _work(self) -> None:
        first = True
        try:
            stream = self._make(self._token)
            try:
                for event in stream:
                    self._events.put(event)
                    self._tell(first)
                    first = False
                    if self._token.cancelled and time.monotonic() - self._cancelled_at > GRACE:
                        break
            finally:
                close = getattr(stream, "close", None)
                if close is not None:
                    close()
        except Cancelled:
            pass  # The user asked for it: an end like any other.
        except Exception as error:
            self._error = error
        finally:
            self._finished.set()
            self._tell(True)


class Tasks(QObject):
    """Runs generators and hands over what they yield by one timer, so that no Qt object ever lives on another thread.

    The timer runs while events come. A thread that has one when it rests wakes it by a queued signal: what waits for
    long, as for a file to change, costs nothing.
    """

    _arrived = Signal(bool)

    def __init__(self, on_error: Callable[[Exception], None], parent: QObject | None = None) -> None:
        """Make it on the window's thread; `on_error` is where an error goes that its task has no handler for."""
        super().__init__(parent)
        self._on_error = on_error
        self._active: list[Task[Any]] = []
        self._waiting: list[Task[Any]] = []
        self._numbers = itertools.count(1)
        self._closed = False
        self._share = SHARE * (os.cpu_count() or 1)
        self._showing = self._awake = False
        self._shown_at, self._spent, self._pause = 0.0, 0.0, FLUSH
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._flush)
        self._arrived.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a task runs or waits that will end by itself."""
        return any(not task.standing for task in (*self._active, *self._waiting))

    @property
    def resting(self) -> bool:
        """Whether nothing is handed over now, nor looked for: what runs or waits wakes it by itself."""
        return not self._timer.isActive()

    def run(
        self,
        make: Callable[[Cancel], Iterator[E]],
        on_events: Callable[[Sequence[E]], None],
        on_done: Callable[[], None],
        on_error: Callable[[Exception], None] | None = None,
        *,
        lane: str = "",
        standing: bool = False,
    ) -> Task[E]:
        """Run the generator that `make` returns, which is also called on the worker thread.

        Args:
            make: is given the token that `Task.cancel` sets.
            on_events: gets the events that came since the last batch, in order, never an empty batch.
            on_done: called once after the last event, also when the task was cancelled.
            on_error: called instead of `on_done` when the generator raised anything but Cancelled.
            lane: tasks with the same non-empty lane run one after the other.
            standing: it goes on for as long as the window is open, as one that waits for files to change.

        Raises:
            RuntimeError: `close` was called.
        """
        if self._closed:
            raise RuntimeError("tasks are closed")
        task = Task(make, on_events, on_done, on_error or self._on_error, lane, self._tell, standing=standing)
        if lane and any(other.lane == lane for other in (*self._active, *self._waiting)):
            self._waiting.append(task)
        else:
            self._begin(task)
        return task

    def close(self, seconds: float = 5.0) -> bool:
        """Cancel everything and wait at most `seconds`; no callback comes after. Return whether all threads ended."""
        self._closed = self._awake = True
        self._timer.stop()
        self._waiting.clear()
        for task in self._active:
            task.cancel()
        until = time.monotonic() + seconds
        ended = [task.join(until - time.monotonic()) for task in self._active]
        self._active.clear()
        return all(ended)

    def _begin(self, task: Task[Any]) -> None:
        self._active.append(task)
        task.start(f"task-{next(self._numbers)}")

    def _tell(self, at_once: bool) -> None:
        """Have what came handed over soon, or at once: what a task says first, and its end. Called on any thread."""
        if at_once or not self._awake:
            self._awake = True
            with contextlib.suppress(RuntimeError):  # the window is gone
                self._arrived.emit(at_once)

    def _wake(self, at_once: bool) -> None:
        if self._closed:
            return
        if at_once:
            self._timer.start(0)
        elif not self._timer.isActive():  # the pause after the last batch holds though nothing came in it
            left = self._shown_at + self._pause / 1000 - time.monotonic()
            self._timer.start(max(0, math.ceil(left * 1000)))

    def _flush(self) -> None:
        if self._showing:  # by now the last batch is painted too
            took = (time.thread_time() - self._spent) * 1000
            self._pause = round(min(SLOWEST, max(FLUSH, took / self._share)))
        self._awake = False  # before anything is looked at, so that what comes from now on is told
        self._showing = any(task.pending for task in self._active)
        if self._showing:
            self._shown_at, self._spent = time.monotonic(), time.thread_time()
        try:
            self._hand_over()
        finally:
            self._showing = self._showing and bool(self._active or self._waiting) and not self._closed
            if self._showing:
                self._awake = True
                self._timer.start(self._pause)

    def _hand_over(self) -> None:
        for task in tuple(self._active):
            if task.deliver() and task in self._active:
                self._active.remove(task)
                follower = next((other for other in self._waiting if other.lane == task.lane), None)
                if follower is not None:
                    self._waiting.remove(follower)
                    self._begin(follower)
                task.conclude()
        for task in tuple(self._waiting):
            if task.cancelled:
                self._waiting.remove(task)
                task.conclude()
