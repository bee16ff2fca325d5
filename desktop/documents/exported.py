"""Embedders in the ONNX form: where they lie, whether they are whole, and when they go."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.engine.pending import PART

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Of the folder in that of the libraries: a sub-folder for each model, named by its key.
FOLDER = "exported"
#: Where setting up puts the starter model's.
SHIPPED = Path(sys.prefix) / "share" / "lectern" / FOLDER
MODEL, ABOUT = "model.onnx", "about.json"
#: Goes up when what is exported changes; older ones are made anew.
FORM = 2


class About(msgspec.Struct, frozen=True):
    """What is known of an exported model.

    Attributes:
        form: see `FORM`.
        key: of the model it was made from (`EmbedderFiles.key`).
        folder: of that model.
        pad: number of the token that fills short texts up.
        machine: where it was measured (`precision.machine`).
        measured: seconds that each precision took there.
        digest: SHA-256 of the file in hexadecimal digits.
    """

    form: int
    key: str
    folder: str
    pad: int
    machine: str
    measured: dict[str, float]
    digest: str = ""


class Exported(msgspec.Struct, frozen=True):
    """An exported model that is whole."""

    file: Path
    about: About


def find(places: Iterable[Path], key: str) -> Exported | None:
    """Return the first whole export of the model `key`; what is damaged is deleted, if it can be."""
    for place in places:
        folder = place / key
        if not folder.is_dir():
            continue
        with contextlib.suppress(OSError, msgspec.DecodeError):
            about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
            file = folder / MODEL
            if (about.form, about.key) == (FORM, key) and about.digest == _digest(file):
                return Exported(file, about)
        shutil.rmtree(folder, ignore_errors=True)
    return None


def keep(place: Path, key: str, write: Callable[[Path], About]) -> Exported:
    """Have `write` make the file of a model, and put it in `place` by one rename, so that it is never half there.

    Raises:
        OSError: the system refuses. What was written is deleted then, as it is after any other exception of `write`.
    """
    folder, part = place / key, place / f"{key}{PART}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    try:
        about = msgspec.structs.replace(write(part / MODEL), digest=_digest(part / MODEL))
        (part / ABOUT).write_bytes(msgspec.json.encode(about))
        for file in (part / MODEL, part / ABOUT):
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Exported(folder / MODEL, about)


def sweep(place: Path) -> None:
    """Delete what was left half made, and the exports of models that are gone."""
    for folder in list(place.iterdir()) if place.is_dir() else []:
        gone = True
        with contextlib.suppress(OSError, msgspec.DecodeError):
            about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
            gone = folder.suffix == PART or not os.path.lexists(about.folder)
        if gone:
            shutil.rmtree(folder, ignore_errors=True)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
