"""Read PDF: text, place of lines, labels and outline by PDFium; by pypdf where PDFium fails; scans by sight."""

from __future__ import annotations

import ctypes
import functools
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from desktop.documents.clean import clean_line
from desktop.documents.readers import layout
from desktop.documents.readers.furniture import Furniture, lookahead
from desktop.documents.readers.lines import CELL_GAP, HYPHEN, Line, Sheet, Style, garbled, letters_of, outline_key
from desktop.documents.readers.parts import Looking, Note, Opened, sentence
from desktop.documents.readers.pdf_second import Second
from desktop.documents.readers.scanned import Scans
from desktop.domain.document import Page
from desktop.errors import FileDamaged, FileEncrypted, FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Outline entries that are looked at; a hostile file may hold millions.
MOST_HEADINGS = 5000
#: Points by which words of one line of a form may stand higher or lower.
SAME_LINE = 4.0
#: Bit 19 of a font's flags (ISO 32000-1, table 123).
FORCE_BOLD = 1 << 18
#: Letters and digits that a page whose text is a picture may have besides: a stamp, a number, a line of a scanner.
STAMP = 60
#: Share of the page that its pictures cover, and drawn shapes that a page without letters has, for it to be looked at.
COVERED = 0.25
DRAWN = 24
#: Pixels of the longest side of a page's picture; pages can be metres wide.
MOST_SIDE = 4000
_SEEN = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH)
_BOLD = (b"bold", b"black", b"heavy", b"demi", b"cmbx")


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a PDF.

    Text comes from PDFium (2 to 3 ms a page, pypdf 28: ARCHITECTURE.md). It opens files whose user password is empty.

    Pages that are pictures are read from them, where that is wanted.

    Raises:
        FileEncrypted, FileHasNoText, FileIsScan, ScanHasNoText, FileDamaged.
    """
    data = source.data()
    book: _Pdfium | Second
    try:
        book = _Pdfium(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise FileEncrypted(file=source.shown) from None
        book = Second(data, source.shown)
    yield Opened(title=book.title(), paged=True, pages=book.count)
    style = Style(headings=book.headings())
    furniture = Furniture()
    scans = Scans()
    letters = False
    bare: list[int] = []
    for sheet, window in lookahead(book.sheets()):
        style.weigh(window)
        if sheet.picture and scans.wanted(source, sheet.number):
            yield Looking(sheet.number)
            look = functools.partial(book.picture, sheet.number - 1, scans.DOTS)
            page = scans.page(sheet, look, scans.DOTS, style)
        else:
            page = Page(sheet.number, layout.blocks(furniture.without(sheet, window), style), sheet.label)
            if not any(line.text.strip() for line in sheet.lines) and not sheet.picture:
                bare.append(sheet.number)
        letters = letters or any(char.isalnum() for block in page.blocks for char in block.text)
        yield page
    if not letters:
        if book.failed:
            raise FileDamaged(file=source.shown, reason="none of its pages can be read")
        raise scans.verdict(source) or FileHasNoText(file=source.shown)
    if book.failed:
        yield Note(sentence(book.failed, "could not be read."))
    yield from scans.notes()
    if bare := [number for number in bare if number not in book.failed]:
        yield Note(sentence(bare, "no text, only pictures or nothing.", verb=("holds", "hold")))


class _Pdfium:
    """Knows the document as PDFium sees it; a page that it cannot read is tried by pypdf."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document = pypdfium2.PdfDocument(data)
        self.count = len(self._document)
        self.failed: list[int] = []
        self._second: Second | None = None
        if self.count == 0:
            raise pypdfium2.PdfiumError("no pages")
        self._forms = pdfium.FPDF_GetFormType(self._document.raw) != pdfium.FORMTYPE_NONE
        if self._forms:
            self._document.init_forms()

    def title(self) -> str:
        return clean_line(self._document.get_metadata_value("Title"))[:300]

    def headings(self) -> dict[int, dict[str, int]]:
        found: dict[int, dict[str, int]] = {}
        for count, entry in enumerate(self._document.get_toc(max_depth=6)):
            if count >= MOST_HEADINGS:
                break
            destination = entry.get_dest()
            index = destination.get_index() if destination else None
            key = outline_key(entry.get_title())
            if index is not None and key:
                found.setdefault(index + 1, {}).setdefault(key, entry.level + 1)
        return found

    def sheets(self) -> Iterator[Sheet]:
        for index in range(self.count):
            try:
                yield self._sheet(index)
            except pypdfium2.PdfiumError:
                yield self._again(index)

    def _again(self, index: int) -> Sheet:
        try:
            if self._second is None:
                self._second = Second(self._data, "")
            return self._second.sheet(index)
        except Exception:
            self.failed.append(index + 1)
            return Sheet(index + 1, None, [])

    def _sheet(self, index: int) -> Sheet:
        label = clean_line(self._document.get_page_label(index)) or None
        page = self._document[index]
        try:
            lines, unreadable = _lines(page)
            picture = unreadable or _is_picture(page, lines)
            if self._forms and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
                page.close()
                page = self._document[index]
                filled, _ = _lines(page)
                if len(filled) != len(lines):
                    # What was filled in comes last: put it beside the words that it belongs to.
                    lines = sorted(filled, key=lambda line: (round(line.bottom / SAME_LINE), line.x0))
        finally:
            page.close()
        if label == str(index + 1):
            label = None
        return Sheet(index + 1, label, lines, picture)

    def picture(self, index: int, dots: int) -> Any:
        """The page as it is shown, an array of shape (height, width, 3): blue, green, red."""
        page = self._document[index]
        try:
            scale = min(dots / 72, MOST_SIDE / max(page.get_size()))
            return page.render(scale=scale, may_draw_forms=self._forms).to_numpy()
        finally:
            page.close()


