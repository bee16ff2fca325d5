"""Parts the thousands of amounts that a spreadsheet or a data file gives as bare digits, for people to read; pure."""

from __future__ import annotations

import re

import msgspec

from desktop.domain.deck import Table

#: Digits from which an amount is hard to read without its thousands apart; years and small codes have fewer.
LONG = 5
_BARE = re.compile(r"(?P<sign>[-−–]?)(?P<whole>\d{4,15})(?P<rest>\.\d+)?")
#: Heads of columns whose digits name something and count nothing.
_NAMES = re.compile(
    r"\b(?:ids?|no|nr|num|codes?|numbers?|nummer|numéro|número|zip|plz|post|postal|postcode|phone|tel|account|konto|iban"
    r"|isbn|sku|year|jahr|date|datum)\b|编号|代码|邮编|电话|号码|账号|年份|日期",
    re.IGNORECASE,
)
#: A space that breaks no line parts thousands in languages with a decimal comma (ISO 80000-1, 7.3.1).
_COMMA, _SPACE = ",", "\u00a0"
_WITH_COMMA = ("en", "zh", "ja", "ko")


def grouped(table: Table, language: str) -> Table:
    """Return the table with the thousands of each column of bare amounts apart, as the deck's language writes them."""
    rows = [list(row) for row in table.rows]
    mark = _COMMA if language.lower().startswith(_WITH_COMMA) else _SPACE
    for column in range(1, len(table.header)):
        cells = [row[column].strip() for row in rows if column < len(row)]
        found = [match for cell in cells if (match := _BARE.fullmatch(cell))]
        if _NAMES.search(table.header[column]) or not any(len(match["whole"]) >= LONG for match in found):
            continue
        if any(match["whole"].startswith("0") for match in found):
            continue
        for row in rows:
            if column < len(row) and (match := _BARE.fullmatch(row[column].strip())):
                row[column] = f"{match['sign']}{int(match['whole']):,}".replace(",", mark) + (match["rest"] or "")
    return msgspec.structs.replace(table, rows=tuple(map(tuple, rows)))
