"""Read a line of a table whose cells are not marked, as in text from PDF, by the line that names its columns."""

from __future__ import annotations

import re

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SPAN = re.compile(
    r"\b(?:(?:Three|Six|Nine|Twelve) Months|(?:\d+|Thirteen|Twenty-six) Weeks|Years?|Quarters?)(?: Ended)?\b",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b{_MONTH} \d{{1,2}}\b")
_PIECE = re.compile(
    rf"(?P<date>{_MONTH} \d{{1,2}}, (?:19|20)\d\d)|(?P<year>\b(?:19|20)\d\d\b)|(?P<change>%? ?\bChange\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_VALUE = re.compile(r"(?:[$€£¥]\s?)?\(?[$€£¥−–-]?\d+(?:,\d{3})*(?:\.\d+)?\)?(?:\s?%\)?)?|(?<=\s)[—–-](?=\s|$)")


def columns(header: str, row: str) -> list[tuple[str, str]]:
    """Return (name of the column, value) for each value of `row`; empty where the two lines do not match one to one.

    The header must be made of dates, years and spans of time ("Three Months Ended July 1, 2023 June 25, 2022"); a span
    holds for an equal share of the dates.
    """
    values = _values(row)
    for names in (_in_order(header), _days_and_years(header)):
        if names and len(names) == len(values):
            return list(zip(names, values, strict=True))
    return []


def _values(row: str) -> list[str]:
    """Return the values at the end of a line, as they are written."""
    found = list(_VALUE.finditer(row))
    start = len(found)
    while start > 0 and (start == len(found) or not row[found[start - 1].end() : found[start].start()].strip(" $|")):
        start -= 1
    if found and row[found[-1].end() :].strip():
        return []
    return [match.group().strip() for match in found[start:]]


def _in_order(header: str) -> list[str]:
    """Read whole dates, or years alone, and changes in their order, each under its span."""
    pieces = list(_PIECE.finditer(header))
    dates, years = (sum(1 for piece in pieces if piece[kind]) for kind in ("date", "year"))
    if len(_DAY.findall(header)) != dates or (dates and years):
        return []
    return _under_spans(header, [piece.group().strip() for piece in pieces])


def _days_and_years(header: str) -> list[str]:
    """Read days that stand in one line and their years in the next, or one day for several years."""
    days, years = _DAY.findall(header), _YEAR.findall(header)
    if len(days) == 1:
        days *= len(years)
    if not days or len(days) != len(years):
        return []
    return _under_spans(header, [f"{day}, {year}" for day, year in zip(days, years, strict=True)])


def _under_spans(header: str, names: list[str]) -> list[str]:
    spans = [match.group() for match in _SPAN.finditer(header)]
    if not spans:
        return names
    if not names or len(names) % len(spans):
        return []
    if len(spans) == 1:
        return [name if "hange" in name else f"{spans[0]} {name}" for name in names]
    width = len(names) // len(spans)
    return [f"{spans[place // width]} {name}" for place, name in enumerate(names)]