def _lines(page: pypdfium2.PdfPage) -> tuple[list[Line], bool]:
    """The lines of a page, and whether most of its text is glyphs of which nobody knows the letters."""
    text = page.get_textpage()
    try:
        lines = _Lines(text.raw, page.get_rotation(), page.get_height()).all(text.get_text_range())
    finally:
        text.close()
    kept = [line for line in lines if not garbled(line.text)]
    return kept, len(lines) > 2 * len(kept)


def _is_picture(page: pypdfium2.PdfPage, lines: list[Line]) -> bool:
    """Whether what is on the page is a picture, or drawn letter by letter, but for a stamp or a page number."""
    if sum(char.isalnum() for line in lines for char in line.text) > STAMP:
        return False
    width, height = page.get_size()
    covered = 0.0
    drawn = 0
    for item in page.get_objects(filter=_SEEN, max_depth=4):
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            drawn += 1
        else:
            left, bottom, right, top = item.get_bounds()
            covered += max(right - left, 0) * max(top - bottom, 0)
        if covered >= COVERED * width * height or (drawn >= DRAWN and not lines):
            return True
    return False


class _Lines:
    """Knows one text page of PDFium and asks it where lines stand."""

    def __init__(self, text: object, rotation: int, height: float) -> None:
        self._text = text
        self._rotation = rotation
        self._height = height
        self._box = pdfium.FS_RECTF()

    def all(self, whole: str) -> list[Line]:
        lines: list[Line] = []
        at = 0
        for row in whole.split("\r\n"):
            start = at
            at += len(row) + 2
            # PDFium takes out the line end after a hyphen; the places of both halves are needed.
            for part in row.replace(HYPHEN, HYPHEN + "\n").split("\n"):
                if part.strip():
                    lines.append(self._line(part, start))
                start += len(part)
        return lines

    def _line(self, text: str, at: int) -> Line:
        lead = len(text) - len(text.lstrip())
        body = text.strip().rstrip(HYPHEN)
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, at + lead)
        last = first + len(body) - 1
        line = Line(text.strip())
        if not body or first < 0 or chr(pdfium.FPDFText_GetUnicode(self._text, first)) != body[0]:
            return line
        begin, end = self._place(first), self._place(last)
        letters = letters_of(body)
        places = [self._place(first + at) for at in letters]
        known = sorted((place for place in places if place), key=lambda place: place[3] - place[1])
        if begin is None or end is None or not known:
            return line
        middle = known[len(known) // 2]  # symbols and slanted letters are taller than the line they stand in
        size = middle[3] - middle[1]
        if abs(end[3] - begin[3]) > max(size, 1.0):
            return line  # set upright or aslant: its place says nothing about paragraphs
        line.x0, line.x1 = min(begin[0], end[0]), max(begin[2], end[2])
        line.top, line.bottom, line.size = middle[1], middle[3], size
        line.bold = self._bold(first + letters[0]) and self._bold(first + letters[-1])
        if " " in body and begin[0] <= end[0]:
            line.lefts = (line.x0, *self._gaps(body, first, size))
        return line

    def _place(self, index: int) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of a character on the page as it is shown, y growing downwards."""
        if not pdfium.FPDFText_GetLooseCharBox(self._text, index, self._box):
            return None
        left, bottom, right, top = self._box.left, self._box.bottom, self._box.right, self._box.top
        # A turned page keeps its coordinates; only the differences between them matter, so no offset is added.
        if self._rotation == 90:
            left, right, top, bottom = bottom, top, left, right
        elif self._rotation == 270:
            left, right, top, bottom = -top, -bottom, -right, -left
        elif self._rotation == 180:
            left, right, top, bottom = -right, -left, bottom, top
        else:
            top, bottom = self._height - top, self._height - bottom
        return (left, top, right, bottom) if bottom > top and right >= left else None

    def _bold(self, index: int) -> bool:
        """Whether a character is set in a bold face, by the face's name, its flags or its stems."""
        name = ctypes.create_string_buffer(64)
        flags = ctypes.c_int()
        if not pdfium.FPDFText_GetFontInfo(self._text, index, name, 64, flags):
            return False
        if flags.value & FORCE_BOLD or any(word in name.value.lower() for word in _BOLD):
            return True
        return bool(pdfium.FPDFText_GetFontWeight(self._text, index) >= 600)

    def _gaps(self, body: str, first: int, size: float) -> Iterator[float]:
        """Left edges of the stretches of a line that stand apart from what is before them."""
        at = body.find(" ")
        while at >= 0:
            after = at + 1
            while body[after] == " ":
                after += 1
            end, begin = self._sides(first + at - 1)[1], self._sides(first + after)[0]
            if begin - end > CELL_GAP * size:
                yield begin
            at = body.find(" ", after)

    def _sides(self, index: int) -> tuple[float, float]:
        """Left and right of a character; as `_place`, for the many that are asked for."""
        if self._rotation:
            place = self._place(index)
            return (place[0], place[2]) if place else (0.0, 0.0)
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
        return box.left, box.right
