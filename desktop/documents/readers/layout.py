"""Turn the lines of a PDF page into headings, paragraphs, lists and table rows, by their place and size."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Literal

from desktop.documents.readers import cells
from desktop.documents.readers.lines import HYPHEN, outline_key
from desktop.documents.readers.paragraphs import (
    SENTENCE_END,
    Edges,
    Frame,
    begins_item,
    continues,
    frame,
    join,
    whole_words,
)
from desktop.documents.readers.right_to_left import mirrored
from desktop.documents.readers.rows import find_rows, table
from desktop.documents.readers.sections import together
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.readers.lines import Line, Sheet, Style

_LETTER = re.compile(r"[^\W\d_]")
_NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,3}){0,4}\.?|(?:chapter|section|part|item|note|appendix)\s+[\dIVXA-Z]+\.?)\s", re.IGNORECASE
)
#: What begins an item of a list and no heading, and what ends a sentence and no heading.
_ITEM = re.compile(r"[•‣◦●○·*–—-]\s")
_CLAUSE_END = re.compile("[。；，、：]$")
#: Characters of the longest heading that ends as a clause does in Chinese or Japanese.
LONGEST_CLAUSE = 20
#: Characters and lines of the longest heading.
LONGEST_HEADING = 200
MOST_LINES = 3


def blocks(sheet: Sheet, style: Style) -> tuple[Block, ...]:
    """Lay out one page.

    Every letter and digit of the lines is in the blocks, in the same order but for figures on pages that run leftwards.
    """
    lines = mirrored([line for line in sheet.lines if line.text.strip()])
    style.words.update(whole_words(lines))
    page = frame([line for line in lines if not line.ruled])
    outline = style.headings.get(sheet.number, {})
    pieces: list[Block] = []
    for ruled, group in itertools.groupby(lines, key=lambda line: line.ruled):
        if ruled:
            rows = ([join(part, style) for part in line.parts] for line in group)
            pieces.append(Block(cells.table(rows), "table"))
        else:
            pieces += _flow(list(group), page, style, outline)
    return tuple(together(piece for piece in pieces if any(char.isalnum() for char in piece.text)))


def _flow(lines: Sequence[Line], page: Frame, style: Style, outline: dict[str, int]) -> Iterator[Block]:
    """Yield what stands outside of ruled tables: paragraphs, headings, lists, and tables told by their columns."""
    rows = find_rows(lines)
    start = 0
    while start < len(lines):
        if rows[start]:
            end = start + 1
            while end < len(lines) and rows[end] == rows[start]:
                end += 1
            yield Block("\n".join(table(lines[start:end], style)), "table")
        else:
            end = _end_of_paragraph(lines, rows, start, page)
            group = lines[start:end]
            level = 0 if _breaks_off(group, lines[end : end + 1]) else _level(group, style, outline)
            listed: Literal["list", "text"] = "list" if begins_item(group[0]) else "text"
            yield Block(join(group, style), "heading" if level else listed, level)
        start = end


def _end_of_paragraph(lines: Sequence[Line], rows: Sequence[int], start: int, page: Frame) -> int:
    edges = Edges(lines[start].x0, lines[start].x1)
    end = start + 1
    while end < len(lines) and not rows[end] and continues(lines[end - 1], lines[end], edges, page):
        edges.take(lines[end])
        end += 1
    return end


def _breaks_off(group: Sequence[Line], following: Sequence[Line]) -> bool:
    """Whether the text goes on in the middle of a sentence on the next line, as that of a heading does not."""
    text = group[-1].text.rstrip()[-LONGEST_HEADING:]
    if text.endswith((HYPHEN, ",")):
        return True
    if not following or SENTENCE_END.search(text):
        return False
    below = following[0]
    apart = below.size and group[-1].size and abs(below.bottom - group[-1].bottom) > 1.6 * group[-1].size
    return below.text.lstrip()[:1].islower() and not apart


def _level(group: Sequence[Line], style: Style, outline: dict[str, int]) -> int:
    """The heading level of a group of lines, 0 when it is none."""
    if len(group) > MOST_LINES:
        return 0
    text = " ".join(line.text.strip() for line in group)
    if len(text) > LONGEST_HEADING or not _LETTER.search(text):
        return 0
    if level := outline.get(outline_key(text)):
        return min(level, 6)
    if _ITEM.match(text) or (len(text) > LONGEST_CLAUSE and _CLAUSE_END.search(text)):
        return 0
    size = max(line.size for line in group)
    if not size or not style.body:
        return 0
    if any(line.cells > 1 for line in group) and not _NUMBERED.match(text):
        return 0
    ratio = size / style.body
    if ratio >= 1.18 and not (len(text) > 120 and SENTENCE_END.search(text)):
        return 1 if ratio >= 1.75 else 2 if ratio >= 1.4 else 3
    plain_end = not re.search(r"[.,;:]$", text) or _NUMBERED.match(text)
    if ratio >= 0.9 and all(line.bold for line in group) and len(text) <= 120 and plain_end:
        return 4
    return 0
