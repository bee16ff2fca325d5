"""Turn the lines of a PDF page into headings, paragraphs, lists and table rows, by their place and size."""

from __future__ import annotations

import itertools
import re
import statistics
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.documents.clean import clean_line
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: A gap between two words that is wider than this many times the type's height parts two cells.
CELL_GAP = 1.0
#: PDFium puts this in place of a hyphen at the end of a line.
HYPHEN = "\ufffe"

#: Lines over the columns of one table at most.
MOST_HEADS = 16

_BULLET = re.compile(r"^(?:[•‣▪●○◦■□➢➤✓✔·–—\-*o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)])\s+\S")
_AMOUNT = re.compile(r"^[$€£¥]?[(+\-−–]?[$€£¥]?\d[\d,.'’]*\)?[%)]?$|^[—–-]$|^[$€£¥%)]$|^n/?a$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?:;。！？：；…][\"'”’)\]]*$")
_NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,3}){0,4}\.?|(?:chapter|section|part|item|note|appendix)\s+[\dIVXA-Z]+\.?)\s", re.IGNORECASE
)
#: Scripts that are written without spaces.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_MARK = re.compile(f"-$|{HYPHEN}$|\u00ad$")
_JOINABLE = re.compile(rf"(\w+)(?:-|{HYPHEN}|\u00ad)$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Line(msgspec.Struct):
    """A line of text and where it stands; a line whose place is unknown has `size` 0.

    Attributes:
        text: as extracted; may end with `HYPHEN`.
        x0, x1, top, bottom: in points, y growing downwards.
        size: height of the type in points.
        bold: whether it begins and ends in a bold face.
        lefts: left edge of each stretch of it that stands clearly apart from the one before; one for prose.
    """

    text: str
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    lefts: tuple[float, ...] = ()

    @property
    def cells(self) -> int:
        """How many stretches stand apart; 1 for prose."""
        return max(len(self.lefts), 1)


class Sheet(msgspec.Struct):
    """The lines of one page, before they are blocks.

    Attributes:
        number: 1-based.
        label: the document's own name of the page, or None.
        height: of the page in points; 0 when unknown.
    """

    number: int
    label: str | None
    lines: list[Line]
    height: float = 0.0


class Style(msgspec.Struct):
    """What is known of the document while its pages are laid out.

    Attributes:
        body: height of its running text in points; 0 when unknown.
        headings: titles of its outline by page: normalised title → level.
        words: words seen so far, to tell a hyphen that belongs to a word from one that ends a line.
    """

    body: float = 0.0
    headings: dict[int, dict[str, int]] = {}
    words: set[str] = set()


def body_size(sheets: Iterable[Sheet]) -> float:
    """Height of the type that most characters of `sheets` are set in; 0 when no place is known."""
    weights: dict[float, int] = {}
    for sheet in sheets:
        for line in sheet.lines:
            if line.size:
                size = round(line.size * 2) / 2
                weights[size] = weights.get(size, 0) + len(line.text)
    return max(weights, key=lambda size: weights[size], default=0.0)


def outline_key(text: str) -> str:
    """Letters and digits only, so that an outline's title is found however it is set on its page."""
    return "".join(char for char in text.casefold() if char.isalnum())


def blocks(sheet: Sheet, style: Style) -> tuple[Block, ...]:
    """Lay out one page.

    Every letter and digit of the lines is in the blocks, in the same order.
    """
    lines = [line for line in sheet.lines if line.text.strip()]
    style.words.update(_whole_words(lines))
    rows = _rows(lines)
    outline = style.headings.get(sheet.number, {})
    pieces: list[Block] = []
    start = 0
    while start < len(lines):
        end = start + 1
        if rows[start]:
            while end < len(lines) and rows[end]:
                end += 1
            pieces.append(Block("\n".join(_table(lines[start:end], style)), "table"))
        else:
            leading = _leading(lines)
            while end < len(lines) and not rows[end] and _continues(lines, start, end, leading):
                end += 1
            group = lines[start:end]
            level = 0 if _breaks_off(group, lines[end : end + 1]) else _level(group, style, outline)
            kind: Literal["heading", "list", "text"] = "text"
            if level:
                kind = "heading"
            elif _BULLET.match(group[0].text):
                kind = "list"
            pieces.append(Block(_join(group, style), kind, level))
        start = end
    return tuple(_merged(piece for piece in pieces if piece.text))


def _whole_words(lines: Sequence[Line]) -> Iterator[str]:
    """The words of the lines, without the halves of those that a line end parts."""
    parted = False
    for line in lines:
        words = _WORD.findall(line.text)
        parts = bool(_MARK.search(line.text.rstrip()))
        yield from (word.casefold() for word in words[1 if parted else 0 : -1 if parts else None])
        parted = parts


def _merged(pieces: Iterable[Block]) -> Iterable[Block]:
    """Join neighbouring list items, so that a list is one block with an item a line."""
    held: Block | None = None
    for piece in pieces:
        if held is not None and held.kind == piece.kind == "list":
            held = Block(f"{held.text}\n{piece.text}", "list")
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


# -- paragraphs ----------------------------------------------------------------------------------------------------


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next, in points; 0 when no place is known."""
    steps = [
        after.bottom - before.bottom
        for before, after in itertools.pairwise(lines)
        if before.size and after.size and 0.3 * before.size < after.bottom - before.bottom < 3 * before.size
    ]
    return statistics.median_low(steps) if steps else 0.0


def _continues(lines: Sequence[Line], start: int, at: int, leading: float) -> bool:
    """Whether line `at` goes on with the paragraph that began at line `start`."""
    before, line = lines[at - 1], lines[at]
    if _BULLET.match(line.text) and not before.text.endswith(HYPHEN):
        return False
    if not before.size or not line.size:
        longest = max(len(other.text) for other in lines)
        return not (len(before.text) < 0.7 * longest and _SENTENCE_END.search(before.text.rstrip()))
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size) or before.bold != line.bold:
        return False
    step = line.bottom - before.bottom
    if step < 0.3 * line.size:
        # The same line again, set in several pieces, goes on; a jump upwards is a new column.
        return abs(step) <= 0.3 * line.size and line.x0 >= before.x1 - line.size
    usual = min(leading, 1.7 * line.size) if leading else 1.4 * line.size
    if step > max(1.35 * usual, 1.4 * line.size) or line.x0 > before.x1 or line.x1 < before.x0:
        return False
    right = max(other.x1 for other in lines[start:at])
    page_right = max(other.x1 for other in lines)
    left = min(other.x0 for other in lines[start:at])
    width = max(page_right if at - start == 1 else right, before.x1) - left
    if before.x1 < left + 0.75 * width and _SENTENCE_END.search(before.text.rstrip()):
        return False
    if at - start == 1:
        return True  # a second line may hang or come back from a first-line indent
    near = 0.8 * line.size
    centred = abs(line.x0 + line.x1 - before.x0 - before.x1) <= near
    return abs(line.x0 - before.x0) <= near or abs(line.x1 - before.x1) <= near or centred


def _join(group: Sequence[Line], style: Style) -> str:
    """Write a paragraph's lines on one line, with words that a line end parted put together."""
    text = ""
    for line in group:
        piece = line.text.strip()
        if not text:
            text = piece
        elif _MARK.search(text):
            text = _rejoin(text, piece, style)
        elif _UNSPACED.match(text[-1]) and _UNSPACED.match(piece[0]):
            text += piece
        else:
            text += " " + piece
    return clean_line(text.replace(HYPHEN, "-"))


def _rejoin(text: str, piece: str, style: Style) -> str:
    """Join the two halves of a hyphened word; the words of the document say whether the hyphen belongs to it."""
    before = _JOINABLE.search(text)
    after = re.match(r"\w+", piece)
    stem = _MARK.sub("", text)
    if before is None or after is None:
        return f"{stem}- {piece}" if text.endswith("-") else stem + piece
    first, second = before.group(1), after.group(0)
    joined, hyphened = (first + second).casefold(), f"{first}-{second}".casefold()
    if not (first[-1].isalpha() and second[0].islower()):
        return f"{stem}-{piece}"
    if joined in style.words:
        return stem + piece
    known = first.casefold() in style.words and second.casefold() in style.words
    if hyphened in style.words or (known and len(first) > 2 and len(second) > 2 and first.casefold() not in _PREFIXES):
        return f"{stem}-{piece}"
    return stem + piece


#: Beginnings that are words by themselves but join without a hyphen more often than with one.
_PREFIXES = frozenset(("con", "com", "per", "for", "with", "over", "under", "out", "inter", "sub", "super", "trans"))


def _breaks_off(group: Sequence[Line], following: Sequence[Line]) -> bool:
    """Whether the text goes on in the middle of a sentence on the next line, as that of a heading does not."""
    text = group[-1].text.rstrip()
    if text.endswith((HYPHEN, ",")):
        return True
    if not following or _SENTENCE_END.search(text):
        return False
    below = following[0]
    apart = below.size and group[-1].size and abs(below.bottom - group[-1].bottom) > 1.6 * group[-1].size
    return below.text.lstrip()[:1].islower() and not apart


def _level(group: Sequence[Line], style: Style, outline: dict[str, int]) -> int:
    """The heading level of a group of lines, 0 when it is none."""
    text = " ".join(line.text.strip() for line in group)
    if len(text) > 200 or len(group) > 3 or not _LETTER.search(text):
        return 0
    if level := outline.get(outline_key(text)):
        return min(level, 6)
    size = max(line.size for line in group)
    if not size or not style.body:
        return 0
    if any(line.cells > 1 for line in group) and not _NUMBERED.match(text):
        return 0
    ratio = size / style.body
    if ratio >= 1.18 and not (len(text) > 120 and _SENTENCE_END.search(text)):
        return 1 if ratio >= 1.75 else 2 if ratio >= 1.4 else 3
    plain_end = not re.search(r"[.,;:]$", text) or _NUMBERED.match(text)
    if ratio >= 0.9 and all(line.bold for line in group) and len(text) <= 120 and plain_end:
        return 4
    return 0


# -- tables --------------------------------------------------------------------------------------------------------


def _amounts(text: str) -> int:
    """How many amounts the line ends with."""
    count = 0
    for word in reversed(text.split()):
        if not _AMOUNT.match(word):
            break
        count += any(char.isdigit() for char in word) or word in "—–-"
    return count


def _rows(lines: Sequence[Line]) -> list[bool]:
    """Which lines are rows of a table, their headings over the columns included."""
    rows = [_is_row(line) for line in lines]
    placed = any(line.size for line in lines)
    if placed:
        # Two stretches side by side happen in prose too: only several in a row make a table.
        pairs = [row or line.cells == 2 for row, line in zip(rows, lines, strict=True)]
        for first, last in _runs(pairs):
            if last - first >= 3 or any(rows[first:last]):
                rows[first:last] = [True] * (last - first)
    for first, last in _runs(list(rows)):
        _take_heads(lines, rows, first, last)
        _take_labels(lines, rows, first, last)
    return rows


def _is_row(line: Line) -> bool:
    if line.size:
        return line.cells >= 3 or (line.cells == 2 and _amounts(line.text) >= 1)
    return _amounts(line.text) >= 2 and len(line.text) < 160


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if not flag:
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _take_heads(lines: Sequence[Line], rows: list[bool], first: int, last: int) -> None:
    """Count the lines above a table's first row that stand over its columns, and the labels between."""
    row = lines[first]
    edge = _columns(lines[first:last])
    if edge is None:
        return
    at = first - 1
    while at >= max(first - 2, 0) and not rows[at] and _is_label(lines[at], edge) and _near(lines[at], lines[at + 1]):
        at -= 1
    low = at
    while at >= 0 and not rows[at] and first - at <= MOST_HEADS:
        line = lines[at]
        if not _is_head(line, edge) or line.size > 1.15 * row.size or not _near(line, lines[at + 1], 3.2):
            break
        at -= 1
    if at < low or low == first - 1:
        rows[at + 1 : first] = [True] * (first - at - 1)


def _take_labels(lines: Sequence[Line], rows: list[bool], first: int, last: int) -> None:
    """Count the lines between two stretches of one table that have a label only."""
    edge = _columns(lines[first:last])
    at = last
    while edge is not None and at < len(lines) and at - last < 3 and _near(lines[at - 1], lines[at], 3.2):
        if rows[at]:
            rows[last:at] = [True] * (at - last)
            return
        if not _is_label(lines[at], edge):
            return
        at += 1


def _columns(rows: Sequence[Line]) -> float | None:
    """Left edge of the columns of figures; None when not known."""
    labelled = [line.lefts[1] for line in rows if line.cells > 1 and _LETTER.search(line.text)]
    return min(labelled or [line.x0 for line in rows if line.cells > 1], default=None)


def _is_label(line: Line, edge: float) -> bool:
    if not line.size or line.cells > 1 or line.x0 >= edge:
        return False
    return line.x1 < edge or line.text.rstrip().endswith(":")


def _near(line: Line, below: Line, reach: float = 2.6) -> bool:
    """Whether `below` follows `line` on the page, up to `reach` times the type's height further down."""
    return bool(line.size and below.size) and -1.2 * line.size < below.bottom - line.bottom < reach * line.size


def _table(lines: Sequence[Line], style: Style) -> list[str]:
    """Write a table's rows: the headings over its columns on one line, then a line for each row."""
    edge = _columns(lines)
    first = next((index for index, line in enumerate(lines) if not _is_head(line, edge)), 0)
    texts = [_join(lines[:first], style)] if first else []
    held: list[Line] = []
    for index in range(first, len(lines)):
        line = lines[index]
        held.append(line)
        if not _label_goes_on(lines, index):
            texts.append(_join(held, style))
            held = []
    if held:
        texts.append(_join(held, style))
    return [text for text in texts if text]


def _is_head(line: Line, edge: float | None) -> bool:
    """Whether the line stands over the columns only; a head may be wider than its column's figures."""
    return edge is not None and bool(line.size) and line.x0 >= edge - 4 * line.size


def _label_goes_on(lines: Sequence[Line], index: int) -> bool:
    """Whether a row's label runs over into the next line, which holds its figures."""
    if index + 1 >= len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    text = line.text.strip()
    if line.cells > 1 or _amounts(text) or text.endswith((":", ".")) or not _amounts(below.text):
        return False
    begins = below.text.lstrip()[:1]
    return begins.islower() or begins in "($" or begins.isdigit()
