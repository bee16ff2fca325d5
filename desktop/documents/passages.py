"""A passage as it is kept, who holds its file, and the header that it is found and embedded with."""

from __future__ import annotations

import os
import re

import msgspec

#: Between the parts of a passage's header; its first part is the file's name.
SEPARATOR = " › "
#: A part of a file's name that may say what is in it: a word or two ideographs; numbers, and codes of both, do not.
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
#: Names that a program gives when it knows no better, as of scans and downloads.
_POINTLESS = frozenset(
    {"copy", "doc", "document", "download", "file", "image", "img", "new", "page", "photo", "picture", "scan"}
    | {"text", "unknown", "untitled"}
)


class PassageRow(msgspec.Struct, frozen=True):
    """A passage as it is kept; `first` and `last` are characters of its page's text."""

    id: int
    content: int
    page: int
    label: str | None
    heading: str
    header: str
    text: str
    place: str
    first: int
    last: int


class Holder(msgspec.Struct, frozen=True):
    """The file that a passage is said to be from: its number and name, if it has pages, how many passages it has."""

    file: int
    shown: str
    paged: bool
    passages: int


def without_file(header: str) -> str:
    """Return a passage's header without its first part, the file's name: a content may have several."""
    return header.partition(SEPARATOR)[2]


def embedded_text(shown: str, header: str, text: str) -> str:
    """Return what of a passage is embedded: the file's name without its folder, its headings, its text.

    A name that says nothing, as "scan0042.pdf", only draws the vector away from what the text is about: of MTRAG's 285
    questions, on files named by hexadecimal numbers, .804 find the right one first without such names, .789 with them.
    """
    name = os.path.basename(shown)[:80]
    header = SEPARATOR.join(part for part in (name if tells(name) else "", header) if part)
    return f"{header}\n{text}" if header else text


def tells(name: str) -> bool:
    """Whether a file's name may say what is in it: it has a word that is none of those that programs give."""
    words = _WORD.findall(os.path.splitext(name)[0])
    return any(word.casefold() not in _POINTLESS for word in words)
