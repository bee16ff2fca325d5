"""llama.cpp: one loaded model and its memory of what was read.

The C interface is used and not the package's `Llama` class, which compiles the file's chat template in its constructor
with no limit (Jinja folds `'a'*2000000000` while compiling), swaps the file descriptors 1 and 2 of the whole process,
and tells neither the progress of loading nor lets a long batch be broken off.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import llama_cpp.llama_cpp as c
import numpy as np

from desktop.domain.adapter import AdapterUse
from desktop.domain.model import Sampling
from desktop.engine.eye import Eye
from desktop.engine.lookup import MOST
from desktop.engine.lora import Adapters
from desktop.engine.opening import context_params, load_model
from desktop.engine.protocol import Load
from desktop.engine.refusal import Log
from desktop.engine.sampler import Sampler
from desktop.engine.tuning import Figures
from desktop.engine.vocabulary import Vocabulary
from desktop.errors import Fault

#: Times that a token is measured with guesses beside it.
ALONG: Final = 4
ABORTED: Final = 2
NO_SLOT: Final = 1


class Llama:
    """Knows one loaded model and which tokens it has read; knows nothing of messages. For one thread at a time."""

    def __init__(self, load: Load, *, name: str, on_progress: Callable[[float], bool]) -> None:
        """Load the model; takes from less than a second to minutes.

        Args:
            load: with a context and a number of threads above 0; of the context at most the model's length is taken.
            name: what the model is called in errors.
            on_progress: told 0 to 1 while the weights are read; False breaks off.

        Raises:
            ModelLoadFailed: llama.cpp refused it, for the reason that its log gives.
            OutOfMemory: the weights or the memory of the context could not be allocated.
            Cancelled: `on_progress` broke it off.
        """
        self._stack = contextlib.ExitStack()
        self._log = Log()
        self._hear = c.llama_log_callback(lambda level, text, _: self._log.hear(level, text))
        c.llama_log_set(self._hear, None)
        self._stack.callback(c.llama_log_set, SILENT, None)
        c.llama_backend_init()
        try:
            self._model = load_model(load, name, on_progress, self._log)
            self._stack.callback(c.llama_model_free, self._model)
            self.vocabulary = Vocabulary(self._model)
            self._context = self._open(load, name)
            self._adapters = Adapters(self._model, self._context, self._log, name)
        except BaseException:
            self.close()
            raise
        self._memory = c.llama_get_memory(self._context)
        self.context: int = c.llama_n_ctx(self._context)
        self.batch: int = c.llama_n_batch(self._context)
        self.threads: int = c.llama_n_threads(self._context)
        self.layers: int = c.llama_model_n_layer(self._model)
        most = self.layers if c.llama_supports_gpu_offload() else 0
        self.gpu_layers = most if load.gpu_layers < 0 else min(load.gpu_layers, most)
        self._read: list[int] = []
        #: Whether next tokens are guessed; a model with a running state cannot forget a wrong one.
        self.guesses = load.guess and not (
            c.llama_model_is_recurrent(self._model) or c.llama_model_is_hybrid(self._model)
        )
        self._along = c.llama_batch_init(MOST + 1, 0, 1)
        self._stack.callback(c.llama_batch_free, self._along)
        seen = {"threads": self.threads, "gpu": self.gpu_layers > 0, "batch": self.batch}
        self.eye = Eye(load.projector, name, self._model, self._context, **seen, log=self._log)
        self._stack.callback(self.eye.close)

    def _open(self, load: Load, name: str) -> Any:
        params = context_params(load, c.llama_model_n_ctx_train(self._model) or load.context)
        opened = c.llama_init_from_model(self._model, params)
        if not opened:
            raise self._log.explained(name)
        self._stack.callback(c.llama_free, opened)
        # The callback is asked between the nodes of the graph, a thousand times a token, from llama.cpp's own thread:
        # as Python it would cost a lock each time. strlen of our flag is a native function of the same shape that
        # says False for "" and True for "x".
        self._flag = ctypes.create_string_buffer(2)
        library = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        self._strlen = ctypes.cast(library.strlen, c.ggml_abort_callback)
        c.llama_set_abort_callback(opened, self._strlen, ctypes.cast(self._flag, ctypes.c_void_p))
        return opened

    def timed(self, load: Load, read: int, write: int) -> Figures | None:
        """Measure reading and writing with other choices than it was loaded with, in a context of its own.

        Args:
            read, write: tokens; the context of `load` must hold them and a few dozen more.

        Returns:
            None where llama.cpp cannot work with these choices.

        Raises:
            Interrupted: `interrupt` was called.
        """
        opened = c.llama_init_from_model(self._model, context_params(load, load.context))
        if not opened:
            return None
        try:
            c.llama_set_abort_callback(opened, self._strlen, ctypes.cast(self._flag, ctypes.c_void_p))
            prompt = [(number * 7919 + 13) % self.vocabulary.words for number in range(read)]
            self._timed_batch(opened, prompt[:8])  # touches the weights
            c.llama_memory_clear(c.llama_get_memory(opened), True)
            began = time.perf_counter()
            for place in range(0, read, load.batch):
                self._timed_batch(opened, prompt[place : place + load.batch])
            at = at_read = time.perf_counter()
            likeliest: list[int] = []
            for _ in range(write):
                logits = np.ctypeslib.as_array(c.llama_get_logits_ith(opened, -1), shape=(self.vocabulary.words,))
                likeliest.append(int(logits.argmax()))
                self._timed_batch(opened, likeliest[-1:])
            wrote = (time.perf_counter() - at) / write
            at = time.perf_counter()
            for _ in range(ALONG):
                self._timed_batch(opened, prompt[: MOST + 1])
            along = (time.perf_counter() - at) / ALONG
            return Figures((at_read - began) / read, wrote, tuple(likeliest), along)
        finally:
            c.llama_free(opened)

    @staticmethod
    def _timed_batch(context: Any, tokens: list[int]) -> None:
        array = (c.llama_token * len(tokens))(*tokens)  # named, so that it lives as long as the batch points to it
        code = c.llama_decode(context, c.llama_batch_get_one(array, len(tokens)))
        if code == ABORTED:
            raise Interrupted
        if code:
            raise Fault(what=f"llama.cpp gave up while it was measured ({code})")

    @property
    def template(self) -> str:
        """The chat template of the file; empty where it has none."""
        raw = c.llama_model_chat_template(self._model, None)
        return raw.decode("utf-8", "replace") if raw else ""

    def adapt(self, uses: Sequence[AdapterUse]) -> None:
        """Have these adapters change the model from now on; what others changed while it was read is forgotten.

        Raises:
            AdapterUnfit: one cannot be used; all are as they were.
        """
        if self._adapters.switch(uses):
            self._cut(0)

    def keep(self, tokens: list[int]) -> int:
        """Forget all that was read but the longest common beginning with `tokens`; return its length.

        At least the last token is always left to read, because the next one is chosen from what reading it gives.
        """
        shared = 0
        for ours, theirs in zip(self._read, tokens[:-1], strict=False):
            if ours != theirs:
                break
            shared += 1
        self._cut(shared)
        return len(self._read)

    def _cut(self, length: int) -> None:
        if length < len(self._read) and not (length and c.llama_memory_seq_rm(self._memory, 0, length, -1)):
            c.llama_memory_clear(self._memory, True)
            length = 0
        del self._read[length:]

    def read(self, tokens: list[int]) -> None:
        """Read one batch of tokens after those in memory.

        Raises:
            Interrupted: `interrupt` was called; what was read before stays in memory.
            Fault: llama.cpp failed.
        """
        array = (c.llama_token * len(tokens))(*tokens)  # named, so that it lives as long as the batch points to it
        batch = c.llama_batch_get_one(array, len(tokens))
        if self.eye.mrope:  # llama.cpp would go on from a picture's first position
            before = len(self._read)
            batch.pos = (c.llama_pos * len(tokens))(*range(before, before + len(tokens)))
        self._decode(batch, tokens)

    def _decode(self, batch: Any, tokens: list[int]) -> None:
        code = c.llama_decode(self._context, batch)
        before = len(self._read)
        self._read += tokens
        if code == 0:
            return
        self._cut(before)  # some of the batch may be in memory
        if code == ABORTED:
            raise Interrupted
        reason = "the context is full" if code == NO_SLOT else f"llama.cpp gave up on the text ({code}){self._log.tail}"
        raise Fault(what=reason)

    @property
    def tokens(self) -> list[int]:
        """The tokens that were read, as they stand in memory."""
        return list(self._read)

    def read_on(self, token: int, guess: Sequence[int], sampler: Sampler) -> list[int]:
        """Read the token that was chosen and guesses of the next ones in one batch; choose with `sampler` along them.

        Returns:
            The next tokens as they are chosen: the guesses as far as they were right, then one more.

        Raises:
            Interrupted, Fault: as `read`.
        """
        guess = list(itertools.takewhile(lambda one: one >= 0, guess))  # nobody can guess a picture
        if not guess:
            self.read([token])
            return [sampler.choose()]
        before = len(self._read)
        tokens = [token, *guess]
        for place, one in enumerate(tokens):
            self._along.token[place], self._along.pos[place] = one, before + place
            self._along.n_seq_id[place], self._along.seq_id[place][0], self._along.logits[place] = 1, 0, True
        self._along.n_tokens = len(tokens)
        self._decode(self._along, tokens)
        chosen = [sampler.choose(0)]
        while len(chosen) <= len(guess) and chosen[-1] == guess[len(chosen) - 1]:
            chosen.append(sampler.choose(len(chosen)))
        self._cut(before + len(chosen))
        return chosen

    def read_picture(self, key: int) -> int:
        """Read a piece of a picture after what is in memory; return the positions that it took.

        Raises:
            Interrupted: `interrupt` was called; what was read before stays in memory.
            Fault: llama.cpp failed.
        """
        before = len(self._read)
        positions = self.eye.piece(key).positions
        code = self.eye.read(key, before)
        self._read += [key] * positions
        if code == 0:
            return positions
        self._cut(before)
        if self._flag[0] == b"x":
            raise Interrupted
        raise Fault(what=f"llama.cpp gave up on a picture ({code}){self._log.tail}")

    def interrupt(self) -> None:
        """Break off the batch that is being read; may be called from any thread. Holds until `resume`."""
        self._flag[0] = b"x"

    def resume(self) -> None:
        """Allow reading again after `interrupt`."""
        self._flag[0] = b"\0"

    def sampler(self, sampling: Sampling, grammar: str) -> Sampler:
        """Return what chooses the tokens of one reply after what was read; to be closed.

        Raises:
            Fault: the grammar cannot be parsed.
        """
        return Sampler(self._context, self.vocabulary, sampling, grammar, self._log.tail)

    def close(self) -> None:
        """Give the memory back; more calls do nothing."""
        self._stack.close()


class Interrupted(Exception):
    """Reading was broken off on request."""


def _ignore(level: int, text: bytes, _: object) -> None:
    """Hear nothing."""


#: Kept for as long as the process lives, because llama.cpp may call it until then.
SILENT: Final = c.llama_log_callback(_ignore)
