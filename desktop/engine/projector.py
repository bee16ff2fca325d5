"""Find the projector beside a model: the file (mmproj) with which a model sees pictures; pure Python."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import msgspec

from desktop.engine.gguf_header import integer, read_part, string
from desktop.errors import InputError

#: What converters and hub repositories put into the names of projectors, besides the model's own name.
_NOISE = re.compile(r"mmproj|ggml|gguf|model|vision|clip|(?<![a-z0-9])(?:ud|i?q\d\w*|f16|bf16|f32|fp16|xl)(?![a-z0-9])")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_MARK = "mmproj"
_MOST = 200


class Projector(msgspec.Struct, frozen=True):
    """A projector: its file, how wide the vectors are that it gives to the model, and its bytes."""

    path: str
    width: int
    size: int


def read_projector(path: Path) -> Projector | None:
    """Return what the file says if it is a projector for pictures; None for any other file."""
    with contextlib.suppress(InputError):
        part = read_part(path)
        values = part.values
        if string(values, "general.architecture") == "clip" and values.get("clip.has_vision_encoder") is True:
            return Projector(str(path), integer(values, "clip.vision.projection_dim"), part.size)
    return None


def projector_of(model: Path, embedding: int) -> Projector | None:
    """Return the projector beside the model file `model`; None where there is none.

    A projector belongs to a model when it gives vectors as wide as the model's own (`embedding`), and when it bears the
    model's name, or no name at all in a folder with no other model, as the repositories of the hub are laid out.
    """
    try:
        names = sorted(path.name for path in model.parent.iterdir() if path.name.lower().endswith(".gguf"))[:_MOST]
    except OSError:
        return None
    eyes = [name for name in names if _MARK in name.lower()]
    bare = {_bare(name) for name in names if name not in eyes}
    own = _bare(model.name)
    for name in sorted(eyes, key=lambda name: (-len(_bare(name)), name)):
        named = _bare(name)
        meant = own.startswith(named) or named.startswith(own) if named else len(bare) == 1
        if not meant or name == model.name:
            continue
        found = read_projector(model.with_name(name))
        if found is not None and found.width == embedding:
            return found
    return None


def _bare(name: str) -> str:
    stem = re.sub(r"-\d{5}-of-\d{5}$", "", name.lower().removesuffix(".gguf"))
    return _SEPARATORS.sub("", _NOISE.sub(" ", stem))
