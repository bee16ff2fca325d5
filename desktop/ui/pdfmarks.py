"""Where the words of a quote stand on a page: rectangles, one for each line, by its text or by words that were seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from desktop.domain.document import WHOLE
from desktop.domain.quote import CLOSE, close, locate, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSizeF
    from PySide6.QtPdf import QPdfDocument, QPdfSelection

    from desktop.domain.document import Word

Span = tuple[int, int]

#: Looks for the place where a selection begins, whose index counts letters that the text of the page leaves out.
_TRIES = 5
#: Characters by which two neighbouring guesses of it may differ, and that are compared.
_NEAR, _TELLING = 400, 24
#: Share of a quote that must be found in pieces where the page has its words in another order, and letters of a piece.
_ENOUGH, _PIECE = 0.5, 8
_WORD = re.compile(r"\S+")


def mark_quote(document: QPdfDocument, page: int, quote: str) -> tuple[QRectF, ...]:
    """Return the boxes of `quote` on a page (0-based), top to bottom; of the most similar words where it is not there.

    The origin is the page's top left corner, the unit 1/72 inch. Empty when nothing similar stands on the page. A quote
    that we read in another order than Qt does (columns, cells, marks in the margin) is marked piece by piece.
    """
    text = document.getAllText(page).text()
    return merge([box for span in where(text, quote) for box in _boxes(document, page, text, span)])


def mark_words(words: Sequence[Word], quote: str, size: QSizeF) -> tuple[QRectF, ...]:
    """Return the boxes of `quote` among the words that were read from the picture of a page of `size`.

    The most similar words count where it is not there; the unit is that of `size`.
    """
    starts: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word.text) + 1
    spans = where(" ".join(word.text for word in words), quote)
    across, down = size.width() / WHOLE, size.height() / WHOLE
    marked = [
        QRectF(word.left * across, word.top * down, (word.right - word.left) * across, (word.bottom - word.top) * down)
        for word, start in zip(words, starts, strict=True)
        if any(start < last and start + len(word.text) > first for first, last in spans)
    ]
    return _lines(marked)


def where(text: str, quote: str) -> tuple[Span, ...]:
    """Return where in `text` the words of `quote` stand: in one stretch, in pieces, or what is most like them."""
    if span := locate(text, quote):
        return (span,)
    pieces = _pieces(text, quote)
    found = sum(len(normalise(text[start:end])) for start, end in pieces)
    if found >= _ENOUGH * len(normalise(quote)) > 0:
        return pieces
    near = close(text, quote)
    return ((near.start, near.end),) if near is not None and near.ratio >= CLOSE else ()


def merge(boxes: list[QRectF]) -> tuple[QRectF, ...]:
    """Join the boxes of words that stand beside one another on a line, and give each the height of its line."""
    return tuple(_padded(line) for line in _lines(boxes))


def _lines(boxes: list[QRectF]) -> tuple[QRectF, ...]:
    lines: list[QRectF] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last is not None and _beside(last, box):
            lines[-1] = last.united(box)
        elif box.width() > 0 and box.height() > 0:
            lines.append(QRectF(box))
    return tuple(lines)


def _padded(line: QRectF) -> QRectF:
    """Grow a box of ink to that of its line; a line that runs upwards grows sideways."""
    if line.height() > 3 * line.width():
        return line.adjusted(-0.3 * line.width(), -1, 0.3 * line.width(), 1)
    return line.adjusted(-1, -0.35 * line.height(), 1, 0.25 * line.height())


def _beside(left: QRectF, right: QRectF) -> bool:
    tall = max(left.height(), right.height())
    overlap = min(left.bottom(), right.bottom()) - max(left.top(), right.top())
    return overlap > 0.3 * min(left.height(), right.height()) and -tall < right.left() - left.right() < 2 * tall


def _pieces(text: str, quote: str) -> tuple[Span, ...]:
    """Return where the longest runs of the quote's words stand, in the order of the quote; short runs are left out."""
    words = [match.span() for match in _WORD.finditer(quote)]
    found: list[Span] = []
    first = 0
    while first < len(words):
        place, width = None, 0
        low, high = 1, len(words) - first
        while low <= high:  # a run stands on the page if a longer one does
            middle = (low + high) // 2
            run = quote[words[first][0] : words[first + middle - 1][1]]
            span = locate(text, run)
            if span is not None:
                place, width, low = span, middle, middle + 1
            else:
                high = middle - 1
        if place is not None and len(normalise(text[place[0] : place[1]])) >= _PIECE:
            found.append(place)
        first += max(width, 1)
    return tuple(found)


def _boxes(document: QPdfDocument, page: int, text: str, span: Span) -> list[QRectF]:
    """Return the boxes of a stretch of the page's text; of its lines where Qt cannot select it in one."""
    if selection := _selection(document, page, text, span):
        return [polygon.boundingRect() for polygon in selection.bounds()]
    lines = [(span[0] + at.start(), span[0] + at.end()) for at in re.finditer(r"[^\r\n]+", text[span[0] : span[1]])]
    if len(lines) < 2:
        return []
    selections = [_selection(document, page, text, line) for line in lines]
    return [polygon.boundingRect() for selection in selections if selection for polygon in selection.bounds()]


def _selection(document: QPdfDocument, page: int, text: str, span: Span) -> QPdfSelection | None:
    """Select a stretch of the page's text.

    Qt selects by an index of its own, which counts letters that the text leaves out, so a first guess is moved by as
    much as the text that it gives is off.
    """
    start, end = (_units(text[:at]) for at in span)
    wanted = normalise(text[span[0] : span[1]])
    guess, length = start, end - start
    for _ in range(_TRIES):
        found = document.getSelectionAtIndex(page, max(guess, 0), length)
        got = found.text() if found.isValid() else ""
        if not got:
            return None
        if normalise(got) == wanted:
            return found
        off = _off(text, got, span[0])
        if off is None:
            return None
        if off == 0:  # it begins where it should, and letters between are left out: take more or fewer
            length += _units(text[span[0] : span[1]]) - _units(got) or (1 if len(normalise(got)) < len(wanted) else -1)
        guess -= off
    return None


def _off(text: str, got: str, start: int) -> int | None:
    """Return by how many places `got` begins behind `start` in `text`; None where it is not near."""
    head = got[:_TELLING]
    low = max(0, start - _NEAR)
    places = []
    at = text.find(head, low, start + _NEAR + len(head))
    while at >= 0:
        places.append(at)
        at = text.find(head, at + 1, start + _NEAR + len(head))
    return min((_signed(text, start, place) for place in places), key=abs, default=None)


def _signed(text: str, start: int, place: int) -> int:
    return _units(text[start:place]) if place >= start else -_units(text[place:start])


def _units(text: str) -> int:
    """Length in the units of Qt, which counts a letter beyond the first 65,536 twice."""
    return len(text.encode("utf-16-le")) // 2
