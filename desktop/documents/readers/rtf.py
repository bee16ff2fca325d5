"""Read Rich Text Format by its words; its look is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from striprtf.striprtf import rtf_to_text

from desktop.documents.readers import cells
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import sections, some, together
from desktop.documents.readers.text import paragraphs
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source


#: A footnote is a destination of its own (RTF 1.9.1), which striprtf leaves out; as a plain group it is read in place.
_NOTE = re.compile(r"\\footnote(?![a-z])")


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of an RTF file, in sections of a bounded size.

    Raises:
        FileHasNoText.
    """
    # RTF is ASCII; other characters are escapes of a code page that it names.
    marked = _NOTE.sub(r"\\plain  ", source.data().decode("latin-1"))
    words = str(rtf_to_text(marked, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]
    yield Opened(paged=False)
    yield from some(sections(together(_blocks(words), ("table",))), source.shown)


def _blocks(words: str) -> Iterator[Block]:
    """Paragraphs, and tables: striprtf writes a row as a line with a bar after each cell."""
    for piece in paragraphs(words.replace("\n", "\n\n")):
        if piece.endswith("|") and piece.count("|") > 1:
            yield Block(cells.row(piece.rstrip("|").split("|")), "table")
        else:
            yield Block(piece)
