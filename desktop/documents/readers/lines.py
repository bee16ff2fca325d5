"""What is known of a line of a PDF page, and of the page and the document around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from desktop.domain.document import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Left, top, right and bottom in points on the page as it is shown, y growing downwards.
Box: TypeAlias = tuple[float, float, float, float]
#: Points by which the letters and words of one line may stand higher or lower.
SAME_LINE = 3.0
#: A gap between two words that is wider than this many times the type's height parts two cells.
CELL_GAP = 1.0
#: PDFium puts this in place of a hyphen at the end of a line.
HYPHEN = "\ufffe"
#: Share of a line's characters without a meaning above which it counts as unreadable.
GARBLED = 0.4
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd]")


class Line(msgspec.Struct):
    """A line of text and where it stands; a line whose place is unknown has `size` 0.

    Attributes:
        text: as extracted; may end with `HYPHEN`.
        x0, x1, top, bottom: in points, y growing downwards.
        size: height of the type in points.
        bold: whether it begins and ends in a bold face.
        lefts: left edge of each stretch of it that stands clearly apart from the one before, its right edge where the
            line runs leftwards; one for prose.
        at: where PDFium counts its first letter in the text of the page; -1 where that, or its place, is not known.
        ruled: number of the ruled table on the page that it is a row of, from 1; 0 for any other line.
        parts: of such a row, the lines in each of its cells.
        run: 90 for a line without a place that runs down the page, 270 for one that runs up, 0 for any other.
        across: where such a line stands across the page.
        filled: whether it was filled into a form.
    """

    text: str
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    lefts: tuple[float, ...] = ()
    at: int = -1
    ruled: int = 0
    parts: tuple[tuple[Line, ...], ...] = ()
    run: int = 0
    across: float = 0.0
    filled: bool = False

    @property
    def cells(self) -> int:
        """How many stretches stand apart; 1 for prose."""
        return max(len(self.lefts), 1)


class Sheet(msgspec.Struct):
    """The lines of one page, before they are blocks.

    Attributes:
        number: 1-based.
        label: the document's own name of the page, or None.
        picture: gives the page as it is shown, at so many dots to the inch, where what is on it has to be read from
            that: an array of shape (height, width, 3), blue, green, red. None where its lines are all there is.
        words: the words of ruled tables that the file has in another order, and where they stand.
        remarks: what people remarked on the page.
    """

    number: int
    label: str | None
    lines: list[Line]
    picture: Callable[[int], Any] | None = None
    words: tuple[Word, ...] = ()
    remarks: tuple[str, ...] = ()


class Style(msgspec.Struct):
    """What is known of the document while its pages are laid out.

    Attributes:
        body: height of its running text in points; 0 when unknown.
        headings: titles of its outline by page: normalised title → level.
        words: words seen so far, to tell a hyphen that belongs to a word from one that ends a line.
        weights: characters seen so far by height of type in half points.
        weighed: number of the last page that is in `weights`.
    """

    body: float = 0.0
    headings: dict[int, dict[str, int]] = {}
    words: set[str] = set()
    weights: dict[float, int] = {}
    weighed: int = 0

    def weigh(self, window: Iterable[Sheet]) -> None:
        """Learn from the pages of `window` that are new what height of type most characters of its text are set in."""
        for sheet in window:
            if sheet.number <= self.weighed:
                continue
            self.weighed = sheet.number
            for line in sheet.lines:
                if line.size and not line.ruled:
                    size = round(line.size * 2) / 2
                    self.weights[size] = self.weights.get(size, 0) + len(line.text)
        self.body = max(self.weights, key=lambda size: self.weights[size], default=0.0)


def outline_key(text: str) -> str:
    """Letters and digits only, so that an outline's title is found however it is set on its page."""
    return "".join(char for char in text.casefold() if char.isalnum())


def letters_of(body: str) -> tuple[int, int, int]:
    """Where the first letter or digit, one about the middle, and the last stand; the ends where there is none."""
    first, last = 0, len(body) - 1
    while first < last and not body[first].isalnum():
        first += 1
    while last > first and not body[last].isalnum():
        last -= 1
    if not body[first].isalnum():
        first, last = 0, len(body) - 1
    middle = (first + last) // 2
    while middle < last and not body[middle].isalnum():
        middle += 1
    return first, middle, last


def garbled(text: str) -> bool:
    """Whether a line is mostly private-use or replacement characters: glyphs of which nobody knows the letters."""
    bad = len(_NO_LETTER.findall(text))
    return bad > 3 and bad > GARBLED * len(text)
