"""What a document offers for slides: its sections, each with statements and tables and the place they stand at."""

from __future__ import annotations

import msgspec

from desktop.domain.deck import Quote


class Place(msgspec.Struct, frozen=True):
    """Where something stands: `page` is None where the format has no pages."""

    file: str
    page: int | None
    label: str | None = None


class Statement(msgspec.Struct, frozen=True):
    """A sentence or an item of a list, as it stands in the document.

    Attributes:
        order: position in the document, from 0.
        first: whether it opens its block.
        item: whether it is an item of a list.
        block: number of its block, so that neighbours are known.
        english: whether its document is in English, whose verbs are known.
    """

    text: str
    place: Place
    order: int
    first: bool
    item: bool = False
    block: int = 0
    english: bool = True


class RawTable(msgspec.Struct, frozen=True):
    """A block of kind "table", with the lines above it that may hold its heads and its unit.

    Attributes:
        rows: how many there are of a table of which only the first are here; 0 where it is whole.
    """

    text: str
    place: Place
    above: tuple[str, ...]
    chart: bool = False
    rows: int = 0


class Section(msgspec.Struct, frozen=True):
    """A stretch of a document under one heading.

    Attributes:
        title: the heading, tidied; empty where there is none.
        trail: the headings above it from the top, each with its rank.
        depth: rank of the heading.
        order: position in the document, from 0.
        aside: whether it is one of the notes to something else.
        quotes: words of people whose speaker is named.
    """

    title: str
    trail: tuple[tuple[int, str], ...]
    depth: int
    order: int
    file: str
    statements: tuple[Statement, ...]
    tables: tuple[RawTable, ...] = ()
    aside: bool = False
    quotes: tuple[tuple[Quote, Place], ...] = ()


class Material(msgspec.Struct, frozen=True):
    """A document, ready to be chosen from."""

    file: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
