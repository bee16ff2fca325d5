"""How a child process ended, as a value that can say itself."""

from __future__ import annotations

import signal

import msgspec

#: Text in the child's last words that names the cause better than the signal does: llama.cpp, CUDA, Python, the kernel,
#: glibc (which ends a process with code 127 where a thread of it finds no room for its own variables).
_TELLING = (
    ("out of memory", "it ran out of memory"),
    ("failed to allocate", "it ran out of memory"),
    ("bad_alloc", "it ran out of memory"),
    ("MemoryError", "it ran out of memory"),
    ("cannot allocate memory", "it ran out of memory"),
    ("thread creation failed", "it ran out of memory"),
    ("cudaMalloc failed", "the graphics card ran out of memory"),
    ("CUDA error", "the graphics card reported an error"),
    ("GGML_ASSERT", "llama.cpp found an inner contradiction"),
    ("No space left on device", "the disk is full"),
)
#: The cause of an end by the limit of processor time.
TIME_USED = "it used all the time it may use"
#: The cause of an end that somebody asked for, as by “Unload”.
TOLD_TO_END = "it was told to end"
_SIGNALS = {
    signal.SIGSEGV: "it crashed",
    signal.SIGBUS: "a file it was reading changed or vanished",
    signal.SIGABRT: "it aborted",
    signal.SIGILL: "this processor lacks an instruction that it needs",
    signal.SIGFPE: "it crashed in a calculation",
    signal.SIGKILL: "it was ended from outside, often for lack of memory",
    signal.SIGXCPU: TIME_USED,
    signal.SIGTERM: "it was asked to end",
}


class Outcome(msgspec.Struct, frozen=True):
    """The end of a child.

    Attributes:
        name: what the process is called for people ("model process").
        exitcode: as multiprocessing gives it: negative for a signal; None when unknown.
        last_words: the end of what it printed, at most 8 KB.
        by_us: whether we ended it on purpose.
    """

    name: str
    exitcode: int | None
    last_words: str = ""
    by_us: bool = False

    @property
    def cause(self) -> str:
        """A few plain words: that we ended it, else from what the process printed, else from the signal."""
        if self.by_us:
            return TOLD_TO_END
        lowered = self.last_words.lower()
        for needle, words in _TELLING:
            if needle.lower() in lowered:
                return words
        if self.exitcode is not None and self.exitcode < 0:
            try:
                return _SIGNALS.get(signal.Signals(-self.exitcode), signal.Signals(-self.exitcode).name)
            except ValueError:
                return f"signal {-self.exitcode}"
        if self.exitcode:
            return f"it ended with code {self.exitcode}"
        return "it ended"

    def __str__(self) -> str:
        return f"The {self.name} stopped ({self.cause})."
