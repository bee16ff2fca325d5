"""llama.cpp: one model, its vocabulary and its memory of what was read; the only import of llama_cpp.

The C interface is used and not the package's `Llama` class, which compiles the file's chat template in its constructor
with no limit (Jinja folds `'a'*2000000000` while compiling), swaps the file descriptors 1 and 2 of the whole process,
and tells neither the progress of loading nor lets a long batch be broken off.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

import llama_cpp.llama_cpp as c
import numpy as np

from desktop.domain.model import Sampling
from desktop.engine.protocol import Load
from desktop.engine.refusal import Log
from desktop.errors import Cancelled, Fault

#: Attributes of tokens that ordinary text must never become (enum llama_token_attr).
CONTROL = c.LLAMA_TOKEN_ATTR_CONTROL | c.LLAMA_TOKEN_ATTR_UNKNOWN
#: Tokens of the reply that the repetition penalty looks back on.
PENALTY_WINDOW = 64
ABORTED: Final = 2
NO_SLOT: Final = 1
RANDOM_SEED = 0xFFFFFFFF
#: A token that can be chosen, the way samplers take it (struct llama_token_data).
ROW: Final = [("id", np.int32), ("logit", np.float32), ("p", np.float32)]


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
            self._model = self._load(load, name, on_progress)
            self._vocab = c.llama_model_get_vocab(self._model)
            self._context = self._open(load, name)
        except BaseException:
            self.close()
            raise
        self._memory = c.llama_get_memory(self._context)
        self.context: int = c.llama_n_ctx(self._context)
        self.batch: int = c.llama_n_batch(self._context)
        self.threads: int = c.llama_n_threads(self._context)
        layers: int = c.llama_model_n_layer(self._model) if c.llama_supports_gpu_offload() else 0
        self.gpu_layers = layers if load.gpu_layers < 0 else min(load.gpu_layers, layers)
        #: What computes, in words.
        self.backend = "GPU" if self.gpu_layers else "CPU"
        self.words: int = c.llama_vocab_n_tokens(self._vocab)
        self._read: list[int] = []
        self._piece = ctypes.create_string_buffer(256)
        self.control = self._control_tokens()

    def _load(self, load: Load, name: str, on_progress: Callable[[float], bool]) -> Any:
        stopped = False

        def progress(done: float, _: object) -> bool:
            nonlocal stopped
            stopped = stopped or not on_progress(done)
            return not stopped

        params = c.llama_model_default_params()
        params.n_gpu_layers = load.gpu_layers
        params.progress_callback = c.llama_progress_callback(progress)
        model = c.llama_model_load_from_file(os.fsencode(load.path), params)
        if not model:
            raise Cancelled if stopped else self._log.explained(name)
        self._stack.callback(c.llama_model_free, model)
        return model

    def _open(self, load: Load, name: str) -> Any:
        params = c.llama_context_default_params()
        params.n_ctx = min(load.context, c.llama_model_n_ctx_train(self._model) or load.context)
        params.n_batch = params.n_ubatch = min(load.batch, params.n_ctx)
        params.n_outputs_max = 1  # the last token of a batch is all that is asked for
        params.n_threads = params.n_threads_batch = load.threads
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

    @property
    def template(self) -> str:
        """The chat template of the file; empty where it has none."""
        raw = c.llama_model_chat_template(self._model, None)
        return raw.decode("utf-8", "replace") if raw else ""

    def _control_tokens(self) -> dict[str, int]:
        """Map the text of each control token to its number."""
        found: dict[str, int] = {}
        for token in range(self.words):
            if c.llama_vocab_get_attr(self._vocab, token) & CONTROL:
                text = c.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace")
                if len(text) > 1:
                    found[text] = token
        return found

    def text_of(self, token: int) -> str:
        """Return the text by which a special token is known; empty for none (-1)."""
        return c.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace") if token >= 0 else ""

    @property
    def begin(self) -> int:
        """The token that begins a text, or -1."""
        return int(c.llama_vocab_bos(self._vocab))

    @property
    def end(self) -> int:
        """The token that ends a text, or -1."""
        return int(c.llama_vocab_eos(self._vocab))

    @property
    def adds_begin(self) -> bool:
        """Whether the model expects the beginning token before every text."""
        return bool(c.llama_vocab_get_add_bos(self._vocab))

    def is_end(self, token: int) -> bool:
        """Whether `token` ends a reply."""
        return bool(c.llama_vocab_is_eog(self._vocab, token))

    def tokenise(self, text: str, *, control: bool) -> list[int]:
        """Return the tokens of `text`; the texts of control tokens in it count as such only if `control`."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        tokens = (c.llama_token * room)()
        count = c.llama_tokenize(self._vocab, data, len(data), tokens, room, False, control)
        if count < 0:
            raise Fault(what="the text could not be cut into tokens")
        return list(tokens[:count])

    def piece(self, token: int, *, control: bool = False) -> bytes:
        """Return the bytes of `token`, often part of a character; nothing for a control token unless `control`."""
        length = c.llama_token_to_piece(self._vocab, token, self._piece, len(self._piece), 0, control)
        if length < 0:
            self._piece = ctypes.create_string_buffer(-length)
            length = c.llama_token_to_piece(self._vocab, token, self._piece, len(self._piece), 0, control)
        return self._piece.raw[:length]

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
        array = (c.llama_token * len(tokens))(*tokens)
        code = c.llama_decode(self._context, c.llama_batch_get_one(array, len(tokens)))
        before = len(self._read)
        self._read += tokens
        if code == 0:
            return
        self._cut(before)  # some of the batch may be in memory
        if code == ABORTED:
            raise Interrupted
        reason = "the context is full" if code == NO_SLOT else f"llama.cpp gave up on the text ({code}){self._log.tail}"
        raise Fault(what=reason)

    def interrupt(self) -> None:
        """Break off the batch that is being read; may be called from any thread. Holds until `resume`."""
        self._flag[0] = b"x"

    def resume(self) -> None:
        """Allow reading again after `interrupt`."""
        self._flag[0] = b"\0"

    @contextlib.contextmanager
    def sampler(self, sampling: Sampling, grammar: str) -> Iterator[Callable[[], int]]:
        """Give a function that chooses the next token after what was read.

        Raises:
            Fault: the grammar cannot be parsed.
        """
        with contextlib.ExitStack() as stack:
            chain = c.llama_sampler_chain_init(c.llama_sampler_chain_default_params())
            stack.callback(c.llama_sampler_free, chain)
            for link in self._links(sampling):
                c.llama_sampler_chain_add(chain, link)
            if not grammar:
                yield lambda: int(c.llama_sampler_sample(chain, self._context, -1))
                return
            rules = c.llama_sampler_init_grammar(self._vocab, grammar.encode(), b"root")
            if not rules:
                raise Fault(what=f"a grammar could not be read{self._log.tail}")
            stack.callback(c.llama_sampler_free, rules)
            yield lambda: self._choose(chain, rules)

    def _links(self, sampling: Sampling) -> Iterator[Any]:
        if sampling.repeat_penalty != 1.0:
            yield c.llama_sampler_init_penalties(self.words, PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0)
        if sampling.temperature <= 0:
            yield c.llama_sampler_init_greedy()
            return
        if sampling.top_k > 0:
            yield c.llama_sampler_init_top_k(sampling.top_k)
        yield c.llama_sampler_init_top_p(sampling.top_p, 1)
        yield c.llama_sampler_init_min_p(sampling.min_p, 1)
        yield c.llama_sampler_init_temp(sampling.temperature)
        yield c.llama_sampler_init_dist(RANDOM_SEED if sampling.seed is None else sampling.seed & 0x7FFFFFFF)

    def _choose(self, chain: Any, rules: Any) -> int:
        """Choose freely and look whether the grammar allows it; only else hold all words against the grammar.

        Looking at one word costs next to nothing, looking at all of them more than the model itself.
        """
        rows = np.zeros(self.words, dtype=ROW)
        rows["id"] = np.arange(self.words)
        rows["logit"] = np.ctypeslib.as_array(c.llama_get_logits_ith(self._context, -1), shape=(self.words,))
        token = _pick(chain, rows)
        one = rows[token : token + 1].copy()
        _apply(rules, one)
        if not np.isfinite(one["logit"][0]):
            _apply(rules, rows)
            rows = rows[np.isfinite(rows["logit"])]
            if not len(rows):
                return self.end  # the grammar is at its end
            token = _pick(chain, rows)
        c.llama_sampler_accept(chain, token)
        if not self.is_end(token):
            c.llama_sampler_accept(rules, token)
        return token

    def close(self) -> None:
        """Give the memory back; more calls do nothing."""
        self._stack.close()


class Interrupted(Exception):
    """Reading was broken off on request."""


def _apply(sampler: Any, rows: Any) -> Any:
    """Let a sampler work on `rows` of id, logit and probability; return the C array that points to them."""
    array = c.llama_token_data_array(rows.ctypes.data_as(c.llama_token_data_p), len(rows), -1, False)
    c.llama_sampler_apply(sampler, ctypes.byref(array))
    return array


def _pick(chain: Any, rows: Any) -> int:
    own = rows.copy()  # samplers sort in place; named, so that it lives as long as the array that points into it
    array = _apply(chain, own)
    return int(array.data[max(array.selected, 0)].id)


def _ignore(level: int, text: bytes, _: object) -> None:
    """Hear nothing."""


#: Kept for as long as the process lives, because llama.cpp may call it until then.
SILENT: Final = c.llama_log_callback(_ignore)
