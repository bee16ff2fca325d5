"""Tell a question that wants all lines of a table ("Which items are in the budget?"), and find them; pure."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from desktop.reasoning.extract import Quote
from desktop.reasoning.sentences import CELL, cells_of
from desktop.reasoning.tables import is_total
from desktop.reasoning.units import units_of
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.document import Passage
    from desktop.reasoning.units import Unit

#: Lines that are told at most; a longer table is opened rather than read out.
MOST = 20
#: Passages whose tables are looked at.
_LOOKED_AT = 4
_ASKS = re.compile(
    r"(?:please )?(?:which|what|list|name|show(?: me)?|give me|tell me)(?: are)?(?: all)?(?: of)?(?: the)?"
    r" (?P<what>[^\W\d_]+(?: (?!(?:are|were|is|was|do|does|did|ha[sd]|have|can|will|must|in|on|of|for|to|at|by|from|"
    r"with|there|that|belong|appear|need|got|took)\b)[^\W\d_]+)?)(?P<rest>(?: .*)?)"
    r"|(?P<before>.*?)(?:里|中|上)?(?:都|一共|总共)?(?:有|包括|包含|列出了?)哪些(?P<sort>[\u4e00-\u9fff]{1,6})",
    re.IGNORECASE,
)
#: What chooses one line, or some by their figures, which words alone do not tell.
_CHOOSES = re.compile(
    r"\b(?:\w+est|most|least|first|last|top|best|worst|more|less|fewer|than|over|above|below|under|between|average|how)\b"
    r"|\d|最|超过|以上|以下|高于|低于|多于|少于|大于|小于",
    re.IGNORECASE,
)
_SMALL = frozenset(("contain", "includ", "list", "listed", "appear", "belong", "cover", "compris", "consist", "part"))


def lines_listed(
    question: str, passages: Sequence[Passage], page_text: Callable[[str, int | None], str]
) -> tuple[Quote, ...]:
    """Return the lines of the table whose first column is called what `question` asks for, all but its total.

    Where the question names more, what tells some lines from others chooses them ("Which homes are in Court block?"),
    and the rest must stand in or around the table.

    Args:
        page_text: the text of a page, since a passage may have a part of the table.
    """
    asked = " ".join(question.split()).strip(" ?？.。!！")
    match = _ASKS.fullmatch(asked)
    if match is None or _CHOOSES.search(asked):
        return ()
    what = set(terms(match["what"] or match["sort"]))
    several = match["sort"] or re.search(r"s$|people$|men$|children$", match["what"], re.IGNORECASE)
    rest = set(terms(match["rest"] if match["what"] else match["before"])) - _SMALL - what
    for passage in passages[:_LOOKED_AT] if several and what else ():
        page = page_text(passage.file, passage.page)
        whole = msgspec.structs.replace(passage, text=page, heads=()) if passage.text.strip() in page else passage
        rows = [unit for unit in units_of(whole) if unit.row and unit.header]
        for header in dict.fromkeys(unit.header for unit in rows):
            if _first(header) and _first(header) <= what:
                found = _chosen([unit for unit in rows if unit.header == header], passage, rest)
                if found:
                    return found
    return ()


def _chosen(rows: Sequence[Unit], passage: Passage, rest: set[str]) -> tuple[Quote, ...]:
    lines = [unit for unit in rows if not is_total(unit.text)]
    telling = {word for word in rest if any(word in unit.words for unit in lines)}
    lines = [unit for unit in lines if telling <= unit.words]
    around = set(terms(f"{PurePath(passage.file).stem} {passage.heading or ''} {passage.text}"))
    around |= {word for unit in lines for word in (*unit.above, *unit.around)}
    if not lines or len(lines) > MOST or not rest - telling <= around:
        return ()
    return tuple(Quote(passage, unit.text, passage.score, unit.header, unit.group) for unit in lines)


def _first(header: str) -> set[str]:
    """Return the words of what the first column of a table is called."""
    return set(terms(cells_of(header)[0])) if CELL in header else set()
