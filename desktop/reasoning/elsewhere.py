"""Tell what was found elsewhere than a question means: in other files, or of none of its names; pure."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.reasoning.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.document import Passage

#: Words that say which document is meant, or how it is to be read, not what is asked of it.
FILE_WORDS = re.compile(
    r"\b(?:(?:annual|quarterly|most|recent|latest|current|newest|reported?|reports|filings?|filed|documents?|files?|stated?|"
    r"disclosed?|mentioned|described|provided|form|10-[kq]s?|8-k|fiscal|quarters?|q[1-4]|fy\d*|(?:19|20)\d\d|first|second|"
    r"third|fourth|significant|specific|according|any|changes? reported|periods?|details?|detailed|information|section|"
    r"analy[sz]e|examine|compared?|comparing|correlates?|correlation|relate[sd]?|relationship|connection|align|combine|"
    r"discuss(?:ed|ion)?|insights?|notable|considerable|specifically|potentially|implications?|indicate|suggest|regarding|"
    r"particularly|list|separately|understand))\b",
    re.IGNORECASE,
)
#: A name: a capital letter that does not begin the question. A proper one is a word and no abbreviation.
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w&.-]+")
_PROPER = re.compile(r"[A-Z][^\W\d_]*[a-z][^\W\d_]*")
#: Share of the best file's fit below which a file is not the one that the question means, and from which fit on.
_MEANT, _MEANS = 0.8, 0.4


def strangers(question: str, passages: Sequence[Passage]) -> frozenset[str]:
    """Return the files that hold none of the names in the question, where another file holds one."""
    names = {word for match in _NAME.finditer(question) for word in terms(match.group())}
    words = _words(passages)
    known = {file for file, held in words.items() if held & names}
    return frozenset(words.keys() - known) if known else frozenset()


def unmeant(passages: Sequence[Passage]) -> frozenset[str]:
    """Return the files that fit what the question says of files, such as their period, worse than another."""
    fits = {passage.file: passage.meant for passage in passages}
    best = max(fits.values(), default=0.0)
    return frozenset(file for file, fit in fits.items() if best >= _MEANS and fit < _MEANT * best)


def names_in(question: str) -> tuple[str, ...]:
    """Return what is written like a name in a question, but for what only says which documents are meant."""
    names = (re.sub(r"['’]s?$", "", name) for name in _NAME.findall(question))
    return tuple(dict.fromkeys(name for name in names if not FILE_WORDS.fullmatch(name)))


def names_unknown(question: str, passages: Sequence[Passage]) -> bool:
    """Whether a proper name of the question stands in none of the passages, their headings and file names.

    A name is rare, so that a search finds it where it stands: what it does not find is about others.
    """
    held = frozenset[str]().union(*_words(passages).values())
    names = (match.group() for match in _NAME.finditer(question))
    proper = {word for name in names if _PROPER.fullmatch(name) for word in terms(FILE_WORDS.sub("", name))}
    return bool(proper - held)


def _words(passages: Sequence[Passage]) -> dict[str, set[str]]:
    """Return the words of what was found of each file, its name included."""
    words: dict[str, set[str]] = {}
    for passage in passages:
        text = f"{PurePath(passage.file).stem} {passage.heading or ''} {passage.text}"
        words.setdefault(passage.file, set()).update(terms(text))
    return words
