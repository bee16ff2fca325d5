"""Find the projector beside a model: the file (mmproj) with which a model sees pictures; pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from desktop.engine.gguf_header import Value, integer, read_part, string
from desktop.errors import InputError

#: What converters and hub repositories put into the names of projectors, besides the model's own name.
_NOISE = re.compile(r"mmproj|ggml|gguf|model|vision|clip|(?<![a-z0-9])(?:ud|i?q\d\w*|f16|bf16|f32|fp16|xl)(?![a-z0-9])")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_MARK = "mmproj"
#: How the names of tensors begin that lead from a picture to the model (tools/mtmd/clip-impl.h of llama.cpp).
_LEADING = ("mm.", "resampler.", "adapter.")
_MOST = 200
#: Bytes that a projector takes whatever its size, rows of its width for each patch, and bytes for each pixel (measured
#: with transformers of one and of six layers, for pictures of 336 and 896 pixels a side).
AT_ALL, ROWS, PIXEL = 25_000_000, 3, 24
#: Projectors that take a picture as large as it is, and the pixels of a photograph as we keep it.
_ANY_SIZE = frozenset({"qwen2vl_merger", "qwen2.5vl_merger", "qwen3vl_merger", "pixtral", "kimivl", "gemma4v", "glm4v"})
OWN_SIZE = 1536 * 1152


class Projector(msgspec.Struct, frozen=True):
    """A projector: its file, how wide the vectors may be that it gives to the model, its bytes, and those to work with.

    Its header says one width, which older converters filled with zero or with another figure (LLaVA, MiniCPM-V); then
    the width is among the sides of the tensors that lead to the model. llama.cpp knows which, and refuses a wrong one.
    """

    path: str
    widths: frozenset[int]
    size: int
    compute: int = 0


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
    return Projector(str(path), frozenset(widths), part.size, _compute(values))


def _compute(values: Mapping[str, Value]) -> int:
    """Return the bytes that looking at one picture takes beside the weights: rows for each patch, and its pixels."""
    side, patch = integer(values, "clip.vision.image_size"), integer(values, "clip.vision.patch_size", 1)
    kind = string(values, "clip.projector_type") or string(values, "clip.vision.projector_type")
    pixels = OWN_SIZE if kind in _ANY_SIZE else side * side
    width = integer(values, "clip.vision.embedding_length")
    row = 4 * (ROWS * width + integer(values, "clip.vision.feed_forward_length"))
    return AT_ALL + pixels // max(1, patch * patch) * row + pixels * PIXEL


def named_projector(name: str) -> bool:
    """Whether a file is a projector by its name."""
    return _MARK in name.lower()


def meant_for(model: str, names: Iterable[str]) -> list[str]:
    """Return which of the files in the folder of `model` are its projectors by their names: those first that say
    the most, others as they are given.

    Such a file bears the model's name, or no name at all in a folder with no other model, as the repositories of the
    hub are laid out.
    """
    files = list(names)
    eyes = [name for name in files if named_projector(name) and name != model]
    models = {_bare(name) for name in files if not named_projector(name)}
    own = _bare(model)

    def meant(named: str) -> bool:
        return own.startswith(named) or named.startswith(own) if named else len(models) == 1

    return sorted((name for name in eyes if meant(_bare(name))), key=lambda name: -len(_bare(name)))


def projector_of(model: Path, embedding: int) -> Projector | Unfit | None:
    """Return the projector beside the model file `model`; None where there is none.

    A projector belongs to a model when its name says so (`meant_for`) and it gives vectors as wide as the model's own
    (`embedding`). Where only its name fits, it is told why it cannot be used.
    """
    try:
        names = sorted(path.name for path in model.parent.iterdir() if path.name.lower().endswith(".gguf"))[:_MOST]
    except OSError:
        return None
    unfit: Unfit | None = None
    for name in meant_for(model.name, names):
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
