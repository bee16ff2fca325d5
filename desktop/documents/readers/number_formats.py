"""Write numbers as their formats of Office Open XML show them: dates, percent, thousands, decimals, currency; pure."""

from __future__ import annotations

import datetime
import functools
import math
import re

_PADDED = re.compile("0{2,15}")
_DECIMALS = re.compile(r"0\.(0+)")
#: Fill and padding of a number format; what it shows as it stands; and which of that is a currency.
_PADDING = re.compile(r"_.|\*.")
_LITERAL = re.compile(r'\[\$([^\]-]*)[^\]]*\]|"([^"]*)"|\\(.)|([$€£¥])')
_CURRENCY = re.compile(r"[$€£¥₹₽₩]|\b[A-Z]{3}\b")
#: What is no sign of a date in a format: words in quotes, colours and conditions in brackets.
_NO_SIGN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General', re.IGNORECASE)
_DATE_SIGN = re.compile(r"[yd]|m{3}|m[/.-]", re.IGNORECASE)
#: Days that the counts of Excel begin with, and the last one that it knows.
_FIRST, _FIRST_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
_LAST_DAY = 2_958_465


def shown(value: str, style: str, *, base_1904: bool = False) -> str:
    """Return a number of a file as its format shows it; what is no number stays as it is."""
    try:
        found = float(value)
    except ValueError:
        return value
    if not math.isfinite(found):
        return value
    if _DATE_SIGN.search(_NO_SIGN.sub("", style)) and 0 <= found <= _LAST_DAY:
        moment = (_FIRST_1904 if base_1904 else _FIRST) + datetime.timedelta(days=found)
        return date(moment)
    return number(found, style)


def date(moment: datetime.datetime) -> str:
    """Return a date, with its time where it has one."""
    midnight = moment.time() == datetime.time()
    return moment.date().isoformat() if midnight else moment.replace(microsecond=0).isoformat(" ")


def number(value: float, style: str) -> str:
    """Write a number as its format shows it: percent, thousands, fixed decimals, currency; never in powers of ten.

    Digits that the format hides are kept where it says nothing of decimals, so that no figure changes.
    """
    style = style.split(";", maxsplit=1)[0]
    before, after = _currency(style)
    if _PADDED.fullmatch(style) and float(value).is_integer() and 0 <= value < 1e15:
        return f"{int(value):0{len(style)}d}"  # an article's number, a postal code
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
