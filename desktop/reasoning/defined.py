"""Tell a question for what a word means, and the line that explains that word; pure."""

from __future__ import annotations

import re
import unicodedata

_ASKS = re.compile(
    r"\s*(?:(?:what(?:'s| is| are| does| do)|define|explain)\s+(?:(?:a|an|the)\s+)?"
    r"(?P<word>\S+(?: \S+){0,3}?)(?:\s+means?)?"
    r"|什么是\s*(?P<thing>\S{1,20}?)|(?P<named>\S{1,20}?)(?:是什么(?:意思)?|(?:是)?指什么))\s*[?？.。]?\s*",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(r"\s*(?:[.:：—–]\s*\S|means?\b|refers? to\b|(?:是)?指)", re.IGNORECASE)
_IS = re.compile(r"\s*(?:(?:is|are|was|were) (?:an?|the|one of)\b|是)", re.IGNORECASE)
_AROUND = "\"'“”‘’「」《》?？.。 "


def explains(text: str, question: str) -> bool:
    """Whether `question` asks for the meaning of a word, and `text` begins with the word and explains it.

    As in "Set-back. A lower room temperature at night." for "What is set-back?"; glossaries are written so.
    """
    return _begins(text, question, _EXPLAINS)


def says_what_it_is(text: str, question: str) -> bool:
    """Whether `text` explains the word that `question` asks for, or begins with it and says that it is a thing."""
    return _begins(text, question, _EXPLAINS) or _begins(text, question, _IS)


def _begins(text: str, question: str, then: re.Pattern[str]) -> bool:
    asked = _ASKS.fullmatch(question)
    word = _folded(next(filter(None, asked.groups()), "").strip(_AROUND)) if asked else ""
    told = _folded(text)
    if not word or not told.startswith(word):
        return False
    several = len(word) + (told[len(word) : len(word) + 1] == "s")  # "What is a degree day?": "Degree days. …"
    return then.match(told, several) is not None


def _folded(text: str) -> str:
    """Return `text` in small letters, with one kind of hyphen and of space."""
    return re.sub(r"[\s\u2010\u2011-]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
