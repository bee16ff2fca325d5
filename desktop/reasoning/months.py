"""Tell a month of one year from the same month of another; pure."""

from __future__ import annotations

import re

from desktop.reasoning.words import terms

_MONTH_YEAR = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)? ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)(?:-\d\d)?\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

#: A month, 1 to 12, and its year.
Month = tuple[int, int]


def months_of(text: str) -> frozenset[Month]:
    """Return the months with a year that `text` names ("Oct. 7, 2024", "October 2024", "2024年10月", "2024-10-07")."""
    found = {(_MONTHS.index(match[1][:3].lower()) + 1, int(match[2])) for match in _MONTH_YEAR.finditer(text)}
    for pattern in (_YEAR_MONTH, _ISO):
        found |= {(int(match[2]), int(match[1])) for match in pattern.finditer(text)}
    return frozenset(found)


def asks_by_date(question: str) -> frozenset[Month]:
    """Return the months that a question asks for where it names nothing else ("What happens in October 2024?")."""
    found = months_of(question)
    rest = question
    for pattern in (_MONTH_YEAR, _YEAR_MONTH, _ISO) if found else ():
        rest = pattern.sub(" ", rest)
    return found if all(word.isdigit() for word in terms(rest)) else frozenset()


def dated_otherwise(text: str, asked: frozenset[Month]) -> bool:
    """Whether `text` tells of a month that was asked for in another year only."""
    told = months_of(text) if asked else frozenset()
    return not told & asked and bool({month for month, _ in told} & {month for month, _ in asked})
