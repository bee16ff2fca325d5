"""One open context of llama.cpp and the tokens that it has read; broken off from another thread where asked."""

from __future__ import annotations

import ctypes
import itertools
import sys
from typing import TYPE_CHECKING, Any, Final

import llama_cpp.llama_cpp as c
import numpy as np

from desktop.engine.lookup import MOST
from desktop.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence as Several

    from desktop.engine.recall import Recall
    from desktop.engine.refusal import Log
    from desktop.engine.sampler import Sampler

ABORTED: Final = 2
NO_SLOT: Final = 1


class Interrupted(Exception):
    """Reading was broken off on request."""


class Brake:
    """Breaks off the batch that a context reads; may be pulled from any thread.

    llama.cpp asks its callback between the nodes of the graph, a thousand times a token, from its own thread: as Python
    it would cost a lock each time. strlen of our flag is a native function of the same shape that says False for "" and
    True for "x".
    """

    def __init__(self) -> None:
        self._flag = ctypes.create_string_buffer(2)
        library = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        self._strlen = ctypes.cast(library.strlen, c.ggml_abort_callback)

    def guard(self, context: Any) -> None:
        """Have the context (`llama_context *`) heed it."""
        c.llama_set_abort_callback(context, self._strlen, ctypes.cast(self._flag, ctypes.c_void_p))

    def pull(self) -> None:
        """Break off whatever is being read, and all that is begun before `release`."""
        self._flag[0] = b"x"

    def release(self) -> None:
        """Allow reading again."""
        self._flag[0] = b"\0"

    @property
    def pulled(self) -> bool:
        """Whether it holds."""
        return self._flag[0] == b"x"


class Sequence:
    """Knows a context and which tokens stand in it, and frees it. For one thread at a time."""

    def __init__(self, context: Any, brake: Brake, log: Log, words: int, recall: Recall | None = None) -> None:
        """Take over an open context (`llama_context *`) of a model with so many words.

        Args:
            recall: where to go back to, for a model that cannot forget a part of what it read.
        """
        self.native = context
        self._recall = recall
        self._log, self._words = log, words
        brake.guard(context)
        self._memory = c.llama_get_memory(context)
        self._read: list[int] = []
        self._along = c.llama_batch_init(MOST + 1, 0, 1)
        for place in range(MOST + 1):
            self._along.n_seq_id[place], self._along.seq_id[place][0], self._along.logits[place] = 1, 0, True

    @property
    def tokens(self) -> list[int]:
        """The tokens that were read, as they stand in memory."""
        return list(self._read)

    @property
    def length(self) -> int:
        """How many there are."""
        return len(self._read)

    def keep(self, tokens: Several[int]) -> int:
        """Forget all that was read but the longest common beginning with `tokens`; return its length.

        At least the last token is always left to read, because the next one is chosen from what reading it gives.
        """
        shared = 0
        for ours, theirs in zip(self._read, tokens[:-1], strict=False):
            if ours != theirs:
                break
            shared += 1
        self.cut(shared)
        return len(self._read)

    def cut(self, length: int) -> None:
        """Forget all that was read after so many tokens; more of it where the model cannot forget any part."""
        if length < len(self._read) and not (length and c.llama_memory_seq_rm(self._memory, 0, length, -1)):
            length = self._recall.back(length) if self._recall else 0
            if not length:
                c.llama_memory_clear(self._memory, True)
        del self._read[length:]

    def read(self, tokens: list[int], *, placed: bool = False) -> None:
        """Read one batch of tokens after those in memory.

        Args:
            placed: tell llama.cpp their positions, which would else go on from a picture's first one.

        Raises:
            Interrupted: the brake was pulled; what was read before stays in memory.
            Fault: llama.cpp failed.
        """
        for part in self._recall.parts(len(self._read), tokens) if self._recall else (tokens,):
            self._read_part(part, placed=placed)
            if self._recall:
                self._recall.note(len(self._read))

    def _read_part(self, tokens: list[int], *, placed: bool) -> None:
        array = (c.llama_token * len(tokens))(*tokens)  # named, so that it lives as long as the batch points to it
        batch = c.llama_batch_get_one(array, len(tokens))
        if placed:
            before = len(self._read)
            batch.pos = (c.llama_pos * len(tokens))(*range(before, before + len(tokens)))
        self._decode(batch, tokens)

    def read_on(self, token: int, guess: Several[int], sampler: Sampler) -> list[int]:
        """Read the token that was chosen and guesses of the next ones in one batch; choose with `sampler` along them.

        Returns:
            The next tokens as they are chosen: the guesses as far as they were right, then one more.

        Raises:
            Interrupted, Fault: as `read`.
        """
        before = len(self._read)
        tokens = [token, *itertools.takewhile(lambda one: one >= 0, guess)]  # nobody can guess a picture
        for place, one in enumerate(tokens):
            self._along.token[place], self._along.pos[place] = one, before + place
        self._along.n_tokens = len(tokens)
        self._decode(self._along, tokens)
        chosen = [sampler.choose(0)]
        while len(chosen) < len(tokens) and chosen[-1] == tokens[len(chosen)]:
            chosen.append(sampler.choose(len(chosen)))
        self.cut(before + len(chosen))
        return chosen

    def likeliest(self) -> tuple[int, float]:
        """Return the likeliest token after the one that was read last, and its chance."""
        logits = np.ctypeslib.as_array(c.llama_get_logits_ith(self.native, -1), shape=(self._words,))
        token = int(logits.argmax())
        return token, float(1 / np.exp(logits - logits[token]).sum())

    def take(self, key: int, positions: int) -> None:
        """Note what another reader has put into the context: so many positions, known by `key`."""
        self._read += [key] * positions

    def close(self) -> None:
        """Give the memory back."""
        c.llama_batch_free(self._along)
        c.llama_free(self.native)

    def _decode(self, batch: Any, tokens: list[int]) -> None:
        code = c.llama_decode(self.native, batch)
        before = len(self._read)
        self._read += tokens
        if code == 0:
            return
        self.cut(before)  # some of the batch may be in memory
        if code == ABORTED:
            raise Interrupted
        reason = "the context is full" if code == NO_SLOT else f"llama.cpp gave up on the text ({code}){self._log.tail}"
        raise Fault(what=reason)
