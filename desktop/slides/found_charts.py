"""Makes charts of tables: only of values in the same unit and of comparable size, exactly as the table has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from desktop.domain.deck import Chart, Series, Table
from desktop.slides.amounts import amount, has_commas
from desktop.slides.chart_look import is_time, latest_last

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Bars that are still told apart, and how much the largest may be of the smallest.
MOST_CATEGORIES, MOST_RATIO = 8, 60.0
#: Points of a line, rows from which times are a series, and the part by which its values differ at least.
MOST_TIMES, SERIES, MOVING = 16, 4, 0.1
#: Rows of a table without a total of which the first two stand for all.
FEW = 3

_TOTAL = re.compile(r"^(?:total|all\b(?! other)|sum|合计|总计|overall)", re.IGNORECASE)
_KEY = re.compile(
    r"^(?:(?:total )?revenues?|(?:total )?net (?:sales|income|revenue)|gross (?:profit|margin)|operating income)$",
    re.IGNORECASE,
)
_HEAD_UNIT = re.compile(r"(?:,\s*|\s*[(（]|\s(?=kWh|°C|€|\$))([^,(（)）]{1,14})[)）]?$")

#: "Room 7" and "A-12" are names and no amounts; "US$ 7" and "EUR 12" are.
_NAME = re.compile(r"(?!(?:US|CA|AU|A|C|[A-Z]{3}|Rs\.?|kr\.?|Fr\.?)[ $])[^\W\d_\u3400-\u9fff]+[\s./#-]*\d")


class _Column(msgspec.Struct, frozen=True):
    name: str
    unit: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


def chart_of(table: Table, *, made: bool = False) -> Chart | None:
    """Return a chart of the table, or None when its values are not of one kind.

    Args:
        made: the table was a chart in the document, so it is one here too.
    """
    if not 2 <= len(table.rows) <= (24 if made else MOST_TIMES) or len(table.header) < 2:
        return None
    table = table if made else _named(table)
    commas = has_commas(cell for row in table.rows for cell in row[1:])
    columns = [_column(table, index, commas) for index in range(1, len(table.header))]
    across = _across(table, columns)
    if across is not None and not made:
        return across
    return _down(table, columns, made=made)


def _column(table: Table, index: int, commas: bool) -> _Column:
    head = table.header[index]
    labels = tuple(row[index].strip() for row in table.rows)
    match = _HEAD_UNIT.search(head)
    if match and (match.start() == 0 or re.search(r"(?:19|20)\d\d", match.group(1))):
        match = None
    unit = match.group(1).strip() if match else ""
    name = head[: match.start()].strip() if match else head
    if any("%" in label for label in labels):
        unit = "%"
    values = (None if _NAME.match(label) else amount(label, commas=commas) for label in labels)
    return _Column(name, unit, tuple(values), labels)


def _across(table: Table, columns: Sequence[_Column]) -> Chart | None:
    """Make a chart of a time series whose times are the columns: one series for each row of up to two."""
    timed = [column for column in columns if is_time((column.name,)) and column.unit != "%"]
    if len(timed) < 3 or len({column.unit for column in timed}) > 1 or len({_stem(column) for column in timed}) > 1:
        return None
    rows = [i for i, row in enumerate(table.rows) if _TOTAL.match(row[0])][:1]
    if not rows and (len(table.rows) <= FEW or _KEY.match(table.rows[0][0])):
        rows = list(range(min(len(table.rows), 2)))
    series = tuple(Series(table.rows[i][0], tuple(column.values[i] for column in timed)) for i in rows)
    labels = tuple(tuple(column.labels[i] for column in timed) for i in rows)
    if any(value is None for one in series for value in one.values) or not _comparable(series):
        return None
    unit = timed[0].unit or table.caption or (series[0].name if len(series) == 1 else "")
    return Chart("column", tuple(column.name for column in timed), series, unit, labels=labels)


def _down(table: Table, columns: Sequence[_Column], *, made: bool) -> Chart | None:
    """Make a chart whose categories are the rows, of the one or two columns that are alike."""
    usable = [c for c in columns if sum(v is not None for v in c.values) >= max(2, 0.8 * len(c.values))]
    groups: dict[str, list[_Column]] = {}
    for column in usable:
        groups.setdefault(column.unit if made or _same_kind(column) else f"{column.unit}/{column.name}", []).append(
            column
        )
    best = max(groups.values(), key=lambda group: (min(len(group), 2), _same_kind(group[0])), default=[])
    timed = is_time(tuple(row[0] for row in table.rows)) and len(table.rows) >= SERIES
    if timed and not made and len(usable) > 1:
        return _first_moving(table, usable)
    if not best or (len(usable) > 1 and len(best) < 2 and not made):
        return None
    chosen = list(best[:4]) if made else _pair(best)
    if not chosen:
        return None
    rows = [i for i in range(len(table.rows)) if all(c.values[i] is not None for c in chosen)]
    rows = _of_one_unit(rows, chosen, table)
    if not made:
        key = [i for i in rows if _KEY.match(table.rows[i][0])]
        rows = key if len(key) >= 3 else _not_totals(rows, chosen, table) if len(rows) > 2 else rows
        rows = rows[:5] if len(chosen) > 1 else rows
    units = {match.group(1) for i in rows if (match := re.search(r",\s*(\S{1,12}(?: \S{1,8})?)$", table.rows[i][0]))}
    if len(rows) < 2 or len(units) > 1:
        return None
    series = tuple(Series(c.name, tuple(c.values[i] for i in rows)) for c in chosen)
    labels = tuple(tuple(c.labels[i] for i in rows) for c in chosen)
    names = tuple(table.rows[i][0] for i in rows)
    if not made and (not _comparable(series) or len(names) > MOST_CATEGORIES or max(map(len, names)) > 34):
        return None
    unit = chosen[0].unit or table.caption or (chosen[0].name if len(chosen) == 1 else "")
    if made and len(chosen) == 1:
        unit = table.header[1] or unit
    unit = _money(unit.partition(", except")[0], labels)
    line = is_time(names) and len(names) > 8
    return Chart("line" if line else "column", names, series, unit, labels=labels)


def _named(table: Table) -> Table:
    """Put the column that names each row first, where the first one names several alike: "2021/22, December"."""
    for column in range(len(table.header)):
        cells = [row[column] for row in table.rows]
        if len(set(cells)) == len(cells) and (
            is_time(tuple(cells)) or not any(amount(cell) is not None for cell in cells)
        ):
            if column == 0:
                return table
            order = (column, *(i for i in range(len(table.header)) if i != column))
            rows = tuple(tuple(row[i] for i in order) for row in table.rows)
            return Table(tuple(table.header[i] for i in order), rows, table.caption, table.citation)
        if column == 0 and len(set(cells)) == len(cells):
            return table
    return table


def _first_moving(table: Table, columns: Sequence[_Column]) -> Chart | None:
    """Make a chart of the first column of a time series whose values differ by a tenth at least, under its own head."""
    for column in sorted(columns, key=lambda one: _TOTAL.match(one.name) is None):
        values = [value for value in column.values if value is not None]
        whole = len(values) == len(table.rows) and _same_kind(column) and not is_time((column.labels[0],))
        one = (Series(column.name, column.values),)
        if whole and max(values) - min(values) >= MOVING * abs(max(values)) and _comparable(one):
            names = tuple(row[0] for row in table.rows)
            unit = next(head for head in table.header[1:] if head.startswith(column.name))
            kind: Literal["column", "line"] = "line" if len(names) > MOST_CATEGORIES else "column"
            return Chart(kind, names, one, unit, labels=(column.labels,))
    return None


def _money(unit: str, labels: Sequence[Sequence[str]]) -> str:
    """Say the currency where only the first row of the source shows it: "$ in millions"."""
    sign = next((sign for sign in "$€£¥" if any(sign in label for row in labels for label in row)), "")
    at = unit.lower().find("in ")
    return (
        f"{unit[:at]}{sign} {unit[at : at + 1].lower()}{unit[at + 1 :]}"
        if sign and at >= 0 and sign not in unit
        else unit
    )


def _same_kind(column: _Column) -> bool:
    """Whether all values of a column are amounts, or all are shares."""
    marks = {"%" in label for label in column.labels if re.search(r"\d", label)}
    return len(marks) == 1


def _pair(columns: Sequence[_Column]) -> list[_Column]:
    """Return one column, or the two latest, oldest first, that name the same stretch of time of different years."""
    if len(columns) == 1:
        return list(columns)
    stems: dict[str, list[_Column]] = {}
    for column in columns:
        stems.setdefault(_stem(column), []).append(column)
    for group in stems.values():
        if len(group) > 1 and is_time(tuple(column.name for column in group)):
            return [group[i] for i in latest_last(tuple(column.name for column in group))][-2:]
    return []


def _stem(column: _Column) -> str:
    """Return a column's name without its date, so that a quarter and a year to the same day differ."""
    return re.sub(r"(?:19|20)\d\d(?:/\d\d)?|[A-Z][a-z]+ \d{1,2},?", "", column.name).strip(" ,").lower()


def _of_one_unit(rows: Sequence[int], chosen: Sequence[_Column], table: Table) -> list[int]:
    """Leave out shares among amounts, and amounts per share."""
    shares = [i for i in rows if any("%" in c.labels[i] for c in chosen)]
    kept = [i for i in rows if i not in shares] if len(shares) * 2 <= len(rows) else shares
    return [i for i in kept if not re.search(r"\bper\b|basic|diluted", table.rows[i][0], re.IGNORECASE)]


def _not_totals(rows: Sequence[int], chosen: Sequence[_Column], table: Table) -> list[int]:
    """Leave out sums of the other rows; where most rows are sums, show those, each value once."""
    parts = [i for i in rows if not _TOTAL.match(table.rows[i][0])]
    sums = [i for i in rows if i not in parts]
    if len(parts) >= 3 or len(sums) < 3:
        return parts
    values = [tuple(column.values[i] for column in chosen) for i in sums]
    return [i for at, i in enumerate(sums) if values[at] not in values[:at]]


def _comparable(series: Sequence[Series]) -> bool:
    values = [abs(v) for one in series for v in one.values if v]
    return (
        bool(values)
        and max(values) / min(values) <= MOST_RATIO
        and any(v > 0 for one in series for v in one.values if v)
    )
