"""Ask PDFium for the lines of a page: their text, where they and their words stand, and how they are set."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import pypdfium2.raw as pdfium

from desktop.documents.readers.lines import CELL_GAP, HYPHEN, SAME_LINE, Line, letters_of
from desktop.documents.readers.pdf_calls import Letters
from desktop.documents.readers.right_to_left import leftwards
from desktop.domain.document import MOST_WORDS, WHOLE, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pypdfium2

    from desktop.documents.readers.lines import Box

#: Bit 19 of a font's flags (ISO 32000-1, table 123).
FORCE_BOLD = 1 << 18
#: Heights of the type by which a word stands lower, or a column's first one higher, than the word before on its line.
PARTED, COLUMN = 0.6, 5.0
#: How far the ends of a line on its side stand apart across the page, as a share of its length.
UPRIGHT = 0.1
#: Points by which the second of two drawings of the same words, for bold or a shadow, lies beside the first.
SHADOW = 2.5
_BOLD = re.compile(b"bold|black|heavy|demi|cmbx", re.IGNORECASE)
_WORD = re.compile(r"\S+")


class Turn:
    """Knows how a page is turned and which part of it is shown: from `left`, in its own coordinates."""

    def __init__(self, page: pypdfium2.PdfPage, further: int = 0) -> None:
        """Know a page, turned by so many degrees `further` clockwise than it is shown."""
        self.rotation = (page.get_rotation() + further) % 360
        self.left, self._bottom, self._right, self._top = page.get_bbox()

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page's own coordinates, on the page as it is shown."""
        if not self.rotation:
            return left - self.left, self._top - top, right - self.left, self._top - bottom
        if self.rotation == 90:
            return bottom - self._bottom, left - self.left, top - self._bottom, right - self.left
        if self.rotation == 270:
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom

    def words(self, placed: Sequence[tuple[str, Box]]) -> tuple[Word, ...]:
        """Words with their boxes in parts of the page as it is shown."""
        across, down = self._right - self.left, self._top - self._bottom
        if self.rotation in (90, 270):
            across, down = down, across
        sizes = (across, down, across, down)
        return tuple(
            Word(text, *(min(max(round(side / size * WHOLE), 0), WHOLE) for side, size in zip(box, sizes, strict=True)))
            for text, box in placed[:MOST_WORDS]
            if across > 0 and down > 0
        )


