"""Read Rich Text Format by its words, and its headings by their styles; the rest of its look is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from striprtf.striprtf import rtf_to_text

from desktop.documents.clean import clean_line
from desktop.documents.readers import cells
from desktop.documents.readers.parts import Note, Opened
from desktop.documents.readers.sections import sections, some, together
from desktop.documents.readers.text import paragraphs
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source


#: A footnote is a destination of its own (RTF 1.9.1), which striprtf leaves out; as a plain group it is read in place.
_NOTE = re.compile(r"\\footnote(?![a-z])")
#: What is set as hidden up to the end of its group, which is made one that is passed over from there on.
_HIDDEN = re.compile(r"\\v(?![a-z\d])(?=(?:(?!\\v(?![a-z])|\\plain)[^{}])+\})")
#: The end of the sheet of styles, a group of groups.
_SHEET_ENDS = re.compile(r"\}\s*\}")
_TITLE = re.compile(r"\{\\title(?![a-z])([^{}]*)\}")
#: An entry of the sheet of styles: its number, what it sets, and its name.
_STYLE = re.compile(r"\{\\s(?P<number>\d+)\s?(?P<sets>(?:\\[a-z]+-?\d*\s?)*)(?P<name>[^\\{};]*);\}")
_LEVEL = re.compile(r"\\outlinelevel([0-8])(?!\d)")
#: Where a paragraph says its style or its level in the outline.
_SAYS = re.compile(r"\\s(?P<style>\d+)(?!\d) ?|\\outlinelevel(?P<level>[0-8])(?!\d) ?")
#: A mark before a heading, from a private plane, with its level behind it.
_MARK = "\uf8d0"
_HEADING = re.compile(rf"^\s*{_MARK}(?P<level>[1-6])(?:{_MARK}[1-6])*")
_MARKS = re.compile(rf"{_MARK}[1-6]")
_NAMED = re.compile(r"(?:heading|überschrift|titre|标题|標題) ?(?P<level>[1-9])$", re.IGNORECASE)
#: Longer paragraphs are text, whatever their style.
LONGEST_HEADING = 300


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of an RTF file, in sections of a bounded size. Hidden text is left out, and told.

    Raises:
        FileHasNoText.
    """
    # RTF is ASCII; other characters are escapes of a code page that it names.
    written = source.data().decode("latin-1").replace(_MARK, "")
    title = _TITLE.search(written)
    yield Opened(title=clean_line(_words(rf"{{\rtf1{title.group(1)}}}"))[:300] if title else "", paged=False)
    shown, hidden = _HIDDEN.subn(r"\\*\\v", written)
    words = _words(_NOTE.sub(r"\\plain  ", _marked(shown)))
    yield from some(sections(together(_blocks(words), ("table",))), source.shown)
    if hidden:
        yield Note("Text that is set as hidden was left out.")


def _words(written: str) -> str:
    return str(rtf_to_text(written, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]


def _marked(written: str) -> str:
    """Put a mark with its level where a paragraph says to be a heading, by its style or by itself."""
    start = written.find(r"{\stylesheet")
    end = _SHEET_ENDS.search(written, start) if start >= 0 else None
    body = end.end() if end else 0
    levels = dict(_levels(written[start:body])) if end else {}

    def mark(found: re.Match[str]) -> str:
        style, level = found["style"], found["level"]
        at = levels.get(int(style)) if style else min(int(level) + 1, 6)
        return f"{found.group()} {_MARK}{at}" if at else found.group()

    return written[:body] + _SAYS.sub(mark, written[body:])


def _levels(sheet: str) -> Iterator[tuple[int, int]]:
    """Numbers of the styles of headings, and their levels."""
    for style in _STYLE.finditer(sheet):
        name = style["name"].strip()
        if named := _NAMED.match(name):
            yield int(style["number"]), min(int(named["level"]), 6)
        elif name.lower() in ("title", "titel", "标题"):
            yield int(style["number"]), 1
        elif level := _LEVEL.search(style["sets"]):
            yield int(style["number"]), min(int(level.group(1)) + 1, 6)


def _blocks(words: str) -> Iterator[Block]:
    """Headings, paragraphs, and tables: striprtf writes a row as a line with a bar after each cell."""
    for marked in paragraphs(words.replace("\n", "\n\n")):
        heading = _HEADING.match(marked)
        piece = _MARKS.sub("", marked).strip()
        if not piece:
            continue
        if piece.endswith("|") and piece.count("|") > 1:
            yield Block(cells.row(piece.rstrip("|").split("|")), "table")
        elif heading and len(piece) <= LONGEST_HEADING:
            yield Block(piece, "heading", int(heading["level"]))
        else:
            yield Block(piece)
