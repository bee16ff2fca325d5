"""Find the projector beside a model: the file (mmproj) with which a model sees pictures; pure Python."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from desktop.engine.gguf_header import integer, read_part, string
from desktop.errors import InputError

#: What converters and hub repositories put into the names of projectors, besides the model's own name.
_NOISE = re.compile(r"mmproj|ggml|gguf|model|vision|clip|(?<![a-z0-9])(?:ud|i?q\d\w*|f16|bf16|f32|fp16|xl)(?![a-z0-9])")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_MARK = "mmproj"
#: How the names of tensors begin that lead from a picture to the model (tools/mtmd/clip-impl.h of llama.cpp).
_LEADING = ("mm.", "resampler.", "adapter.")
_MOST = 200


class Projector(msgspec.Struct, frozen=True):
    """A projector: its file, how wide the vectors may be that it gives to the model, and its bytes.

    Its header says one width, which older converters filled with zero or with another figure (LLaVA, MiniCPM-V); then
    the width is among the sides of the tensors that lead to the model. llama.cpp knows which, and refuses a wrong one.
    """

    path: str
    widths: frozenset[int]
    size: int


class Unfit(msgspec.Struct, frozen=True):
    """A file that should be a model's projector by its name, and why it cannot be."""

    file: str
    reason: str


def read_projector(path: Path) -> Projector | None:
    """Return what the file says if it is a projector for pictures; None for another GGUF file.

    Raises:
        FileMissing, NotAFile, CannotRead, NotAModel: it is none, or is cut off.
    """
    part = read_part(path)
    values = part.values
    if string(values, "general.architecture") != "clip" or values.get("clip.has_vision_encoder") is not True:
        return None
    leading = (shape for name, shape in part.shapes.items() if name.startswith(_LEADING))
    widths = {integer(values, "clip.vision.projection_dim"), *(side for shape in leading for side in shape)}
    return Projector(str(path), frozenset(widths), part.size)


def projector_of(model: Path, embedding: int) -> Projector | Unfit | None:
    """Return the projector beside the model file `model`; None where there is none.

    A projector belongs to a model when it gives vectors as wide as the model's own (`embedding`), and when it bears the
    model's name, or no name at all in a folder with no other model, as the repositories of the hub are laid out. Where
    only its name fits, it is told why it cannot be used.
    """
    try:
        names = sorted(path.name for path in model.parent.iterdir() if path.name.lower().endswith(".gguf"))[:_MOST]
    except OSError:
        return None
    eyes = [name for name in names if _MARK in name.lower()]
    bare = {_bare(name) for name in names if name not in eyes}
    own = _bare(model.name)
    unfit: Unfit | None = None
    for name in sorted(eyes, key=lambda name: (-len(_bare(name)), name)):
        named = _bare(name)
        meant = own.startswith(named) or named.startswith(own) if named else len(bare) == 1
        if not meant or name == model.name:
            continue
        found = fitting(model.with_name(name), embedding)
        if isinstance(found, Projector):
            return found
        unfit = unfit or found
    return unfit


def fitting(file: Path, embedding: int) -> Projector | Unfit | None:
    """Return what `file` is to a model whose vectors are `embedding` wide; None where it is for no pictures."""
    try:
        found = read_projector(file)
    except InputError as error:
        return Unfit(file.name, error.values.get("reason") or str(error))
    if found is None or embedding in found.widths:
        return found
    return Unfit(file.name, "it is for another model")


def _bare(name: str) -> str:
    stem = re.sub(r"-\d{5}-of-\d{5}$", "", name.lower().removesuffix(".gguf"))
    return _SEPARATORS.sub("", _NOISE.sub(" ", stem))
