"""Reads the amounts of a table, written with a decimal point or with a decimal comma."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_POINTED = re.compile(r"\d[\d,\u00a0 ]*(?:\.\d+)?")
_COMMAED = re.compile(r"\d[\d.\u00a0 ]*(?:,\d+)?")
#: "1.234,5", "1.234.567", "8,75" are of languages with a decimal comma; "1,234.5", "1,234,567" and "8.75" of others.
_COMMA = re.compile(r"\d\.\d{3},\d|\d\.\d{3}\.\d{3}(?!\d)|(?<![\d.,])\d+,\d{1,2}(?![\d,.])")
_POINT = re.compile(r"\d,\d{3}\.\d|\d,\d{3},\d{3}(?!\d)|(?<![\d.,])\d+\.\d{1,2}(?![\d,.])")


def has_commas(cells: Iterable[str]) -> bool:
    """Whether the amounts of a table have a decimal comma; where nothing tells, they have a point."""
    text = " ; ".join(cells)
    return len(_COMMA.findall(text)) > len(_POINT.findall(text))


def amount(cell: str, *, commas: bool = False) -> float | None:
    """Return the number in a cell: "$ (1,234.5)" is -1234.5; None where there is none.

    Args:
        commas: decimals stand behind a comma, and points part thousands.
    """
    text = cell.replace("−", "-").replace("–", "-")
    match = (_COMMAED if commas else _POINTED).search(text)
    if match is None:
        return None
    digits = match.group().replace(".", "").replace(",", ".") if commas else match.group()
    value = float(re.sub(r"[^\d.]", "", digits))
    return -value if re.search(r"\(\s*[$€£¥]?\s*\d|-\s*[$€£¥]?\s*\d", text[: match.end()]) else value


def decimals(cell: str, *, commas: bool = False) -> int:
    """Return how many decimals an amount is written with."""
    match = re.search(r"\d,(\d+)(?!.*\d,\d)" if commas else r"\d[.](\d+)", cell)
    return len(match.group(1)) if match else 0
