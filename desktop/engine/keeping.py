"""What a model keeps of each token that it reads, and of all of them together, by its header; for the estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.engine.gguf_header import integer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.engine.gguf_header import Value


def kept(values: Mapping[str, Value], architecture: str, layers: int) -> int:
    """Return how many numbers of keys and values a model keeps of each token, all layers together.

    As llama.cpp's n_embd_k_gqa and n_embd_v_gqa (src/llama-hparams.cpp): heads may differ from layer to layer, layers
    that look at the last tokens only may have narrower ones (Gemma 4), the last ones may share those of earlier ones
    (Gemma 3n and 4), and some may have none (`running`). All tokens are kept also where a layer looks at the last ones
    only, since else nothing could be taken back.
    """
    attention = f"{architecture}.attention"
    queries = integer(values, f"{attention}.head_count")
    usual = integer(values, f"{architecture}.embedding_length") // queries if queries > 0 else 0
    key = integer(values, f"{attention}.key_length", usual)
    wide = key + integer(values, f"{attention}.value_length", key)
    narrow = integer(values, f"{attention}.key_length_swa") + integer(values, f"{attention}.value_length_swa")
    last_only = _each(values, f"{attention}.sliding_window_pattern", layers)
    heads = _each(values, f"{attention}.head_count_kv", layers, queries)
    own = layers - max(0, integer(values, f"{attention}.shared_kv_layers"))
    lacking = _running(values, architecture, layers)
    return sum(
        heads[layer] * (narrow if narrow and last_only[layer] else wide)
        for layer in range(max(0, own))
        if not lacking[layer]
    )


def running(values: Mapping[str, Value], architecture: str, layers: int) -> int:
    """Return bytes of what layers have in mind that keep nothing of each token: convolutions and states, in 32 bits.

    As llama.cpp's n_embd_r and n_embd_s (src/llama-hparams.cpp) for Mamba and gated delta nets.
    """
    inner, state, groups, kernel = (
        max(0, integer(values, f"{architecture}.ssm.{name}"))
        for name in ("inner_size", "state_size", "group_count", "conv_kernel")
    )
    heads = _each(values, f"{architecture}.attention.head_count_kv", layers)
    lacking = _running(values, architecture, layers)
    having = sum(1 for layer in range(layers) if lacking[layer] or not heads[layer])
    return 4 * having * (max(0, kernel - 1) * (inner + 2 * groups * state) + state * inner)


def _running(values: Mapping[str, Value], architecture: str, layers: int) -> list[bool]:
    """Tell of each layer whether it has a running state in place of keys: all but each fourth of Qwen3.5."""
    marked = f"{architecture}.attention.recurrent_layers"
    if isinstance(values.get(marked), tuple):
        return [bool(one) for one in _each(values, marked, layers)]
    usual = 4 if architecture.startswith(("qwen35", "qwen3next")) else 0
    interval = integer(values, f"{architecture}.full_attention_interval", usual)
    return [interval > 0 and (layer + 1) % interval != 0 for layer in range(layers)]


def _each(values: Mapping[str, Value], key: str, layers: int, default: int = 0) -> list[int]:
    """Return a number for each layer, of a value for all of them or one for each; 0 where it is none."""
    value = values.get(key, default)
    given = value if isinstance(value, tuple) else (value,) * layers
    numbers = [int(one) if isinstance(one, int) and one > 0 else 0 for one in given[:layers]]
    return numbers + [0] * (layers - len(numbers))
