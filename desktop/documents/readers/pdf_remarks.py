"""What readers of a PDF remarked on its pages: notes, text boxes, and words on what they marked."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from desktop.documents.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

#: Annotations with words of people (ISO 32000-1, 12.5.6); links, fields and windows of notes have none of their own.
_KINDS = frozenset(
    (
        *(pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE),
        *(pdfium.FPDF_ANNOT_SQUIGGLY, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_STAMP),
        *(pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_INK),
    )
)
#: Annotations of one page that are looked at, and bytes of what one says.
MOST, LONGEST = 1_000, 40_000


def remarks(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield the remarks on a page, each once, in the order of the file."""
    said: set[str] = set()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            known = pdfium.FPDFAnnot_GetSubtype(annotation) in _KINDS
            words = clean(_contents(annotation)) if known else ""
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if words and words not in said:
            said.add(words)
            yield words


def _contents(annotation: pdfium.FPDF_ANNOTATION) -> str:
    size = min(pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0), LONGEST)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    if pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", pointer, size) > size:
        return ""
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")
