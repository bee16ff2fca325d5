"""Read PowerPoint files: one page a slide, with tables, charts, notes and descriptions of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER

from desktop.documents.clean import clean, clean_line
from desktop.documents.readers import archive, cells, charts, diagrams, raised
from desktop.documents.readers.numerals import labelled
from desktop.documents.readers.parts import Note, Opened, sentence
from desktop.documents.readers.pictures import description
from desktop.documents.readers.slide_numbers import inherited, labels
from desktop.domain.document import Block, Page
from desktop.errors import FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
#: Placeholders that repeat on each slide.
_FURNITURE = frozenset((PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER))
_TITLES = frozenset((PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE))
#: Shapes whose tops differ by less than this stand side by side (a third of an inch, in EMU).
SAME_ROW = 304_800


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a presentation. Dates, footers and slide numbers are left out.

    Raises:
        FileHasNoText, and as `archive.slim`.
    """
    deck = pptx.Presentation(archive.slim(source))
    slides = list(deck.slides)
    yield Opened(title=clean_line(deck.core_properties.title or "")[:300], paged=True, pages=len(slides))
    bare: list[int] = []
    for number, slide in enumerate(slides, 1):
        blocks = tuple(_slide(slide))
        if not blocks:
            bare.append(number)
        yield Page(number, blocks)
    if len(bare) == len(slides):
        raise FileHasNoText(file=source.shown)
    if bare:
        yield Note(sentence(bare, "no text, only pictures or nothing.", ("holds", "hold"), "Slide"))


def _slide(slide: Any) -> Iterator[Block]:
    raised.in_slide(slide.part._element)
    yield from _shapes(slide.shapes, top=True)
    for relation in slide.part.rels.values():
        if relation.is_external:
            continue
        kind = relation.reltype.rpartition("/")[2]
        if kind == "notesSlide":
            frame = slide.notes_slide.notes_text_frame
            if frame is not None and (notes := "\n".join(_lines(frame, labels(frame, ())))):
                yield Block(notes, "note", place="notes")
        elif kind == "comments":
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            for comment in root:
                pieces = [piece.text or "" for piece in comment.iter(f"{_P}text", f"{_A}t")]
                if text := clean(" ".join(pieces)):
                    yield Block(text, "note", place="comment")


def _shapes(shapes: Any, *, top: bool) -> Iterator[Block]:
    """The blocks of shapes as they are read: the title first, then row by row from left to right."""
    for shape in sorted(shapes, key=_place):
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes, top=False)
            yield from _described(shape)
            continue
        role = shape.placeholder_format.type if shape.is_placeholder else None
        if role in _FURNITURE:
            continue
        if getattr(shape, "has_chart", False) and shape.has_chart:
            yield from charts.blocks(shape.chart._chartSpace)
        elif getattr(shape, "has_table", False) and shape.has_table:
            if text := cells.table(_rows(shape.table)):
                yield Block(text, "table")
        elif shape.has_text_frame:
            yield from _frame(shape.text_frame, role, shape)
        else:
            yield from _diagram(shape)
        if not shape.has_text_frame or not shape.text_frame.text.strip():
            yield from _described(shape)


def _place(shape: Any) -> tuple[bool, int, int]:
    title = shape.is_placeholder and shape.placeholder_format.type in _TITLES
    top, left = shape.top or 0, shape.left or 0
    return not title, top // SAME_ROW, left


def _frame(frame: Any, role: Any, shape: Any) -> Iterator[Block]:
    if role in _TITLES:
        if title := clean_line(frame.text):
            yield Block(title, "heading", 1)
        return
    numbers = labels(frame, inherited(shape))
    lines = _lines(frame, numbers)
    if not lines:
        return
    listed = len(lines) > 1 and (role is not None or all(numbers))
    yield Block("\n".join(line.replace("\n", " ") if listed else line for line in lines), "list" if listed else "text")


def _lines(frame: Any, numbers: list[str]) -> list[str]:
    """The paragraphs that have text, with their numbers."""
    numbered = zip(frame.paragraphs, numbers, strict=True)
    return [labelled(number, line) for paragraph, number in numbered if (line := clean(paragraph.text))]


def _rows(table: Any) -> Iterator[list[str]]:
    """The rows of a table; the label of a cell that reaches down belongs to each of its rows."""
    above: list[str] = []
    for row in table.rows:
        every = list(row.cells)
        line = [_cell(cell) for cell in every]
        for at, cell in enumerate(every):
            if cell._tc.vMerge and not cell._tc.hMerge and at < len(above) and len(above[at]) <= cells.REPEATED:
                line[at] = above[at]
        above = line
        yield line


def _cell(cell: Any) -> str:
    if cell.is_spanned:
        return ""
    frame = cell.text_frame
    return "\n".join(_lines(frame, labels(frame, ())))


def _diagram(shape: Any) -> Iterator[Block]:
    """The texts of a SmartArt graphic, which are in a part of their own."""
    for reference in shape._element.iter(diagrams.REFERENCE):
        relation = shape.part.rels.get(diagrams.part_of(reference))
        if relation is not None and not relation.is_external:
            yield from diagrams.blocks(relation.target_part.blob)


def _described(shape: Any) -> Iterator[Block]:
    """What is said of a picture, a group or a shape without text, for those who do not see it."""
    properties = next(shape._element.iter(f"{_P}cNvPr"), None)
    if properties is not None and (words := description(properties.get("descr"))):
        yield Block(words, "text", place="picture")
