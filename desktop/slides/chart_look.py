"""Which bars of a chart are coloured, how its values are written, and the chart and the table in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.slides.amounts import decimals, has_commas
from desktop.slides.wordings import ENGLISH
from desktop.slides.words import Words

if TYPE_CHECKING:
    from desktop.domain.deck import Chart, Table
    from desktop.slides.looks import Colour

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"\b((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\s+(\d{1,2})\b")
_TIME = re.compile(
    r"(?:19|20)\d\d|\bQ[1-4]\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|[0-9]{1,2}月|季度|年",
)
_ORDER: tuple[Colour, ...] = ("neutral", "accent", "second", "third", "fourth", "muted")


def is_time(names: tuple[str, ...]) -> bool:
    """Whether all names are years, quarters, months or dates."""
    return bool(names) and all(_TIME.search(name) for name in names)


def highlight(chart: Chart) -> int | None:
    """Return the category whose bar is in the accent, None for more: the largest.

    Of a time series it is the latest, where the values run from the lowest to the highest or the other way.
    """
    if len(chart.series) != 1 or chart.kind == "line":
        return None
    values = chart.series[0].values
    known = [(abs(value), index) for index, value in enumerate(values) if value is not None]
    if is_time(chart.categories) and (
        len(known) < len(values) or {known[0][0], known[-1][0]} == {min(known)[0], max(known)[0]}
    ):
        return len(values) - 1
    return max(known)[1] if known else None


def series_colours(chart: Chart) -> tuple[Colour, ...]:
    """Return a colour for each series: a single one is neutral, the latest of two is in the accent."""
    count = len(chart.series)
    if count == 1:
        return ("accent",) if chart.kind == "line" else ("neutral",)
    return tuple(_ORDER[index % len(_ORDER)] for index in range(count))


def latest_last(names: tuple[str, ...]) -> tuple[int, ...]:
    """Return the order in which names with years or dates run from the oldest to the latest; as they are without."""
    keys = [_when(name) for name in names]
    if not all(keys):
        return tuple(range(len(names)))
    return tuple(sorted(range(len(names)), key=lambda index: keys[index]))


def _when(name: str) -> tuple[str, int, int] | tuple[()]:
    years = _YEAR.findall(name)
    if not years:
        return ()
    day = _DAY.search(name)
    return (years[-1], _MONTHS.index(day.group(1)[:3].lower()), int(day.group(2))) if day else (years[-1], 0, 0)


def number_format(chart: Chart) -> str:
    """Return the format code that shows every value as the source does: its decimals, its thousands, its sign."""
    labels = [label for row in chart.labels for label in row] or [
        f"{value:g}" for series in chart.series for value in series.values if value is not None
    ]
    commas = has_commas(labels)
    most = max((decimals(label, commas=commas) for label in labels), default=0)
    code = "#,##0" + ("." + "0" * most if most else "")
    if labels and all("%" in label for label in labels if re.search(r"\d", label)):
        return code + '"%"' if all("%" in label and " %" not in label for label in labels) else code + '" %"'
    money = next((sign for sign in "$€£¥" if all(sign in label for label in labels if re.search(r"\d", label))), "")
    return f'"{money}"{code}' if money else code


def describe_chart(chart: Chart, words: Words = ENGLISH) -> str:
    """Return the chart in one or more sentences, with every value as the source writes it."""
    kind = {"column": words.column_chart, "bar": words.bar_chart, "line": words.line_chart}[chart.kind]
    told = []
    for index, series in enumerate(chart.series):
        labels = (
            chart.labels[index]
            if index < len(chart.labels)
            else tuple("" if value is None else f"{value:g}" for value in series.values)
        )
        pairs = ", ".join(
            f"{category} {label}" for category, label in zip(chart.categories, labels, strict=False) if label
        )
        told.append(f"{series.name}: {pairs}" if series.name.strip() and len(chart.series) > 1 else pairs)
    unit = f" ({chart.unit})" if chart.unit else ""
    return f"{kind}{unit}. " + "; ".join(told) + "."


def describe_table(table: Table, words: Words = ENGLISH) -> str:
    """Return the table in sentences: its size, its header, and its first rows."""
    head = ", ".join(cell or "–" for cell in table.header)
    rows = "; ".join(", ".join(cell or "–" for cell in row) for row in table.rows[:8])
    size = {"rows": len(table.rows), "columns": len(table.header)}
    return words.table.format(**size, head=head, body=rows)


def described(chart: Chart | None, table: Table | None, words: Words) -> str:
    """Return the chart or the table of a slide in words; nothing where there is neither."""
    if chart is not None:
        return describe_chart(chart, words)
    return describe_table(table, words) if table is not None else ""
