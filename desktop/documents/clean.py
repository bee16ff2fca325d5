"""Make text from any file safe to store, index and show, without changing what its letters and digits are."""

from __future__ import annotations

import re

from desktop.domain.text import unified

#: Letters that typesetting joined; each is the same letters under NFKC, so quotes still match.
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
#: Controls; zero-width spaces and marks; direction overrides, with which text reads other than it is; noncharacters,
#: which stores refuse; and the tag characters, in which text can be hidden from a person but not from a model.
_INVISIBLE = (
    [code for code in range(0x20) if code not in (0x09, 0x0A)]
    + list(range(0x7F, 0xA0))
    + [0xAD, 0x180E, 0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF]
    + list(range(0x202A, 0x202F))
    + list(range(0x2066, 0x206A))
    + list(range(0xFDD0, 0xFDF0))
    + [plane | low for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF)]
    + list(range(0xE0000, 0xE0080))
)
_SPACES = [0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F]
_TABLE = {
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys(_SPACES, " "),
    **_LIGATURES,
    0x2028: "\n",
    0x2029: "\n",
}
_CODE_TABLE = {key: value for key, value in _TABLE.items() if key != 0x09}
#: Words of letters and marks that stay as they are, a space or a line end between each two: most text is nothing else.
_KEPT = "[!-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027]+"
_CLEAN = re.compile(f"{_KEPT}(?:[ \n]{_KEPT})*")
_SURROGATES = re.compile("[\ud800-\udfff]+")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85]")
_RUNS = re.compile(r" {2,}")
_EDGES = re.compile(r" *\n *")
_GAPS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Return prose with plain spaces and line ends, without anything invisible or unstorable, radicals as ideographs.

    Lone surrogates become U+FFFD; runs of spaces become one; no line begins or ends with a space.
    """
    if _CLEAN.fullmatch(text):
        return text
    text = unified(_LINE_ENDS.sub("\n", text).translate(_TABLE))
    text = _SURROGATES.sub("�", text)
    text = _EDGES.sub("\n", _RUNS.sub(" ", text))
    return _GAPS.sub("\n\n", text).strip()


def clean_code(text: str) -> str:
    """As `clean`, but keep indentation, tabs and empty lines."""
    text = _LINE_ENDS.sub("\n", text).translate(_CODE_TABLE)
    return _SURROGATES.sub("�", text).strip("\n")


def clean_line(text: str) -> str:
    """As `clean`, on one line."""
    return " ".join(clean(text).split())
