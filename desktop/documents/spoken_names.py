"""Tell which words of a question make up one name, so that a part of it is not taken for the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.documents.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: What may stand between two words of a name: University of Chicago, Procter & Gamble. Not "and": Apple and Microsoft.
_WITHIN = re.compile(r" (?:(?:of|de|del|da|di|du|van|von|upon|the|&) )*")
_ENDED = re.compile(r"(?:^|[.!?:;\n])[\s\"“„«(]*$")
#: What a firm is by law says nothing of which firm it is.
_FORMS = frozenset({"company", "co", "corp", "corporation", "gmbh", "group", "inc", "limited", "llc", "ltd", "plc"})


def spoken_names(text: str) -> tuple[frozenset[str], ...]:
    """Return the names of several words in a question, each as its words in lower case.

    The word that begins a sentence is none of them, since any has a capital there.
    """
    words = list(_WORD.finditer(text))
    if _is_title(words):
        return ()
    names: list[list[str]] = []
    end = -1
    for match in words:
        if _is_small(match) or not match.group()[0].isupper() or _ENDED.search(text, 0, match.start()):
            continue
        if end < 0 or not _WITHIN.fullmatch(text, end, match.start()):
            names.append([])
        names[-1].append(match.group().lower())
        end = match.end()
    return tuple(frozenset(name) for name in names if len(name) > 1)


def _is_title(words: Sequence[re.Match[str]]) -> bool:
    """Whether capitals are set as in a title and so tell no names: Net Sales of Apple, What Were the Net Sales?"""
    if any(_is_small(match) and match.group().istitle() and len(match.group()) > 1 for match in words[1:]):
        return True
    capital = [_is_small(match) or match.group()[0].isupper() for match in words]
    return all(capital) and bool(words) and not _is_small(words[0])


def _is_small(match: re.Match[str]) -> bool:
    return match.group().lower() in STOP_WORDS


def own_words(name: frozenset[str]) -> frozenset[str]:
    """Return the words of a name that say which one it is; all where it has no such word."""
    return name - _FORMS or name
