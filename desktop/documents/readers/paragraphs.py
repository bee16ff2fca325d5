"""Join the lines of a PDF page to paragraphs, and the two halves of words that a line end parts."""

from __future__ import annotations

import itertools
import re
import statistics
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers.filled import EMPTY, TICKED
from desktop.documents.readers.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.readers.lines import Line, Style

SENTENCE_END = re.compile(r"[.!?:;。！？：；…][\"'”’)\]]*$")
BULLET = re.compile(r"^(?:[•‣▪●○◦■□➢➤✓✔·–—\-*o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)])\s+\S")
#: A quotation that begins a line.
OPENING = re.compile("[“„«「『]")
#: Lines of one paragraph stand at one distance; what comes further below the end of a sentence is another.
LOOSE = 1.15
#: Scripts that are written without spaces.
_UNSPACED = (
    ("\u0e00", "\u0eff"),
    ("\u3000", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
)
_MARKS = ("-", HYPHEN, "\u00ad")
_FIRST_HALF = re.compile(r"\w+$")
_SECOND_HALF = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Beginnings that are words by themselves but join without a hyphen more often than with one.
_PREFIXES = frozenset(("con", "com", "per", "for", "with", "over", "under", "out", "inter", "sub", "super", "trans"))
#: Characters of a line's end in which half a word and a closing mark are looked for.
TAIL = 80


class Frame(msgspec.Struct, frozen=True):
    """Measures of one page's lines.

    Attributes:
        leading: the usual distance from one line to the next, in points; 0 when no place is known.
        leadings: the same of each height of type, in half points: a list on the page is often set wider than its prose.
        right: right edge of the widest line.
        longest: characters of the longest line.
    """

    leading: float
    right: float
    longest: int
    leadings: dict[float, float] = {}

    def usual(self, size: float) -> float:
        """Return the usual distance of lines of this size, in points; never more than that of the page."""
        return min(self.leadings.get(_half_points(size), self.leading), self.leading)


class Edges(msgspec.Struct):
    """Left and right edge of a paragraph so far, and its number of lines."""

    left: float
    right: float
    count: int = 1

    def take(self, line: Line) -> None:
        """Widen by one more line."""
        self.left, self.right = min(self.left, line.x0), max(self.right, line.x1)
        self.count += 1


def frame(lines: Sequence[Line]) -> Frame:
    """Measure the lines of a page."""
    steps: dict[float, list[float]] = {}
    for before, after in itertools.pairwise(lines):
        step = after.bottom - before.bottom
        if before.size and after.size and 0.3 * before.size < step < 3 * before.size:
            steps.setdefault(_half_points(after.size), []).append(step)
    every = [step for found in steps.values() for step in found]
    return Frame(
        statistics.median_low(every) if every else 0.0,
        max((line.x1 for line in lines), default=0.0),
        max((len(line.text) for line in lines), default=0),
        {size: sorted(found)[len(found) // 4] for size, found in steps.items()},
    )


def _half_points(size: float) -> float:
    return round(size * 2) / 2


def begins_item(line: Line) -> bool:
    """Whether a line begins with the mark of a list, or with the box of a form that a person ticks."""
    return bool(BULLET.match(line.text)) or (line.filled and line.text.startswith((TICKED, EMPTY)))


def continues(before: Line, line: Line, edges: Edges, page: Frame) -> bool:
    """Whether `line` goes on with the paragraph that has `edges` and ends with `before`."""
    if not before.text.endswith(HYPHEN) and begins_item(line):
        return False
    ends = SENTENCE_END.search(before.text.rstrip()[-TAIL:]) is not None
    if not before.size or not line.size:
        return not (ends and len(before.text) < 0.7 * page.longest)
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size) or before.bold != line.bold:
        return False
    step = line.bottom - before.bottom
    if step < 0.3 * line.size:
        # The same line again, set in several pieces, goes on; a jump upwards is a new column.
        return abs(step) <= 0.3 * line.size and line.x0 >= before.x1 - line.size
    leading = page.usual(line.size)
    usual = min(leading, 1.7 * line.size) if leading else 1.4 * line.size
    if leading and step > LOOSE * leading and (ends or OPENING.match(line.text)):
        return False
    if step > max(1.35 * usual, 1.4 * line.size) or line.x0 > before.x1 or line.x1 < before.x0:
        return False
    width = max(page.right if edges.count == 1 else edges.right, before.x1) - edges.left
    if ends and before.x1 < edges.left + 0.75 * width:
        return False
    if edges.count == 1:
        return True  # a second line may hang or come back from a first-line indent
    near = 0.8 * line.size
    centred = abs(line.x0 + line.x1 - before.x0 - before.x1) <= near
    return abs(line.x0 - before.x0) <= near or abs(line.x1 - before.x1) <= near or centred


def join(group: Sequence[Line], style: Style) -> str:
    """Write a paragraph's lines on one line, with words that a line end parted put together."""
    pieces: list[str] = []
    for line in group:
        piece = line.text.strip()
        if not piece:
            continue
        if not pieces:
            pieces.append(piece)
        elif pieces[-1].endswith(_MARKS):
            pieces[-1], piece = _rejoined(pieces[-1], piece, style)
            pieces.append(piece)
        elif _is_unspaced(pieces[-1][-1]) and _is_unspaced(piece[0]):
            pieces.append(piece)
        else:
            pieces.extend((" ", piece))
    return clean_line("".join(pieces).replace(HYPHEN, "-"))


def _is_unspaced(char: str) -> bool:
    return char >= _UNSPACED[0][0] and any(first <= char <= last for first, last in _UNSPACED)


def _rejoined(text: str, piece: str, style: Style) -> tuple[str, str]:
    """The two halves of a hyphened word; the words of the document say whether the hyphen belongs to it."""
    stem = text[:-1]
    before, after = _FIRST_HALF.search(stem[-TAIL:]), _SECOND_HALF.match(piece)
    if before is None or after is None:
        return (text, " " + piece) if text.endswith("-") else (stem, piece)
    first, second = before.group(), after.group()
    hyphened = (f"{stem}-", piece)
    if not (first[-1].isalpha() and second[0].islower()):
        return hyphened
    if (first + second).casefold() in style.words:
        return stem, piece
    known = first.casefold() in style.words and second.casefold() in style.words
    two_words = known and len(first) > 2 and len(second) > 2 and first.casefold() not in _PREFIXES
    if two_words or f"{first}-{second}".casefold() in style.words:
        return hyphened
    return stem, piece


def whole_words(lines: Sequence[Line]) -> Iterator[str]:
    """The words of the lines in lower case, without the halves of those that a line end parts."""
    parted = False
    for line in lines:
        words = _WORD.findall(line.text)
        parts = line.text.rstrip().endswith(_MARKS)
        if whole := words[1 if parted else 0 : -1 if parts else None]:
            yield from " ".join(whole).casefold().split(" ")
        parted = parts
