"""Take models and adapters out of our folders in two steps, so that it can be undone: set aside, deleted later."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import msgspec

from desktop.domain.adapter import AdapterInfo
from desktop.domain.model import ModelInfo
from desktop.engine.gguf import SPLIT
from desktop.engine.projector import named_projector

#: End of the name of a file that is set aside; it is no model's, so nothing finds it.
ASIDE = ".removed"


class Removed(msgspec.Struct, frozen=True):
    """The files of a model that was set aside, or its folder, under the names they had.

    Attributes:
        folder: goes too once they are deleted, if nothing else is in it.
    """

    files: tuple[Path, ...]
    folder: Path | None = None


def files_of(model: ModelInfo | AdapterInfo) -> tuple[Path, ...]:
    """Return the files of a model: one, or all parts of a split one that are there."""
    first = Path(model.path)
    found = SPLIT.search(first.stem)
    if not found:
        return (first,)
    base = first.stem[: found.start()]
    names = (f"{base}-{n:05d}-of-{found[2]}{first.suffix}" for n in range(1, int(found[2]) + 1))
    return tuple(path for name in names if (path := first.with_name(name)).exists())


def remove(model: ModelInfo | AdapterInfo, models: Path) -> Removed:
    """Set the files of a model aside, and its projector unless another model lies beside it.

    Raises:
        ValueError: it does not lie in our folder.
        OSError: the system refuses; what was set aside before is brought back.
    """
    files = files_of(model)
    if not all(file.is_relative_to(models) for file in files):
        raise ValueError(model.path)
    folder = files[0].parent if files else models
    if folder == models:
        return _set_aside(files)
    left = [file for file in folder.iterdir() if file.suffix.lower() == ".gguf" and file not in files]
    eyes = tuple(file for file in left if named_projector(file.name))
    return _set_aside((*files, *eyes) if len(eyes) == len(left) else files, folder)


def remove_embedder(place: Path, embedders: Path) -> Removed:
    """Set the folder, or the file, of a model for search aside.

    Raises:
        ValueError: it does not lie in our folder.
        OSError: the system refuses.
    """
    if place.parent != embedders:
        raise ValueError(str(place))
    return _set_aside((place,))


def restore(removed: Removed) -> None:
    """Bring back what was set aside.

    Raises:
        OSError: the system refuses.
    """
    for file in removed.files:
        if _aside(file).exists():
            _aside(file).replace(file)


def delete(removed: Removed) -> None:
    """Delete what is still set aside; what was brought back stays.

    Raises:
        OSError: the system refuses.
    """
    for file in removed.files:
        _delete(_aside(file))
    if removed.folder is not None:
        with contextlib.suppress(OSError):  # something else is in it
            removed.folder.rmdir()


def purge(folder: Path) -> None:
    """Delete all that was set aside in `folder` by a run that ended before it could.

    Raises:
        OSError: the system refuses.
    """
    for place in list(folder.rglob(f"*{ASIDE}")):
        _delete(place)


def _set_aside(places: tuple[Path, ...], folder: Path | None = None) -> Removed:
    done: list[Path] = []
    try:
        for place in places:
            place.replace(_aside(place))
            done.append(place)
    except OSError:
        restore(Removed(tuple(done)))
        raise
    return Removed(places, folder)


def _delete(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _aside(place: Path) -> Path:
    return place.with_name(f"{place.name}{ASIDE}")
