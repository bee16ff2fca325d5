"""Makes text safe to put on a slide: no control characters, no halves of characters, no runs of spaces."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DROPPED = {"Cs", "Co"}
_JOINERS = {"\u200c", "\u200d"}


def clean(text: str) -> str:
    """Return `text` on one line, in composed characters, with what XML or PowerPoint cannot hold left out."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
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
