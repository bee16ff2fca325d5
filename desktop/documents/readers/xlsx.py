"""Read Excel workbooks: one page a sheet, one table for each stretch of rows, with its cell range."""

from __future__ import annotations

import datetime
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
from lxml import etree
from openpyxl.cell.read_only import EmptyCell

from desktop.documents.clean import clean, clean_line
from desktop.documents.readers import archive, cells
from desktop.documents.readers.parts import Note, Opened
from desktop.domain.document import Block, Page
from desktop.errors import FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source

#: Empty rows and columns that end the reading of a sheet: styles alone can reach to row 1,048,576.
MOST_EMPTY_ROWS = 2_000
#: Rows of one sheet that are read.
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
#: A single cell above a table that is longer than this is a remark and no title.
LONGEST_TITLE = 120
#: A formula that was never calculated has no value next to it.
_BARE_FORMULA = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^>]*/>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_DECIMALS = re.compile(r"0\.(0+)")


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a workbook. Cells read as the sheet shows them: dates, percentages, thousands.

    Raises:
        FileHasNoText, and as `archive.slim`.
    """
    package = archive.slim(source)
    book = openpyxl.load_workbook(package, read_only=True, data_only=True, keep_links=False)
    title = clean_line(book.properties.title or "") if book.properties else ""
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    yield Opened(title=title[:300], paged=True, pages=len(sheets))
    parts = zipfile.ZipFile(package)
    formulas: Any = None
    empty = True
    for number, sheet in enumerate(sheets, 1):
        twin = None
        path = getattr(sheet, "_worksheet_path", "")
        if _has_bare_formulas(parts, path):
            formulas = formulas or openpyxl.load_workbook(package, read_only=True, keep_links=False)
            twin = formulas[sheet.title]
        blocks, cut = _sheet(sheet, twin)
        blocks.extend(_comments(parts, path, clean_line(sheet.title)))
        empty = empty and not blocks
        yield Page(number, tuple(blocks), clean_line(sheet.title) or None)
        if cut:
            yield Note(f"Sheet “{clean_line(sheet.title)}” was read up to row {cut:,}.")
    if empty:
        raise FileHasNoText(file=source.shown)


def _has_bare_formulas(parts: zipfile.ZipFile, path: str) -> bool:
    return path in parts.NameToInfo and bool(_BARE_FORMULA.search(parts.read(path)))


def _comments(parts: zipfile.ZipFile, path: str, sheet: str) -> Iterator[Block]:
    """The remarks on a sheet's cells; the library gives them only where it reads a sheet as a whole."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts.NameToInfo:
        return
    for relation in _parsed(parts.read(relations)):
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target") or "")).lstrip("/")
        if not (relation.get("Type") or "").endswith("/comments") or target not in parts.NameToInfo:
            continue
        for comment in _parsed(parts.read(target)).iter("{*}comment"):
            if text := clean("".join(piece.text or "" for piece in comment.iter("{*}t"))):
                yield Block(text, "note", place=f"{sheet}!{comment.get('ref') or ''}")


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _sheet(sheet: Any, twin: Any) -> tuple[list[Block], int]:
    """The tables of a sheet, and the row at which its reading was ended, 0 when it was not."""
    sheet.reset_dimensions()  # what the file says of its size is often wrong
    formulas: Iterable[Any] = ()
    if twin is not None:
        twin.reset_dimensions()
        formulas = twin.iter_rows(max_col=MOST_COLUMNS)
    waiting = iter(formulas)
    blocks: list[Block] = []
    table = _Table(clean_line(sheet.title))
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        others = next(waiting, ())
        at = next((cell.row for cell in row if not isinstance(cell, EmptyCell)), 0)
        values = [_shown(cell, others[index] if index < len(others) else None) for index, cell in enumerate(row)]
        if not at or not any(values):
            table.gap()
            if table.empty_rows > MOST_EMPTY_ROWS:
                break
            continue
        if at > MOST_ROWS:
            blocks.extend(table.close())
            return blocks, MOST_ROWS
        if table.ends_before(at):
            blocks.extend(table.close())
        table.add(at, values)
    blocks.extend(table.close())
    return blocks, 0


class _Table:
    """Knows the rows of one stretch without empty rows in it."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._rows: list[tuple[int, list[str]]] = []
        self._first = True
        self.empty_rows = 0

    def gap(self) -> None:
        self.empty_rows += 1

    def ends_before(self, row: int) -> bool:
        """Whether the stretch ends above `row`: after an empty row, unless all it has is the heads of its columns."""
        if not self._rows:
            return False
        gap = row - self._rows[-1][0] - 1
        heads = len(self._rows) == 1 and _filled(self._rows[0][1]) > 1
        return gap > (1 if heads else 0)

    def add(self, row: int, values: list[str]) -> None:
        if self._rows and row > self._rows[-1][0] + 1:
            self._rows.append((row - 1, []))  # a line for each row, so that a passage's range can be counted
        self.empty_rows = 0
        self._rows.append((row, values))

    def close(self) -> Iterator[Block]:
        """Yield the titles above the table, then the table without the empty columns around it."""
        rows, self._rows = self._rows, []
        wide = any(_filled(values) > 1 for _, values in rows)
        while rows and _filled(rows[0][1]) == 1 and (wide or len(rows) == 1):
            (at, values), rows = rows[0], rows[1:]
            first = next(index for index, value in enumerate(values) if value)
            title = values[first]
            heads = wide or self._first
            short = heads and len(title) <= LONGEST_TITLE and any(char.isalpha() for char in title)
            place = f"{self._sheet}!{cells.column(first + 1)}{at}"
            self._first = False
            yield Block(title, "heading" if short else "text", 3 if short else 0, place)
        if not rows:
            return
        self._first = False
        used = {index for _, values in rows for index, value in enumerate(values) if value}
        left, right = min(used), max(used)
        text = "\n".join(cells.row(values[left : right + 1]) for _, values in rows)
        place = f"{self._sheet}!{cells.column(left + 1)}{rows[0][0]}:{cells.column(right + 1)}{rows[-1][0]}"
        yield Block(text, "table", place=place)


def _filled(values: list[str]) -> int:
    return sum(map(bool, values))


def _shown(cell: Any, other: Any) -> str:
    """A cell as text; its formula when it was never calculated."""
    value = cell.value
    if value is None:
        formula = getattr(other, "value", None)
        return clean_line(str(formula)) if isinstance(formula, str) and formula.startswith("=") else ""
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.replace(microsecond=0).isoformat(" ")
    if isinstance(value, int | float):
        return number(value, str(getattr(cell, "number_format", "") or ""))
    return clean_line(str(value))


def number(value: float, style: str) -> str:
    """Write a number as its format shows it: percent, thousands, fixed decimals; never in powers of ten.

    Digits that the format hides are kept where it says nothing of decimals, so that no figure changes.
    """
    style = style.split(";", maxsplit=1)[0]
    percent = "%" in style
    if percent:
        value *= 100
    grouped = "," if "#,##" in style or "0,0" in style else ""
    decimals = _DECIMALS.search(style)
    if decimals and "E" not in style.upper():
        text = f"{value:{grouped}.{len(decimals.group(1))}f}"
    elif float(value).is_integer() and abs(value) < 1e21:
        text = f"{int(value):{grouped}d}"
    else:
        text = f"{value:{grouped}.15g}"
    return text + ("%" if percent else "")
