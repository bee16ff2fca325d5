"""What a reader yields while it reads: how much there is, then the pages, and notes about what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from desktop.domain.document import Document, Page

if TYPE_CHECKING:
    from collections.abc import Iterable


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """The file opens; comes first and once.

    Attributes:
        title: the document's own title, or empty.
        paged: whether its pages are real pages, slides or sheets that a person can go to.
        pages: how many there are; 0 where it is not known before the end.
    """

    title: str = ""
    paged: bool = True
    pages: int = 0


class Note(msgspec.Struct, frozen=True, tag="note"):
    """Something was left out: one sentence for people."""

    text: str


Part: TypeAlias = Opened | Page | Note


def gather(parts: Iterable[Part], file: str) -> Document:
    """Put the parts of a reader together as the document named `file`."""
    opened = Opened()
    pages: list[Page] = []
    notes: list[str] = []
    for part in parts:
        if isinstance(part, Opened):
            opened = part
        elif isinstance(part, Page):
            pages.append(part)
        else:
            notes.append(part.text)
    return Document(
        file=file, pages=tuple(pages), title=opened.title, paged=opened.paged, notice=" ".join(dict.fromkeys(notes))
    )


def ranges(numbers: Iterable[int]) -> str:
    """Write ascending numbers as people do: "3, 7–9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
