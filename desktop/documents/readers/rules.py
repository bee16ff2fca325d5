"""Take the ruling lines of a PDF page from what is drawn on it: strokes, thin boxes, and the edges of outlined ones."""

from __future__ import annotations

import ctypes
import itertools
from typing import TYPE_CHECKING, Any, TypeAlias

import pypdfium2.raw as pdfium

from desktop.documents.readers.grid import Rule, Rules
from desktop.documents.readers.pdf_calls import Shapes, address, in_form, on_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2

    from desktop.documents.readers.lines import Box
    from desktop.documents.readers.pdf_lines import Turn

#: Points: a rule is no thicker, and longer than; both hold for hairlines and for bars between the parts of a table.
THICK, SHORT = 3.0, 4.0
#: Shapes on a page, and points of one path, beyond which it is a drawing and has no ruling lines; and things on a page
#: that are looked at, of which each letter may be one.
MOST_DRAWN, MOST_POINTS, MOST_THINGS = 8_000, 4_000, 50_000
#: Forms within forms that are looked into.
DEEPEST = 4

Matrix: TypeAlias = tuple[float, float, float, float, float, float]


def ruling(page: pypdfium2.PdfPage, turn: Turn) -> Rules:
    """Return the ruling lines of a page; none where it is so full of shapes that it is a drawing."""
    across: list[Rule] = []
    down: list[Rule] = []
    drawn = _Drawn(page)
    for box in drawn.thin():
        x0, y0, x1, y1 = turn.shown(*box)
        if x1 - x0 > SHORT and y1 - y0 <= THICK:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        elif y1 - y0 > SHORT and x1 - x0 <= THICK:
            down.append(Rule((x0 + x1) / 2, y0, y1))
    return Rules() if drawn.left < 0 else Rules(tuple(across), tuple(down))


class _Drawn:
    """Knows what is drawn on one page, and how many more shapes are looked at.

    Boxes are left, bottom, right and top in the page's own coordinates.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page.raw
        self.left = MOST_DRAWN
        self._shapes = Shapes()

    def thin(self) -> Iterator[Box]:
        """Yield what may be a ruling line."""
        number = min(pdfium.FPDFPage_CountObjects(self._page), MOST_THINGS)
        yield from self._of(on_page(address(self._page), number), None, 0)

    def _of(self, things: Iterator[tuple[int, bool]], matrix: Matrix | None, depth: int) -> Iterator[Box]:
        for thing, is_form in things:
            if not is_form:
                self.left -= 1
                if self.left < 0:
                    return
                yield from self._path(thing, matrix)
            elif depth < DEEPEST:
                form = ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT)
                inner = min(pdfium.FPDFFormObj_CountObjects(form), MOST_DRAWN)
                yield from self._of(in_form(thing, inner), _times(_matrix(form), matrix), depth + 1)

    def _path(self, thing: int, matrix: Matrix | None) -> Iterator[Box]:
        box = self._shapes.bounds(thing)
        if box is None:
            return
        if matrix is not None:
            box = _around([_moved(x, y, matrix) for x in (box[0], box[2]) for y in (box[1], box[3])])
        if box[2] - box[0] <= SHORT and box[3] - box[1] <= SHORT:
            return
        if _is_thin(box):
            if any(self._shapes.drawn(thing)):
                yield box
            return
        points = self._shapes.points(thing)
        filled, outlined = self._shapes.drawn(thing) if points <= MOST_POINTS else (False, False)
        if outlined or (filled and points > 5):  # else a background
            yield from _edges(ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT), points, matrix, outlined=outlined)


def _edges(item: Any, points: int, matrix: Matrix | None, *, outlined: bool) -> Iterator[Box]:
    """Yield the thin parts of a path of many points and, where it is outlined, the sides of its straight ones."""
    own = _times(_matrix(item), matrix)
    for corners in _strokes(item, points):
        placed = [_moved(x, y, own) for x, y in corners]
        whole = _around(placed)
        if _is_thin(whole):
            yield whole
        elif outlined:
            yield from (edge for pair in itertools.pairwise(placed) if _is_thin(edge := _around(pair)))


def _strokes(item: Any, points: int) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of a path that is made of straight lines."""
    held: list[tuple[float, float]] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(points):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if straight and len(held) > 1:
                yield held
            held, straight = [], True
        elif kind != pdfium.FPDF_SEGMENT_LINETO:
            straight = False
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            held.append((x.value, y.value))
        if held and pdfium.FPDFPathSegment_GetClose(segment):
            held.append(held[0])
    if straight and len(held) > 1:
        yield held


def _is_thin(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return (wide > SHORT and high <= THICK) or (high > SHORT and wide <= THICK)


def _around(corners: Sequence[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix | None) -> Matrix:
    """Apply `one`, then `other` (ISO 32000-1, 8.3.4)."""
    if other is None:
        return one
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
