"""Read OpenDocument text, presentations and spreadsheets (ISO 26300) from their one XML part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from desktop.documents.clean import clean, clean_line
from desktop.documents.readers import archive, cells, raised, sheets
from desktop.documents.readers.numerals import labelled
from desktop.documents.readers.odf_numbers import labels
from desktop.documents.readers.odf_objects import embedded
from desktop.documents.readers.odf_words import (
    DRAW,
    LEFT_OUT,
    OFFICE,
    SPACE,
    TABLE,
    TEXT,
    all_cells,
    for_looks,
    inside,
    place,
    remarks,
    rows,
    said_of,
    take_hidden,
    words,
)
from desktop.documents.readers.parts import Note, Opened, sentence
from desktop.documents.readers.sections import sections, together
from desktop.documents.readers.sheet_rows import Stretch
from desktop.domain.document import Block, Page
from desktop.errors import FileEncrypted, FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

_STYLE = f"{{{SPACE}style:1.0}}"
_PRESENTATION = f"{{{SPACE}presentation:1.0}}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
#: The styles of a document's own title, and the levels that they have among its headings.
_TITLES = {"Title": 1, "Subtitle": 2}
#: Styles based on one another; a chain that turns in a circle must end.
LONGEST_CHAIN = 16
_SVG = f"{{{SPACE}svg-compatible:1.0}}"
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{0,6})?)(cm|mm|in|pt)")
_UNITS = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
#: Shapes whose tops differ by less than this, in centimetres, stand side by side.
SAME_ROW = 0.85
#: What a slide and its notes take over from their master: not what they say.
_FURNITURE = frozenset(("page-number", "date-time", "header", "footer"))


class _Known(NamedTuple):
    """What is known of elements of a document: the numbers of its paragraphs, and what its objects say."""

    numbers: dict[Any, str]
    objects: dict[Any, list[Block]]


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of an OpenDocument file: pages are slides or sheets; text comes in sections.

    Raises:
        FileEncrypted, FileHasNoText, and as `archive.open_checked`.
    """
    with archive.open_checked(source) as parts:
        if b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise FileEncrypted(file=source.shown)
        content = _parsed(parts.read("content.xml"))
        styles = _recovered(parts.read("styles.xml")) if "styles.xml" in parts.namelist() else None
        title = _title(parts.read("meta.xml")) if "meta.xml" in parts.namelist() else ""
        objects = embedded(content, parts)
    kind = content.find(f"{OFFICE}body")[0]
    slides = kind.findall(f"{DRAW}page")
    tables = kind.findall(f"{TABLE}table") if kind.tag == f"{OFFICE}spreadsheet" else []
    paged = bool(slides or tables)
    roots = (content,) if styles is None else (styles, content)
    known = _Known({} if tables else labels(kind, roots), objects)
    raised.in_open_document(content, roots)
    hides = take_hidden(content, roots)
    if not paged:
        _raise_titles(kind, roots)
    yield Opened(title=title, paged=paged, pages=len(slides) or len(tables))
    empty = True
    bare: list[int] = []
    for page in _pages(kind, slides, tables, known):
        empty = empty and not page.blocks
        if slides and not page.blocks:
            bare.append(page.number)
        yield page
    if empty:
        raise FileHasNoText(file=source.shown)
    if hides:
        yield Note("Text that is set as hidden was left out.")
    if bare:
        yield Note(sentence(bare, "no text, only pictures or nothing.", ("holds", "hold"), "Slide"))


