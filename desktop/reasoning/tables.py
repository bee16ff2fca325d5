"""What lines of a table are: the names of its columns, its total, the first line of a list of facts; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.reasoning.sentences import CELL, cells_of
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A cell that is a figure and no year; any cell that is a figure, with two words behind it at most.
_VALUE = re.compile(r"\s*(?!(?:19|20)\d\d\s*$)[-–−+~<>≈($€£¥]*\d[\d.,'’\s]*\)?\s*(?:[%‰€]|\w{1,3})?\s*")
_FIGURE = re.compile(r"(?:[A-Z]{2,3})?[-–−+~<>≈($€£¥]*\d[\d.,'’\s]*\)?\s*(?:[%‰€]|\S+(?: \S+)?)?")
#: A figure of a line, with its mark of a share; and what asks for one.
_ANY_FIGURE = re.compile(r"(?<![\w.,])\(?\d[\d,.]*\)?\s?([%％]?)(?!\w)")
_ASKS_SHARE = re.compile(
    r"%|\b(?:percent\w*|share|proportion|fraction|rate|ratio|margin|growth|grow|change|yield|return|discount|vat|tax)\b"
    r"|[％率比占]|百分|折扣|税",
    re.IGNORECASE,
)
_NOTHING = frozenset(("", "-", "–", "—", "n/a", "N/A", "."))
#: The label of the line that closes a table or a group of its lines.
_TOTAL = re.compile(
    r"(?:(?:sub)?totals?|sum|overall|grand total)\b|(?:合计|总计|小计|总额|总和)|all(?: \w+)?\s*$", re.IGNORECASE
)
_WHOLE = re.compile(r"totals?|sum|overall|grand total|all(?: [^\W\d_]+)?|合计|总计|总额|总和", re.IGNORECASE)
#: What a question calls such a line.
TOTAL = frozenset(terms("total sum overall altogether 合计 总计 总额 总共 一共 共计 总数 总和 总价 总金额"))
#: Lines from which a table of two columns may be told to be a list of facts, such as the box of an encyclopedia, and
#: those of them at least that hold words: in a column of figures one or two may be "free" or "unknown".
_FACTS, _WORDS = 3, 2


def has_cells(line: str) -> bool:
    """Whether `line` has the marks of cells; it may begin with an empty one that has lost the space there."""
    return CELL in f" {line}"


def tells_total(row: str, question: str) -> bool:
    """Whether `question` asks for a total, and `row` is a line of a table that tells one."""
    return has_cells(row) and is_total(row) and not TOTAL.isdisjoint(terms(question))


def tells_shares(row: str, question: str) -> bool:
    """Whether a line of a table has figures and all are shares, where `question` asks for none."""
    figures = [match[1] for match in _ANY_FIGURE.finditer(row)]
    return bool(figures) and all(figures) and _ASKS_SHARE.search(question) is None


def is_total(row: str) -> bool:
    """Whether a line of a table closes it or a group of its lines."""
    return _TOTAL.match(row.split(CELL, maxsplit=1)[0].strip()) is not None


def is_whole(row: str) -> bool:
    """Whether a line of a table is the total of all of it, named by nothing else: "Total", "All homes"."""
    return _WHOLE.fullmatch(row.split(CELL, maxsplit=1)[0].strip()) is not None


def names_cells(line: str, following: Sequence[str]) -> bool:
    """Whether the first row of a table names its columns.

    It does where there is no digit in it, or figures only in the row below it; but not where the table is a list of
    facts, each with a name before it: two columns, the second of which holds words and figures by turns.

    Args:
        following: the rows below it.
    """
    if not has_cells(line) or _is_fact(line, following):
        return False
    if not any(character.isdigit() for character in line):
        return True
    below = following[0] if following else ""
    figures, under = ([bool(_VALUE.fullmatch(cell)) for cell in cells_of(row)] for row in (line, below))
    return len(figures) == len(under) and any(under) and not any(figures)


def _is_fact(line: str, following: Sequence[str]) -> bool:
    """Whether a line and those below it are facts with their names, so that the first is one like the others."""
    first, *rest = (cells_of(row) for row in (line, *following))
    if len(first) != 2 or not all(first) or len(rest) < _FACTS or any(len(cells) != 2 for cells in rest):
        return False
    values = [cells[1] for cells in rest if cells[1] not in _NOTHING]
    figures = sum(_FIGURE.fullmatch(value) is not None for value in values)
    worded = len(values) - figures
    return figures > 0 and worded >= _WORDS and 3 * worded >= len(values)
