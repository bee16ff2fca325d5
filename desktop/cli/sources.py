"""Documents named on the command line: the library that answers for them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.narrow import kind
from desktop.documents.protocol import FileChanged, IndexFinished, IndexStarted
from desktop.domain.document import Within
from desktop.domain.events import Progress
from desktop.errors import LibraryEmpty, LibraryUnknown, NothingReadable, rebuild

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from desktop.cli.report import Report
    from desktop.documents.library import Library
    from desktop.documents.protocol import FileState
    from desktop.worker.cancel import Cancel


#: What the hidden libraries of documents that were named with a question are called, before a digest of their paths.
ASKED = "@ask-"


def within(arguments: argparse.Namespace) -> Within:
    """Return what --in, --type and --since leave of a library."""
    kinds = tuple(kind(f"x.{name.strip().lstrip('.')}") for name in arguments.kinds)
    return Within(tuple(arguments.places), kinds, arguments.since)


def open_library(library: Library, name: str, paths: Sequence[str], report: Report, cancel: Cancel) -> str:
    """Return the name of the library to ask: the one named, with `paths` added, or a hidden one of just `paths`.

    Raises:
        LibraryUnknown, LibraryEmpty: there is nothing under `name`.
        InputError: a path is missing, or nothing among `paths` can be read.
    """
    if not paths:
        known = {info.name: info for info in library.libraries()}
        if name not in known:
            raise LibraryUnknown(name=name)
        if known[name].files == 0:
            raise LibraryEmpty(name=name)
        return name
    if not name:
        resolved = "\n".join(sorted(str(Path(path).resolve()) for path in paths))
        name = ASKED + hashlib.sha256(resolved.encode(errors="surrogateescape")).hexdigest()[:16]
        _forget_gone(library)
    index(library, name, paths, report, cancel)
    readable = [state for state in library.files(name) if state.state == "indexed"]
    if not readable:
        raise NothingReadable(file=", ".join(Path(path).name or path for path in paths))
    return name


def _forget_gone(library: Library) -> None:
    """Forget what was read for earlier questions of files that are all gone, since nobody can take them out by name."""
    for info in library.libraries():
        if info.name.startswith(ASKED) and not any(os.path.lexists(state.path) for state in library.files(info.name)):
            library.delete(info.name)


def index(library: Library, name: str, paths: Sequence[str], report: Report, cancel: Cancel) -> IndexFinished:
    """Add `paths` to the library and tell what happens to each file.

    Raises:
        InputError: a path is missing, or the only file given cannot be read.
    """
    finished: IndexFinished | None = None
    refused: list[FileState] = []
    done = total = 0
    for event in library.add(name, list(paths), cancel):
        if isinstance(event, IndexStarted):
            total = event.total
        elif isinstance(event, FileChanged):
            state = event.state
            done += state.state in {"indexed", "skipped", "failed"}
            report.progress(Progress(f"Reading {Path(state.file).name}", done, total, "files"))
            if state.state in {"skipped", "failed"}:
                refused.append(state)
                if total > 1:  # the reason of the only file is told as the fault that ends the command
                    report.say(state.reason if state.file in state.reason else f"{state.file}: {state.reason}")
        elif isinstance(event, IndexFinished):
            finished = event
    report.quiet()
    for again in library.read_again(cancel, name):
        report.progress(Progress("Reading again, which this version does better", again.done, again.total, "files"))
    report.quiet()
    assert finished is not None
    usable = finished.indexed + finished.unchanged
    if refused and not usable:
        raise rebuild(refused[0].kind, refused[0].values)
    return finished
