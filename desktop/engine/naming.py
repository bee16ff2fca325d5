"""A model of the hub as people write or paste it: its repository, and which of its files; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from desktop.engine.gguf import SPLIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.engine.pending import HubFile

#: What stands before the name where an address was copied from a browser, or a name from another program.
_HOST = re.compile(r"https?://[^/\s]+/|(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/", re.IGNORECASE)
_NAMED = re.compile(r"([\w.-]{1,96}/[\w.-]{1,96})(?::(.*))?")
#: Behind the name in an address: what is shown of it, its version, and perhaps a file.
_PAGE = re.compile(r"([\w.-]{1,96}/[\w.-]{1,96})(?:/(?:blob|resolve|raw)/[^/]+/([^?#]+)|[/?#].*)?.*")


def repository(text: str) -> tuple[str, str] | None:
    """Return the repository that is meant, and the file or quantisation named with it; None where there is none.

    Understood are "owner/repo", "owner/repo:file.gguf", "owner/repo:Q4_K_M" as llama.cpp and Ollama take it, and the
    address of a repository or of a file in it.
    """
    bare = text.strip()
    host = _HOST.match(bare)
    rest = bare[host.end() :] if host else bare
    if found := _NAMED.fullmatch(rest):
        return found[1], (found[2] or "").strip()
    page = _PAGE.fullmatch(rest) if host else None
    return (page[1], unquote(page[2] or "")) if page else None


def meant(wanted: str, files: Sequence[HubFile]) -> list[HubFile]:
    """Return the files of a repository that a file's name or a quantisation means."""
    folded = wanted.casefold()
    exact = [file for file in files if folded in {file.path.casefold(), file.path.rpartition("/")[2].casefold()}]
    if exact or not folded:
        return exact
    ends = tuple(f"{mark}{folded}" for mark in "-._")
    return [file for file in files if SPLIT.sub("", file.path.rpartition(".")[0]).casefold().endswith(ends)]
