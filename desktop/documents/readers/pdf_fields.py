"""Ask PDFium what was filled into the form of a PDF page: what is written or chosen, and which boxes are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pypdfium2.raw as pdfium

from desktop.documents.readers.filled import EMPTY, TICKED
from desktop.documents.readers.lines import Line, garbled
from desktop.documents.readers.pdf_lines import TextLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pypdfium2

    from desktop.documents.readers.lines import Box
    from desktop.documents.readers.pdf_lines import Turn

_TICKED = frozenset((pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON))
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
#: Annotations of one page that are looked at.
MOST = 2_000


def filled_in(
    page: pypdfium2.PdfPage, again: Callable[[], pypdfium2.PdfPage], form: pypdfium2.PdfFormEnv, turn: Turn
) -> list[Line]:
    """Return the lines that were filled into a page, and a sign for each of its boxes, in no order.

    What is written in fields, and on other things that lie on the page, is made a part of the page. Then what was
    printed there is taken away, so that nothing of it is in these lines.

    Args:
        again: opens the page anew.
        turn: how the page is turned where it is read.
    """
    places = [(sign, turn.shown(*box)) for sign, box in _fields(page, form)]
    printed = pdfium.FPDFPage_CountObjects(page.raw)
    if not pdfium.FPDFPage_GetAnnotCount(page.raw):
        return []
    if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return []
    only = again()
    try:
        for _ in range(printed):
            thing = pdfium.FPDFPage_GetObject(only.raw, 0)
            if not pdfium.FPDFPage_RemoveObject(only.raw, thing):
                return []
            pdfium.FPDFPageObj_Destroy(thing)
        text = only.get_textpage()
        try:
            asked = TextLines(text, turn)
            lines = [part for line in asked.all() for part in _apart(line, [box for _, box in places], asked)]
        finally:
            text.close()
    finally:
        only.close()
    signs = [Line(sign, *(box[0], box[2]), *(box[1], box[3]), box[3] - box[1]) for sign, box in places if sign]
    shown = [line for line in lines if not garbled(line.text) and not any(_within(line, sign) for sign in signs)]
    return [msgspec.structs.replace(line, at=-1, filled=True) for line in (*shown, *signs)]


def _fields(page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv) -> Iterator[tuple[str, Box]]:
    """The fields that are shown: the sign of one that is ticked, and its place in the page's own coordinates."""
    place = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetFormFieldType(form.raw, annotation)
            unseen = pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN
            if kind >= 0 and not unseen and pdfium.FPDFAnnot_GetRect(annotation, place):
                ticked = kind in _TICKED and pdfium.FPDFAnnot_IsChecked(form.raw, annotation)
                (left, right), (bottom, top) = sorted((place.left, place.right)), sorted((place.bottom, place.top))
                yield "" if kind not in _TICKED else TICKED if ticked else EMPTY, (left, bottom, right, top)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _apart(line: Line, places: list[Box], asked: TextLines) -> Iterator[Line]:
    """A line in stretches of one field each: PDFium puts words on one height together."""
    borders = sorted(
        {x0 for x0, top, _, bottom in places if line.x0 < x0 < line.x1 and top < line.bottom and bottom > line.top}
    )
    for x in borders if line.size else ():
        before, *rest = asked.parted(line, x)
        if rest:
            yield before
            line = rest[0]
    yield line


def _within(line: Line, sign: Line) -> bool:
    """Whether a line is what a form shows in one of its boxes."""
    across, down = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    short = line.size > 0 and len(line.text) <= 2
    return short and sign.x0 <= across <= sign.x1 and sign.top <= down <= sign.bottom
