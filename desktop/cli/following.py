"""lectern index --watch: keep a library up to date with folders, telling each change, until it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.protocol import FileChanged, FolderChanged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.cli.report import Report
    from desktop.documents.library import Library
    from desktop.worker.cancel import Cancel

_WORDS = {"watched": "is watched", "polled": "is watched", "missing": "is missing; its files are kept"}


def follow(library: Library, name: str, folders: Sequence[str], report: Report, cancel: Cancel) -> None:
    """Watch `folders` and take in what changes in them.

    Raises:
        FileMissing, NotAFolder: nothing is watched that was not before.
        Cancelled: it was stopped; the folders are followed again when the window or this command runs.
    """
    for folder in folders:
        library.watch(name, folder)
    for event in library.follow(cancel):
        if isinstance(event, FolderChanged):
            state = event.state
            if state.library == name:
                report.say(" ".join(filter(None, (f"{state.folder} {_WORDS[state.state]}.", state.reason))))
        elif isinstance(event.event, FileChanged) and event.event.state.state not in ("reading", "waiting"):
            file = event.event.state
            report.say(f"{file.file}: {file.state}" + (f". {file.reason}" if file.reason else ""))
