"""Makes text safe to put on a slide: no control characters, no halves of characters, no runs of spaces."""

from __future__ import annotations

import re
import unicodedata

from desktop.domain.text import unified

_SPACES = re.compile(r"\s+")
#: What has to be looked at character by character: controls, odd spaces, marks without width, private use.
_SUSPECT = re.compile(
    r"[^\S ]|  |[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff"
    r"\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_DROPPED = {"Cs", "Co"}
_JOINERS = {"\u200c", "\u200d"}


def clean(text: str) -> str:
    """Return `text` on one line, in composed characters, with what XML or PowerPoint cannot hold left out."""
    text = unified(text)
    if not _SUSPECT.search(text):
        return unicodedata.normalize("NFC", text.strip(" "))
    kept = "".join(_safe(character) for character in text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def _safe(character: str) -> str:
    kind = unicodedata.category(character)
    code = ord(character)
    if kind == "Cc":
        return " "
    if kind in _DROPPED or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return ""
    return character if kind != "Cf" or character in _JOINERS else ""


def clean_lines(text: str) -> str:
    """Return `text` with its lines kept and each line cleaned; for speaker notes."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()
