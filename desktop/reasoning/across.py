"""What a question shares with documents in another language: its names, numbers and dates; pure."""

from __future__ import annotations

import calendar
import re
import unicodedata

import msgspec

from desktop.reasoning.months import Month, months_of
from desktop.reasoning.words import asks_unspaced, terms

_LATIN = re.compile(r"[A-Za-z][A-Za-z\d]*(?:[.&'’-][A-Za-z\d]+)*|\d+(?:[.,]\d+)*")
_MONTH = re.compile(r"(?:19|20)\d\d ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?")
_QUARTER = re.compile(r"第?([一二三四1-4])季度?")
#: A name in a question with spaces: a capital that does not begin it, or one that is no word's first letter alone.
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w&.-]*|\b\w*[a-z\d][A-Z]\w*|\b[A-Z]{2,}\b|\b[A-Za-z]*\d[\w.,]*\w|\b\d\b")


class Shared(msgspec.Struct, frozen=True):
    """What documents in another language may hold of a question.

    Attributes:
        words: names, numbers and times, as such documents write them.
        names: the words among them that have letters; without one, and without a month, nothing singles a place out.
        months: months with their years.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    months: frozenset[Month]

    def in_words(self, text: str, around: str) -> bool:
        """Whether `text` holds a name and its surroundings the others, or both tell of one of the months."""
        if self.months:
            return bool(self.months & months_of(f"{around} {text}"))
        held, near = set(terms(text)), set(terms(around))
        wanted = [set(terms(name)) for name in self.names]
        return any(words <= held for words in wanted) and all(words <= held | near for words in wanted)


def shared(question: str) -> Shared:
    """Return what of `question` may stand in documents of the other script."""
    text = unicodedata.normalize("NFKC", question)
    months = months_of(text)
    if asks_unspaced(text):
        times = [f"{calendar.month_name[month]} {year}" for month, year in sorted(months)]
        times += [f"Q{'一二三四'.find(mark) + 1 or mark}" for mark in _QUARTER.findall(text)]
        found = _LATIN.findall(_QUARTER.sub(" ", _MONTH.sub(" ", text)))
    else:
        times = [f"{year}年{month}月" for month, year in sorted(months)]
        found = _NAME.findall(text)
        spoken = {name for name in calendar.month_name if name}
        found = [word for word in found if not (months and (word in spoken or word.isdigit()))]
    found = [word for word in dict.fromkeys(found) if len(word) > 1]
    names = tuple(word for word in found if any(character.isalpha() for character in word) and terms(word))
    return Shared((*found, *times), names, months)
