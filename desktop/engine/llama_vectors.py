"""llama.cpp as an embedder: texts in, unit vectors out; imports llama_cpp for search.

Pooling is what the model's file says (mean where it says nothing), as its makers trained it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import Any

import llama_cpp.llama_cpp as c
import numpy as np
from numpy.typing import NDArray

from desktop.engine.refusal import Log
from desktop.errors import Fault

#: Texts, and tokens of all of them together, of one forward pass.
MOST_TEXTS, MOST_TOKENS = 16, 4096


class Vectors:
    """Knows one embedding model in memory. For one thread at a time."""

    def __init__(self, path: str, name: str, *, length: int, threads: int) -> None:
        """Load the model.

        Args:
            length: tokens of a text that are read; the rest of a longer one is left out.

        Raises:
            ModelLoadFailed, OutOfMemory: llama.cpp refused it.
        """
        self._stack = contextlib.ExitStack()
        self._log = Log()
        self._hear = c.llama_log_callback(lambda level, text, _: self._log.hear(level, text))
        c.llama_log_set(self._hear, None)
        c.llama_backend_init()
        self._length = length
        params = c.llama_model_default_params()
        params.n_gpu_layers = 0
        self._model = c.llama_model_load_from_file(os.fsencode(path), params)
        if not self._model:
            raise self._log.explained(name)
        self._stack.callback(c.llama_model_free, self._model)
        self._vocab = c.llama_model_get_vocab(self._model)
        self._context = self._open(name, threads)
        self.dimensions: int = c.llama_model_n_embd(self._model)
        self._encodes = c.llama_model_has_encoder(self._model) and not c.llama_model_has_decoder(self._model)

    def _open(self, name: str, threads: int) -> Any:
        for pooling in (c.LLAMA_POOLING_TYPE_UNSPECIFIED, c.LLAMA_POOLING_TYPE_MEAN):
            params = c.llama_context_default_params()
            params.embeddings = True
            params.n_ctx = params.n_batch = params.n_ubatch = MOST_TOKENS
            params.n_seq_max = MOST_TEXTS
            params.kv_unified = True
            params.pooling_type = pooling
            params.n_threads = params.n_threads_batch = threads
            opened = c.llama_init_from_model(self._model, params)
            if not opened:
                raise self._log.explained(name)
            if c.llama_pooling_type(opened) != c.LLAMA_POOLING_TYPE_NONE:
                self._stack.callback(c.llama_free, opened)
                return opened
            c.llama_free(opened)
        raise Fault(what="the model gives no vector for a whole text")

    def embed(self, texts: Sequence[str]) -> Iterator[NDArray[np.float32]]:
        """Yield unit vectors in the order of the texts, a batch at a time, each of shape (batch, dimensions).

        Raises:
            Fault: llama.cpp failed.
        """
        batch: list[list[int]] = []
        for text in texts:
            tokens = self._tokens(text)
            if batch and (len(batch) == MOST_TEXTS or sum(map(len, batch)) + len(tokens) > MOST_TOKENS):
                yield self._pass(batch)
                batch = []
            batch.append(tokens)
        if batch:
            yield self._pass(batch)

    def _tokens(self, text: str) -> list[int]:
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        tokens = (c.llama_token * room)()
        count = c.llama_tokenize(self._vocab, data, len(data), tokens, room, True, False)
        if count < 0:  # more tokens than bytes: SentencePiece takes three for a space that it has no token for
            room = -count
            tokens = (c.llama_token * room)()
            count = c.llama_tokenize(self._vocab, data, len(data), tokens, room, True, False)
        if count < 0:
            raise Fault(what="the text could not be cut into tokens")
        kept = list(tokens[:count])
        # The last token may be the one that ends a text, which some models are pooled by.
        return kept if len(kept) <= self._length else [*kept[: self._length - 1], kept[-1]]

    def _pass(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        total = sum(len(tokens) for tokens in batch)
        c.llama_memory_clear(c.llama_get_memory(self._context), True) if not self._encodes else None
        rows = c.llama_batch_init(total, 0, 1)
        try:
            at = 0
            for number, tokens in enumerate(batch):
                for place, token in enumerate(tokens):
                    rows.token[at], rows.pos[at] = token, place
                    rows.n_seq_id[at], rows.seq_id[at][0] = 1, number
                    rows.logits[at] = True
                    at += 1
            rows.n_tokens = total
            run = c.llama_encode if self._encodes else c.llama_decode
            if code := run(self._context, rows):
                self._log.hear(3, f"llama.cpp gave up on the text ({code})\n".encode())
                raise Fault(what="llama.cpp gave up on the text")
            out = np.zeros((len(batch), self.dimensions), np.float32)
            for number in range(len(batch)):
                found = c.llama_get_embeddings_seq(self._context, number)
                if not found:
                    raise Fault(what="the model gives no vector for a whole text")
                out[number] = np.ctypeslib.as_array(found, (self.dimensions,))
        finally:
            c.llama_batch_free(rows)
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        vectors: NDArray[np.float32] = out / np.maximum(lengths, 1e-12)
        return vectors

    def close(self) -> None:
        """Give the memory back."""
        self._stack.close()
