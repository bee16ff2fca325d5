"""What crosses the pipe about documents as they were read: their names, their text, one page or all."""

from __future__ import annotations

import msgspec

from desktop.domain.document import EVERYTHING, Named, Within


class ReadPage(msgspec.Struct, frozen=True, tag="page"):
    """Ask for the text of one page, of all pages when `page` is None; answered by `Text`."""

    name: str
    file: str
    page: int | None = None


class ListNames(msgspec.Struct, frozen=True, tag="names"):
    """Ask what the documents of a library are called that can be searched `within` it; answered by `Names`."""

    name: str
    within: Within = EVERYTHING


class ReadDocuments(msgspec.Struct, frozen=True, tag="documents"):
    """Ask for documents as they were read, one reply each; those of the library `within` when `files` is empty."""

    name: str
    files: tuple[str, ...] = ()
    within: Within = EVERYTHING


class Text(msgspec.Struct, frozen=True):
    """A text."""

    text: str


class Names(msgspec.Struct, frozen=True):
    """What documents are called, in the order they were added."""

    names: tuple[Named, ...]
