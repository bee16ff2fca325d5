"""Where the words of a quote stand on a page: rectangles, one for each line, by its text or by words that were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from desktop.domain.document import WHOLE
from desktop.domain.quote import CLOSE, close, locate, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSizeF
    from PySide6.QtPdf import QPdfDocument

    from desktop.domain.document import Word

#: How far, in characters, the index of a page's text may be off the index that Qt selects by.
_DRIFT = 40


def mark_quote(document: QPdfDocument, page: int, quote: str) -> tuple[QRectF, ...]:
    """Return the boxes of `quote` on a page (0-based), top to bottom; of the most similar words where it is not there.

    The origin is the page's top left corner, the unit 1/72 inch. Empty when nothing similar stands on the page.
    """
    text = document.getAllText(page).text()
    span = _span(text, quote)
    if span is None:
        return ()
    start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in span)
    wanted = normalise(text[span[0] : span[1]])
    for shift in sorted(range(-_DRIFT, _DRIFT + 1), key=abs):
        found = document.getSelectionAtIndex(page, start + shift, end - start)
        if found.isValid() and normalise(found.text()) == wanted:
            return merge([polygon.boundingRect() for polygon in found.bounds()])
    return ()


def mark_words(words: Sequence[Word], quote: str, size: QSizeF) -> tuple[QRectF, ...]:
    """Return the boxes of `quote` among the words that were read from the picture of a page of `size`.

    The most similar words count where it is not there; the unit is that of `size`.
    """
    starts: list[int] = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word.text) + 1
    span = _span(" ".join(word.text for word in words), quote) if quote.strip() else None
    if span is None:
        return ()
    across, down = size.width() / WHOLE, size.height() / WHOLE
    marked = [
        QRectF(word.left * across, word.top * down, (word.right - word.left) * across, (word.bottom - word.top) * down)
        for word, start in zip(words, starts, strict=True)
        if start < span[1] and start + len(word.text) > span[0]
    ]
    return _lines(marked)


def _span(text: str, quote: str) -> tuple[int, int] | None:
    span = locate(text, quote)
    if span is None:
        near = close(text, quote)
        if near is None or near.ratio < CLOSE:
            return None
        span = near.start, near.end
    return span


def merge(boxes: list[QRectF]) -> tuple[QRectF, ...]:
    """Join the boxes of words that stand beside one another on a line, and give each the height of its line."""
    return tuple(line.adjusted(-1, -0.35 * line.height(), 1, 0.25 * line.height()) for line in _lines(boxes))


def _lines(boxes: list[QRectF]) -> tuple[QRectF, ...]:
    lines: list[QRectF] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last is not None and _beside(last, box):
            lines[-1] = last.united(box)
        elif box.width() > 0 and box.height() > 0:
            lines.append(QRectF(box))
    return tuple(lines)


def _beside(left: QRectF, right: QRectF) -> bool:
    tall = max(left.height(), right.height())
    overlap = min(left.bottom(), right.bottom()) - max(left.top(), right.top())
    return overlap > 0.3 * min(left.height(), right.height()) and -tall < right.left() - left.right() < 2 * tall
