"""Tell a question that asks the same of each document, and which documents those are; pure."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.reasoning.compared import Side
from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Named

#: Documents that are asked one by one at most.
MOST = 12
_EACH = re.compile(
    r"\b(?:(?:each|every)(?: one)?|all)(?: of)?(?: (?:the|these|those|my|our))? (?P<kind>[a-z]+)\b"
    r"|(?:每一?|各|所有的?)[份个篇本]?(?P<sort>[\u4e00-\u9fff]{2})"
)
_ANY_FILE = re.compile(
    r"(?:document|file|report|paper|text|presentation|deck|book|pdf|article|note|sheet|slide)s?"
    r"|报告|文件|文档|文章|材料|资料|论文|财报"
)
_MANY = (
    r"(?: (?:all|each of|the|these|those|reported|reporting|different|various|several|last|past|two|three|four))*"
    r" (?:quarters|periods|years|quarterly reports|annual reports|reports|filings|10-[qk]s)\b"
)
_OVER_TIME = re.compile(
    rf"\b(?:over|across|in|during|throughout|between|from){_MANY}|\b(?:over|through|across) time\b"
    r"|\b(?:year|quarter|month)[ -](?:by|over|on)[ -](?:year|quarter|month)\b"
    rf"|[,:;.]? ?(?:list|show|tell)?[\w ]{{0,20}}\b(?:separately )?(?:for|of|in) each{_MANY[:-2]}?"
    r"|随时间|历[年次期]来?|(?:各|每)(?:个)?(?:季度|年度?|期)|逐[年季]",
    re.IGNORECASE,
)
#: What such a question is asked with, which says nothing of what it is asked of.
_ASKED_WITH = re.compile(
    r"\b(?:can|could|is|are|were|has|have|had|how|did|does|do|been|be|any|there|what|consistent|considerable|notable|"
    r"significant|trend(?:s|ed|ing)?|identified|observed|seen|chang(?:es?|ed|ing)|shift(?:s|ed)?|fluctuat\w+|develop(?:ed)?|evolv\w+|"
    r"vari(?:ed|es)|reported|disclosed)\b|趋势|变化|如何|怎样|怎么",
    re.IGNORECASE,
)
#: What is told in figures, so that over time these are what is asked for.
_MEASURE = re.compile(
    r"\b(?:revenues?|sales|turnover|income|profits?|earnings|margins?|costs?|expenses?|expenditures?|spending|levels?|"
    r"cash flows?|debts?|headcount|numbers?|volumes?|prices?|rates?|consumption|emissions)\b"
    r"|收入|营收|利润|成本|费用|支出|销售额|销量|人数|价格|数量|库存|用量",
    re.IGNORECASE,
)
#: What is written like a name, or has a figure; it begins no question.
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w&.-]+|\w*\d\w*")


def asks_each(question: str) -> bool:
    """Whether `question` may ask the same of each document."""
    return _EACH.search(question) is not None


def sides_by_file(question: str, names: Sequence[Named]) -> tuple[Side, ...]:
    """Return the documents that `question` asks the same of, each with the question for it alone; else nothing.

    "Each scheme" means the files with that word in their names or titles, "each report" all where none has it; where
    the question has a year or a name that some of them bear, these. Of more than `MOST` it asks none one by one.
    """
    match = _EACH.search(question)
    if match is None:
        return ()
    kind = match["kind"] or match["sort"]
    called = {one: _words(f"{PurePath(one.file).stem} {one.title}") for one in names}
    meant = [one for one in names if called[one].issuperset(terms(kind))] if terms(kind) else []
    if not meant and _ANY_FILE.fullmatch(kind):
        meant = list(names)
    for name in _NAME.findall(question):
        meant = [one for one in meant if called[one].issuperset(terms(name))] or meant
    if not 2 <= len(meant) <= MOST:
        return ()
    asked = f"{question[: match.start()]}{'the ' if match['kind'] else ''}{kind}{question[match.end() :]}"
    return tuple(Side(PurePath(one.file).name, asked, "", file=one.file) for one in meant)


def asks_over_time(question: str) -> bool:
    """Whether `question` asks how something went from report to report."""
    return _OVER_TIME.search(question) is not None


def at_one_time(question: str) -> str:
    """Return what a question over time asks of each report, in the words that say what it is asked of."""
    first = re.split(r"(?<=[?？.]) |,? and (?:what|how|if|why)\b", question, maxsplit=1)[0]
    return " ".join(_ASKED_WITH.sub(" ", _OVER_TIME.sub(" ", first)).split())


def in_figures(asked: str) -> str:
    """Return what is asked of one report as a question for figures where it is told in such."""
    return f"How much {asked}" if _MEASURE.search(asked) else asked


def _words(text: str) -> set[str]:
    return set(terms(re.sub(r"[\W_]+", " ", text)))
