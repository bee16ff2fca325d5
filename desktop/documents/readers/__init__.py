"""Readers: one file for each format; this one names them, so that a reader is imported only when it is needed.

A reader is a module with ``read(source: Source) -> Iterator[Part]``: an `Opened` first, then the pages in order, each
as soon as it is read, and a `Note` for whatever is left out. A reader may raise anything; `desktop.documents.reading`
turns it into a sentence. A new format is one new module and its line here.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Source code and data that people also read.
CODE = (
    *(".json", ".jsonl", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".xml", ".css", ".sql", ".tex", ".bib"),
    *(
        ".py",
        ".js",
        ".mjs",
        ".ts",
        ".tsx",
        ".jsx",
        ".java",
        ".kt",
        ".c",
        ".h",
        ".cc",
        ".cpp",
        ".hpp",
        ".cs",
        ".go",
        ".rs",
    ),
    *(".rb", ".php", ".pl", ".swift", ".scala", ".r", ".jl", ".lua", ".m", ".sh", ".bash", ".ps1", ".bat", ".vue"),
    *(".dart", ".ex", ".exs", ".erl", ".hs", ".clj", ".groovy", ".gradle", ".zig", ".f90", ".pas", ".vb", ".fs", ".ml"),
    *(".lisp", ".el", ".scss", ".less", ".proto", ".graphql", ".tf", ".cmake", ".svelte", ".cxx", ".hh", ".mm", ".asm"),
    *(".geojson", ".ndjson", ".json5", ".properties", ".conf", ".diff", ".patch"),
)
#: Which module reads which suffix.
READERS: dict[str, str] = {
    ".pdf": "pdf",
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), "pptx"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), "xlsx"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    # "README", "LICENSE", "Makefile": what has no suffix is text unless its first bytes say otherwise.
    **dict.fromkeys((".txt", ".text", ".log", ""), "text"),
    **dict.fromkeys((".rst", ".adoc", ".org"), "outlined"),
    **dict.fromkeys((".srt", ".vtt"), "subtitles"),
    **dict.fromkeys((".ics", ".vcf"), "cards"),
    ".ipynb": "notebook",
    **dict.fromkeys((".odt", ".ott", ".odp", ".otp", ".ods", ".ots"), "odf"),
    ".epub": "epub",
    ".eml": "mail",
    ".msg": "outlook",
    **dict.fromkeys((".mbox", ".mbx"), "mbox"),
    ".rtf": "rtf",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".avif"), "image"),
    **dict.fromkeys(CODE, "code"),
}
READABLE = frozenset(READERS)
#: How often what a reader gives became better, where that is not once. A file that a lower version read is read again
#: (rereading.py), so raise it with a change that many files show: everybody's files of the kind are read once more.
VERSIONS: dict[str, int] = {
    "docx": 7,
    **dict.fromkeys(("odf", "html", "epub"), 5),
    **dict.fromkeys(("xlsx", "mail", "mbox"), 4),
    **dict.fromkeys(("pptx", "rtf", "outlook"), 3),
    **dict.fromkeys(("pdf", "markdown", "notebook", "subtitles", "outlined"), 2),
}
#: Formats that no reader knows, and what their own program can save them as.
OUTDATED: dict[str, str] = {
    **dict.fromkeys((".doc", ".dot", ".wps", ".pages"), ".docx"),
    **dict.fromkeys((".xls", ".xlt", ".xlsb", ".numbers"), ".xlsx"),
    **dict.fromkeys((".ppt", ".pps", ".pot"), ".pptx"),
    **dict.fromkeys((".heic", ".heif"), ".jpg"),
    **dict.fromkeys((".mobi", ".azw", ".azw3"), ".epub"),
}
#: Readers that only decode text, in Python: no parser in native code and no archive.
PLAIN = frozenset(("text", "markdown", "csv", "code", "notebook", "subtitles", "cards", "outlined"))


class Reader(Protocol):
    """What every module of this package but the shared ones offers."""

    def read(self, source: Source) -> Iterator[Part]:
        """Yield the parts of the document."""
        ...


def version(suffix: str) -> int:
    """Return the version of the reader of a suffix, 1 at least."""
    return VERSIONS.get(READERS.get(suffix, ""), 1)


def only_plain() -> bool:
    """Whether no reader but the plain ones was imported in this process."""
    return not any(f"{__name__}.{name}" in sys.modules for name in set(READERS.values()) - PLAIN)


def load(name: str) -> Reader:
    """Import the reader module `name`."""
    return cast("Reader", importlib.import_module(f"{__name__}.{name}"))
