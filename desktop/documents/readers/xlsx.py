"""Read Excel workbooks: a page a sheet, or several of a long one; a table for each stretch of rows with its range."""

from __future__ import annotations

import datetime
import itertools
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.read_only import EmptyCell

from desktop.documents.clean import clean_line
from desktop.documents.readers import archive, sheets
from desktop.documents.readers.number_formats import date, number
from desktop.documents.readers.parts import Note, Opened
from desktop.documents.readers.sheet_rows import Labels, Stretch
from desktop.documents.readers.xlsx_beside import beside, merged_down
from desktop.domain.document import Page
from desktop.errors import FileHasNoText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.documents.readers.parts import Part
    from desktop.documents.readers.source import Source
    from desktop.domain.document import Block

#: Empty rows and columns that end the reading of a sheet: styles alone can reach to row 1,048,576.
MOST_EMPTY_ROWS = 2_000
#: Rows of one sheet that are read.
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
#: A formula that was never calculated has no value next to it.
_BARE_FORMULA = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^>]*/>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


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
        part = parts.read(path) if path in parts.NameToInfo else b""
        if _BARE_FORMULA.search(part):
            formulas = formulas or openpyxl.load_workbook(package, read_only=True, keep_links=False)
            twin = formulas[sheet.title]
        reading = _Sheet(sheet, twin, name, merged_down(part))
        for label, blocks in sheets.pages(itertools.chain(reading.blocks(), beside(parts, path, name)), name):
            number += 1
            empty = empty and not blocks
            yield Page(number, blocks, label)
        if reading.bare:
            # What the figures are nobody knows but the program that calculates them.
            yield Note(f"Sheet “{name}” shows formulas in place of results that were never calculated.")
        if reading.cut:
            yield Note(f"Sheet “{name}” was read up to row {MOST_ROWS:,}.")
    if empty:
        raise FileHasNoText(file=source.shown)


class _Sheet:
    """Knows a sheet, the one with its formulas, its merged cells, and whether formulas and more rows were found."""

    def __init__(self, sheet: Any, twin: Any, name: str, merged: dict[int, list[tuple[int, int]]]) -> None:
        self._sheet, self._twin, self._name = sheet, twin, name
        self._labels = Labels(merged)
        self.cut = self.bare = False

    def blocks(self) -> Iterator[Block]:
        """Yield its tables, each as soon as it was read, a long one in parts."""
        self._sheet.reset_dimensions()  # what the file says of its size is often wrong
        formulas: Iterable[Any] = ()
        if self._twin is not None:
            self._twin.reset_dimensions()
            formulas = self._twin.iter_rows()
        waiting = iter(formulas)
        table = Stretch(self._name)
        gap = 0
        for whole in self._sheet.iter_rows():  # given a widest column, it would fill each row up to that
            row, others = whole[:MOST_COLUMNS], next(waiting, ())
            at = next((cell.row for cell in row if not isinstance(cell, EmptyCell)), 0)
            values = [_shown(cell, others[index] if index < len(others) else None) for index, cell in enumerate(row)]
            if not at or not any(values):
                gap += 1
                if gap > MOST_EMPTY_ROWS:
                    break
                continue
            gap = 0
            if at > MOST_ROWS:
                self.cut = True
                break
            self.bare = self.bare or (bool(others) and any(map(_is_bare, row, values)))
            self._labels.fill(at, values)
            yield from table.take(at, values)
        yield from table.close()


def _is_bare(cell: Any, shown: str) -> bool:
    """Whether a formula stands in the place of a value."""
    return bool(shown) and cell.value is None


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
        return date(value)
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, int | float):
        return number(value, str(getattr(cell, "number_format", "") or ""))
    return clean_line(str(value))
