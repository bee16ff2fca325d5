"""Make small PDFs by hand, each object written out, so that tests can say what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Text(NamedTuple):
    """A string at a place: points from the left and from the bottom."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


def pdf(
    pages: list[list[Text]],
    *,
    title: str = "",
    outline: list[tuple[str, int]] | None = None,
    labels: str = "",
    rotate: int = 0,
    drawn: str = "",
) -> bytes:
    """Write a PDF of `pages`; `outline` holds titles and 0-based pages, `labels` the body of a /PageLabels /Nums.

    `drawn` are operators that draw something on each page, below its text.
    A page that is given more than once is written once and referred to.
    """
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    catalog, tree = add(b""), add(b"")
    plain = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    bold = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
    info = add(b"<< /Title (" + title.encode("latin-1") + b") >>")
    numbers: list[int] = []
    contents: dict[int, int] = {}
    for texts in pages:
        if id(texts) not in contents:
            stream = "\n".join([drawn, *(_show(text) for text in texts)]).encode("cp1252")
            contents[id(texts)] = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = contents[id(texts)]
        numbers.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 600 800] /Rotate %d /Contents %d 0 R"
                b" /Resources << /Font << /F1 %d 0 R /F2 %d 0 R >> >> >>" % (tree, rotate, content, plain, bold)
            )
        )
    extra = b""
    if outline:
        first = len(objects) + 2
        root = add(
            b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
            % (first, first + len(outline) - 1, len(outline))
        )
        for at, (entry, page) in enumerate(outline):
            after = b"/Next %d 0 R" % (first + at + 1) if at + 1 < len(outline) else b""
            add(
                b"<< /Title (%s) /Parent %d 0 R %s /Dest [%d 0 R /Fit] >>"
                % (entry.encode("latin-1"), root, after, numbers[page])
            )
        extra += b" /Outlines %d 0 R" % root
    if labels:
        extra += b" /PageLabels << /Nums [" + labels.encode() + b"] >>"
    objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R%s >>" % (tree, extra)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[tree - 1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(numbers))
    return written(objects, b"/Info %d 0 R " % info)


def form(
    printed: list[Text], fields: Sequence[tuple[str, tuple[float, float, float, float]]], *, drawn: str = ""
) -> bytes:
    """Write a page with a form: what each field is and where it stands; a box is a `/Btn` with its state in `/AS`."""
    stream = "\n".join([drawn, *map(_show, printed)]).encode("cp1252")
    fonts = b"/Font << /F1 4 0 R /F2 4 0 R /ZaDb 5 0 R >>"
    tick = b"BT /ZaDb 10 Tf 1 0 0 1 2 2 Tm (4) Tj ET"
    shape = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 12 12] /Resources << %s >> /Length %d >>\nstream\n%s\nendstream"
    )
    numbers = range(9, 9 + len(fields))
    named = b" ".join(b"%d 0 R" % number for number in numbers)
    ticked = b"/AP << /N << /Yes 7 0 R /Off 8 0 R >> >>"
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] /DA (/F1 10 Tf 0 g) /DR << %s >> >> >>"
            % (named, fonts),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R /Resources << %s >> /Annots [%s] >>"
            % (fonts, named),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            shape % (fonts, len(tick), tick),
            shape % (fonts, 0, b""),
            *(
                b"<< /Type /Annot /Subtype /Widget /T (field %d) /DA (/F1 10 Tf 0 g) /P 3 0 R %s /F 4 /Rect [%s] %s >>"
                % (number, what.encode(), " ".join(map(str, box)).encode(), ticked if "/Btn" in what else b"")
                for number, (what, box) in zip(numbers, fields, strict=True)
            ),
        ]
    )


def written(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Write numbered objects with their table; object 1 is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(out)


def _show(text: Text) -> str:
    escaped = text.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F{2 if text.bold else 1} {text.size} Tf 1 0 0 1 {text.x} {text.y} Tm ({escaped}) Tj ET"


def paragraph(lines: list[str], y: float, x: float = 50, size: float = 10, leading: float = 12) -> list[Text]:
    """Set lines below each other from `y` downwards."""
    return [Text(x, y - at * leading, line, size) for at, line in enumerate(lines)]


def across(xs: list[float], ys: list[float]) -> str:
    """Draw lines across at `ys`, as long as the table is wide."""
    return "\n".join(f"{min(xs)} {y} m {max(xs)} {y} l S" for y in ys)


def ruled(xs: list[float], ys: list[float]) -> str:
    """Draw a table's borders: lines down at `xs` and across at `ys`, each as long as the table."""
    return "\n".join([across(xs, ys), *(f"{x} {min(ys)} m {x} {max(ys)} l S" for x in xs)])
