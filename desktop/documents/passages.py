"""A passage as it is kept, who holds its file, and the words that it is embedded and judged with."""

from __future__ import annotations

import os
import re
from hashlib import blake2b

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


def embedded_text(header: str, text: str) -> str:
    """Return what of a passage is embedded: its headings and its text.

    The file's name is not: it draws the vector away from what the text is about. (XQuAD's paragraphs in files named by
    their article: of 1,190 questions the vectors alone find the right file first for .778 with the names, for .814
    without; with the words, which know the names, .916 and .918.) So passages that say the same have one vector.
    """
    return f"{header}\n{text}" if header else text


def judged_text(shown: str, header: str, text: str) -> str:
    """Return what a cross-encoder reads of a passage: the file's name, where it tells something, and as embedded."""
    name = os.path.basename(shown)[:80]
    return embedded_text(SEPARATOR.join(part for part in (name if tells(name) else "", header) if part), text)


def fingerprint(header: str, text: str) -> int:
    """Return 64 bits, with a sign, that passages of these words have in common, and no others in all likelihood."""
    words = embedded_text(header, text).encode(errors="surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=8).digest(), "big", signed=True)


def tells(name: str) -> bool:
    """Whether a file's name may say what is in it: it has a word that is none of those that programs give."""
    words = _WORD.findall(os.path.splitext(name)[0])
    return any(word.casefold() not in _POINTLESS for word in words)
