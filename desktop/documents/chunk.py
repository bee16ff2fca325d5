"""Cut a document into passages of about 200 tokens that respect its pages, headings, tables and sentences."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.document import Block, Document, Page

    Count: TypeAlias = Callable[[str], int]

#: Tokens of text that a passage aims at; recall is best between 180 and 240 for MiniLM (research/retrieval.md 2).
TARGET = 200
#: Tokens that a passage never exceeds, its header included; MiniLM reads 256 with its two own.
LIMIT = 240
#: Tokens of the header, and of a table's repeated first row.
HEADER = 40
FIRST_ROW = 60
#: A new section starts a new passage once the one before it has so many tokens.
ENOUGH = 60

#: Formats whose sections go on over the end of a page.
_FLOWING = frozenset((".pdf",))
_POINTLESS_TITLE = re.compile(
    r"^(?:microsoft word|powerpoint presentation|presentation|untitled|document\d*|slide \d+|unknown|title)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^(?P<sheet>.*!)?(?P<from>[A-Z]{1,3})(?P<first>\d+):(?P<to>[A-Z]{1,3})(?P<last>\d+)$")
#: A sentence end: western marks with a space after, East Asian ones without; closing quotes belong to the sentence.
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[^\sa-z])|(?<=[。！？；])[”’」』）]*(?=[^”’」』）])|\n+")
_TOKENS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|\d+|[^\W\d_]+|[^\w\s]|_")
_BETTER_CUTS = ("\n", "；", "，", "、", "; ", ", ", " ")


class Chunk(msgspec.Struct, frozen=True):
    """A passage of one page.

    Attributes:
        page: 1-based position of the page or section in the document.
        label: the document's own name of the page, or None.
        heading: the headings above it, joined by " › "; empty for none.
        header: file name and headings; indexed and embedded with the text, never shown.
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


class _Unit(msgspec.Struct):
    """The smallest stretch that is kept whole where it fits: a heading, a sentence, a row."""

    start: int
    end: int
    tokens: int
    level: int = 0
    block: int = 0
    place: str = ""
    row: int = 0
    first_row: tuple[int, int, int] | None = None


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
        self._held: list[_Unit] = []
        self._tokens = 0
        self._done: list[tuple[list[_Unit], str]] = []
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
        for units, heading in self._done:
            yield self._chunk(units, heading)

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
        for unit in self._fitting(_Unit(start, start + len(block.text), 0, level=level, block=number)):
            self._put(unit)

    def _take_block(self, block: Block, start: int, number: int) -> None:
        if not self._held:
            self._heading = self._joined()
        units = [fit for unit in self._units(block, start, number) for fit in self._fitting(unit)]
        total = sum(unit.tokens for unit in units)
        target = TARGET
        if total > TARGET:
            target = max(-(-total // -(-total // TARGET)) + 8, ENOUGH)  # parts of one size, not one full and one tiny
        if self._tokens + total > TARGET and self._tokens >= (TARGET // 2 if total <= TARGET else ENOUGH):
            self._close_before_block()
        own = 0
        for unit in units:
            if own and own + unit.tokens > target:
                self._close()
                own = 0
            if self._put(unit):
                own = 0
            own += unit.tokens

    def _units(self, block: Block, start: int, number: int) -> Iterator[_Unit]:
        if block.kind == "table":
            first: tuple[int, int, int] | None = None
            at = start
            for row, line in enumerate(block.text.split("\n")):
                tokens = self._count(line)
                yield _Unit(at, at + len(line), tokens, 0, number, block.place, row, first if row else None)
                if row == 0 and tokens <= FIRST_ROW:
                    first = (at, at + len(line), tokens)
                at += len(line) + 1
            return
        lines = block.kind in ("list", "code")
        for begin, end in _lines(block.text) if lines else _sentences(block.text):
            text = block.text[begin:end]
            yield _Unit(start + begin, start + end, self._count(text), 0, number, block.place)

    def _fitting(self, unit: _Unit) -> Iterator[_Unit]:
        """Cut a unit that is longer than a passage, between words where there are any."""
        text = self._text[unit.start : unit.end]
        unit.tokens = unit.tokens or self._count(text)
        if unit.tokens <= TARGET or len(text) < 2:
            yield unit
            return
        cut = _middle(text)
        for start, end in ((unit.start, unit.start + cut), (unit.start + cut, unit.end)):
            half = msgspec.structs.replace(unit, start=start, end=end, tokens=0)
            yield from self._fitting(half)

    # -- what goes out ---------------------------------------------------------------------------------------------

    def _put(self, unit: _Unit) -> bool:
        """Add a unit; True when that closed the passage before it."""
        extra = 0
        if unit.first_row and (not self._held or self._held[0].block != unit.block):
            extra = 0 if any(held.block == unit.block for held in self._held) else unit.first_row[2]
        room = LIMIT - 4 - self._header(self._heading)[1]
        closed = False
        if self._held and self._tokens + unit.tokens + extra > room:
            keep = self._pop_headings() if not unit.level else []
            closed = bool(self._held)
            self._close()
            for heading in keep:
                self._held.append(heading)
                self._tokens += heading.tokens
            self._heading = self._joined()
        if not self._held:
            self._heading = self._joined()
            if unit.first_row:
                self._tokens += unit.first_row[2]
        self._held.append(unit)
        self._tokens += unit.tokens + 1
        return closed

    def _pop_headings(self) -> list[_Unit]:
        """Take the headings at the end of the passage away, for the next one, unless it is nothing but headings."""
        if all(unit.level for unit in self._held):
            return []
        keep: list[_Unit] = []
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
        if tokens + self._header(above)[1] <= LIMIT - 4:
            before.extend(alone)
        elif len(before) > 1 and not before[-1].level:
            self._done.append(([before.pop(), *alone], above))
        else:
            self._done.append((alone, heading))

    def _chunk(self, units: Sequence[_Unit], heading: str) -> Chunk:
        start, end = units[0].start, units[-1].end
        text = self._text[start:end].strip()
        if units[0].first_row:
            text = self._text[units[0].first_row[0] : units[0].first_row[1]].strip() + "\n" + text
        places = dict.fromkeys(unit.place for unit in units if unit.place)
        place = next(iter(places), "") if len(places) <= 1 else ""
        return Chunk(
            page=self._page.number,
            label=self._page.label,
            heading=heading,
            header=self._header(heading)[0],
            text=text,
            place=_narrowed(place, [unit.row for unit in units if unit.place == place]),
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
            label = [self._page.label] if self._page.label and not self._page.label.isdigit() else []
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


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the sentences; together they cover all but the spaces between them."""
    start = 0
    for match in _SENTENCE.finditer(text):
        end = match.start() + len(match.group().rstrip())
        if end > start:
            yield start, end
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _middle(text: str) -> int:
    """Where to cut `text` in two: near its middle, after a mark or a space when there is one."""
    half = len(text) // 2
    low, high = len(text) // 4, 3 * len(text) // 4
    for mark in _BETTER_CUTS:
        before, after = text.rfind(mark, low, half), text.find(mark, half, high)
        found = [at + len(mark) for at in (before, after) if at >= 0]
        if found:
            return min(found, key=lambda at: abs(at - half))
    return half or 1


def _narrowed(place: str, rows: Sequence[int]) -> str:
    """The range of the rows at `rows` (0-based in the block) of a table that stands at `place`."""
    found = _RANGE.match(place)
    if not found or not rows:
        return place
    first = int(found["first"])
    top, bottom = first + min(rows), min(first + max(rows), int(found["last"]))
    return f"{found['sheet'] or ''}{found['from']}{top}:{found['to']}{bottom}"
