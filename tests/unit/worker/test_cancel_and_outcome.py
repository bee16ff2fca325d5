"""Cancel tells everybody once; an outcome names the cause in plain words."""

from __future__ import annotations

import signal

import pytest

from desktop.errors import Cancelled
from desktop.worker.cancel import Cancel
from desktop.worker.outcome import Outcome


def test_watchers_are_told_once_and_only_while_they_watch() -> None:
    cancel = Cancel()
    told: list[str] = []
    with cancel.watch(lambda: told.append("gone")):
        pass
    with cancel.watch(lambda: told.append("here")):
        cancel.cancel()
        cancel.cancel()
    assert told == ["here"]


def test_a_late_watcher_is_told_at_once() -> None:
    cancel = Cancel()
    cancel.cancel()
    told: list[int] = []
    with cancel.watch(lambda: told.append(1)):
        assert told == [1]
    with pytest.raises(Cancelled):
        cancel.check()
    assert cancel.wait(0)


@pytest.mark.parametrize(
    ("exitcode", "words", "expected"),
    [
        (-signal.SIGSEGV, "", "crashed"),
        (-signal.SIGKILL, "", "memory"),
        (-signal.SIGABRT, "GGML_ASSERT(x) failed", "contradiction"),
        (-signal.SIGABRT, "cudaMalloc failed: out of memory", "memory"),
        (-signal.SIGABRT, "terminate called after throwing 'std::bad_alloc'", "memory"),
        (127, "cannot allocate memory for thread-local data: ABORT", "memory"),
        (1, "libgomp: Thread creation failed: Resource temporarily unavailable", "memory"),
        (-signal.SIGILL, "", "processor"),
        (3, "", "code 3"),
        (0, "", "ended"),
        (-250, "", "signal 250"),
        (None, "OSError: No space left on device", "disk is full"),
    ],
)
def test_cause_is_in_plain_words(exitcode: int | None, words: str, expected: str) -> None:
    outcome = Outcome("model process", exitcode, words)
    assert expected in outcome.cause
    assert str(outcome).startswith("The model process stopped")
