"""Read the tables of a web page: rows of cells, with what stands in a cell; or that a table is there for its look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers import nested
from desktop.documents.readers.html_unseen import seen_in, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Elements that begin a new line.
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend"),
        *("li", "main", "menu", "ol", "p", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "title", "tr", "ul"),
    )
)
_CELLS = ("td", "th")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: A cell longer than this, on average, holds running text: the table is there for its look.
LAYOUT_CELL = 500
#: Longer labels are not repeated down a column.
_REPEATED = 60
#: Columns or rows that one cell may take.
_WIDEST = 64


class Table(msgspec.Struct, frozen=True):
    """A table: words that stand in it and in no cell, its rows, and tables that are too long to be words of a cell."""

    said: str
    rows: list[list[str]]
    apart: list[Any]


def table_of(element: Any) -> Table | None:
    """Return what a table holds; None where it is there for its look only."""
    rows: list[list[str]] = []
    apart: list[Any] = []
    reaching: dict[int, tuple[int, str]] = {}
    size = count = 0
    for row in _rows(element):
        line: list[str] = []
        for cell in row:
            _fill(line, reaching)
            content = _cell(cell, apart)
            size += len(content)
            count += 1
            across, down = _number(cell.get("colspan")), _number(cell.get("rowspan"))
            if down > 1 and len(content) < _REPEATED:
                reaching[len(line)] = (down - 1, content)
            line.extend([content] + [""] * (across - 1))
        _fill(line, reaching)
        rows.append(line)
    if size > LAYOUT_CELL * max(count, 1) or max(map(len, rows), default=0) < 2 or not _has_rows(element):
        return None
    return Table(clean_line("".join(_outside(element, apart))), rows, apart)


def visible(cell: Any, tables: list[Any] | None = None) -> Iterator[str]:
    """The text of an element, with a space where a new line begins; `tables` takes those that are too long for it."""
    if unseen(cell):
        return
    apart = " " if cell.tag == "br" or cell.tag in BLOCKS or cell.tag in HEADINGS else ""
    yield apart
    if cell.tag == "table" and tables is not None:
        yield _inside(cell, tables)
    else:
        yield seen_in(cell) if cell.tag == "img" else cell.text or ""
        for child in cell:
            yield from visible(child, tables)
            yield child.tail or ""
    yield apart


def _rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row, without those of the tables in cells; cells that no row holds are one."""
    loose: list[Any] = []
    for child in table:
        if unseen(child):
            continue
        if child.tag in _CELLS:
            loose.append(child)
            continue
        if loose:
            yield loose
            loose = []
        if child.tag == "tr":
            yield list(_cells(child))
        elif child.tag not in ("caption", "table"):
            yield from _rows(child)
    if loose:
        yield loose


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row, also those that a form wraps."""
    for child in row:
        if child.tag in _CELLS:
            yield child
        elif child.tag != "table" and not unseen(child):
            yield from _cells(child)


def _outside(element: Any, tables: list[Any]) -> Iterator[str]:
    """The caption of a table, and words that stand between its rows or cells, where HTML has no place for them."""
    yield element.text or ""
    for child in element:
        if child.tag == "caption":
            yield from visible(child)
        elif child.tag == "table":
            tables.append(child)
        elif child.tag not in _CELLS and not unseen(child):
            yield from _outside(child, tables)
        yield f" {child.tail or ''}"


def _cell(cell: Any, tables: list[Any]) -> str:
    return clean_line("".join(visible(cell, tables)))


def _inside(table: Any, tables: list[Any]) -> str:
    """A table as words of the cell that it stands in; one that is too long for that is put into `tables`."""
    further: list[Any] = []
    said = clean_line("".join(_outside(table, further)))
    text = nested.in_cell([[_cell(cell, further) for cell in row] for row in _rows(table)])
    if text is None or further:
        tables.append(table)
        return ""
    return ": ".join(filter(None, (said, text)))


def _has_rows(table: Any) -> bool:
    """Whether a table is more than a frame for the tables and sections in its cells."""
    if next(table.iterdescendants("table"), None) is None:
        return True
    if next(table.iterdescendants(*HEADINGS), None) is not None:
        return False
    return nested.has_rows([[_own(cell) for cell in row] for row in _rows(table)])


def _own(cell: Any) -> str:
    """The text of a cell outside the tables in it."""
    if unseen(cell):
        return ""
    pieces = [cell.text or ""]
    for child in cell:
        pieces += ["" if child.tag == "table" else _own(child), child.tail or ""]
    return "".join(pieces).strip()


def _fill(line: list[str], reaching: dict[int, tuple[int, str]]) -> None:
    """Repeat the label of a cell that reaches down into this row."""
    while len(line) in reaching:
        at = len(line)
        left, content = reaching.pop(at)
        if left > 1:
            reaching[at] = (left - 1, content)
        line.append(content)


def _number(value: str | None) -> int:
    return min(max(int(value), 1), _WIDEST) if value and value.isdecimal() else 1
