"""Make files that would cost their reader gigabytes or hours, small on disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

import docx
import openpyxl
import pptx

from tests.unit.documents.readers.pdfs import written


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph("MARK")
    return _saved(document)


def _deck() -> bytes:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "MARK"
    return _saved(deck)


def _book() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "MARK"
    return _saved(book)


def _swapped(data: bytes, part: str, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, change(body) if name == part else body)
        for name, body in more.items():
            after.writestr(name, body)
    return out.getvalue()


def _laughing(body: bytes) -> bytes:
    entities = b'<!ENTITY a "%s">' % (b"a" * 10)
    for name, inner in zip(b"bcdefghij", b"abcdefghi", strict=True):
        entities += b'<!ENTITY %c "%s">' % (name, b"&%c;" % inner * 10)
    at = body.index(b"?>") + 2
    return body[:at] + b"<!DOCTYPE l [" + entities + b"]>" + body[at:].replace(b"MARK", b"&j;")


def _page(content: bytes, pages: int = 1, filters: bytes = b"/FlateDecode") -> bytes:
    kids = b" ".join(b"%d 0 R" % (5 + at) for at in range(pages))
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
            b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *[
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R"
                b" /Resources << /Font << /F1 4 0 R >> >> >>"
            ]
            * pages,
        ]
    )


def _packed(content: bytes) -> bytes:
    return zlib.compress(content, 9)


#: Two nested lists that point at each other: a tree of pages without an end.
_RING = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
    b"<< /Type /Pages /Kids [2 0 R] /Count 1000000 /Parent 2 0 R >>",
]
#: A page whose content draws itself.
_ITSELF = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
    b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>"
    b"\nstream\n/X Do /X Do\nendstream",
]


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes; each unpacks to hundreds of megabytes, millions of elements or endless work."""
    show = b"BT /F1 12 Tf (A) Tj ET\n"
    yield "text.docx", _swapped(_word(), "word/document.xml", lambda body: body.replace(b"MARK", b"A" * 300_000_000))
    yield (
        "text.pptx",
        _swapped(_deck(), "ppt/slides/slide1.xml", lambda body: body.replace(b"MARK", b"A" * 300_000_000)),
    )
    yield (
        "paragraphs.docx",
        _swapped(
            _word(), "word/document.xml", lambda body: body.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 800_000)
        ),
    )
    yield (
        "rows.xlsx",
        _swapped(
            _book(),
            "xl/worksheets/sheet1.xml",
            lambda body: body.replace(b"</sheetData>", b"<row/>" * 800_000 + b"</sheetData>"),
        ),
    )
    yield "laughs.docx", _swapped(_word(), "word/document.xml", _laughing)
    yield "laughs.pptx", _swapped(_deck(), "ppt/slides/slide1.xml", _laughing)
    yield "pictures.pptx", _swapped(_deck(), "", bytes, **{"ppt/media/image1.png": b"\0" * 500_000_000})
    yield "operators.pdf", _page(_packed(show * 200_000))
    yield "string.pdf", _page(_packed(b"BT /F1 12 Tf (" + b"A" * 70_000_000 + b") Tj ET"))
    yield "arrays.pdf", _page(_packed(b"[" * 2_000_000 + b"]" * 2_000_000 + b" TJ"))
    yield "states.pdf", _page(_packed(b"q " * 30_000_000))
    yield "pages.pdf", _page(_packed(b"BT /F1 12 Tf 50 50 Td (hello) Tj ET"), 20_000)
    yield "twice.pdf", _page(_packed(_packed(b"A" * 200_000_000)), filters=b"[/FlateDecode /FlateDecode]")
    yield "ring.pdf", written(_RING)
    yield "itself.pdf", written(_ITSELF)
    yield "line.txt", b"A" * 60_000_000
    yield "cells.csv", b'"' + b"a,\n" * 3_000_000
    yield "nested.html", b"<div>" * 500_000 + b"deep"
    yield "nested.md", b"> " * 20_000 + b"deep\n" + b"[" * 50_000 + b"\n" + b"- " * 5_000 + b"x"
