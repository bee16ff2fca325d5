"""lectern export: all chats as Markdown or JSON, as the name of the file asks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.chat.export import as_json, as_markdown
from desktop.errors import CannotWrite, DiskFull, UsageError
from desktop.settings import write_atomically
from desktop.store.conversations import Conversations

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from desktop.cli.report import Report
    from desktop.paths import Paths
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel

#: The operating system's number for "no space left on device".
NO_SPACE = 28


def export(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """Write all chats: Markdown for a name that ends in .md, else JSON lines, one conversation each.

    Raises:
        UsageError: preferences were asked for, and no answer was ever rated; or there are no chats.
        CannotWrite, DiskFull: the file cannot be written.
    """
    if arguments.what == "preferences":
        raise UsageError(what="There are no preferences to export: this version does not ask which answer is better.")
    if not paths.conversations.exists():
        raise UsageError(what="There are no chats yet: the window keeps them, and questions asked here are not kept.")
    with Conversations(paths.conversations, read_only=True) as store:
        conversations = [store.open(summary.id) for summary in store.list()]
    if arguments.output.suffix.lower() in {".md", ".markdown"}:
        text = "\n\n".join(as_markdown(one, thoughts=arguments.thoughts) for one in conversations)
    else:
        written = (as_json(one, thoughts=arguments.thoughts) for one in conversations)
        lines = [msgspec.json.encode(msgspec.json.decode(one)).decode() for one in written]
        text = "".join(f"{line}\n" for line in lines)
    _write(arguments.output, text)
    if arguments.json:
        return {"file": str(arguments.output), "chats": len(conversations)}
    sys.stdout.write(f"Wrote {len(conversations)} chats to {arguments.output}.\n")
    return None


def _write(file: Path, text: str) -> None:
    try:
        write_atomically(file, text.encode(errors="replace"))
    except OSError as error:
        if error.errno == NO_SPACE:
            raise DiskFull(what=file.name) from None
        raise CannotWrite(file=file.name, reason=error.strerror or error) from None
