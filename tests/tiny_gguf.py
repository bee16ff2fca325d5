"""Language models of a few layers and random weights, as GGUF files that llama.cpp loads: they babble."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.adapter_files import with_weights
from tests.unit.engine.gguf_files import Value

TEMPLATE = (
    "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ 'assistant: ' }}{% endif %}"
)
#: Kinds of tokens (enum llama_token_type).
_NORMAL, _UNKNOWN, _CONTROL, _BYTE = 1, 2, 3, 6


def words(count: int) -> dict[str, Value]:
    """Return a vocabulary of SentencePiece's kind: three control tokens, all bytes, and `count` made-up words."""
    made = [f"▁w{number}" for number in range(count)]
    return {
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), *made],
        "tokenizer.ggml.scores": [0.0] * 259 + [-float(number) for number in range(count)],
        "tokenizer.ggml.token_type": (_UNKNOWN, _CONTROL, _CONTROL, *[_BYTE] * 256, *[_NORMAL] * count),
        "tokenizer.ggml.bos_token_id": 1,
        "tokenizer.ggml.eos_token_id": 2,
        "tokenizer.ggml.unknown_token_id": 0,
        "tokenizer.chat_template": TEMPLATE,
    }


def llama(
    file: Path,
    *,
    width: int = 32,
    layers: int = 2,
    heads: int = 4,
    heads_kv: int = 2,
    forward: int = 64,
    context: int = 512,
    made_up: int = 45,
    seed: int = 0,
    architecture: str = "llama",
) -> Path:
    """Write a model in F32 with tied embeddings and random weights.

    Args:
        architecture: "llama", or "qwen2vl", which tells where in a picture its tokens stand (M-RoPE).
    """
    chance = np.random.default_rng(seed)

    def weights(rows: int, columns: int) -> npt.NDArray[np.float32]:
        return chance.normal(0, columns**-0.5, (rows, columns)).astype(np.float32)

    size = width // heads
    tensors = {"token_embd.weight": weights(259 + made_up, width), "output_norm.weight": np.ones(width, np.float32)}
    for layer in range(layers):
        tensors |= {
            f"blk.{layer}.attn_norm.weight": np.ones(width, np.float32),
            f"blk.{layer}.attn_q.weight": weights(heads * size, width),
            f"blk.{layer}.attn_k.weight": weights(heads_kv * size, width),
            f"blk.{layer}.attn_v.weight": weights(heads_kv * size, width),
            f"blk.{layer}.attn_output.weight": weights(width, heads * size),
            f"blk.{layer}.ffn_norm.weight": np.ones(width, np.float32),
            f"blk.{layer}.ffn_gate.weight": weights(forward, width),
            f"blk.{layer}.ffn_up.weight": weights(forward, width),
            f"blk.{layer}.ffn_down.weight": weights(width, forward),
        }
    header: dict[str, Value] = {
        "general.architecture": architecture,
        "general.name": "Tiny",
        "general.file_type": 0,
        f"{architecture}.context_length": context,
        f"{architecture}.embedding_length": width,
        f"{architecture}.block_count": layers,
        f"{architecture}.feed_forward_length": forward,
        f"{architecture}.attention.head_count": heads,
        f"{architecture}.attention.head_count_kv": heads_kv,
        f"{architecture}.attention.layer_norm_rms_epsilon": 1e-5,
        f"{architecture}.rope.dimension_count": size,
        f"{architecture}.vocab_size": 259 + made_up,
    }
    if architecture == "qwen2vl":
        header["qwen2vl.rope.dimension_sections"] = (size // 4, size // 8, size // 8, 0)
        for layer in range(layers):
            for part, many in (("q", heads), ("k", heads_kv), ("v", heads_kv)):
                tensors[f"blk.{layer}.attn_{part}.bias"] = np.zeros(many * size, np.float32)
    return with_weights(file, header | words(made_up), tensors)


def hybrid(
    file: Path,
    *,
    width: int = 64,
    layers: int = 4,
    heads: int = 4,
    forward: int = 128,
    context: int = 4096,
    made_up: int = 45,
    state: int = 16,
    ranks: int = 4,
    every: int = 4,
    template: str = TEMPLATE,
) -> Path:
    """Write a model as `llama` does, of Qwen3.5's kind: all layers but each fourth have a running state and no keys."""
    chance = np.random.default_rng(0)
    size, groups, kernel = width // heads, max(1, ranks // 2), 4
    keys, inner = state * groups, state * ranks

    def weights(rows: int, columns: int) -> npt.NDArray[np.float32]:
        return chance.normal(0, columns**-0.5, (rows, columns)).astype(np.float32)

    def ones(count: int) -> npt.NDArray[np.float32]:
        return np.ones(count, np.float32)

    tensors = {"token_embd.weight": weights(259 + made_up, width), "output_norm.weight": ones(width)}
    for layer in range(layers):
        full = {
            "attn_q.weight": weights(2 * heads * size, width),
            "attn_k.weight": weights(heads * size, width),
            "attn_v.weight": weights(heads * size, width),
            "attn_output.weight": weights(width, heads * size),
            "attn_q_norm.weight": ones(size),
            "attn_k_norm.weight": ones(size),
        }
        running = {
            "attn_qkv.weight": weights(2 * keys + inner, width),
            "attn_gate.weight": weights(inner, width),
            "ssm_conv1d.weight": weights(2 * keys + inner, kernel),
            "ssm_dt.bias": np.zeros(ranks, np.float32),
            "ssm_a": -ones(ranks),
            "ssm_beta.weight": weights(ranks, width),
            "ssm_alpha.weight": weights(ranks, width),
            "ssm_norm.weight": ones(state),
            "ssm_out.weight": weights(width, inner),
        }
        both = {
            "attn_norm.weight": ones(width),
            "post_attention_norm.weight": ones(width),
            "ffn_gate.weight": weights(forward, width),
            "ffn_up.weight": weights(forward, width),
            "ffn_down.weight": weights(width, forward),
        }
        parts = both | (running if (layer + 1) % every else full)
        tensors |= {f"blk.{layer}.{name}": tensor for name, tensor in parts.items()}
    header: dict[str, Value] = {
        "general.architecture": "qwen35",
        "general.name": "Tiny hybrid",
        "general.file_type": 0,
        "qwen35.context_length": context,
        "qwen35.embedding_length": width,
        "qwen35.block_count": layers,
        "qwen35.feed_forward_length": forward,
        "qwen35.attention.head_count": heads,
        "qwen35.attention.head_count_kv": heads,
        "qwen35.attention.key_length": size,
        "qwen35.attention.value_length": size,
        "qwen35.attention.layer_norm_rms_epsilon": 1e-5,
        "qwen35.rope.dimension_count": size,
        "qwen35.rope.dimension_sections": (size // 4, size // 8, size // 8, 0),
        "qwen35.vocab_size": 259 + made_up,
        "qwen35.ssm.conv_kernel": kernel,
        "qwen35.ssm.inner_size": inner,
        "qwen35.ssm.state_size": state,
        "qwen35.ssm.time_step_rank": ranks,
        "qwen35.ssm.group_count": groups,
        "qwen35.full_attention_interval": every,
    }
    return with_weights(file, header | words(made_up) | {"tokenizer.chat_template": template}, tensors)
