"""What a reader yields while it reads: how much there is, then the pages, and notes about what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from desktop.domain.document import Document, Page

if TYPE_CHECKING:
    from collections.abc import Iterable


#: Pages of one document that are read from their pictures, at some seconds each.
MOST_PICTURES = 500


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


class Looking(msgspec.Struct, frozen=True, tag="looking"):
    """A page is about to be read from its picture, which takes seconds."""

    page: int


class Looked(msgspec.Struct, frozen=True, tag="looked"):
    """What was seen on a page, to be given to a later reading of the same file that this one's end would begin anew."""

    page: int
    seen: bytes


class Note(msgspec.Struct, frozen=True, tag="note"):
    """Something was left out, or read in another way: one sentence for people.

    Attributes:
        unread: pages that were passed over because reading pictures is turned off.
    """

    text: str
    unread: int = 0


class Beside(msgspec.Struct, frozen=True, tag="beside"):
    """A file inside the document is about to be read, as one that is attached to a mail.

    Should it end its reader, all that came before it stands.

    Attributes:
        file: its name.
    """

    file: str


Part: TypeAlias = Opened | Looking | Looked | Page | Note | Beside


def gather(parts: Iterable[Part], file: str) -> Document:
    """Put the parts of a reader together as the document named `file`."""
    opened = Opened()
    pages: list[Page] = []
    notes: list[Note] = []
    for part in parts:
        if isinstance(part, Opened):
            opened = part
        elif isinstance(part, Page):
            pages.append(part)
        elif isinstance(part, Note):
            notes.append(part)
    return document(file, opened, pages, notes)


def document(file: str, opened: Opened, pages: Iterable[Page], notes: Iterable[Note]) -> Document:
    """Make a document of its parts."""
    said = list(notes)
    return Document(
        file=file,
        pages=tuple(pages),
        title=opened.title,
        paged=opened.paged,
        notice=" ".join(dict.fromkeys(note.text for note in said)),
        unread=sum(note.unread for note in said),
    )


def reached(page: int, expected: int, label: str | None) -> str:
    """Say at which page a reading ended: "page 3 of 9", or "page 3 (Sales!1:2000)" where pages have names."""
    if label and not label.isdigit():
        return f"page {page} ({label})"
    return f"page {page} of {expected}" if expected > page else f"page {page}"


def ranges(numbers: Iterable[int]) -> str:
    """Write ascending numbers as people do: "3, 7–9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def sentence(numbers: Iterable[int], rest: str, verb: tuple[str, str] = ("", ""), word: str = "Page") -> str:
    """Say something of pages: "Page 3 holds …", "Pages 3, 7–9 hold …"; `verb` for one and for several."""
    found = list(numbers)
    begin, which = (word, verb[0]) if len(found) == 1 else (f"{word}s", verb[1])
    return " ".join(f"{begin} {ranges(found)} {which} {rest}".split())
