"""Brings a row of an outline into the shape that slides can show: clean words, even tables, nothing empty."""

from __future__ import annotations

import math

import msgspec

from desktop.domain.deck import Chart, OutlineSlide, Series, Table
from desktop.slides.clean import clean, clean_lines

#: Columns and rows of a table, and categories and series of a chart, that can be told apart on a slide at all.
_COLUMNS, _ROWS, _CATEGORIES, _SERIES = 12, 400, 40, 8


def tidy(slide: OutlineSlide) -> OutlineSlide:
    """Return the slide without prompts, control characters and empty parts."""
    points = tuple(
        msgspec.structs.replace(point, text=clean(point.text), level=min(max(point.level, 0), 1))
        for point in slide.points
        if not point.prompt and clean(point.text)
    )
    if points and points[0].level:
        points = (msgspec.structs.replace(points[0], level=0), *points[1:])
    figures = tuple(
        msgspec.structs.replace(figure, value=clean(figure.value), caption=clean(figure.caption))
        for figure in slide.figures
        if clean(figure.value) and clean(figure.caption)
    )
    quote = slide.quote
    if quote is not None:
        quote = msgspec.structs.replace(quote, text=clean(quote.text), who=clean(quote.who))
    return msgspec.structs.replace(
        slide,
        title=clean(slide.title),
        points=points,
        figures=figures,
        table=_table(slide.table) if slide.table is not None else None,
        chart=_chart(slide.chart) if slide.chart is not None else None,
        quote=quote if quote is not None and quote.text else None,
        notes=clean_lines(slide.notes),
    )


def _table(table: Table) -> Table | None:
    """Give every row as many cells as the header; leave out rows and columns that are empty."""
    width = min(len(table.header), _COLUMNS)
    rows = [tuple(clean(cell) for cell in (*row, *[""] * width)[:width]) for row in (table.header, *table.rows[:_ROWS])]
    kept = [column for column in range(width) if any(row[column] for row in rows)]
    even = [tuple(row[column] for column in kept) for row in rows]
    body = tuple(row for row in even[1:] if any(row))
    if not kept or not body:
        return None
    return msgspec.structs.replace(table, header=even[0], rows=body, caption=clean(table.caption))


def _chart(chart: Chart) -> Chart | None:
    """Give every series a value for each category; leave out a chart without numbers."""
    count = min(len(chart.categories), _CATEGORIES)
    series = tuple(
        Series(clean(one.name), tuple(_number(value) for value in (*one.values, *[None] * count)[:count]))
        for one in chart.series[:_SERIES]
    )
    if not count or not any(value is not None for one in series for value in one.values):
        return None
    labels = tuple(tuple(clean(label) for label in row) for row in chart.labels[: len(series)])
    categories = tuple(clean(category) or "–" for category in chart.categories[:count])
    return msgspec.structs.replace(chart, categories=categories, series=series, unit=clean(chart.unit), labels=labels)


def _number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
