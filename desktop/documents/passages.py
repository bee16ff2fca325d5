"""A passage as it is kept, who holds its file, and the header that it is found and embedded with."""

from __future__ import annotations

import os

import msgspec

#: Between the parts of a passage's header; its first part is the file's name.
SEPARATOR = " › "


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
    """Return what of a passage is embedded: the file's name without its folder, its headings, its text."""
    name = os.path.basename(shown)[:80]
    return f"{name}{SEPARATOR}{header}\n{text}" if header else f"{name}\n{text}"
