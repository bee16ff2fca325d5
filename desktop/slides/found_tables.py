"""Reads tables out of documents: rows and heads that a reader kept as cells, or as lines of words and numbers."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.domain.deck import Table
from desktop.slides.clean import clean
from desktop.slides.material import caption_of
from desktop.slides.sections import RawTable
from desktop.slides.tables import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A slide holds so many rows and columns; longer tables keep the rows that matter most.
MOST_ROWS, MOST_COLUMNS = 8, 6
#: A table with more lines is a list to look things up in, not something to show.
MOST_LINES, MOST_LISTED = 60, 24
#: Longest cell in characters; a table of paragraphs is no table for a slide.
LONGEST_CELL = 60

_VALUE = re.compile(
    r"""(?<![\w.])(?:[$€£¥]\s?)?[(+−-]?(?:[$€£¥]\s?)?\d[\d,]*(?:\.\d+)?\s?(?:%|pts?\b)?\)?\s?%?(?=\s|$)|(?<=\s)[—–-](?:\s?%)?(?=\s|$)"""
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: A head of a column of figures: a date, with or without its year, or a change ("% Change").
_HEAD = re.compile(rf"(?:{_MONTHS})\s+\d{{1,2}}(?!\d)(?:,?\s+(?:19|20)\d\d)?|(?:[$%]|[A-Z][\w-]+)\s+Change\b")
_DAY = re.compile(rf"(?:{_MONTHS})\s+\d{{1,2}}(?!\d),?")
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?:/\d\d)?(?![\d,.])")
_PERIOD = re.compile(r"(?:Three|Six|Nine|Twelve|\d+)\s+(?:Months|Weeks)\s+Ended", re.IGNORECASE)
#: A line that names the part of a report's table that follows: "Inventories (1): (In millions)".
_NAMED = re.compile(r"^([A-Z][A-Za-z ,&’'-]{3,48}?)(?:\s*\(\d\))?:(?:\s*\(In \w+\))?$")
_KEY_ROWS = re.compile(
    r"^(?:total|net (?:income|sales|revenue|loss|cash)|revenue|sales|gross (?:profit|margin)|operating "
    r"(?:income|expenses)"
    r"|cost of|income before|diluted|ebit|profit|all\b|sum|合计|总计|收入|利润)",
    re.IGNORECASE,
)


def read_table(raw: RawTable, most: int = MOST_ROWS) -> Table | None:
    """Return the table, with sensible heads and no more than a slide holds, or None when there is none to be made.

    Args:
        most: rows that are kept.
    """
    lines = [clean(line) for line in raw.text.splitlines() if line.strip()]
    table = _from_cells(lines, raw) if any(" | " in line for line in lines) else _from_lines(lines, raw)
    if len(lines) > MOST_LINES or table is None or len(table.rows) < 2 or len(table.header) < 2:
        return None
    if not any(is_numeric(cell) and cell.strip() for row in table.rows for cell in row[1:]) and len(table.header) > 3:
        return None
    if any(len(cell) > LONGEST_CELL for row in (table.header, *table.rows) for cell in row):
        return None
    return _narrow(table, most)


def _from_cells(lines: Sequence[str], raw: RawTable) -> Table | None:
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines if "|" in line]
    width = max(len(row) for row in rows)
    rows = [(*row, *([""] * (width - len(row)))) for row in rows]
    kept = [column for column in range(width) if any(row[column] for row in rows)]
    rows = [tuple(row[column] for column in kept) for row in rows]
    head, body = rows[0], tuple(row for row in rows[1:] if sum(bool(cell) for cell in row) >= min(2, len(row)))
    if not body or len(head) < 2 or len(body) > MOST_LISTED:
        return None
    # Heads are words or years; a first row of plain numbers is a row like the others, and there are no heads.
    if sum(not cell or (is_numeric(cell) and not _YEAR.search(cell)) for cell in head[1:]) > (len(head) - 1) / 2:
        return None
    return Table(head, body, caption_of(raw.above))


def _from_lines(lines: Sequence[str], raw: RawTable) -> Table | None:
    """Read rows that are a label and some numbers, and the heads that stand above the first of them."""
    parsed = [_row(line) for line in lines]
    counts = [len(row[1]) for row in parsed if row is not None]
    if len(counts) < 2:
        return None
    width = max(set(counts), key=lambda count: (counts.count(count), count))
    if width > 8:
        return None
    numbered = (i for i, row in enumerate(parsed) if row is not None and len(row[1]) == width)
    first = next((i for i in numbered if not _is_head(lines[i])), len(lines))
    body = tuple((row[0], *row[1]) for row in parsed[first:] if row is not None and len(row[1]) == width)
    above = [clean(line) for text in raw.above for line in text.splitlines()]
    # The nearest lines first: further up there are dates that belong to something else.
    tries = (_heads([*above[len(above) - count :], *lines[:first]], width) for count in range(len(above) + 1))
    heads = next((found for found in tries if found is not None), None)
    labels = [row[0] for row in body]
    body = tuple(row for row in body if labels.count(row[0]) == 1 and not set("—–") & set(row[0][-1:]))
    lost = sum(row is not None and len(row[1]) > 1 and len(row[1]) != width for row in parsed[first:])
    if heads is None or len(body) < 2 or lost * 4 >= len(body) + lost:
        return None  # a total over rows that are not all there would mislead
    caption = caption_of((*raw.above, *lines[:first]))
    named = [match.group(1) for line in lines[:first] if (match := _NAMED.match(line))]
    parted = any(line.endswith(":") for line in lines[first:])
    if named and not parted:
        caption = f"{named[-1]}, {caption[:1].lower()}{caption[1:]}" if caption else named[-1]
    if width == 1 and _YEAR.fullmatch(heads[-1]):
        return None  # a year somewhere above is not yet the head of a column
    label, heads = ("", heads) if len(heads) == width else (heads[0], heads[1:])
    return Table((label, *heads), body, caption)


def _row(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Return label and values of a line, or None when it is no row."""
    values = list(_VALUE.finditer(line))
    if not values:
        return None
    # Only the values at the end of the line are cells; a number inside the label belongs to it.
    start = len(values)
    end = len(line)
    while start and not line[values[start - 1].end() : end].strip():
        start -= 1
        end = values[start].start()
    label = line[:end].strip(" .:$")
    if start == len(values) or not (any(c.isalpha() for c in label) or _YEAR.fullmatch(label)) or len(label) > 70:
        return None
    return label, tuple(re.sub(r"\s+(?=[%)])|(?<=[$€£¥])\s+", "", value.group()).strip() for value in values[start:])


