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
_AROUND = "\"'“”‘’「」《》?？.。 "


def explains(text: str, question: str) -> bool:
    """Whether `question` asks for the meaning of a word, and `text` begins with the word and explains it.

    As in "Set-back. A lower room temperature at night." for "What is set-back?"; glossaries are written so.
    """
    asked = _ASKS.fullmatch(question)
    word = _folded(next(filter(None, asked.groups()), "").strip(_AROUND)) if asked else ""
    told = _folded(text)
    return bool(word) and told.startswith(word) and _EXPLAINS.match(told, len(word)) is not None


def _folded(text: str) -> str:
    """Return `text` in small letters, with one kind of hyphen and of space."""
    return re.sub(r"[\s\u2010\u2011-]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
