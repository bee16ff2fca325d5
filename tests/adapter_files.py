"""LoRA adapters made by the tests, in the form that convert_lora_to_gguf.py of llama.cpp writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.unit.engine.gguf_files import Value, gguf

ADAPTER: dict[str, Value] = {
    "general.type": "adapter",
    "general.architecture": "llama",
    "general.name": "Test adapter",
    "general.base_model.count": 1,
    "general.base_model.0.name": "SmolLM2 135M Instruct",
    "adapter.type": "lora",
    "adapter.lora.alpha": 8.0,
}
#: The weights of the starter model that the test adapter changes: how the last layers mix what they have seen.
CHANGED = tuple(f"blk.{layer}.attn_output.weight" for layer in range(24, 30))
EMBEDDING = 576


def lora(
    folder: Path,
    name: str = "pirate.gguf",
    *,
    sides: tuple[int, int] = (EMBEDDING, EMBEDDING),
    changed: tuple[str, ...] = CHANGED,
    values: Mapping[str, Value] | None = None,
    seed: int = 0,
    drop: str = "",
) -> Path:
    """Write an adapter of rank 4 with random weights.

    Args:
        sides: columns and rows of the weights that it is made for.
        drop: the end of the names of tensors that are left out.
    """
    chance = np.random.default_rng(seed)
    columns, rows = sides
    tensors: dict[str, npt.NDArray[np.float32]] = {}
    for weight in changed:
        tensors[f"{weight}.lora_a"] = chance.normal(0, 0.3, (4, columns)).astype(np.float32)
        tensors[f"{weight}.lora_b"] = chance.normal(0, 0.3, (rows, 4)).astype(np.float32)
    tensors = {key: value for key, value in tensors.items() if not drop or not key.endswith(drop)}
    return with_weights(folder / name, ADAPTER | dict(values or {}), tensors)


def with_weights(file: Path, values: dict[str, Value], tensors: Mapping[str, npt.NDArray[np.float32]]) -> Path:
    """Write a GGUF file with these keys and F32 tensors; numpy's last side is GGUF's first."""
    shapes = {key: (tuple(reversed(value.shape)), 0) for key, value in tensors.items()}
    data = b"".join(value.tobytes() + b"\0" * (-value.nbytes % 32) for value in tensors.values())
    file.write_bytes(gguf(values, shapes, data=0) + data)
    return file
