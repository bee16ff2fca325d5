"""Cut a document into passages of about 200 tokens that respect its pages, headings, tables and sentences."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from desktop.documents.units import Unit, halves, narrowed, units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.document import Block, Document, Page

    Count: TypeAlias = Callable[[str], int]

#: Tokens of text that a passage aims at; recall is best between 180 and 240 for MiniLM (research/retrieval.md 2).
TARGET = 200
#: Tokens that a passage never exceeds, its header included; MiniLM reads 256 with its two own.
LIMIT = 240
#: Tokens of the header, and of a sentence or a row that is kept whole.
HEADER = 40
LONGEST_UNIT = 190
#: A new section starts a new passage once the one before it has so many tokens.
ENOUGH = 60

#: Formats whose sections go on over the end of a page.
_FLOWING = frozenset((".pdf",))
_POINTLESS_TITLE = re.compile(
    r"^(?:microsoft word|powerpoint presentation|presentation|untitled|document\d*|slide \d+|unknown|title)\b",
    re.IGNORECASE,
)
_TOKENS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|\d+|[^\W\d_]+|[^\w\s]|_")


class Chunk(msgspec.Struct, frozen=True):
    """A passage of one page.

    Attributes:
        page: 1-based position of the page or section in the document.
        label: the document's own name of the page, or None.
        heading: the headings above it, joined by " › "; empty for none.
        header: file name and headings; indexed and, without the name, embedded with the text; never shown.
        text: what is shown and quoted; a slice of the page's text, after the first row of its table where that is
            repeated.
        place: as in Block, narrowed to the passage's rows for cell ranges.
        start, end: characters of the page's text that are this passage's own.
    """

    page: int
    label: str | None
    heading: str
    header: str
    text: str
    place: str
    start: int
    end: int


def estimate_tokens(text: str) -> int:
    """Guess the tokens of `text` under a word-piece vocabulary, rather too many than too few."""
    total = 0
    for match in _TOKENS.finditer(text):
        length = match.end() - match.start()
        total += 1 if length == 1 else (length + 1) // 2 if match.group()[0].isdigit() else (length + 3) // 4
    return total


def chunks(document: Document, count_tokens: Count = estimate_tokens) -> tuple[Chunk, ...]:
    """Cut `document` into passages.

    No passage crosses a page, and each letter and digit of a page is in exactly one passage's own stretch. A heading
    stays with what follows it. A sentence is cut only when it is longer than a passage.

    Args:
        count_tokens: tokens of a text for the embedder in use, without special ones.
    """
    return tuple(stream(document, count_tokens))


def stream(document: Document, count_tokens: Count = estimate_tokens) -> Iterator[Chunk]:
    """As `chunks`, one at a time."""
    file = os.path.basename(document.file)
    title = document.title if _tells(document.title, file) else ""
    flows = not document.paged or os.path.splitext(file)[1].lower() in _FLOWING
    path: list[tuple[int, str]] = []
    for page in document.pages:
        if not flows:
            path = []
        yield from _Cutter(page, path, file, title, count_tokens).cut()


def _tells(title: str, file: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", title)
    stem = os.path.splitext(file)[0].casefold()
    return bool(words) and not _POINTLESS_TITLE.match(title) and title.casefold() not in stem


class _Cutter:
    """Knows one page and the headings above each place of it; `path` is carried on to the next page."""

    def __init__(self, page: Page, path: list[tuple[int, str]], file: str, title: str, count: Count) -> None:
        self._page = page
        self._text = page.text
        self._path = path
        self._file, self._title = file, title
        self._count = count
        self._headers: dict[str, tuple[str, int]] = {}
        self._held: list[Unit] = []
        self._tokens = 0
        self._done: list[tuple[list[Unit], str]] = []
        self._heading = self._joined()

    def cut(self) -> Iterator[Chunk]:
        """Yield the passages of the page in order."""
        at = 0
        for number, block in enumerate(self._page.blocks):
            start = at
            at += len(block.text) + 1
            if not any(char.isalnum() for char in block.text):
                continue
            if block.kind == "heading":
                self._take_heading(block, start, number)
            else:
                self._take_block(block, start, number)
        self._close()
        self._keep_headings_company()
        for held, heading in self._done:
            yield from self._fitting(held, heading)

    # -- what comes in ---------------------------------------------------------------------------------------------

    def _take_heading(self, block: Block, start: int, number: int) -> None:
        only_headings = all(unit.level for unit in self._held)
        if self._tokens >= (ENOUGH // 2 if 0 < block.level <= 2 else ENOUGH) and not only_headings:
            self._close()
            only_headings = True
        level = max(block.level, 1)
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, " ".join(block.text.split())))
        if only_headings:
            self._heading = self._joined()
        for unit in self._units(block, start, number):
            self._put(unit)

    def _take_block(self, block: Block, start: int, number: int) -> None:
        if not self._held:
            self._heading = self._joined()
        own_units = list(self._units(block, start, number))
        total = sum(unit.tokens for unit in own_units)
        target = TARGET
        if total > TARGET:
            target = max(-(-total // -(-total // TARGET)) + 8, ENOUGH)  # parts of one size, not one full and one tiny
        if self._tokens + total > TARGET and self._tokens >= (TARGET // 2 if total <= TARGET else ENOUGH):
            self._close_before_block()
        own = 0
        for unit in own_units:
            if own and own + unit.tokens > target:
                self._close()
                own = 0
            if self._put(unit):
                own = 0
            own += unit.tokens

    def _units(self, block: Block, start: int, number: int) -> Iterator[Unit]:
        for unit in units(block, start, number, self._count):
            yield from halves(unit, self._text, LONGEST_UNIT, self._count)

    # -- what goes out ---------------------------------------------------------------------------------------------

    def _put(self, unit: Unit) -> bool:
        """Add a unit; True when that closed the passage before it."""
        room = LIMIT - self._header(self._heading)[1]
        closed = False
        if self._held and self._tokens + unit.tokens + 1 > room:
            keep = self._pop_headings() if not unit.level else []
            closed = bool(self._held)
            self._close()
            self._held = keep
            self._tokens = sum(heading.tokens + 1 for heading in keep)
        if not self._held:
            self._heading = self._joined()
            if unit.first_row and unit.first_row[2] + unit.tokens > LIMIT - HEADER:
                unit.first_row = None
            if unit.first_row:
                self._tokens += unit.first_row[2]
        self._held.append(unit)
        self._tokens += unit.tokens + 1
        return closed

    def _pop_headings(self) -> list[Unit]:
        """Take the headings at the end of the passage away, for the next one, unless it is nothing but headings."""
        if all(unit.level for unit in self._held):
            return []
        keep: list[Unit] = []
        while self._held[-1].level:
            keep.insert(0, self._held.pop())
        return keep

    def _close_before_block(self) -> None:
        keep = self._pop_headings()
        if all(unit.level for unit in self._held):
            return
        self._close()
        self._held = keep
        self._tokens = sum(unit.tokens + 1 for unit in keep)
        self._heading = self._joined()

    def _close(self) -> None:
        if self._held:
            self._done.append((self._held, self._heading))
        self._held = []
        self._tokens = 0

    def _keep_headings_company(self) -> None:
        """A heading at the end of a page goes to the passage before it, or takes that passage's last unit to itself."""
        if len(self._done) < 2 or not all(unit.level for unit in self._done[-1][0]):
            return
        alone, heading = self._done.pop()
        before, above = self._done[-1]
        tokens = sum(unit.tokens + 1 for unit in [*before, *alone])
        if tokens + self._header(above)[1] <= LIMIT:
            before.extend(alone)
        elif len(before) > 1 and not before[-1].level:
            self._done.append(([before.pop(), *alone], above))
        else:
            self._done.append((alone, heading))

    def _fitting(self, held: list[Unit], heading: str) -> Iterator[Chunk]:
        """Make the passage; in two, should it have more tokens than its parts were thought to have."""
        made = self._chunk(held, heading)
        if len(held) > 1 and self._count(f"{made.header}\n{made.text}") > LIMIT:
            half = len(held) // 2
            yield from self._fitting(held[:half], heading)
            yield from self._fitting(held[half:], heading)
            return
        yield made

    def _chunk(self, held: Sequence[Unit], heading: str) -> Chunk:
        start, end = held[0].start, held[-1].end
        text = self._text[start:end].strip()
        if first := held[0].first_row:
            text = self._text[first[0] : first[1]].strip() + "\n" + text
        places = dict.fromkeys(unit.place for unit in held if unit.place)
        place = next(iter(places), "") if len(places) <= 1 else ""
        return Chunk(
            page=self._page.number,
            label=self._page.label,
            heading=heading,
            header=self._header(heading)[0],
            text=text,
            place=narrowed(place, [unit.row for unit in held if unit.place == place]),
            start=start,
            end=end,
        )

    # -- headers ---------------------------------------------------------------------------------------------------

    def _joined(self) -> str:
        return " › ".join(_clip(text, 80) for _, text in self._path)

    def _header(self, heading: str) -> tuple[str, int]:
        """File name, title and headings within `HEADER` tokens, and how many they are; the nearest heading stays."""
        if heading not in self._headers:
            headings = heading.split(" › ") if heading else []
            named = (self._page.label or "").partition("!")[0]  # of a part of a sheet without its rows
            label = [named] if named and not named.isdigit() else []
            tries = [
                [_clip(self._file, 80), _clip(self._title, 80), *label, *headings],
                [_clip(self._file, 80), *label, *headings],
                [_clip(self._file, 80), *headings[-2:]],
                [_clip(self._file, 40), *headings[-1:]],
                [_clip(self._file, 24), *(_clip(text, 24) for text in headings[-1:])],
                [_clip(self._file, 12)],
            ]
            for parts in tries:
                header = " › ".join(part for part in parts if part)
                tokens = self._count(header)
                if tokens <= HEADER:
                    break
            else:
                header, tokens = "", 0
            self._headers[heading] = (header, tokens)
        return self._headers[heading]


def _clip(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
