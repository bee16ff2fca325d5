"""Read CSV and TSV: one table, its rows found again by their numbers."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from desktop.documents.readers import cells
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import SECTION, sections
from desktop.documents.readers.sheets import LONGEST_HEAD
from desktop.documents.readers.text import SAMPLE, paragraphs, text_of
from desktop.domain.document import Block, Page
from desktop.errors import FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

DELIMITERS = ",;\t|"
#: Characters of one cell; the library's own limit ends the file instead of the cell.
LONGEST_CELL = 1_000_000


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a CSV file: sections of whole rows, each with the first row above it.

    From the row on that is none, such as one with a quote that never ends, the rest comes as plain lines.

    Raises:
        FileUnsupported: it is not text at all.
        FileHasNoText.
    """
    text = text_of(source)
    yield Opened(paged=False)
    empty = True
    rows = _Rows(text, _delimiter(text, source.suffix))
    number = 0
    for page in rows.pages():
        empty = False
        number = page.number
        yield page
    for page in sections(Block(piece) for piece in paragraphs(rows.rest())):
        empty = False
        yield Page(number + page.number, page.blocks)
    if empty:
        raise FileHasNoText(file=source.shown)


def _delimiter(text: str, suffix: str) -> str:
    """The delimiter that parts most lines of the sample into the same number of cells."""
    if suffix == ".tsv":
        return "\t"
    lines = [line for line in text[:SAMPLE].splitlines()[:50] if line.strip()]
    best, most = ",", 0
    for delimiter in DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        score = counts.count(usual) * min(usual, 20) if usual else 0
        if score > most:
            best, most = delimiter, score
    return best


class _Rows:
    """Knows the text and how far it has been read as rows."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._lines = text.replace("\0", "").splitlines(keepends=True)
        self._delimiter = delimiter
        self._read = 0

    def pages(self) -> Iterator[Page]:
        """Yield sections of whole rows."""
        csv.field_size_limit(LONGEST_CELL)
        number, size, first = 1, 0, 1
        head, above = (0, ""), (0, "")  # number and text of the first row, and of the one above a later section
        held: list[str] = []
        widest, last = 1, 0
        for at, values in enumerate(self._rows(), 1):
            line = cells.row(values)
            if not any(char.isalnum() for char in line):
                continue
            widest = max(widest, len(values))
            if held and size + len(line) > SECTION:
                yield Page(number, (_block(held, first, last, widest, above),))
                number += 1
                held, size = [], 0
                above = head if len(head[1]) < LONGEST_HEAD else (0, "")
                first = at
            if not head[1]:
                head, first = (at, line), at
            held.append(line)
            size += len(line) + 1
            last = at
        if held:
            yield Page(number, (_block(held, first, last, widest, above),))

    def rest(self) -> str:
        """The text below the last row; empty when all of it is rows."""
        return "".join(self._lines[self._read :])

    def _rows(self) -> Iterator[list[str]]:
        reader = csv.reader(self._lines, delimiter=self._delimiter)
        while True:
            try:
                row = next(reader)
            except (StopIteration, csv.Error):
                return
            self._read = reader.line_num
            yield row


def _block(lines: list[str], first: int, last: int, widest: int, above: tuple[int, str]) -> Block:
    # A range is given only where a line is a row: empty rows would shift the ones below them.
    whole = last - first + 1 == len(lines)
    right = cells.column(widest)
    repeated = f"A{above[0]}:{right}{above[0]}," if above[1] else ""
    place = f"{repeated}A{first}:{right}{last}" if whole else ""
    return Block("\n".join([above[1], *lines] if above[1] else lines), "table", place=place)
