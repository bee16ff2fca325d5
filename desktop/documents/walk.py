"""Find the documents under the files and folders that a person gave, and say why each other one is left out."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers import OUTDATED, READABLE
from desktop.errors import (
    CannotRead,
    FileEmpty,
    FileIsLink,
    FileMissing,
    FileOutdated,
    FileUnsupported,
    LecternError,
    NotAFile,
    NothingReadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.worker.cancel import Cancel

#: Folders and files that hold keys: never read unless given by name.
SECRET_FOLDERS = frozenset((".ssh", ".gnupg", ".pki", ".aws", ".kube"))
SECRET_SUFFIXES = frozenset((".key", ".pem", ".p12", ".pfx", ".kdbx", ".keystore", ".jks", ".asc", ".gpg"))
#: Names that programs give to keys outside such folders.
SECRET_NAMES = frozenset(("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk"))


#: Folders of other people's code and of what programs make.
MACHINE_FOLDERS = frozenset(("node_modules", "__pycache__", "site-packages"))


class FoundFile(msgspec.Struct, frozen=True):
    """A document to read.

    Attributes:
        path: without links at any place below what was given; its name need not be valid text.
        size: bytes.
        modified: nanoseconds since the epoch.
    """

    path: Path
    size: int
    modified: int

    @property
    def shown(self) -> str:
        """The path as text that can be stored and shown."""
        return shown_path(self.path)


class Refused(msgspec.Struct, frozen=True):
    """Something that is not read, and why."""

    path: Path
    error: LecternError

    @property
    def shown(self) -> str:
        """The path as text that can be stored and shown."""
        return shown_path(self.path)


Found: TypeAlias = FoundFile | Refused


def shown_path(path: Path | str) -> str:
    """Write a path as valid text: bytes that are none become "\\xNN"; nothing else changes but controls."""
    raw = os.fsencode(path)
    return clean_line(raw.decode("utf-8", errors="backslashreplace"))


def find_files(paths: Iterable[Path | str], cancel: Cancel | None = None) -> Iterator[Found]:
    """Yield each document once, streaming, folders in the order of their names.

    In folders, hidden files, lock files of Office, folders and files of keys, and folders that programs fill are passed
    over without a word; links are not followed. What a person gave by name is resolved when it is a link, and refused
    with a reason when it cannot be read.

    Raises:
        Cancelled.
    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(given)
        try:
            path = Path(os.path.realpath(path, strict=True))
            state = os.lstat(path)
        except FileNotFoundError:
            yield Refused(path, FileMissing(file=shown_path(given)))
            continue
        except (OSError, ValueError) as error:
            yield Refused(path, _cannot(given, error))
            continue
        if stat.S_ISDIR(state.st_mode):
            found = False
            for item in _walk(path, seen, cancel):
                found = found or isinstance(item, FoundFile)
                yield item
            if not found:
                yield Refused(path, NothingReadable(file=shown_path(given)))
        elif one := _file(path, state, seen):
            yield one


def _walk(folder: Path, seen: set[tuple[int, int]], cancel: Cancel | None) -> Iterator[Found]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        if cancel:
            cancel.check()
        try:
            with os.scandir(here) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Refused(here, _cannot(here, error))
            continue
        folders: list[Path] = []
        for index, entry in enumerate(listed):
            if cancel and index % 256 == 0:
                cancel.check()
            if passed_over(entry.name):
                continue
            path = here / entry.name
            try:
                state = entry.stat(follow_symlinks=False)
            except OSError as error:
                yield Refused(path, _cannot(path, error))
                continue
            if stat.S_ISDIR(state.st_mode):
                if (state.st_dev, state.st_ino) not in seen:
                    seen.add((state.st_dev, state.st_ino))
                    folders.append(path)
            elif item := _file(path, state, seen):
                yield item
        waiting.extend(reversed(folders))


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name inside a folder is passed over without a word."""
    if name.startswith((".", "~$")) or any(name in names for names in (SECRET_FOLDERS, SECRET_NAMES, MACHINE_FOLDERS)):
        return True
    return os.path.splitext(name)[1].lower() in SECRET_SUFFIXES


def _file(path: Path, state: os.stat_result, seen: set[tuple[int, int]]) -> Found | None:
    """The verdict on one entry; None for a file that was met before under another name."""
    shown = shown_path(path)
    if stat.S_ISLNK(state.st_mode):
        return Refused(path, FileIsLink(file=shown))
    if not stat.S_ISREG(state.st_mode):
        return Refused(path, NotAFile(file=shown))
    key = (state.st_dev, state.st_ino)
    if key in seen:
        return None
    seen.add(key)
    if path.suffix.lower() not in READABLE:
        wanted = OUTDATED.get(path.suffix.lower())
        return Refused(path, FileOutdated(file=shown, wanted=wanted) if wanted else FileUnsupported(file=shown))
    if state.st_size == 0:
        return Refused(path, FileEmpty(file=shown))
    return FoundFile(path, state.st_size, state.st_mtime_ns)


def _cannot(path: Path | str, error: Exception) -> LecternError:
    reason = getattr(error, "strerror", None) or "its name cannot be used"
    return CannotRead(file=shown_path(path), reason=reason.lower())
