"""Where the words of a quote stand on a PDF page: rectangles in points, one for each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from desktop.domain.quote import CLOSE, close, locate, normalise

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

#: How far, in characters, the index of a page's text may be off the index that Qt selects by.
_DRIFT = 40


def mark_quote(document: QPdfDocument, page: int, quote: str) -> tuple[QRectF, ...]:
    """Return the boxes of `quote` on a page (0-based), top to bottom; of the most similar words where it is not there.

    The origin is the page's top left corner, the unit 1/72 inch. Empty when nothing similar stands on the page.
    """
    text = document.getAllText(page).text()
    span = locate(text, quote)
    if span is None:
        near = close(text, quote)
        if near is None or near.ratio < CLOSE:
            return ()
        span = near.start, near.end
    start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in span)
    wanted = normalise(text[span[0] : span[1]])
    for shift in sorted(range(-_DRIFT, _DRIFT + 1), key=abs):
        found = document.getSelectionAtIndex(page, start + shift, end - start)
        if found.isValid() and normalise(found.text()) == wanted:
            return merge([polygon.boundingRect() for polygon in found.bounds()])
    return ()


def merge(boxes: list[QRectF]) -> tuple[QRectF, ...]:
    """Join the boxes of words that stand beside one another on a line, and give each the height of its line."""
    lines: list[QRectF] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last is not None and _beside(last, box):
            lines[-1] = last.united(box)
        elif box.width() > 0 and box.height() > 0:
            lines.append(QRectF(box))
    return tuple(line.adjusted(-1, -0.35 * line.height(), 1, 0.25 * line.height()) for line in lines)


def _beside(left: QRectF, right: QRectF) -> bool:
    tall = max(left.height(), right.height())
    overlap = min(left.bottom(), right.bottom()) - max(left.top(), right.top())
    return overlap > 0.3 * min(left.height(), right.height()) and -tall < right.left() - left.right() < 2 * tall
