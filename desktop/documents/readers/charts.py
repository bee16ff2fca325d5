"""Read charts of Office files (DrawingML) as the tables that they draw, with their titles and those of their axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers import cells
from desktop.documents.readers.number_formats import shown
from desktop.domain.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SERIES = f"{CHART}ser"
_AXES = frozenset(f"{CHART}{kind}Ax" for kind in ("cat", "val", "date", "ser"))
#: Points of one chart that are read.
MOST_POINTS = 2_000


class _Series(msgspec.Struct, frozen=True):
    """A series: its name, what its points are called or where they stand across, and their values; sizes of bubbles."""

    name: str
    names: tuple[str, ...]
    values: tuple[str, ...]
    sizes: tuple[str, ...]
    across: bool


def blocks(space: Any, *, figures: bool = True) -> Iterator[Block]:
    """Yield the blocks of a chart.

    Args:
        space: its chart space.
        figures: whether its figures are given, which a workbook has in its cells.
    """
    chart = space.find(f"{CHART}chart")
    plots = chart.find(f"{CHART}plotArea") if chart is not None else None
    if plots is None:
        return
    base_1904 = (base := space.find(f"{CHART}date1904")) is not None and base.get("val") in ("1", "true")
    titles = [_title(chart), *(_title(axis) for axis in plots if axis.tag in _AXES)]
    if words := "\n".join(filter(None, titles)):
        yield Block(words, place="chart")
    for plot in plots if figures else ():
        series = [_series(one, base_1904) for one in plot.iterchildren(_SERIES)]
        for table in _tables(series):
            if text := cells.table(table):
                yield Block(text, "table", place="chart")


def _title(element: Any) -> str:
    """The title of a chart or of an axis, typed there or taken from a cell."""
    title = element.find(f"{CHART}title")
    if title is None:
        return ""
    lines = ("".join(piece.text or "" for piece in line.iter(f"{_TEXT}t")) for line in title.iter(f"{_TEXT}p"))
    typed = clean_line(" ".join(lines))
    return typed or clean_line(" ".join(value.text or "" for value in title.iter(f"{CHART}v")))


def _series(element: Any, base_1904: bool) -> _Series:
    name = element.find(f"{CHART}tx")
    across = element.find(f"{CHART}xVal")
    named = across if across is not None else element.find(f"{CHART}cat")
    values = element.find(f"{CHART}yVal" if across is not None else f"{CHART}val")
    return _Series(
        clean_line(" ".join(value.text or "" for value in name.iter(f"{CHART}v"))) if name is not None else "",
        _points(named, base_1904),
        _points(values, base_1904),
        _points(element.find(f"{CHART}bubbleSize"), base_1904),
        across is not None,
    )


def _points(holder: Any, base_1904: bool) -> tuple[str, ...]:
    """The points of a series as they are shown; of names on several levels all of them, the outer ones first."""
    if holder is None:
        return ()
    levels = list(holder.iter(f"{CHART}lvl"))
    if levels:
        inner, *outer = (_column(level, "", base_1904) for level in levels)
        columns = [*(_filled_down(column, len(inner)) for column in reversed(outer)), inner]
        return tuple(" ".join(filter(None, words)) for words in zip(*columns, strict=True))
    code = next(holder.iter(f"{CHART}formatCode"), None)
    cache = next(holder.iter(f"{CHART}numCache", f"{CHART}strCache", f"{CHART}numLit", f"{CHART}strLit"), None)
    style = (code.text or "") if code is not None else ""
    return tuple(_column(cache, style, base_1904)) if cache is not None else ()


def _column(cache: Any, style: str, base_1904: bool) -> list[str]:
    found: dict[int, str] = {}
    for point in cache.iterchildren(f"{CHART}pt"):
        index = point.get("idx") or ""
        if index.isdecimal() and int(index) < MOST_POINTS:
            own = point.get("formatCode") or style
            value = (point.findtext(f"{CHART}v") or "").strip()
            numeric = cache.tag in (f"{CHART}numCache", f"{CHART}numLit")
            found[int(index)] = shown(value, own, base_1904=base_1904) if numeric else clean_line(value)
    return [found.get(at, "") for at in range(max(found, default=-1) + 1)]


def _filled_down(values: list[str], count: int) -> list[str]:
    """A name of an outer level stands for all below it, up to the next."""
    last = ""
    filled = []
    for at in range(count):
        last = (values[at] if at < len(values) else "") or last
        filled.append(last)
    return filled


def _tables(series: Sequence[_Series]) -> Iterator[list[list[str]]]:
    """One table where the points of all series are called the same, else one for each."""
    if not series:
        return
    shared = all(one.names in (series[0].names, ()) and not one.sizes for one in series)
    for group in [series] if shared else [[one] for one in series]:
        names = group[0].names
        columns = [column for one in group for column in (one.values, one.sizes) if column or column is one.values]
        count = max([len(names), *map(len, columns)], default=0)
        rows = [["", *(one.name for one in group)]]
        for at in range(count):
            name = names[at] if at < len(names) else ("" if group[0].across else str(at + 1))
            rows.append([name, *(column[at] if at < len(column) else "" for column in columns)])
        yield rows
