"""Read pages from their pictures: how many, in which order of reading, and what is to be said of them."""

from __future__ import annotations

import zlib
from collections import deque
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.documents.readers import layout
from desktop.documents.readers.furniture import REACH, Furniture
from desktop.documents.readers.lines import Sheet, Style
from desktop.documents.readers.parts import MOST_PICTURES, Looked, Note, sentence
from desktop.documents.readers.scans import lines_of, words_of
from desktop.domain.document import Page
from desktop.errors import FileIsScan, LecternError, ScanHasNoText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.documents.readers.ocr import Seen, Sight
    from desktop.documents.readers.source import Source


class Scans:
    """Knows the pages of one document that are pictures; loads the models when the first one is to be read."""

    #: Dots to the inch at which a page is looked at; print is read as well as at 200.
    DOTS = 150

    def __init__(self) -> None:
        self._sight: Sight | None = None
        self._style = Style()
        self._furniture = Furniture()
        self._before: deque[Sheet] = deque(maxlen=REACH)
        self._read: list[int] = []
        self._blank: list[int] = []
        self._off: list[int] = []
        self._beyond: list[int] = []
        self._looked: list[Looked] = []

    def wanted(self, source: Source, number: int) -> bool:
        """Whether page `number` is to be read from its picture; notes it down where it is not."""
        if not source.pictures:
            self._off.append(number)
        elif len(self._read) + len(self._blank) >= MOST_PICTURES:
            self._beyond.append(number)
        else:
            return True
        return False

    def page(
        self, source: Source, sheet: Sheet, look: Callable[[], Any], dots: float, style: Style | None = None
    ) -> Page:
        """Read a page from its picture, or from what an earlier reading saw on it.

        Args:
            sheet: its number and label; lines that it has are on the picture too.
            look: gives the picture, an array of shape (height, width, 3): blue, green, red.
            style: what is known of the rest of the document; its words and outline help.
        """
        seen = _known(source, sheet.number) or self._see(sheet.number, look)
        found = Sheet(sheet.number, sheet.label, lines_of(seen, dots))
        if style is not None:
            self._style.headings, self._style.words = style.headings, style.words
        self._style.weigh([found])
        self._before.append(found)
        blocks = layout.blocks(self._furniture.without(found, list(self._before)), self._style)
        (self._read if blocks else self._blank).append(sheet.number)
        return Page(sheet.number, blocks, sheet.label, words_of(seen))

    def looked(self) -> Iterator[Looked]:
        """Yield what was seen since this was asked last."""
        while self._looked:
            yield self._looked.pop()

    def _see(self, number: int, look: Callable[[], Any]) -> Seen:
        if self._sight is None:
            from desktop.documents.readers.ocr import Sight

            self._sight = Sight()
        seen = self._sight.see(look())
        self._looked.append(Looked(number, zlib.compress(msgspec.msgpack.encode(seen), 1)))
        return seen

    def verdict(self, source: Source) -> LecternError | None:
        """What is to be said of a document without any other text; None when it has no pictures of pages."""
        if self._off:
            return FileIsScan(file=source.shown)
        return ScanHasNoText(file=source.shown) if self._blank else None

    def notes(self) -> Iterator[Note]:
        """Yield what is to be said of the pages that were read, and of those that were not."""
        if self._read:
            yield Note(sentence(self._read, "read from the picture, by OCR.", verb=("was", "were")))
        if self._blank:
            yield Note(sentence(self._blank, "pictures without words.", verb=("holds", "hold")))
        if self._off:
            yield Note(sentence(self._off, "not read: reading scans is turned off.", ("was", "were")), len(self._off))
        if self._beyond:
            text = f"not read: a document is read up to {MOST_PICTURES} scanned pages."
            yield Note(sentence(self._beyond, text, verb=("was", "were")))


def _known(source: Source, number: int) -> Seen | None:
    """What an earlier reading saw on a page; None where there was none, or it cannot be understood any more."""
    from desktop.documents.readers.ocr import Seen

    try:
        return msgspec.msgpack.decode(zlib.decompress(source.seen[number]), type=Seen)
    except (KeyError, zlib.error, msgspec.MsgspecError):
        return None
