"""LoRA adapters: read from their GGUF headers, found, held against the tensors of a model, and kept in our folder."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from desktop.domain.adapter import AdapterInfo
from desktop.engine.bringing import bring
from desktop.engine.catalog import gguf_files
from desktop.engine.gguf import all_parts, shown_name
from desktop.engine.gguf_header import INVOCATION, Shapes, integer, read_part, string
from desktop.errors import AdapterUnfit, AdapterUnknown, CannotWrite, FileMissing, InputError, NotAModel, NotAnAdapter

#: Ends of the names of the two matrices whose product is added to a weight of the model (convert_lora_to_gguf.py).
_A, _B = ".lora_a", ".lora_b"
#: Tensors that llama.cpp passes over in an adapter.
_PASSED_OVER = "_norm.weight"
#: The one weight that is looked up in and not multiplied, so that its two matrices change places.
_LOOKED_UP = "token_embd.weight"


class Base(msgspec.Struct, frozen=True):
    """A model as an adapter meets it: its name, its architecture and the shapes of its tensors."""

    name: str
    architecture: str
    shapes: Shapes


def read_adapter(path: str | Path) -> AdapterInfo:
    """Return what the GGUF file at `path` says about its adapter; reads the header only.

    Raises:
        FileMissing, NotAFile, CannotRead: as the operating system says.
        NotAnAdapter: it is damaged, cut off, or something else than a LoRA adapter.
    """
    return _read(Path(os.path.expanduser(path)).absolute())[0]


def read_base(path: str | Path) -> Base:
    """Return what an adapter needs to know of the model at `path` (the first part of a split one).

    Raises:
        FileMissing, NotAFile, CannotRead, NotAModel: as `desktop.engine.gguf.read_header`.
    """
    first, parts = all_parts(path)
    shapes: Shapes = {}
    for part in parts:
        shapes |= part.shapes
    values = parts[0].values
    return Base(shown_name(first, string(values, "general.name")), string(values, "general.architecture"), shapes)


def check(path: str | Path, base: Base) -> AdapterInfo:
    """Return the adapter at `path` if it can be used with the model `base`.

    Raises:
        AdapterUnfit: it was made for another model, its file is gone, or no adapter is in it.
    """
    name = Path(path).stem
    try:
        info, shapes = _read(Path(os.path.expanduser(path)).absolute())
    except InputError as error:
        reason = "its file is gone" if isinstance(error, FileMissing) else str(error.values.get("reason", error))
    else:
        name, reason = info.name, misfit(info.architecture, shapes, base)
    if reason:
        raise AdapterUnfit(name=name, model=base.name, reason=reason, path=path)
    return info


def misfit(architecture: str, shapes: Mapping[str, tuple[int, ...]], base: Base) -> str:
    """Return why an adapter of these `shapes` cannot change the model `base`; empty when it can.

    With a weight of `columns` x `rows`, A must be `columns` x rank and B rank x `rows`: the rules by which llama.cpp
    takes an adapter (llama_adapter_lora_init), held here so that native code never sees one that breaks them.
    """
    if architecture != base.architecture:
        return f"it was made for the architecture “{architecture}” and not for “{base.architecture}”"
    for name, shape in shapes.items():
        if not name.endswith(_A):
            continue
        weight = name.removesuffix(_A)
        a, b, there = _sides(shape), _sides(shapes[weight + _B]), base.shapes.get(weight)
        if there is None:
            return f"the model has no weight “{weight[:60]}”"
        columns, rows, *experts = _sides(there)
        outer = (b[1], a[1]) if weight.endswith(_LOOKED_UP) else (a[0], b[1])
        if (columns, rows) != outer or experts != [a[2]] or experts != [b[2]]:
            return f"its weight “{weight[:60]}” has another shape than the model's"
    return ""


def installed_adapters(models: Path, folders: Iterable[str | Path] = ()) -> tuple[AdapterInfo, ...]:
    """Return the adapters below our folder and those that the user named, by name; other files are left out."""
    found: list[AdapterInfo] = []
    for file in gguf_files(models, folders):
        with contextlib.suppress(InputError):
            found.append(read_adapter(file))
    return tuple(sorted(found, key=lambda info: (info.name.casefold(), info.path)))


def find_adapter(name_or_path: str, models: Path, folders: Iterable[str | Path] = ()) -> AdapterInfo:
    """Return the adapter that is meant: a path, or a name as `installed_adapters` shows it, or its file name.

    Raises:
        AdapterUnknown: none has this name.
        As `read_adapter`, when it is a path.
    """
    wanted = name_or_path.strip()
    path = Path(os.path.expanduser(wanted))
    if wanted.lower().endswith(".gguf") or os.sep in wanted:
        ours_too = not os.path.exists(path) and os.path.exists(models / wanted)
        return read_adapter(models / wanted if ours_too else path)
    folded = wanted.casefold()
    for info in installed_adapters(models, folders) if folded else ():
        if folded in {info.name.casefold(), Path(info.path).stem.casefold()}:
            return info
    raise AdapterUnknown(name=wanted)


def add(file: str | Path, models: Path) -> AdapterInfo:
    """Check the file and link it into our folder, or copy it where links are not to be had; the original stays.

    Raises:
        CannotWrite: the folder cannot be written.
        As `read_adapter`.
    """
    info = read_adapter(file)
    source = Path(info.path)
    place = models / source.name
    number = 1
    while place.exists() and not place.samefile(source):
        if place.stat().st_size == info.size and place.read_bytes() == source.read_bytes():
            return read_adapter(place)
        number += 1
        place = models / f"{source.stem}-{number}{source.suffix}"
    if not place.exists():
        bring(source, place)
    return read_adapter(place)


def ours(info: AdapterInfo, models: Path) -> bool:
    """Whether the file lies in our own folder, so that it may be removed."""
    return Path(info.path).is_relative_to(models)


def remove(info: AdapterInfo) -> None:
    """Delete the file.

    Raises:
        CannotWrite: the operating system refuses.
    """
    try:
        Path(info.path).unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(file=Path(info.path).name, reason=error.strerror or str(error)) from error


def _read(path: Path) -> tuple[AdapterInfo, Shapes]:
    def bad(reason: str) -> NotAnAdapter:
        return NotAnAdapter(file=path.name, reason=reason)

    try:
        part = read_part(path)
    except NotAModel as error:
        raise bad(str(error.values.get("reason", ""))) from None
    values = part.values
    if string(values, "general.type") != "adapter":
        raise bad("it is a model or something else, and no adapter")
    if string(values, "adapter.type") != "lora":
        raise bad("it is an adapter of another kind than LoRA")
    if integer(values, INVOCATION):
        raise bad("it works only after certain words, which Lectern does not support")
    architecture = string(values, "general.architecture")
    if not architecture:
        raise bad("it does not say its architecture")
    alpha = values.get("adapter.lora.alpha", 0.0)
    if not isinstance(alpha, float):
        raise bad("its alpha is no number with a decimal point")
    ranks = _ranks(part.shapes, bad)
    info = AdapterInfo(
        path=str(path),
        name=shown_name(path, string(values, "general.name")),
        architecture=architecture,
        base=string(values, "general.base_model.0.name")[:120],
        rank=max(ranks),
        alpha=alpha,
        size=part.size,
        weights=len(ranks),
    )
    return info, part.shapes


def _sides(shape: tuple[int, ...]) -> tuple[int, int, int]:
    """Return columns, rows, and how many matrices of them (experts) lie in a tensor."""
    columns, *more = shape
    return columns, more[0] if more else 1, math.prod(more[1:])


def _ranks(shapes: Shapes, bad: Callable[[str], NotAnAdapter]) -> list[int]:
    """Return the inner side of each pair of matrices, after seeing that they are pairs."""
    ranks: list[int] = []
    for name, shape in shapes.items():
        if name.endswith(_PASSED_OVER):
            continue
        other = name.removesuffix(_A) + _B if name.endswith(_A) else name.removesuffix(_B) + _A
        if not name.endswith((_A, _B)):
            raise bad(f"its tensor “{name[:60]}” is no part of a LoRA adapter")
        if other not in shapes:
            raise bad(f"its tensor “{name[:60]}” stands alone")
        if name.endswith(_A):
            weight = name.removesuffix(_A)
            a, b = _sides(shape), _sides(shapes[other])
            rank = a[0] if weight.endswith(_LOOKED_UP) else a[1]
            if rank != b[0] or a[2] != b[2]:
                raise bad(f"the two halves of “{weight[:60]}” do not go together")
            ranks.append(rank)
    if not ranks:
        raise bad("it holds no weights")
    return ranks
