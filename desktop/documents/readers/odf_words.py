"""The words of OpenDocument paragraphs, cells and pictures, and the remarks on them (ISO 26300)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.clean import clean, clean_line
from desktop.documents.readers import cells
from desktop.documents.readers.number_formats import shown
from desktop.documents.readers.pictures import description
from desktop.documents.readers.sheet_rows import Labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE = f"{{{SPACE}text:1.0}}", f"{{{SPACE}table:1.0}}"
DRAW, OFFICE = f"{{{SPACE}drawing:1.0}}", f"{{{SPACE}office:1.0}}"
STYLE = f"{{{SPACE}style:1.0}}"
_SVG = f"{{{SPACE}svg-compatible:1.0}}"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_REMARK = f"{OFFICE}annotation"
#: What is no part of the text where it stands.
LEFT_OUT = frozenset((_REMARK, f"{TEXT}tracked-changes", f"{TEXT}table-of-content"))
#: A cell or a row may say that it stands for many: whole sheets are filled up so.
MOST_REPEATS = 200
MOST_ROWS = 200_000


def words(element: Any) -> str:
    """Return the words of a paragraph; text boxes in it are left out, notes stand where they are."""
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag in (f"{TEXT}s", f"{TEXT}tab"):
            pieces.append(" ")
        elif tag == f"{TEXT}line-break":
            pieces.append("\n")
        elif tag == f"{TEXT}note":
            pieces.extend((" ", *(words(part) for part in child if part.tag == f"{TEXT}note-body"), " "))
        elif tag not in LEFT_OUT and tag != f"{DRAW}frame" and isinstance(tag, str):
            pieces.append(words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def take_hidden(content: Any, roots: Iterable[Any]) -> bool:
    """Take out the words that are set as hidden, by styles in `roots`; return whether there were any."""
    hidden = {
        style.get(f"{STYLE}name")
        for root in roots
        for style in root.iter(f"{STYLE}style")
        if any(look.get(f"{TEXT}display") == "none" for look in style.iter(f"{STYLE}text-properties"))
    }
    found = False
    for span in list(content.iter(f"{TEXT}span")) if hidden else ():
        if span.get(f"{TEXT}style-name") in hidden:
            found = found or bool("".join(span.itertext()).strip())
            for child in list(span):
                span.remove(child)
            span.text = None
    return found


def remarks(element: Any) -> Iterator[str]:
    """Yield what people remarked on a paragraph, a cell or a slide."""
    for remark in element.iter(_REMARK):
        if text := clean("\n".join(words(line) for line in remark.iter(f"{TEXT}p"))):
            yield text


def said_of(shape: Any) -> str:
    """Return what is said of a picture or a shape for those who do not see it: its description, else its title."""
    told = (description(shape.findtext(f"{_SVG}{name}")) for name in ("desc", "title"))
    return next(filter(None, told), "")


def rows(table: Any) -> Iterator[tuple[int, list[str], list[tuple[int, Any]]]]:
    """Yield the rows of a table that have text: the number of each from 1, its cells, and those with remarks by column.

    The label of a cell that reaches down stands in each of its rows.
    """
    at = 0
    starts: dict[int, list[tuple[int, int]]] = {}
    labels = Labels(starts)
    for row in _own_rows(table):
        repeats = _number(row, "number-rows-repeated")
        values: list[str] = []
        remarked: list[tuple[int, Any]] = []
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            if (down := _number(cell, "number-rows-spanned")) > 1:
                starts.setdefault(at + 1, []).append((len(values), at + down))
            if cell.find(_REMARK) is not None:
                remarked.append((len(values), cell))
            values.extend([_cell(cell)] * min(_number(cell, "number-columns-repeated"), MOST_REPEATS))
        for step in range(min(repeats, MOST_REPEATS) if any(values) or remarked else 0):
            labels.fill(at + step + 1, values)
            yield at + step + 1, values, remarked
        at += repeats
        if at > MOST_ROWS:
            return


def for_looks(table: Any) -> bool:
    """Whether a table has another one inside: it is there for its look, and what is in its cells goes by itself."""
    return next(table.iterdescendants(f"{TABLE}table"), None) is not None


def all_cells(table: Any) -> Iterator[Any]:
    """Yield the cells of a table in order."""
    for row in _own_rows(table):
        yield from (cell for cell in row if cell.tag in _CELLS)


def _own_rows(table: Any) -> Iterator[Any]:
    for element in table:
        if element.tag == f"{TABLE}table-row":
            yield element
        elif isinstance(element.tag, str) and element.tag.startswith(f"{TABLE}table-") and element.tag not in _CELLS:
            yield from _own_rows(element)


def _cell(cell: Any) -> str:
    if len(cell) == 1 and cell[0].tag == f"{TEXT}p" and not len(cell[0]):  # most are so
        return clean_line(cell[0].text or "")
    if not len(cell):
        return _valued(cell)
    lines = (line for line in cell.iter(f"{TEXT}p", f"{TEXT}h", f"{DRAW}frame") if not inside(line, cell, _REMARK))
    pieces = (said_of(line) if line.tag == f"{DRAW}frame" else clean_line(words(line)) for line in lines)
    return " ".join(filter(None, pieces))


def _valued(cell: Any) -> str:
    """What a cell holds of which the file has no words, as other programs than LibreOffice write it."""
    kind, value = cell.get(f"{OFFICE}value-type") or "", cell.get(f"{OFFICE}value") or ""
    if kind == "date":
        return clean_line((cell.get(f"{OFFICE}date-value") or "").removesuffix("T00:00:00").replace("T", " "))
    if kind == "boolean":
        return (cell.get(f"{OFFICE}boolean-value") or "").upper()
    if kind == "percentage":
        return shown(value, "0%")
    if kind in ("float", "currency"):
        return clean_line(f"{shown(value, 'General')} {cell.get(f'{OFFICE}currency') or ''}")
    return clean_line(cell.get(f"{OFFICE}{kind}-value") or "") if kind in ("string", "time") else ""


def inside(element: Any, outer: Any, tag: str) -> bool:
    """Whether between an element and one around it there is another one of a kind."""
    for between in element.iterancestors():
        if between is outer:
            return False
        if between.tag == tag:
            return True
    return False


def _number(element: Any, name: str) -> int:
    value = element.get(f"{TABLE}{name}") or "1"
    return int(value) if value.isdecimal() else 1


def place(sheet: str, row: int, column: int) -> str:
    """Return the name of a cell of a sheet, its column counted from 0."""
    return f"{sheet}!{cells.column(column + 1)}{row}"