def _pages(kind: Any, slides: list[Any], tables: list[Any], known: _Known) -> Iterator[Page]:
    for number, slide in enumerate(slides, 1):
        yield Page(number, tuple(_slide(slide, known)))
    number = 0
    for sheet in tables:
        name = clean_line(sheet.get(f"{TABLE}name") or "")
        for label, blocks in sheets.pages(_sheet(sheet, name, known), name):
            number += 1
            yield Page(number, blocks, label)
    if not slides and not tables:
        yield from sections(together(_blocks(kind, known)))


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _recovered(data: bytes) -> Any:
    """The root of a part beside the text, as far as it can be parsed, or None."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _title(data: bytes) -> str:
    found = next(_parsed(data).iter(_TITLE), None)
    return clean_line(found.text or "")[:300] if found is not None else ""


def _raise_titles(kind: Any, roots: tuple[Any, ...]) -> None:
    """Make headings of the paragraphs that are set as title or subtitle, which have no level of their own."""
    parents = {
        style.get(f"{_STYLE}name"): style.get(f"{_STYLE}parent-style-name")
        for root in roots
        for style in root.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}family") == "paragraph"
    }
    for paragraph in list(kind.iter(f"{TEXT}p")):
        name = paragraph.get(f"{TEXT}style-name")
        for _ in range(LONGEST_CHAIN):
            if name is None or name in _TITLES:
                break
            name = parents.get(name)
        if name in _TITLES:
            paragraph.tag = f"{TEXT}h"
            paragraph.set(f"{TEXT}outline-level", str(_TITLES[name]))


def _slide(slide: Any, known: _Known) -> Iterator[Block]:
    for element in sorted(slide, key=_place):
        if element.tag == f"{OFFICE}annotation":
            continue
        if element.tag == f"{_PRESENTATION}notes":
            notes = "\n".join(block.text for block in _blocks(element, known))
            if notes:
                yield Block(notes, "note", place="notes")
        elif element.get(f"{_PRESENTATION}class") == "title":
            if title := clean_line(" ".join(block.text for block in _blocks(element, known))):
                yield Block(title, "heading", 1)
        else:
            yield from _blocks(element, known)
            if alt := said_of(element):
                yield Block(alt, place="picture")
    for remark in remarks(slide):
        yield Block(remark, "note", place="comment")


def _place(shape: Any) -> tuple[bool, int, float]:
    """Where a shape comes on its slide: the title first, then row by row from left to right, its notes last."""
    title = shape.get(f"{_PRESENTATION}class") == "title"
    places = [
        (_length(one.get(f"{_SVG}y")), _length(one.get(f"{_SVG}x"))) for one in shape.iter() if one.get(f"{_SVG}y")
    ]
    top, left = min(places, default=(0.0, 0.0)) if shape.tag != f"{_PRESENTATION}notes" else (float(2**30), 0.0)
    return not title, int(top / SAME_ROW), left


def _length(value: str | None) -> float:
    """A length in centimetres; what is none is 0."""
    found = _LENGTH.fullmatch(value or "")
    return min(float(found[1]) * _UNITS[found[2]], 1e6) if found else 0.0


def _blocks(container: Any, known: _Known) -> Iterator[Block]:
    for element in container:
        tag = element.tag
        if tag in LEFT_OUT or not isinstance(tag, str) or element.get(f"{_PRESENTATION}class") in _FURNITURE:
            continue
        if tag == f"{TEXT}h":
            if text := labelled(known.numbers.get(element, ""), clean_line(words(element))):
                yield Block(text, "heading", _level(element))
            yield from _framed(element, known)
        elif tag == f"{TEXT}p":
            if text := clean(words(element)):
                yield Block(text)
            yield from _framed(element, known)
        elif tag == f"{TEXT}list":
            yield from _list(element, known)
        elif tag == f"{TABLE}table":
            yield from _table(element, known)
        elif element in known.objects:
            yield from known.objects[element]
        else:
            yield from _blocks(element, known)
            if alt := said_of(element):
                yield Block(alt, place="picture")


def _framed(paragraph: Any, known: _Known) -> Iterator[Block]:
    """What hangs on a paragraph: text boxes, descriptions of pictures, remarks."""
    for frame in paragraph.iter(f"{DRAW}frame"):
        if inside(frame, paragraph, f"{DRAW}frame"):
            continue  # it comes with the text box that it stands in
        if (box := frame.find(f"{DRAW}text-box")) is not None:
            yield from _blocks(box, known)
            continue
        for embedded_object in frame.iterchildren(f"{DRAW}object"):
            yield from known.objects.get(embedded_object, ())
        if alt := said_of(frame):
            yield Block(alt, place="picture")
    for remark in remarks(paragraph):
        yield Block(remark, "note", place="comment")


def _table(table: Any, known: _Known) -> Iterator[Block]:
    if for_looks(table):
        for cell in all_cells(table):
            yield from _blocks(cell, known)
    elif text := cells.table(values for _, values, _ in rows(table)):
        yield Block(text, "table")


def _list(element: Any, known: _Known) -> Iterator[Block]:
    """A list as one block; headings that are numbered as a list stay headings."""
    items: list[str] = []
    for line in element.iter(f"{TEXT}p", f"{TEXT}h"):
        text = labelled(known.numbers.get(line, ""), clean_line(words(line)))
        if text and line.tag == f"{TEXT}h":
            if items:
                yield Block("\n".join(items), "list")
            items = []
            yield Block(text, "heading", _level(line))
        elif text:
            items.append(text)
    if items:
        yield Block("\n".join(items), "list")


def _level(heading: Any) -> int:
    return min(int(heading.get(f"{TEXT}outline-level") or 1), 6)


def _sheet(sheet: Any, name: str, known: _Known) -> Iterator[Block]:
    """Yield titles and tables of a sheet, a long table in parts, then the remarks on its cells and its text boxes."""
    stretch = Stretch(name)
    beside: list[Block] = []
    for at, values, remarked in rows(sheet):
        for column, cell in remarked:
            beside.extend(Block(text, "note", place=place(name, at, column)) for text in remarks(cell))
        if any(values):
            yield from stretch.take(at, values)
    yield from stretch.close()
    yield from beside
    for shapes in sheet.iter(f"{TABLE}shapes"):
        for block in _blocks(shapes, known):
            yield Block(block.text, "note", place=name)
