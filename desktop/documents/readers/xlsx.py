"""Read Excel workbooks: a page a sheet, or several of a long one; a table for each stretch of rows with its range."""

from __future__ import annotations

import datetime
import functools
import itertools
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
from lxml import etree
from openpyxl.cell.read_only import EmptyCell

from desktop.documents.clean import clean, clean_line
from desktop.documents.readers import archive, cells, sheets
from desktop.documents.readers.parts import Note, Opened
from desktop.documents.readers.sections import SECTION
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
#: Fill and padding of a number format; what it shows as it stands; and which of that is a currency.
_PADDING = re.compile(r"_.|\*.")
_LITERAL = re.compile(r'\[\$([^\]-]*)[^\]]*\]|"([^"]*)"|\\(.)|([$€£¥])')
_CURRENCY = re.compile(r"[$€£¥₹₽₩]|\b[A-Z]{3}\b")
#: What Excel writes above a threaded comment, for programs that know none.
_THREADED = re.compile(r"\A\[[^\]\n]+\]\s.*?https://go\.microsoft\.com/\S+\s+(?:[^\n:]+:\s+)?", re.DOTALL)


def read(source: Source) -> Iterator[Part]:
    """Yield the parts of a workbook. Cells read as the sheet shows them: dates, percentages, thousands.

    Raises:
        FileHasNoText, and as `archive.slim`.
    """
    package = archive.slim(source)
    book = openpyxl.load_workbook(package, read_only=True, data_only=True, keep_links=False)
    title = clean_line(book.properties.title or "") if book.properties else ""
    found = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    yield Opened(title=title[:300], paged=True, pages=len(found))
    parts = zipfile.ZipFile(package)
    formulas: Any = None
    empty = True
    number = 0
    for sheet in found:
        twin = None
        path, name = getattr(sheet, "_worksheet_path", ""), clean_line(sheet.title)
        if _has_bare_formulas(parts, path):
            formulas = formulas or openpyxl.load_workbook(package, read_only=True, keep_links=False)
            twin = formulas[sheet.title]
        reading = _Sheet(sheet, twin, name)
        for label, blocks in sheets.pages(itertools.chain(reading.blocks(), _comments(parts, path, name)), name):
            number += 1
            empty = empty and not blocks
            yield Page(number, blocks, label)
        if reading.cut:
            yield Note(f"Sheet “{name}” was read up to row {MOST_ROWS:,}.")
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
            words = clean("".join(piece.text or "" for piece in comment.iter("{*}t")))
            if text := _THREADED.sub("", words, count=1):
                yield Block(text, "note", place=f"{sheet}!{comment.get('ref') or ''}")


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


class _Sheet:
    """Knows a sheet, the one with its formulas, and whether it has more rows than are read."""

    def __init__(self, sheet: Any, twin: Any, name: str) -> None:
        self._sheet, self._twin, self._name = sheet, twin, name
        self.cut = False

    def blocks(self) -> Iterator[Block]:
        """Yield its tables, each as soon as it was read, a long one in parts."""
        self._sheet.reset_dimensions()  # what the file says of its size is often wrong
        formulas: Iterable[Any] = ()
        if self._twin is not None:
            self._twin.reset_dimensions()
            formulas = self._twin.iter_rows()
        waiting = iter(formulas)
        table = _Table(self._name)
        for whole in self._sheet.iter_rows():  # given a widest column, it would fill each row up to that
            row, others = whole[:MOST_COLUMNS], next(waiting, ())
            at = next((cell.row for cell in row if not isinstance(cell, EmptyCell)), 0)
            values = [_shown(cell, others[index] if index < len(others) else None) for index, cell in enumerate(row)]
            if not at or not any(values):
                table.gap()
                if table.empty_rows > MOST_EMPTY_ROWS:
                    break
                continue
            if at > MOST_ROWS:
                self.cut = True
                break
            if table.ends_before(at):
                yield from table.close()
            elif table.size > SECTION:
                yield from table.close(goes_on=True)
            table.add(at, values)
        yield from table.close()


class _Table:
    """Knows the rows of one stretch without empty rows in it, and where an earlier part of the stretch ended."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._rows: list[sheets.Row] = []
        self._head: sheets.Row | None = None
        self._part_ended = 0
        self._first = True
        self.empty_rows = 0
        self.size = 0

    def gap(self) -> None:
        self.empty_rows += 1

    def ends_before(self, row: int) -> bool:
        """Whether the stretch ends above `row`: after an empty row, unless all it has is the heads of its columns."""
        last = self._rows[-1][0] if self._rows else self._part_ended
        if not last:
            return False
        heads = not self._part_ended and len(self._rows) == 1 and _filled(self._rows[0][1]) > 1
        return row - last - 1 > (1 if heads else 0)

    def add(self, row: int, values: list[str]) -> None:
        if self._rows and row > self._rows[-1][0] + 1:
            self._rows.append((row - 1, []))  # a line for each row, so that a passage's range can be counted
        self.empty_rows = 0
        self._rows.append((row, values))
        self.size += sheets.size(self._rows[-1])

    def close(self, *, goes_on: bool = False) -> Iterator[Block]:
        """Yield the titles above the table, then the table; its first row comes again in parts where it `goes_on`."""
        rows, self._rows, self.size = self._rows, [], 0
        if not self._part_ended:
            yield from self._titles(rows)
        if rows:
            self._first = False
            yield sheets.table(self._sheet, rows, self._head)
        if goes_on and rows:
            self._head = self._head if self._part_ended else sheets.head_of(rows)
        self._part_ended = rows[-1][0] if goes_on and rows else 0
        self._head = self._head if goes_on else None

    def _titles(self, rows: list[sheets.Row]) -> Iterator[Block]:
        """Yield the rows of a single cell above the table, and take them away."""
        wide = any(_filled(values) > 1 for _, values in rows)
        while rows and _filled(rows[0][1]) == 1 and (wide or len(rows) == 1):
            at, values = rows.pop(0)
            first = next(index for index, value in enumerate(values) if value)
            title = values[first]
            heads = wide or self._first
            short = heads and len(title) <= LONGEST_TITLE and any(char.isalpha() for char in title)
            place = f"{self._sheet}!{cells.column(first + 1)}{at}"
            self._first = False
            yield Block(title, "heading" if short else "text", 3 if short else 0, place)


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
    """Write a number as its format shows it: percent, thousands, fixed decimals, currency; never in powers of ten.

    Digits that the format hides are kept where it says nothing of decimals, so that no figure changes.
    """
    style = style.split(";", maxsplit=1)[0]
    before, after = _currency(style)
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
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return f"{sign}{before}{digits}{'%' if percent else ''}{after}"


@functools.lru_cache(maxsize=256)
def _currency(style: str) -> tuple[str, str]:
    """What a number format shows before and after the digits that is a currency: "$", or " €"."""
    style = _PADDING.sub("", style)
    digits = re.search(r"[#0?]", _LITERAL.sub(lambda match: "\0" * len(match.group()), style))
    sides = ["", ""]
    if digits is None:
        return "", ""
    for literal in _LITERAL.finditer(style):
        words = next(filter(None, literal.groups()), "")
        sides[literal.start() > digits.start()] += words
    before, after = (side if _CURRENCY.search(side) else "" for side in sides)
    return before, f" {after.strip()}" if after else ""
