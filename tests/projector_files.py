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
#: The file of the projector beside the model of `seeing_model`.
EYE = "mmproj-Seeing-135M-f16.gguf"
#: Tokens that a picture takes: one for each patch.
PATCHES = (SIZE // PATCH) ** 2


def projector(
    file: Path,
    *,
    out: int = EMBEDDING,
    kind: str = "mlp",
    size: int = SIZE,
    width: int = WIDTH,
    values: dict[str, Value] | None = None,
) -> Path:
    """Write a projector over a small vision transformer.

    Args:
        out: the width of the vectors that it gives to the model.
        kind: "mlp" (LLaVA), "gemma3" (its pieces are read without order), "idefics3" (cuts a picture into tiles and
            names them in words), "qwen2vl" (pieces take fewer positions than tokens).
        size: pixels of a side of the pictures that it takes.
        width: of its own vectors.
    """
    layer = "v.blk.0."
    tensors = {
        "v.patch_embd.weight": _weights(width, 3, PATCH, PATCH),
        "v.post_ln.weight": _ones(width),
        "v.post_ln.bias": _zeros(width),
        **{f"{layer}{part}.weight": _weights(width, width) for part in ("attn_q", "attn_k", "attn_v", "attn_out")},
        **{f"{layer}{part}.bias": _zeros(width) for part in ("attn_q", "attn_k", "attn_v", "attn_out", "ln1", "ln2")},
        **{f"{layer}{part}.weight": _ones(width) for part in ("ln1", "ln2")},
        f"{layer}ffn_up.weight": _weights(2 * width, width),
        f"{layer}ffn_up.bias": _zeros(2 * width),
        f"{layer}ffn_down.weight": _weights(width, 2 * width),
        f"{layer}ffn_down.bias": _zeros(width),
        **_bridge(kind, out, width, (size // PATCH) ** 2),
    }
    header: dict[str, Value] = {
        "general.type": "mmproj",
        "general.architecture": "clip",
        "general.file_type": 0,
        "clip.has_vision_encoder": True,
        "clip.projector_type": "qwen2vl_merger" if kind == "qwen2vl" else kind,
        "clip.use_gelu": True,
        "clip.vision.image_size": size,
        "clip.vision.patch_size": PATCH,
        "clip.vision.embedding_length": width,
        "clip.vision.feed_forward_length": 2 * width,
        "clip.vision.block_count": 1,
        "clip.vision.attention.head_count": 2,
        "clip.vision.attention.layer_norm_epsilon": 1e-5,
        "clip.vision.projection_dim": out,
        "clip.vision.image_mean": [0.5, 0.5, 0.5],
        "clip.vision.image_std": [0.5, 0.5, 0.5],
    }
    if kind in {"gemma3", "idefics3"}:
        header["clip.vision.projector.scale_factor"] = 2
    if kind == "idefics3":
        header["clip.vision.preproc_image_size"] = 2 * size
    return with_weights(file, header | (values or {}), tensors)


def _bridge(kind: str, out: int, width: int, patches: int) -> dict[str, npt.NDArray[np.float32]]:
    """Return the tensors between the vision transformer and the model."""
    places = {"v.position_embd.weight": _weights(patches, width)}
    if kind == "gemma3":
        return places | {
            "mm.input_projection.weight": _weights(width, out),
            "mm.soft_emb_norm.weight": _ones(width),
        }
    if kind == "idefics3":
        return places | {"mm.model.fc.weight": _weights(out, 4 * width)}
    if kind == "qwen2vl":
        return {
            "v.patch_embd.weight.1": _weights(width, 3, PATCH, PATCH),
            "mm.0.weight": _weights(width, 4 * width),
            "mm.0.bias": _zeros(width),
            "mm.2.weight": _weights(out, width),
            "mm.2.bias": _zeros(out),
        }
    return places | {
        "mm.0.weight": _weights(out, width),
        "mm.0.bias": _zeros(out),
        "mm.2.weight": _weights(out, out) * 0.1,
        "mm.2.bias": _zeros(out),
    }


def _weights(*sides: int) -> npt.NDArray[np.float32]:
    return np.random.default_rng(sides).normal(0, 0.5, sides).astype(np.float32)


def _ones(side: int) -> npt.NDArray[np.float32]:
    return np.ones(side, np.float32)


def _zeros(side: int) -> npt.NDArray[np.float32]:
    return np.zeros(side, np.float32)


def seeing_model(folder: Path, kind: str = "mlp") -> Path:
    """Put the starter model and a projector for it into a folder of their own; return the model's file."""
    folder.mkdir(exist_ok=True)
    model = folder / "Seeing-135M.Q4_1.gguf"
    model.symlink_to(starter_model().path)
    projector(folder / EYE, kind=kind)
    return model


def picture(colour: str, size: tuple[int, int] = (80, 60), kind: str = "PNG") -> bytes:
    """Return the bytes of a picture file in one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()
