"""A document as its reader gives it, a passage as search finds it, and a citation as an answer shows it."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


class Block(msgspec.Struct, frozen=True):
    """A run of text on a page that belongs together.

    Attributes:
        text: plain text; a table has one row a line with cells joined by " | ".
        kind: what it is, so that chunking can keep headings and tables whole.
        level: heading level 1 to 6; 0 for anything else.
        place: where inside the page, for formats that have it ("Sheet1!A1:F20", "notes"); else empty.
    """

    text: str
    kind: Literal["text", "heading", "table", "list", "code", "note"] = "text"
    level: int = 0
    place: str = ""


#: Parts that the width and the height of a page are divided into for the places of its words.
WHOLE = 10_000
#: Words of one page whose places are kept.
MOST_WORDS = 8_000


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A word on a page, and its box in ten-thousandths of the page's width and height as shown."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


class Page(msgspec.Struct, frozen=True):
    """One page, slide, sheet or section.

    Attributes:
        number: 1-based position in the file.
        label: the document's own name for it ("iv", a sheet's name), or None.
        blocks: what stands on it, in reading order.
        words: where its words stand, in reading order: all of a picture's; of other pages those of tables that the file
            has in another order; else empty.
    """

    number: int
    blocks: tuple[Block, ...]
    label: str | None = None
    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        """All text of the page; this is what a quote is verified against."""
        return "\n".join(block.text for block in self.blocks)


class Document(msgspec.Struct, frozen=True):
    """A file that was read.

    Attributes:
        file: the path as it was given or found.
        title: the document's own title where it has one, else empty.
        pages: in order; a format without pages has one.
        paged: whether `pages` are real pages, slides or sheets that a person can go to.
        notice: how it was read and what was left out and why, in sentences; empty when all was read from text.
        unread: pages that hold only a picture and were passed over because reading pictures is turned off.
    """

    file: str
    pages: tuple[Page, ...]
    title: str = ""
    paged: bool = True
    notice: str = ""
    unread: int = 0


#: Characters of a document's beginning that may say what it is, as a cover page does.
COVER = 1500


class Named(msgspec.Struct, frozen=True):
    """What a document is called.

    Attributes:
        file: the path as it was given or found.
        title: its own title, which may be empty.
        dropped: whether it was dropped on the conversation, beside a library that is searched too.
    """

    file: str
    title: str = ""
    dropped: bool = False


class Head(msgspec.Struct, frozen=True, array_like=True):
    """Where in a passage a heading begins, and the headings from there on, joined by " › "."""

    start: int
    path: str


class Passage(msgspec.Struct, frozen=True):
    """A stretch of a document that search found.

    Attributes:
        file: the path as it was given or found.
        page: 1-based position of the page in the file, or None where the format has none.
        page_label: the document's own label of that page, where it has one.
        heading: the headings that its first words stand under, joined by " › ", or None.
        text: what the model is given.
        score: fused relevance, 0 to 1.
        lexical, vector: the legs' own scores, 0 to 1, and ranks (1-based; 0: not found by that leg).
        chunk: our own id of the passage in the library.
        meant: how well the file fits what the question says of files (their names, periods, titles), 0 to 1.
        heads: the headings that stand further down in it, in order.
    """

    file: str
    page: int | None
    heading: str | None
    text: str
    score: float
    page_label: str | None = None
    lexical: float = 0.0
    vector: float = 0.0
    lexical_rank: int = 0
    vector_rank: int = 0
    chunk: int = 0
    meant: float = 0.0
    heads: tuple[Head, ...] = ()

    def heading_at(self, place: int) -> str | None:
        """Return the headings, joined by " › ", that the character at `place` of the text stands under, or None."""
        above = [head.path for head in self.heads if head.start <= place]
        return above[-1] if above else self.heading

    def heading_of(self, words: str) -> str | None:
        """Return the headings that `words` of the text stand under; those of its beginning where they are not in it."""
        return self.heading_at(max(self.text.find(words), 0))


class Within(msgspec.Struct, frozen=True):
    """Which files of a library a search looks at; a field that is empty lets all through.

    Attributes:
        places: files and folders: a whole path, a path from the current folder, or a name.
        kinds: kinds of file by their suffix, in lower case without the dot.
        since, until: from and before this date of the file, in seconds since the epoch; 0: any.
    """

    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: float = 0.0
    until: float = 0.0

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.places or self.kinds or self.since or self.until)

    @property
    def days(self) -> str:
        """The first and the last day that are let through ("2024-01-01 – 2024-03-31"); empty for any."""
        first = day(self.since) if self.since else ""
        last = day(self.until - 1) if self.until else ""
        return f"{first} – {last}".strip() if first or last else ""

    @property
    def words(self) -> str:
        """What it lets through, in words that every language reads alike ("PDF, reports, 2024-01-01 –")."""
        names = [PurePath(place).name or place for place in self.places]
        return ", ".join([*(kind.upper() for kind in self.kinds), *names, *filter(None, [self.days])])


#: No filter: all files are let through.
EVERYTHING = Within()


def day(moment: float) -> str:
    """Return the day of a moment, in seconds since the epoch, where this computer is ("2024-03-31")."""
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d")


class Found(msgspec.Struct, frozen=True):
    """The outcome of a search.

    Attributes:
        passages: best first.
        files_searched, files_total: how much of the library was ready to be searched.
        vectors_ready: False while search by meaning is being built or rebuilt.
        answerable: calibrated likelihood, 0 to 1, that the passages hold the answer to the query.
        absent: why the server that keeps the vectors did not take part; empty where it did, or there is none.
        within: what the search was narrowed to.
        left_out: files that were not searched because of that.
        multilingual: whether meaning was compared across languages.
    """

    passages: tuple[Passage, ...]
    files_searched: int
    files_total: int
    vectors_ready: bool = True
    answerable: float = 1.0
    absent: str = ""
    within: Within = EVERYTHING
    left_out: int = 0
    multilingual: bool = False


class Citation(msgspec.Struct, frozen=True):
    """A number in an answer, the place it points to, and the words it rests on.

    Attributes:
        n: the number shown, from 1.
        quote: the words, exactly as they stand on the page when `state` is "verified".
        state: "verified": these words are on that page; "close": similar words are; "missing": neither.
    """

    n: int
    file: str
    page: int | None
    quote: str
    state: Literal["verified", "close", "missing"]
    score: float = 0.0
    page_label: str | None = None
    heading: str | None = None

    @property
    def verified(self) -> bool:
        """Whether the quoted words stand on the cited page."""
        return self.state == "verified"


class Retriever(Protocol):
    """What a conversation or a deck needs from a library of documents; knows nothing of how it is stored."""

    def search(self, query: str, k: int = 8, file: str | None = None) -> Found:
        """Return the `k` passages that fit `query` best, from one file only when `file` is given."""
        ...

    def page_text(self, file: str, page: int | None) -> str:
        """Return the text that a quote from this place must stand in; empty when the place is gone."""
        ...

    def similarity(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine similarity, -1 to 1, of `query` to each text."""
        ...

    def names(self) -> tuple[Named, ...]:
        """Return what the documents that are searched are called, in the order they were added."""
        ...

    def documents(self, files: Sequence[str] = ()) -> tuple[Document, ...]:
        """Return documents as they were read: those of `files` that are there, or all that are searched."""
        ...
