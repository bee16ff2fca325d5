"""Divides a document into sections and keeps of each what can stand on a slide."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.document import Block, Document, Page
from desktop.reasoning.sentences import split_sentences
from desktop.slides import prose
from desktop.slides.clean import clean
from desktop.slides.cover import name_document
from desktop.slides.found_quotes import quote_in
from desktop.slides.headings import Casing, may_title, rank, tidy
from desktop.slides.language import detect_language
from desktop.slides.measure import is_east_asian
from desktop.slides.run_in import divide, number_of
from desktop.slides.sections import Material, Place, RawTable, Section, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.deck import Quote

#: A heading that stands on this many pages is the running head of the document.
RUNNING = 3
#: Lines from which a table is one to look things up in, and rows of it that are shown where there is nothing else.
LONG, SHOWN = 24, 8
_CONTENTS = re.compile(r"\.{3,}\s*\d*$|(?<=[A-Za-z)])\s?\d+(?:-\d+)?$|\s+N/?A$|…\s*\d+$")
_CONTENTS_HEAD = re.compile(r"^(?:table of contents|contents|目\s*录|inhalt(?:sverzeichnis)?|sommaire)$", re.IGNORECASE)
_LOOSE_HEADING = re.compile(r"^(?:[A-Z]\.|[IVX]+\.|\d+(?:\.\d+)*\.?)?\s*[A-Z][^.!?;:]{2,70}$")
#: Heads of financial statements, which reports set in capitals and readers run together with the company's name.
_STATEMENT = re.compile(r"(?:CONDENSED )?CONSOLIDATED (?:STATEMENTS? OF|BALANCE SHEETS?)[A-Z’', ]*[A-Z]")
_UNIT = re.compile(
    r"[(（]?\s*((?:\$ )?in (?:millions|thousands|billions|percent)\b[^)）\n]{0,120})[)）]?", re.IGNORECASE
)


#: Names that spreadsheets give by themselves.
_SHEET = re.compile(r"^(?:sheet|table|tabelle|feuil|hoja|工作表|表)\s*\d*$", re.IGNORECASE)
_ITEM_MARK = re.compile(
    r"^\s*(?:(?:[•▪◦‣·*–-]|\(?[a-z0-9]{1,2}[.)]|\(?[ivx]{1,5}[.)])\s+|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+(?=[A-Z]))"
)
_ORDINAL = re.compile(r"^\s*\(?\d{1,2}[.)]\s+(?=[A-Z])")
_NUMBERED = re.compile(r"(?:Table|Figure|Fig\.|Chart)\s*\d+\.?$", re.IGNORECASE)
_ASIDE = re.compile(r"(?:note|annex|appendix|anhang)\s+\w+\s*[-–—:.]|附注|附录", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Table|表)\s*\d+\s*[.:：]\s*([^.。:]{4,90})[.。]")


def gather(document: Document, *, lenient: bool = False) -> Material:
    """Divide a document into sections and keep the sentences that can stand by themselves.

    Args:
        lenient: keep every line that has words and the beginning of long tables, for a document without anything else.
            One that holds nothing but long tables, as a file of CSV does, is such a document.
    """
    lenient = lenient or _only_long_tables(document)
    sentences = [block.text for page in document.pages for block in page.blocks if block.kind == "text"]
    casing = Casing(piece for text in sentences for piece in split_sentences(text))
    builder = _Builder(document, casing, lenient)
    for page in document.pages:
        if page.label and not page.label.isnumeric() and any("!" in block.place for block in page.blocks):
            builder.sheet(page.label)
        for block in _without_contents(page):
            builder.take(page, block)
    title, subtitle = name_document(document, casing)
    return Material(document.file, title, subtitle, builder.close())


class _Builder:
    """Walks through the blocks and closes a section at each heading."""

    def __init__(self, document: Document, casing: Casing, lenient: bool) -> None:
        self._file = document.file
        self._paged = document.paged
        self._lenient = lenient
        self._casing = casing
        said = (block.text for page in document.pages for block in page.blocks if block.kind in {"text", "list"})
        self._language = detect_language(said)
        headings = Counter(
            clean(block.text).lower() for page in document.pages for block in page.blocks if block.kind == "heading"
        )
        self._running = {text for text, count in headings.items() if count >= RUNNING}
        self._loose = sum(headings.values()) < max(3, len(document.pages) // 8)
        self._stack: list[tuple[int, str]] = []
        self._asides: set[int] = set()
        self._statements: list[Statement] = []
        self._tables: list[RawTable] = []
        self._quotes: list[tuple[Quote, Place]] = []
        self._above: list[str] = []
        self._sections: list[Section] = []
        self._order = 0
        self._block = 0
        self._number: tuple[int, ...] = ()

    def sheet(self, name: str) -> None:
        """Begin the section of a sheet of a workbook, whatever it is called; a name that says nothing is none."""
        self._end()
        self._stack = [(0, "" if _SHEET.match(name) else clean(name))]

    def take(self, page: Page, block: Block) -> None:
        """Add one block."""
        self._block += 1
        statement = _STATEMENT.search(block.text) if block.kind in {"text", "heading"} else None
        if (statement is not None and block.text.isupper()) or block.kind == "heading":
            self._head(block)
        elif statement is not None and len(block.text) < 240 and statement.end() > len(block.text) - 60:
            self._head(msgspec.structs.replace(block, text=statement.group()))
            self._above.append(block.text)
        elif self._loose and _is_loose_heading(block):
            self._head(block)
        elif block.kind == "table":
            place = self._place(page)
            table = RawTable(block.text, place, tuple(self._above[-14:]), block.place == "chart")
            self._tables.append(_beginning(table) if self._lenient else table)
            self._above = []
        elif block.kind in {"text", "list"} and (block.place != "picture" or self._lenient):
            for heading, text in divide(block.text, self._number) if block.kind == "text" else [("", block.text)]:
                if heading:
                    self._head(Block(heading, "heading", 7))
                self._read(page, msgspec.structs.replace(block, text=text))

    def close(self) -> tuple[Section, ...]:
        """Return the sections that have something to show."""
        self._end()
        return tuple(self._sections)

    def _head(self, block: Block) -> None:
        text = clean(block.text)
        self._number = number_of(text) or self._number
        self._above.append(block.text)
        if text.lower() in self._running or not may_title(text):
            return
        self._end()
        depth = rank(text, block.level or 7)
        while self._stack and self._stack[-1][0] >= depth:
            self._stack.pop()
        self._asides -= {rank for rank in self._asides if rank >= depth}
        if _ASIDE.match(text):
            self._asides.add(depth)
        self._stack.append((depth, tidy(text, self._casing)))

    def _read(self, page: Page, block: Block) -> None:
        item = block.kind == "list"
        quote = quote_in(block.text)
        if quote is not None:
            self._quotes.append((quote, self._place(page)))
        pieces = block.text.splitlines() if item else split_sentences(block.text)
        for index, piece in enumerate(pieces):
            text = re.sub(r"(?:\[\d{1,3}\])+$", "", clean((_ITEM_MARK if item else _ORDINAL).sub("", piece)))
            self._above.append(piece.strip()[-140:])
            captions = index > 0 and _NUMBERED.search(pieces[index - 1]) is not None
            if (prose.usable(text, item=item, language=self._language) and not captions) or (
                self._lenient and _has_words(text)
            ):
                place = self._place(page)
                self._statements.append(
                    Statement(text, place, self._order, index == 0, item, self._block, self._language.startswith("en"))
                )
                self._order += 1

    def _place(self, page: Page) -> Place:
        return Place(self._file, page.number if self._paged else None, page.label if self._paged else None)

    def _end(self) -> None:
        if self._statements or self._tables:
            title = self._stack[-1][1] if self._stack else ""
            depth = self._stack[-1][0] if self._stack else 9
            trail = tuple(self._stack[:-1])
            seen = tuple(_unique(self._statements))
            order = len(self._sections)
            aside = any(rank in self._asides for rank in (*(rank for rank, _ in trail), depth))
            self._sections.append(
                Section(title, trail, depth, order, self._file, seen, tuple(self._tables), aside, tuple(self._quotes))
            )
        self._statements, self._tables, self._quotes, self._above = [], [], [], self._above[-12:]


def caption_of(lines: tuple[str, ...]) -> str:
    """Return what the lines above a table say of it: its numbered caption, or its unit ("In millions"), or nothing."""
    captions = _CAPTION.findall(" ".join(lines[-6:]))
    if captions:
        return clean(captions[-1])
    for line in reversed(lines):
        if match := _UNIT.search(line):
            found = clean(match.group(1)).removeprefix("$ ").rstrip(" ,)")
            found = found if len(found) <= 60 else found.partition(",")[0]
            return found[:1].upper() + found[1:]
    return ""


def _only_long_tables(document: Document) -> bool:
    blocks = [block for page in document.pages for block in page.blocks]
    return bool(blocks) and all(block.kind == "table" and block.text.count("\n") >= LONG for block in blocks)


def _beginning(table: RawTable) -> RawTable:
    """Return a long table with its first rows only."""
    lines = [line for line in table.text.splitlines() if line.strip()]
    if len(lines) <= LONG:
        return table
    return msgspec.structs.replace(table, text="\n".join(lines[: SHOWN + 1]), rows=len(lines) - 1)


def _unique(statements: list[Statement]) -> Iterator[Statement]:
    seen: set[str] = set()
    for statement in statements:
        key = statement.text.lower()
        if key not in seen:
            seen.add(key)
            yield statement


def _has_words(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 3 and len(text) <= 240


def _is_loose_heading(block: Block) -> bool:
    """Whether a paragraph is a heading that its writer only typed: short, capitalised, without a full stop."""
    text = clean(block.text)
    if block.kind != "text" or len(text) > 80 or "\n" in block.text.strip() or is_east_asian(text):
        return False
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    if not 1 <= len(words) <= 9 or not _LOOSE_HEADING.match(text) or _CONTENTS.search(text):
        return False
    long_words = [word for word in words if len(word) > 3]
    return bool(long_words) and sum(word[0].isupper() for word in long_words) >= 0.75 * len(long_words)


def _without_contents(page: Page) -> list[Block]:
    """Leave out a table of contents: runs of short lines that end in page numbers."""
    kept: list[Block] = []
    run: list[Block] = []
    inside = False
    for block in page.blocks:
        lines = [line for line in block.text.splitlines() if line.strip()]
        listed = sum(bool(_CONTENTS.search(line.strip())) and len(line) < 160 for line in lines)
        if _CONTENTS_HEAD.match(clean(block.text)) or clean(block.text).lower().endswith("table of contents"):
            inside = True
            continue
        entry = bool(lines) and listed >= max(1, 0.6 * len(lines)) and (block.kind != "table" or inside)
        if entry and (inside or len(clean(block.text)) < 100):
            run.append(block)
            continue
        if inside and len(clean(block.text)) < 140:
            continue
        inside = False
        kept.extend(run if len(run) < 3 else [])
        run = []
        kept.append(block)
    return kept + (run if len(run) < 3 else [])
