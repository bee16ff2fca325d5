"""Read OpenDocument text, presentations and spreadsheets (ISO 26300) from their one XML part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from desktop.documents.clean import clean, clean_line
from desktop.documents.readers import archive, cells, sheets
from desktop.documents.readers.numerals import labelled
from desktop.documents.readers.odf_numbers import labels
from desktop.documents.readers.parts import Opened
from desktop.documents.readers.sections import SECTION, sections, together
from desktop.domain.document import Block, Page
from desktop.errors import FileEncrypted, FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE = f"{{{_SPACE}text:1.0}}", f"{{{_SPACE}table:1.0}}"
_DRAW, _OFFICE = f"{{{_SPACE}drawing:1.0}}", f"{{{_SPACE}office:1.0}}"
_STYLE = f"{{{_SPACE}style:1.0}}"
_PRESENTATION = f"{{{_SPACE}presentation:1.0}}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
#: A cell or a row may say that it stands for many: whole sheets are filled up so.
MOST_REPEATS = 200
MOST_ROWS = 200_000
#: The styles of a document's own title, and the levels that they have among its headings.
_TITLES = {"Title": 1, "Subtitle": 2}
#: Styles based on one another; a chain that turns in a circle must end.
LONGEST_CHAIN = 16
_LEFT_OUT = frozenset((f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content"))
#: What a slide and its notes take over from their master: not what they say.
_FURNITURE = frozenset(("page-number", "date-time", "header", "footer"))


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
    kind = content.find(f"{_OFFICE}body")[0]
    slides = kind.findall(f"{_DRAW}page")
    tables = kind.findall(f"{_TABLE}table") if kind.tag == f"{_OFFICE}spreadsheet" else []
    paged = bool(slides or tables)
    roots = (content,) if styles is None else (styles, content)
    numbers = {} if tables else labels(kind, roots)
    if not paged:
        _raise_titles(kind, roots)
    yield Opened(title=title, paged=paged, pages=len(slides) or len(tables))
    empty = True
    for page in _pages(kind, slides, tables, numbers):
        empty = empty and not page.blocks
        yield page
    if empty:
        raise FileHasNoText(file=source.shown)


def _pages(kind: Any, slides: list[Any], tables: list[Any], numbers: dict[Any, str]) -> Iterator[Page]:
    for number, slide in enumerate(slides, 1):
        yield Page(number, tuple(_slide(slide, numbers)))
    number = 0
    for sheet in tables:
        name = clean_line(sheet.get(f"{_TABLE}name") or "")
        for label, blocks in sheets.pages(_sheet(sheet, name), name):
            number += 1
            yield Page(number, blocks, label)
    if not slides and not tables:
        yield from sections(together(_blocks(kind, numbers)))


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
    for paragraph in list(kind.iter(f"{_TEXT}p")):
        name = paragraph.get(f"{_TEXT}style-name")
        for _ in range(LONGEST_CHAIN):
            if name is None or name in _TITLES:
                break
            name = parents.get(name)
        if name in _TITLES:
            paragraph.tag = f"{_TEXT}h"
            paragraph.set(f"{_TEXT}outline-level", str(_TITLES[name]))


def _slide(slide: Any, numbers: dict[Any, str]) -> Iterator[Block]:
    for element in slide:
        if element.tag == f"{_PRESENTATION}notes":
            notes = "\n".join(block.text for block in _blocks(element, numbers))
            if notes:
                yield Block(notes, "note", place="notes")
        elif element.get(f"{_PRESENTATION}class") == "title":
            if title := clean_line(" ".join(block.text for block in _blocks(element, numbers))):
                yield Block(title, "heading", 1)
        else:
            yield from _blocks(element, numbers)


def _blocks(container: Any, numbers: dict[Any, str]) -> Iterator[Block]:
    for element in container:
        tag = element.tag
        if tag in _LEFT_OUT or not isinstance(tag, str) or element.get(f"{_PRESENTATION}class") in _FURNITURE:
            continue
        if tag == f"{_TEXT}h":
            if text := labelled(numbers.get(element, ""), clean_line(_text(element))):
                yield Block(text, "heading", _level(element))
        elif tag == f"{_TEXT}p":
            if text := clean(_text(element)):
                yield Block(text)
            for box in element.iter(f"{_DRAW}text-box"):
                yield from _blocks(box, numbers)
        elif tag == f"{_TEXT}list":
            yield from _list(element, numbers)
        elif tag == f"{_TABLE}table":
            if text := cells.table(row for _, row in _rows(element)):
                yield Block(text, "table")
        else:
            yield from _blocks(element, numbers)


def _list(element: Any, numbers: dict[Any, str]) -> Iterator[Block]:
    """A list as one block; headings that are numbered as a list stay headings."""
    items: list[str] = []
    for line in element.iter(f"{_TEXT}p", f"{_TEXT}h"):
        text = labelled(numbers.get(line, ""), clean_line(_text(line)))
        if text and line.tag == f"{_TEXT}h":
            if items:
                yield Block("\n".join(items), "list")
            items = []
            yield Block(text, "heading", _level(line))
        elif text:
            items.append(text)
    if items:
        yield Block("\n".join(items), "list")


def _level(heading: Any) -> int:
    return min(int(heading.get(f"{_TEXT}outline-level") or 1), 6)


def _text(element: Any) -> str:
    """The words of a paragraph; notes and text boxes in it are left out."""
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            pieces.append(" ")
        elif tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif tag == f"{_TEXT}note":
            pieces.extend((" ", _text(child), " "))
        elif tag not in _LEFT_OUT and tag != f"{_DRAW}frame" and isinstance(tag, str):
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _rows(table: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield 1-based row numbers and the cells of rows that have text."""
    at = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeats = int(row.get(f"{_TABLE}number-rows-repeated") or 1)
        values: list[str] = []
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            text = " ".join(filter(None, (clean_line(_text(line)) for line in cell.iter(f"{_TEXT}p"))))
            values.extend([text] * min(int(cell.get(f"{_TABLE}number-columns-repeated") or 1), MOST_REPEATS))
        if any(values):
            for step in range(min(repeats, MOST_REPEATS)):
                yield at + step + 1, values
        at += repeats
        if at > MOST_ROWS:
            return


def _sheet(sheet: Any, name: str) -> Iterator[Block]:
    """Yield a table for each stretch of rows; a long one in parts, with its first row above each."""
    held: list[sheets.Row] = []
    head: sheets.Row | None = None
    size = last = 0
    for row in _rows(sheet):
        ends = row[0] != last + 1
        if held and (ends or size > SECTION):
            yield sheets.table(name, held, head)
            head = None if ends else head or sheets.head_of(held)
            held, size = [], 0
        held.append(row)
        size += sheets.size(row)
        last = row[0]
    if held:
        yield sheets.table(name, held, head)
