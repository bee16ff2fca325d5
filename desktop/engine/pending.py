"""Downloads that were begun: remembered in one small file each until they are there or given up, whatever happens."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Literal

import msgspec

from desktop.engine.gguf import SPLIT
from desktop.engine.projector import named_projector
from desktop.settings import write_atomically

#: Of the folder of notes, below that of the models.
NOTES = ".unfinished"
#: End of the name of what is not complete yet.
PART = ".part"


class HubFile(msgspec.Struct, frozen=True):
    """A file of a repository; `size` in bytes is 0 and `sha256` empty where they are not known.

    Attributes:
        projector: the file with which this model sees pictures, where its repository has one.
    """

    path: str
    size: int = 0
    sha256: str = ""
    projector: HubFile | None = None

    @property
    def whole_size(self) -> int:
        """Bytes of the model and of its projector."""
        return self.size + (self.projector.size if self.projector else 0)


class Wanted(msgspec.Struct, frozen=True):
    """What is to be downloaded.

    Attributes:
        name: for people.
        kind: a model to talk with: its .gguf files lie side by side in a folder of its repository below that of
            models; or one for search by meaning: its files lie as in the repository, in a folder of that.
        files: of a split model all parts; a projector is the last.
        size: bytes of all files; 0 while unknown.
    """

    name: str
    kind: Literal["chat", "embedding"]
    repo: str
    files: tuple[HubFile, ...] = ()
    size: int = 0
    revision: str = "main"

    @property
    def key(self) -> str:
        """A name that no other download has, good for a file."""
        first = self.files[0].path if self.files and self.kind == "chat" else ""
        return re.sub(r"[^\w.-]+", "--", f"{self.repo}/{first}".rstrip("/"))[:200]

    @property
    def folder(self) -> str:
        """The name of its folder, of its whole repository: those of two owners may have one name, files do mostly."""
        return re.sub(r"[^\w.-]+", "--", self.repo).lstrip(".") or "--"

    @property
    def earlier_folder(self) -> str:
        """The name that an embedding model's folder had in earlier versions, without the owner."""
        return self.repo.rpartition("/")[2]


def parts_of(file: str, size: int = 0, sha256: str = "") -> tuple[HubFile, ...]:
    """Return the parts of a split model for its first; a file that is whole keeps its size and hash."""
    stem, dot, suffix = file.rpartition(".")
    found = SPLIT.search(stem)
    if not found or found[1] != "00001":
        return (HubFile(file, size, sha256),)
    base = stem[: found.start()]
    return tuple(HubFile(f"{base}-{n:05d}-of-{found[2]}{dot}{suffix}") for n in range(1, int(found[2]) + 1))


class Pending(msgspec.Struct, frozen=True):
    """A download that was begun, and how many of its bytes are there."""

    wanted: Wanted
    done: int


class Shelf:
    """Knows where downloads go, and which were begun."""

    def __init__(self, models: Path, embedders: Path) -> None:
        self._models, self._embedders = models, embedders
        self._notes = models / NOTES

    def coming(self, wanted: Wanted) -> Path:
        """Return the folder that its files come into."""
        if wanted.kind == "chat":
            return self._models / wanted.folder
        return self._there(wanted, PART)

    def place(self, wanted: Wanted) -> Path:
        """Return where the model is when it is complete: its (first) file, or its folder."""
        if wanted.kind == "chat":
            return self.coming(wanted) / Path(wanted.files[0].path).name
        return self._there(wanted)

    def note(self, wanted: Wanted) -> None:
        """Remember it.

        Raises:
            OSError: it cannot be written.
        """
        self._notes.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(self._notes / f"{wanted.key}.json", msgspec.json.encode(wanted))

    def forget(self, wanted: Wanted) -> None:
        """Remember it no longer."""
        (self._notes / f"{wanted.key}.json").unlink(missing_ok=True)

    def pending(self) -> tuple[Pending, ...]:
        """Return what was begun and is not there yet, by name."""
        found: list[Pending] = []
        for note in self._notes.glob("*.json") if self._notes.is_dir() else ():
            with contextlib.suppress(OSError, msgspec.DecodeError):
                wanted = msgspec.json.decode(note.read_bytes(), type=Wanted)
                found.append(Pending(wanted, self.done(wanted)))
        return tuple(sorted(found, key=lambda pending: pending.wanted.name))

    def done(self, wanted: Wanted) -> int:
        """Return how many bytes of it are there."""
        total = 0
        for file in wanted.files:
            for path in self._places(wanted, file):
                with contextlib.suppress(OSError):
                    total += path.stat().st_size
                    break
        return total

    def finish(self, wanted: Wanted) -> Path:
        """Put what came into its place and return that.

        Raises:
            OSError: it cannot be moved.
        """
        place = self.place(wanted)
        if wanted.kind == "embedding":
            self.coming(wanted).replace(place)
        self.forget(wanted)
        return place

    def discard(self, wanted: Wanted) -> None:
        """Delete what came of it and remember it no longer; a projector that a model beside it uses stays.

        Raises:
            OSError: it cannot be deleted.
        """
        folder = self.coming(wanted)
        for file in wanted.files:
            whole, part = self._places(wanted, file)
            shared = wanted.kind == "chat" and named_projector(whole.name) and _models_in(folder)
            for path in (part, part.with_name(f"{part.name}.json"), *(() if shared else (whole,))):
                path.unlink(missing_ok=True)
        if wanted.kind == "embedding":
            for inner in sorted(folder.rglob("*"), reverse=True):
                inner.rmdir() if inner.is_dir() else inner.unlink()
        with contextlib.suppress(OSError):  # something else is in it, or it was never made
            folder.rmdir()
        self.forget(wanted)

    def _there(self, wanted: Wanted, end: str = "") -> Path:
        """Return the folder of an embedding model: the one of an earlier version, where that is of this repository."""
        place, earlier = (self._embedders / f"{name}{end}" for name in (wanted.folder, wanted.earlier_folder))
        if place.exists() or not wanted.earlier_folder.strip(".") or not earlier.is_dir():
            return place
        whole = not end and all(_has(earlier, file) for file in wanted.files)
        noted = end and (self._notes / f"{wanted.key}.json").is_file()
        return earlier if whole or noted else place

    def _places(self, wanted: Wanted, file: HubFile) -> tuple[Path, Path]:
        """Return where a file is when it is complete, and while it comes."""
        folder = self.coming(wanted)
        whole = folder / (Path(file.path).name if wanted.kind == "chat" else file.path)
        return whole, whole.with_name(f"{whole.name}{PART}")


def _has(folder: Path, file: HubFile) -> bool:
    place = folder / file.path
    return place.is_file() and file.size in (0, place.stat().st_size)


def _models_in(folder: Path) -> bool:
    return any(file.suffix.lower() == ".gguf" and not named_projector(file.name) for file in folder.glob("*"))
