"""Projectors and pictures made by the tests: a vision transformer of one layer and random weights, plain squares."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from desktop.engine.catalog import starter_model
from tests.adapter_files import EMBEDDING, with_weights
from tests.unit.engine.gguf_files import Value

SIZE, PATCH, WIDTH = 56, 14, 32
#: Tokens that a picture takes: one for each patch.
PATCHES = (SIZE // PATCH) ** 2


def projector(file: Path, *, out: int = EMBEDDING, values: dict[str, Value] | None = None) -> Path:
    """Write a projector of the simplest kind (LLaVA's two layers over a small vision transformer)."""
    chance = np.random.default_rng(0)

    def weights(*sides: int) -> npt.NDArray[np.float32]:
        return chance.normal(0, 0.5, sides).astype(np.float32)

    def ones(side: int) -> npt.NDArray[np.float32]:
        return np.ones(side, np.float32)

    def zeros(side: int) -> npt.NDArray[np.float32]:
        return np.zeros(side, np.float32)

    layer = "v.blk.0."
    tensors = {
        "v.patch_embd.weight": weights(WIDTH, 3, PATCH, PATCH),
        "v.position_embd.weight": weights(PATCHES, WIDTH),
        "v.post_ln.weight": ones(WIDTH),
        "v.post_ln.bias": zeros(WIDTH),
        **{f"{layer}{part}.weight": weights(WIDTH, WIDTH) for part in ("attn_q", "attn_k", "attn_v", "attn_out")},
        **{f"{layer}{part}.bias": zeros(WIDTH) for part in ("attn_q", "attn_k", "attn_v", "attn_out", "ln1", "ln2")},
        **{f"{layer}{part}.weight": ones(WIDTH) for part in ("ln1", "ln2")},
        f"{layer}ffn_up.weight": weights(2 * WIDTH, WIDTH),
        f"{layer}ffn_up.bias": zeros(2 * WIDTH),
        f"{layer}ffn_down.weight": weights(WIDTH, 2 * WIDTH),
        f"{layer}ffn_down.bias": zeros(WIDTH),
        "mm.0.weight": weights(out, WIDTH),
        "mm.0.bias": zeros(out),
        "mm.2.weight": weights(out, out) * 0.1,
        "mm.2.bias": zeros(out),
    }
    header: dict[str, Value] = {
        "general.type": "mmproj",
        "general.architecture": "clip",
        "general.file_type": 0,
        "clip.has_vision_encoder": True,
        "clip.projector_type": "mlp",
        "clip.use_gelu": True,
        "clip.vision.image_size": SIZE,
        "clip.vision.patch_size": PATCH,
        "clip.vision.embedding_length": WIDTH,
        "clip.vision.feed_forward_length": 2 * WIDTH,
        "clip.vision.block_count": 1,
        "clip.vision.attention.head_count": 2,
        "clip.vision.attention.layer_norm_epsilon": 1e-5,
        "clip.vision.projection_dim": out,
        "clip.vision.image_mean": [0.5, 0.5, 0.5],
        "clip.vision.image_std": [0.5, 0.5, 0.5],
    }
    return with_weights(file, header | (values or {}), tensors)


def seeing_model(folder: Path) -> Path:
    """Put the starter model and a projector for it into a folder of their own; return the model's file."""
    folder.mkdir(exist_ok=True)
    model = folder / "Seeing-135M.Q4_1.gguf"
    model.symlink_to(starter_model().path)
    projector(folder / "mmproj-Seeing-135M-f16.gguf")
    return model


def picture(colour: str, size: tuple[int, int] = (80, 60), kind: str = "PNG") -> bytes:
    """Return the bytes of a picture file in one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()
