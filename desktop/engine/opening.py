"""How llama.cpp is asked to load a model and to open a context for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

import llama_cpp.llama_cpp as c

from desktop.engine.lookup import LEAST, MOST
from desktop.engine.protocol import Load
from desktop.engine.refusal import Log
from desktop.errors import Cancelled

FLASH: Final = {
    "auto": c.LLAMA_FLASH_ATTN_TYPE_AUTO,
    "on": c.LLAMA_FLASH_ATTN_TYPE_ENABLED,
    "off": c.LLAMA_FLASH_ATTN_TYPE_DISABLED,
}
#: Tokens of a batch into which a picture goes as a whole: some models (Gemma 3) read its tokens all at once, each with
#: those after it, which they can in one batch only.
WHOLE: Final = 512
#: Tokens of a context at least: llama.cpp makes a shorter one this long, after it has taken its length for that of the
#: batch, in which guesses have no room then.
SHORTEST: Final = 256
CACHE: Final = {"f16": c.GGML_TYPE_F16, "q8_0": c.GGML_TYPE_Q8_0}


def load_model(load: Load, name: str, on_progress: Callable[[float], bool], log: Log) -> Any:
    """Read the weights; `on_progress` is told 0 to 1, and breaks off with False.

    Raises:
        Cancelled: it was broken off.
        ModelLoadFailed, OutOfMemory: llama.cpp refused it, for the reason that its log gives.
    """
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
        raise Cancelled if stopped else log.explained(name)
    return model


def context_params(load: Load, longest: int) -> Any:
    """Return what a context is opened with; it is `longest` tokens long at most."""
    params = c.llama_context_default_params()
    params.n_ctx = max(min(load.context, longest), SHORTEST)
    batch = max(load.batch, WHOLE) if load.projector else max(load.batch, LEAST)
    params.n_batch = params.n_ubatch = min(batch, params.n_ctx)
    params.n_outputs_max = MOST + 1  # the last token of a batch is all that is asked for, and guesses beside it
    params.n_threads = params.n_threads_batch = load.threads
    params.flash_attn_type = FLASH[load.flash]
    params.type_k = params.type_v = CACHE[load.cache]
    return params
