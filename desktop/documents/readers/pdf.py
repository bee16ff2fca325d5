"""Read PDF: text, place of lines, labels and outline by PDFium; by pypdf where PDFium fails; scans by sight."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium

from desktop.documents.clean import clean_line
from desktop.documents.readers import filled, layout, scripts, sideways
from desktop.documents.readers.furniture import Furniture, lookahead
from desktop.documents.readers.grid import Grid, grids
from desktop.documents.readers.lines import Line, Sheet, Style, garbled, outline_key
from desktop.documents.readers.mastheads import head_first
from desktop.documents.readers.open_tables import open_grids
from desktop.documents.readers.parts import Looking, Note, Opened, sentence
from desktop.documents.readers.pdf_fields import filled_in
from desktop.documents.readers.pdf_lines import TextLines, Turn
from desktop.documents.readers.pdf_remarks import remarks
from desktop.documents.readers.pdf_second import Second
from desktop.documents.readers.ruled import with_tables
from desktop.documents.readers.rules import ruling
from desktop.documents.readers.scanned import Scans
from desktop.domain.document import Block, Page
from desktop.errors import FileDamaged, FileEncrypted, FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Outline entries that are looked at; a hostile file may hold millions.
MOST_HEADINGS = 5000
#: Letters and digits that a page whose text is a picture may have besides: a stamp, a number, a line of a scanner.
STAMP = 60
#: Share of the page that its pictures cover, and drawn shapes that a page without letters has, for it to be looked at.
COVERED = 0.25
DRAWN = 24
#: Pixels of the longest side of a page's picture; pages can be metres wide.
MOST_SIDE = 4000
_SEEN = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH)


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
        if sheet.picture is not None and scans.wanted(source, sheet.number):
            yield Looking(sheet.number)
            look = functools.partial(sheet.picture, scans.DOTS)
            page = scans.page(source, sheet, look, scans.DOTS, style)
            yield from scans.looked()
        else:
            text = furniture.without(sheet, window)
            text = msgspec.structs.replace(text, lines=head_first(text.lines, style.body))
            page = Page(sheet.number, layout.blocks(text, style), sheet.label, sheet.words)
            if not any(line.text.strip() for line in sheet.lines) and sheet.picture is None:
                bare.append(sheet.number)
        page = _with_remarks(page, sheet.remarks)
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


def _with_remarks(page: Page, remarks: Iterable[str]) -> Page:
    """A page with what people remarked on it, but for words that only copy its own."""
    text = "".join(page.text.split())
    notes = [Block(said, "note", place="comment") for said in remarks if "".join(said.split()) not in text]
    return msgspec.structs.replace(page, blocks=(*page.blocks, *notes)) if notes else page


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
            said = tuple(remarks(page))
            sheet = self._read(page, index + 1)
        finally:
            page.close()
        sheet.remarks = said
        sheet.label = None if label == str(index + 1) else label
        return sheet

    def _read(self, page: pypdfium2.PdfPage, number: int) -> Sheet:
        turn = Turn(page)
        text = page.get_textpage()
        try:
            asked = TextLines(text, turn)
            lines = sideways.in_order(asked.all(), asked.mirrored)
            if further := sideways.turn_for(lines, asked.mirrored):
                turn = Turn(page, further)
                asked = TextLines(text, turn)
                lines = sideways.from_the_top(asked.all())
            kept = [line for line in lines if not garbled(line.text)]
            unreadable = len(lines) > 2 * len(kept)
            seen = unreadable or _is_picture(page, kept)
            if form := self._document.formenv:
                added = filled_in(page, functools.partial(self._document.get_page, number - 1), form, turn)
                kept = filled.in_place(kept, added, asked.parted)
            tables = with_tables(kept, () if seen else _grids(page, turn, kept, asked), asked.words)
        finally:
            text.close()
        picture = functools.partial(self._picture, number - 1) if seen else None
        words = turn.words(tables.words)
        ordered = filled.joined(tables.lines)
        if further:
            words = sideways.turned_back(words, further)
        if turn.rotation in (90, 270):
            ordered = sideways.rows_joined(ordered)
        return Sheet(number, None, scripts.joined(ordered), picture, words)

    def _picture(self, index: int, dots: int) -> Any:
        page = self._document[index]
        try:
            scale = min(dots / 72, MOST_SIDE / max(page.get_size()))
            return page.render(scale=scale, may_draw_forms=self._forms).to_numpy()
        finally:
            page.close()


def _grids(page: pypdfium2.PdfPage, turn: Turn, lines: list[Line], asked: TextLines) -> list[Grid]:
    """The tables of a page, from the top."""
    rules = ruling(page, turn)
    closed = grids(rules)
    return sorted((*closed, *open_grids(rules, closed, lines, asked.words)), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _more_than_a_stamp(lines: Iterable[Line]) -> bool:
    """Whether lines have more letters and digits than a stamp; the first few tell of most pages."""
    left = STAMP
    for line in lines:
        left -= sum(map(str.isalnum, line.text))
        if left < 0:
            return True
    return False


def _is_picture(page: pypdfium2.PdfPage, lines: list[Line]) -> bool:
    """Whether what is on the page is a picture, or drawn letter by letter, but for a stamp or a page number."""
    if _more_than_a_stamp(lines):
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