class TextLines:
    """Knows one text page of PDFium, which must stay open, and asks it where lines stand."""

    def __init__(self, text: pypdfium2.PdfTextPage, turn: Turn) -> None:
        self._whole: str = text.get_text_range()
        self._text = text.raw
        self._turn = turn
        self._letters = Letters(self._text)

    def all(self) -> list[Line]:
        """The lines in PDFium's order."""
        lines: list[Line] = []
        at = 0
        for row in self._whole.split("\r\n"):
            start = at
            at += len(row) + 2
            # PDFium takes out the line end after a hyphen; the places of both halves are needed.
            for part in row.replace(HYPHEN, HYPHEN + "\n").split("\n"):
                if part.strip():
                    line = self._line(part, start)
                    lines += [line] if line.size else self._parted(part, start) or [line]
                start += len(part)
        return _drawn_once(lines)

    def mirrored(self, line: Line) -> bool:
        """Whether a line is set as in a mirror."""
        matrix = pdfium.FS_MATRIX()
        known = line.at >= 0 and pdfium.FPDFText_GetMatrix(self._text, line.at, matrix)
        return bool(known) and matrix.a * matrix.d - matrix.b * matrix.c < 0

    def words(self, line: Line, borders: Callable[[float], Sequence[float]]) -> Iterator[tuple[str, Box]]:
        """Yield the words of a line and where each stands.

        Args:
            borders: gives the x, at some y, of what no word reaches across; one that does is cut there.
        """
        for start, end in self._words(line):
            whole = self._around(line, start, end)
            crossed = [x for x in borders((whole[1] + whole[3]) / 2) if whole[0] + 1 < x < whole[2] - 1]
            for first, last in self._cut(line, start, end, crossed):
                yield line.text[first:last], self._around(line, first, last)

    def parted(self, line: Line, x: float) -> list[Line]:
        """The stretches of a line left and right of `x`; the whole line where there are no words on either side."""
        end = line.x0
        for word in _WORD.finditer(line.text):
            box = self._around(line, *word.span())
            if (box[0] + box[2]) / 2 > x and word.start() and line.at >= 0:
                rest = msgspec.structs.replace(
                    line, text=line.text[word.start() :], x0=box[0], at=line.at + word.start()
                )
                rest.lefts = (box[0], *(left for left in line.lefts if left > box[0] + 1))
                lefts = tuple(left for left in line.lefts if left < box[0] - 1)
                before = line.text[: word.start()].rstrip()
                return [msgspec.structs.replace(line, text=before, x1=end, lefts=lefts), rest]
            end = box[2]
        return [line]

    def _parted(self, text: str, at: int) -> list[Line]:
        """Lines that PDFium took for one, as it does in files that Qt writes; none where the text is set aslant."""
        cuts = [0]
        before: Box | None = None
        for word in _WORD.finditer(text):
            place = self._place(pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, at + word.start()))
            if place and before:
                height = min(place[3] - place[1], before[3] - before[1])
                fall = place[3] - before[3]
                if (fall > PARTED * height and place[0] < before[2]) or fall < -COLUMN * height:
                    cuts.append(word.start())
            before = place or before
        lines = [self._line(text[start:end], at + start) for start, end in pairwise((*cuts, len(text)))]
        return lines if len(cuts) > 1 and all(line.size for line in lines) else []

    def _words(self, line: Line) -> Iterator[tuple[int, int]]:
        """Where each word begins and ends; PDFium may set the last of one line and the first of the next as one."""
        for match in _WORD.finditer(line.text):
            start, end = match.span()
            if not line.size and line.at >= 0:
                places = self._places(range(line.at + start, line.at + end))
                bottoms = [place[3] if place else math.nan for place in places]
                falls = [at for at in range(1, len(bottoms)) if abs(bottoms[at] - bottoms[at - 1]) > SAME_LINE]
                if len(falls) == 1 and len(bottoms) > 2:  # letters that are set upright each stand lower
                    yield start, start + falls[0]
                    start += falls[0]
            yield start, end

    def _around(self, line: Line, start: int, end: int) -> Box:
        """Where letters of a line stand; where the line does when that is not known."""
        if line.at < 0:
            return line.x0, line.top, line.x1, line.bottom
        end = max(end - line.text.endswith(HYPHEN, start, end), start + 1)
        places = self._places([line.at + start, line.at + end - 1])
        first, last = places[0] or places[1], places[1] or places[0]
        if first is None or last is None:
            return line.x0, line.top, line.x1, line.bottom
        return min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])

    def _cut(self, line: Line, start: int, end: int, crossed: Sequence[float]) -> Iterator[tuple[int, int]]:
        for x in crossed:
            at = next((at for at in range(start + 1, end) if sum(self._sides(line.at + at)) / 2 > x), end)
            if at < end:
                yield start, at
                start = at
        yield start, end

    def _line(self, text: str, at: int) -> Line:
        lead = len(text) - len(text.lstrip())
        body = text.strip().rstrip(HYPHEN)
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, at + lead)
        last = first + len(body) - 1
        line = Line(text.strip())
        if not body or first < 0 or chr(pdfium.FPDFText_GetUnicode(self._text, first)) != body[0]:
            return line
        letters = letters_of(body)
        begin, end, *places = self._places([first, last, *(first + at for at in letters)])
        known = sorted((place for place in places if place), key=lambda place: place[3] - place[1])
        if begin is None or end is None or not known:
            return line
        line.at = first
        middle = known[len(known) // 2]  # symbols and slanted letters are taller than the line they stand in
        size = middle[3] - middle[1]
        if abs(end[3] - begin[3]) > max(size, 1.0):
            # Set upright or aslant: its place says nothing about paragraphs.
            line.across = (begin[0] + begin[2]) / 2
            if abs((end[0] + end[2]) / 2 - line.across) < UPRIGHT * abs(end[3] - begin[3]):
                line.run = 90 if end[3] > begin[3] else 270
            return line
        line.x0, line.x1 = min(begin[0], end[0]), max(begin[2], end[2])
        line.top, line.bottom, line.size = middle[1], middle[3], size
        line.bold = self._bold(first + letters[0]) and self._bold(first + letters[-1])
        if " " in body and begin[0] <= end[0]:
            body = self._said_once(body, first, end[2])
            line.text = body + line.text[len(text.strip().rstrip(HYPHEN)) :]
            line.lefts = (line.x0, *self._gaps(body, first, size))
        elif " " in body and leftwards(body):
            line.lefts = (line.x1, *self._gaps_leftwards(body, first, size))
        return line

    def _said_once(self, body: str, first: int, right: float) -> str:
        """The text of a line without what is drawn a second time over its end, as programs do for bold or a shadow."""
        last = body[body.rfind(" ") + 1 :]
        at = body.find(" ", (len(body) - 1) // 2) if body.find(last) < len(body) - len(last) else -1
        while at > 0:
            if body.endswith(body[at + 1 :], 0, at) and abs(self._sides(first + at - 1)[1] - right) < SHADOW:
                return body[:at]
            at = body.find(" ", at + 1)
        return body

    def _place(self, index: int) -> Box | None:
        return self._places([index])[0]

    def _places(self, indices: Sequence[int]) -> list[Box | None]:
        each = zip(*[iter(self._letters.boxes(indices))] * 4, strict=True)
        shown = [self._turn.shown(left, bottom, right, top) for left, top, right, bottom in each]
        return [box if box[3] > box[1] and box[2] >= box[0] else None for box in shown]

    def _bold(self, index: int) -> bool:
        """Whether a character is set in a bold face, by the face's name, its flags or its stems."""
        font = self._letters.font(index)
        if font is None:
            return False
        name, flags = font
        return bool(flags & FORCE_BOLD or _BOLD.search(name)) or self._letters.weight(index) >= 600

    def _gaps(self, body: str, first: int, size: float) -> Iterator[float]:
        """Left edges of the stretches of a line that stand apart from what is before them."""
        ends: list[int] = []
        at = first
        for word in body.split(" "):
            if word:
                ends += (at, at + len(word) - 1)
            at += len(word) + 1
        lefts, rights = self._sides_of(ends[1:-1])
        return (begin for end, begin in zip(rights[::2], lefts[1::2], strict=True) if begin - end > CELL_GAP * size)

    def _gaps_leftwards(self, body: str, first: int, size: float) -> Iterator[float]:
        """Right edges of such stretches of a line that runs leftwards; the digits of its numbers run rightwards."""
        end: float | None = None
        for word in _WORD.finditer(body):
            one, other = self._sides(first + word.start()), self._sides(first + word.end() - 1)
            begin = max(one[1], other[1])
            if end is not None and end - begin > CELL_GAP * size:
                yield begin
            end = min(one[0], other[0])

    def _sides(self, index: int) -> tuple[float, float]:
        """Left and right of a character."""
        lefts, rights = self._sides_of([index])
        return lefts[0], rights[0]

    def _sides_of(self, indices: Sequence[int]) -> tuple[list[float], list[float]]:
        """Lefts and rights of characters; as `_places`, for the many that are asked for."""
        if self._turn.rotation:
            places = [place or (0.0, 0.0, 0.0, 0.0) for place in self._places(indices)]
            return [place[0] for place in places], [place[2] for place in places]
        boxes, edge = self._letters.boxes(indices), self._turn.left
        lefts, rights = boxes[::4], boxes[2::4]
        return ([x - edge for x in lefts], [x - edge for x in rights]) if edge else (lefts, rights)


def _drawn_once(lines: list[Line]) -> list[Line]:
    """The lines without those that say what a line at the same place says."""
    kept: list[Line] = []
    places: dict[str, list[Line]] = {}
    for line in lines:
        twins = places.setdefault(line.text, [])
        if line.size and any(abs(line.x0 - twin.x0) + abs(line.bottom - twin.bottom) < SHADOW for twin in twins):
            continue
        twins.append(line)
        kept.append(line)
    return kept
