"""The bare decode loop of llama.cpp in a process of its own: what the engine's speed is measured against."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import llama_cpp.llama_cpp as c
import msgspec

from desktop.worker.cancel import Cancel


class Start(msgspec.Struct, frozen=True, tag="start"):
    """Load the model the way the engine does; replies when it began and ended."""

    path: str
    context: int
    threads: int


class Burst(msgspec.Struct, frozen=True, tag="burst"):
    """Read the prompt, then choose and read so many tokens; replies when each was chosen."""

    prompt: str
    tokens: int


class Seconds(msgspec.Struct, frozen=True, tag="seconds"):
    """The moments at which something was done, in seconds of one clock, and the processor time that it took."""

    at: list[float]
    processor: float = 0.0


class RawDecode:
    """Knows a loaded model; nothing but calls of llama.cpp happens between two tokens."""

    requests: Any = Start | Burst

    def __init__(self) -> None:
        self._reading = 0.0

    def lane(self, request: Start | Burst) -> str:
        return "model"

    def handle(self, request: Start | Burst, cancel: Cancel) -> Iterator[Seconds]:
        if isinstance(request, Start):
            yield Seconds(self._start(request))
        else:
            began = time.process_time()
            at = self._burst(request)
            yield Seconds(at, time.process_time() - began - self._reading)

    def _start(self, request: Start) -> list[float]:
        began = time.perf_counter()
        c.llama_log_set(_SILENT, None)
        c.llama_backend_init()
        self._model = c.llama_model_load_from_file(request.path.encode(), c.llama_model_default_params())
        params = c.llama_context_default_params()
        params.n_ctx = request.context
        params.n_batch = params.n_ubatch = 512
        params.n_outputs_max = 1
        params.n_threads = params.n_threads_batch = request.threads
        self._context = c.llama_init_from_model(self._model, params)
        self._vocab = c.llama_model_get_vocab(self._model)
        self._sampler = c.llama_sampler_chain_init(c.llama_sampler_chain_default_params())
        c.llama_sampler_chain_add(self._sampler, c.llama_sampler_init_greedy())
        return [began, time.perf_counter()]

    def _burst(self, request: Burst) -> list[float]:
        began = time.process_time()
        text = request.prompt.encode()
        room = (c.llama_token * (len(text) + 8))()
        count = c.llama_tokenize(self._vocab, text, len(text), room, len(room), False, True)
        c.llama_memory_clear(c.llama_get_memory(self._context), True)
        for place in range(0, count, 512):
            part = (c.llama_token * min(512, count - place))(*room[place : min(place + 512, count)])
            c.llama_decode(self._context, c.llama_batch_get_one(part, len(part)))
        one = (c.llama_token * 1)(c.llama_sampler_sample(self._sampler, self._context, -1))
        self._reading = time.process_time() - began
        at = [time.perf_counter()]
        for _ in range(request.tokens - 1):
            c.llama_decode(self._context, c.llama_batch_get_one(one, 1))
            one[0] = c.llama_sampler_sample(self._sampler, self._context, -1)
            at.append(time.perf_counter())
        return at

    def close(self) -> None:
        return


def _ignore(level: int, text: bytes, _: object) -> None:
    return


_SILENT = c.llama_log_callback(_ignore)


def open_service(config: bytes) -> RawDecode:
    return RawDecode()