def _is_head(line: str) -> bool:
    return bool(_PERIOD.search(line)) or len(_HEAD.findall(line)) > 1 or len(_YEAR.findall(line)) > 1


def _heads(lines: Sequence[str], width: int) -> tuple[str, ...] | None:
    """Return `width` heads, or one more with a head for the labels, from the lines above the first row."""
    tail = list(lines[-12:])
    for line in reversed(tail[-3:]):
        words = _columns_of_words(line, width)
        if words is not None and any(_YEAR.fullmatch(word) for word in words):
            return words
    text = " ".join(tail)
    periods = [match.group() for match in _PERIOD.finditer(text)]
    heads = _dated(text, width)
    if heads is None:
        return None
    groups = [name for name, _ in groupby(periods)] if len(periods) > 1 else periods
    if len(groups) > 1 and width % len(groups) == 0:
        share = width // len(groups)
        return tuple(
            date if date.endswith("Change") else f"{_short(groups[index // share])} {date}"
            for index, date in enumerate(heads)
        )
    return tuple(heads)


def _dated(text: str, width: int) -> list[str] | None:
    """Return `width` dates, years and changes in their order; dates and years may stand in rows of their own."""
    heads = [re.sub(r"\s+", " ", match.group()) for match in _HEAD.finditer(_apart(text))]
    days = [head for head in heads if not head.endswith("Change")]
    years = [match.group() for match in _YEAR.finditer(_DAY.sub(" ", text))]
    if len(heads) > width or not days:
        return years if len(years) == width and not days else None
    if len(heads) == width and len(years) == len(days):
        given = iter(years)
        return [head if head.endswith("Change") else f"{_without_year(head)}, {next(given)}" for head in heads]
    return None


def _without_year(date: str) -> str:
    return re.sub(r",?\s*(?:(?:19|20)\d\d)?$", "", date)


def _apart(text: str) -> str:
    """Keep a date from taking the year of another: "October 29, October 30, 2023 2022" has two dates without years."""
    return text if len(_DAY.findall(text)) == len(re.findall(r",\s+(?:19|20)\d\d", text)) else _YEAR.sub(" ", text)


def _short(period: str) -> str:
    words = period.lower().split()
    numbers = {"three": "3", "six": "6", "nine": "9", "twelve": "12"}
    return f"{numbers.get(words[0], words[0])} {words[1]} to"


def _columns_of_words(line: str, width: int) -> tuple[str, ...] | None:
    """Read a line of single words and years as heads: "Block Homes 2021/22 2022/23 2023/24 Fall"."""
    words = line.split()
    sentence = re.sub(r"^.*[.:]\s+(?=[A-Z])", "", line).split()
    for candidate in (words, sentence):
        if len(candidate) in {width, width + 1} and all(len(word) < 18 for word in candidate):
            named = [word for word in candidate if word[:1].isupper() or _YEAR.fullmatch(word)]
            if len(named) == len(candidate) and len({*candidate}) == len(candidate):
                return tuple(candidate)
    return None


def _narrow(table: Table, most: int) -> Table:
    """Keep the columns and rows that a slide holds: the first columns, and totals and key rows before details."""
    header, rows, caption = table.header, table.rows, table.caption
    if len(header) > MOST_COLUMNS:
        header, rows = header[:MOST_COLUMNS], tuple(row[:MOST_COLUMNS] for row in rows)
    if len(rows) > most:
        ranked = sorted(range(len(rows)), key=lambda i: (not _KEY_ROWS.match(rows[i][0]), i))[:most]
        rows = tuple(rows[i] for i in sorted(ranked))
    return Table(header, rows, caption)
